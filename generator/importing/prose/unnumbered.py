"""Headings that bear no number: below each of them the numbers begin anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.importing.opening.front import is_title, names_plan
from generator.importing.wording.duties import split_duty
from generator.importing.wording.outline import HEADING_LEVELS, Level, marked
from generator.importing.wording.sequence import value_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from generator.importing.document import Extract
    from generator.importing.draft import Text

_LONGEST: Final = 30
_MANY: Final = 2
_SOON: Final = 10
"""Lines below the title of a plan among which its first heading stands."""


def unnumbered_headings(lines: Sequence[Extract], fields: Container[int] = ()) -> dict[int, Level]:
    """Return the level of each such heading, by the number of its line from 0.

    There are several, or none. They head tasks; where what is numbered below them are `fields` of
    one task, they name that.
    """
    levels = [marked(line)[0] for line in lines]
    found = [n for n in range(len(lines) - 1) if _may_head(lines, levels, n)]
    if len(found) < _MANY:
        return {}
    usual = Level.ASPECT if Level.PART in levels else Level.PART
    return {n: Level.ITEM if n + 1 in fields else usual for n in found}


def with_first_heading(before: Text, lines: list[Extract]) -> tuple[Text, list[Extract]]:
    """Return what stands before a plan, and the plan from a first heading without a number."""
    at = len(before) - 1
    if at < 0 or at not in unnumbered_headings([*before, *lines]):
        return before, lines
    return before[:at], [*before[at:], *lines]


def _may_head(lines: Sequence[Extract], levels: Sequence[Level | None], n: int) -> bool:
    line, below = lines[n], lines[n + 1]
    if levels[n] is not None or levels[n + 1] not in (Level.ASPECT, Level.ITEM):
        return False
    if value_of(marked(below)[1].text) != 1 or len(line.text) > _LONGEST or names_plan(line):
        return False
    text, duty = split_duty(line)
    if duty and not text:
        # Right below a numbered heading it says who does what that is about.
        return n == 0 or levels[n - 1] not in HEADING_LEVELS
    return not duty and is_title(line)


def begins_plan(lines: Sequence[Extract], n: int) -> bool:
    """Whether a line is the title of another plan, which counts anew from 一、."""
    title, *others = lines[n : n + _SOON]
    if not names_plan(title):
        return False
    numbers = ((level, number) for level, number, _ in map(marked, others) if level is not None)
    level, number = next(numbers, (None, title))
    return level is Level.PART and value_of(number.text) == 1
