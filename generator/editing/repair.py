"""Mends what is written the wrong way in a file, where there is but one way to write it.

Characters and blanks at ends of lines are mended wherever they stand: what a file says stays the
same, but for characters that only look like the ones meant. Everything else is mended only where
the reading stops or finds an error, and only if that helps: so a text that happens to look like a
mistake stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.editing.indents import is_odd, split_indent, text_lines
from generator.editing.letters import tidy, tidy_page_line
from generator.editing.rewriting import rewritten
from generator.editing.written import shared_start
from generator.plan.files import is_plan_file
from generator.problems import Location, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BLANKS: Final = {"\t": "〔制表符〕", "\u3000": "〔全角空格〕", "\u00a0": "〔不间断空格〕"}
_END: Final = re.compile("(\r\n|[\r\n])")


@dataclass(frozen=True, slots=True)
class Repair:
    """What has been changed in one line."""

    location: Location
    message: str

    def __str__(self) -> str:
        return f"{self.location}: 已改 {self.message}"


def repaired(text: str, file: str) -> tuple[str, tuple[Repair, ...]]:
    """Return the text of a YAML file or a page mended, and what has been changed, in order.

    `file` is its path from the root of the column, by which its kind is known. Line ends stay.
    """
    parts = _END.split(text)
    lines, ends = parts[::2], [*parts[1::2], ""]
    first, last = (0, len(lines)) if not file.endswith(".md") else _front_matter(lines)
    issued = is_plan_file(file)
    texts = text_lines(lines)
    found: list[Repair] = []
    mended: list[str] = []
    for number, line in enumerate(lines):
        is_yaml = first <= number < last
        # An odd indent tells where the line may stand: it is mended with the lines around it.
        indent, rest = split_indent(line)
        if not is_yaml or number in texts or not rest.strip():
            indent, rest = "", line
        new, messages = (tidy if is_yaml else tidy_page_line)(rest)
        check = "，请与印发文件核对" if issued and not line.lstrip().startswith("#") else ""
        place = Location(file, number + 1)
        found += (Repair(place, f"{each.words}{check * each.is_seen}") for each in messages)
        mended.append(f"{indent}{new}")
    found += _rewritten(mended, range(first, last), file)
    text = "".join(f"{line}{end}" for line, end in zip(mended, ends, strict=True))
    return text, tuple(sorted(found, key=lambda repair: repair.location))


def _front_matter(lines: Sequence[str]) -> tuple[int, int]:
    """Return the first line of the front matter, and the first behind it."""
    if lines[0].rstrip() != "---":
        return 0, 0
    ends = (number for number, line in enumerate(lines) if line.rstrip() in ("---", "..."))
    return 1, next((number for number in ends if number), 1)


def _rewritten(lines: list[str], part: range, file: str) -> Iterator[Repair]:
    """Mend `lines` in place within `part`; yield what has been changed."""
    before = lines[part.start : part.stop]
    if not before:
        return
    after = rewritten(before, file)
    lines[part.start : part.stop] = after
    for number, (old, new) in enumerate(zip(before, after, strict=True), part.start + 1):
        yield from (Repair(Location(file, number), words) for words in _said_changes(old, new))


def _said_changes(old: str, new: str) -> Iterator[str]:
    """Yield in words what has been changed in a line."""
    if is_odd(old) and not is_odd(new):
        blanks = " " * (len(new) - len(new.lstrip(" ")))
        yield f"行首的缩进：改为 {len(blanks)} 个半角空格"
        old = f"{blanks}{split_indent(old)[1]}"
    if old != new:
        before, after = map(_visibly, _differing(old, new))
        yield f"写法：{before}改为{after}"


def _visibly(text: str) -> str:
    for blank, name in _BLANKS.items():
        text = text.replace(blank, name)
    return quoted(text)


def _differing(old: str, new: str) -> tuple[str, str]:
    """Return what differs between two lines, from the beginning of a word."""
    start = shared_start(old, new)
    start = max((old.rfind(sign, 0, start) for sign in " {["), default=-1) + 1
    old, new = old[start:], new[start:]
    end = shared_start(old[::-1], new[::-1])
    return old[: len(old) - end], new[: len(new) - end]
