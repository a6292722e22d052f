"""How far a line may have been meant to be indented that begins with more than usual blanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.editing.letters import UNSEEN
from generator.source.writing import STEP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ODD: Final = re.compile(rf" *[\t\u3000\u00a0{UNSEEN}][ \t\u3000\u00a0{UNSEEN}]*")
_USUAL: Final = re.compile(r"(?P<blanks> *)(?P<dashes>(?:- +)*)(?=[^\s#])")
_FIELD: Final = re.compile(r"(?:- +)*[\w-]+:(?: |$)")
_OPENS_TEXT: Final = re.compile(
    r"(?P<head> *(?:- +)*)(?:[^#\s].*[：:][ \t\u3000\u00a0]*)?[|>][-+0-9]*\s*$"
)
_WIDTHS: Final = ((2, 2), (4, 1), (8, 2))
"""Columns that a tab and a wide blank may stand for."""


def is_odd(line: str) -> bool:
    """Whether a line is indented by more than half-width blanks."""
    return bool(_ODD.match(line))


def split_indent(line: str) -> tuple[str, str]:
    """Return the blanks with which a line begins if they are odd, and the rest."""
    match = _ODD.match(line)
    return (match.group(), line[match.end() :]) if match else ("", line)


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
            match = _OPENS_TEXT.match(line) if "|" in line or ">" in line else None
            column = len(match["head"]) if match else None
    return inside


def indented(lines: Sequence[str], odd: Sequence[int]) -> Iterator[list[str]]:
    """Yield `lines` with those numbered `odd`, from 0, indented in every way that may be meant.

    Either the first of them stands in one of the groups and lists that are open there, and what
    follows below it; or each blank stands for some columns.
    """
    if not odd:
        yield list(lines)
        return
    for column in _open_columns(lines, odd[0]):
        made = list(lines)
        for number in odd:
            columns = [column] if number == odd[0] else _open_columns(made, number)
            made[number] = " " * (columns or [0])[0] + split_indent(made[number])[1]
        yield made
    for tab, wide in _WIDTHS:
        widths = {"\t": tab, "\u3000": wide, **dict.fromkeys(UNSEEN, 0)}
        made = list(lines)
        for number in odd:
            blanks, bare = split_indent(made[number])
            made[number] = " " * sum(widths.get(blank, 1) for blank in blanks) + bare
        yield made


def _open_columns(lines: Sequence[str], number: int) -> list[int]:
    """Return where a line can stand that follows those before it, the innermost first."""
    bare = split_indent(lines[number])[1]
    texts = text_lines(lines[:number])
    if not _FIELD.match(bare) and not bare.startswith("- "):
        return _text_columns(lines, number, texts)
    columns: list[int] = []
    least = len(max(lines, key=len))
    for before in range(number - 1, -1, -1):
        match = None if before in texts or is_odd(lines[before]) else _USUAL.match(lines[before])
        if not match or len(match["blanks"]) >= least:
            continue
        innermost = not columns and least == len(max(lines, key=len))
        least, field = len(match["blanks"]), match.end()
        if innermost and lines[before].rstrip().endswith(":"):
            columns.append(field + STEP)
        if not bare.startswith("- "):
            columns.append(field)
        elif match["dashes"]:
            columns.append(least)
    return list(dict.fromkeys(columns))


def _text_columns(lines: Sequence[str], number: int, texts: set[int]) -> list[int]:
    """Return where a line of a text can stand: below the one before, if that is one."""
    if number - 1 in texts:
        return [len(lines[number - 1]) - len(lines[number - 1].lstrip(" "))]
    match = _OPENS_TEXT.match(lines[number - 1]) if number else None
    return [len(match["head"]) + STEP] if match else []
