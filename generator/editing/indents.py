"""How far a line may have been meant to be indented that begins with tabs or wide blanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.source.writing import STEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Guess = Callable[[Sequence[str], int], "int | None"]
    """Takes lines and the number of one; returns the column at which that should begin."""

_ODD: Final = re.compile(r" *[\t\u3000\u00a0][ \t\u3000\u00a0]*")
_USUAL: Final = re.compile(r"(?P<dash> *)(?P<dashes>(?:- +)*)(?=[^\s#])")
_OPENS_TEXT: Final = re.compile(r"(?P<head> *(?:- +)*)[^#\s].*[：: ][|>][-+0-9]*\s*$")


def is_odd(line: str) -> bool:
    """Whether a line is indented by more than half-width blanks."""
    return bool(_ODD.match(line))


def with_indent(line: str, columns: int) -> str:
    """Return a line with so many half-width blanks before it."""
    match = _ODD.match(line)
    return f"{' ' * columns}{line[match.end() :] if match else line.lstrip(' ')}"


def text_lines(lines: Sequence[str]) -> set[int]:
    """Return the numbers, from 0, of the lines that stand in a text of several lines."""
    inside: set[int] = set()
    column: int | None = None
    """At which the field stands that holds the text."""
    for number, line in enumerate(lines):
        bare = line.lstrip(" ")
        if column is not None and (not bare or len(line) - len(bare) > column):
            inside.add(number)
        else:
            match = _OPENS_TEXT.match(line)
            column = len(match["head"]) if match else None
    return inside


def _of_width(tab: int, wide: int) -> Guess:
    widths = {"\t": tab, "\u3000": wide}

    def guess(lines: Sequence[str], number: int) -> int | None:
        match = _ODD.match(lines[number])
        return sum(widths.get(blank, 1) for blank in match.group()) if match else None

    return guess


def _as_above(lines: Sequence[str], number: int) -> int | None:
    return _as_neighbour(lines, number, range(number - 1, -1, -1))


def _as_below(lines: Sequence[str], number: int) -> int | None:
    return _as_neighbour(lines, number, range(number + 1, len(lines)))


GUESSES: Final[tuple[Guess, ...]] = (
    _as_above,
    _as_below,
    *(_of_width(tab, wide) for tab, wide in ((2, 2), (4, 1), (8, 2))),
)


def _as_neighbour(lines: Sequence[str], number: int, others: range) -> int | None:
    """Return the column of the nearest entry for an entry, of the nearest field for a field."""
    is_entry = bool(re.match(r"[ \t\u3000\u00a0]*[-—－–−]", lines[number]))
    for match, line in _usual(lines, others):
        if is_entry:
            if match["dashes"]:
                return len(match["dash"])
            continue
        column = match.end()
        opens = line.rstrip().endswith((":", "：", "|"))
        return column + STEP if opens and others.step < 0 else column
    return None


def _usual(lines: Sequence[str], numbers: range) -> Iterator[tuple[re.Match[str], str]]:
    for number in numbers:
        match = None if is_odd(lines[number]) else _USUAL.match(lines[number])
        if match:
            yield match, lines[number]
