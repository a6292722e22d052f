"""What the headings of a table mean beside each other, and by what stands below them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from generator.importing.wording.columns import ABOUT, WHERE, WHO_AND_WHEN, Holds, says_where
from generator.importing.wording.outline import HEADING_LEVELS, Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.tables.below import Below

_ONCE: Final = (Holds.NUMBER, *ABOUT, Holds.DEADLINE)
"""What one column holds only; a second one is kept under its own heading."""
PERSONS_OR_NOTES: Final = re.compile("人|领导|备注|说明")
"""Below 责任分工 too it heads no units: who in person, or what is said besides."""
_NO_TASK: Final = re.compile(
    f"{PERSONS_OR_NOTES.pattern}|{WHERE}|依据|形式|目的|意义|背景|成果|附件|联系|范围|对象|来源"
    "|分值|得分|权重|比重|情况|问题|进展|成效|状态"
)
"""It heads what is said of a task besides: where, how, why."""
_OF_UNITS: Final = re.compile("(?:单位|部门|[处科]室|机构)$")
_BREAKS_DOWN: Final = re.compile("分解|细化|分项")
_LEVEL: Final = re.compile("[三四五六七]级.*")
_LEVELS: Final = 2
"""Parts and aspects: a third column of headings is one too many."""


def is_besides(heading: str) -> bool:
    """Whether a heading heads what is said of a task besides: where, how, why."""
    return _NO_TASK.search(heading) is not None


def numbered(kinds: Sequence[Holds], spans: Sequence[tuple[int, int]], below: Below) -> list[Holds]:
    """Take columns for those of parts and aspects that are numbered so: 一、 beside （一） and 1.

    They head several rows: 一、公开规划 beside only 1.编制清单。2.公布清单。 is a task itself.
    What is numbered 1. beside what bears no number names the tasks, whatever it is called.
    """
    found = [*kinds]
    end = next((n for n, kind in enumerate(kinds) if kind in WHO_AND_WHEN), len(kinds))
    levels = [
        below.level(spans[n][0]) if kinds[n] in (*ABOUT, Holds.OUTLINE, Holds.EXTRA) else None
        for n in range(end)
    ]
    for n, level in enumerate(levels):
        lower = [other for other in levels[n + 1 :] if other and level and other > level]
        if level in HEADING_LEVELS and lower and below.is_grouped(spans[n][0]):
            found[n] = Holds.OUTLINE
        elif level is Level.ITEM and _is_task(n, kinds):
            found = [
                Holds.REQUIREMENT if other > n and kind is Holds.TITLE else kind
                for other, kind in enumerate(found)
            ]
            found[n] = Holds.TITLE
    return found


def _is_task(n: int, kinds: Sequence[Holds]) -> bool:
    """Whether a column that counts from 1. is the first that may name the tasks."""
    return kinds[n] is Holds.TITLE or (kinds[n] is Holds.EXTRA and Holds.TITLE not in kinds)


def with_tasks(
    kinds: Sequence[Holds], names: Sequence[str], spans: Sequence[tuple[int, int]], below: Below
) -> list[Holds]:
    """Take the headings that are not known for those of tasks, where no other is.

    They stand before those of who and when, if any do; of two, the second tells what to do, or
    names the tasks that the first groups.
    """
    who = next((n for n, kind in enumerate(kinds) if kind in WHO_AND_WHEN), len(kinds))
    maybe = [
        n
        for n, kind in enumerate(kinds)
        if kind is Holds.EXTRA and names[n] and not PERSONS_OR_NOTES.search(names[n])
        if not (_OF_UNITS.search(names[n]) or below.are_ordinals(spans[n][0]))
    ]
    maybe = [n for n in maybe if n < who] or maybe[:1]
    found = [*kinds]
    if not maybe:
        outlines = [n for n, kind in enumerate(kinds) if kind is Holds.OUTLINE and names[n]]
        last = outlines[-1] if outlines else 0
        is_long = len(outlines) > 1 and below.are_long(spans[last][0])
        found[last] = Holds.REQUIREMENT if is_long else Holds.TITLE
    elif len(maybe) > 1 and below.is_grouped(spans[maybe[0]][0]):
        found[maybe[0]], found[maybe[1]] = Holds.OUTLINE, Holds.TITLE
    else:
        for n, kind in zip(maybe, ABOUT, strict=False):
            found[n] = kind
    return found


def settled(
    kinds: Sequence[Holds], names: Sequence[str], spans: Sequence[tuple[int, int]], below: Below
) -> list[Holds]:
    """Return what headings mean beside each other: of two columns of tasks one groups the other."""
    are_grouped = [below.is_grouped(first) for first, _ in spans]
    are_merged = [below.is_merged(first) for first, _ in spans]
    found = _with_levels(kinds, names)
    found = _broken_down(found, names)
    found = _with_groups(found, names, are_merged)
    titles, requirements = (_where(found, kind) for kind in ABOUT)
    if not titles and len(requirements) > 1:
        found[requirements[0]] = Holds.TITLE
    elif len(titles) > 1 and not (requirements or _names_group(names, titles, are_grouped)):
        found[titles[1]] = Holds.REQUIREMENT
    elif len(titles) > 1 and are_grouped[titles[0]]:
        found[titles[0]] = Holds.OUTLINE
    elif len(requirements) > 1 and requirements[0] < titles[0] and are_grouped[requirements[0]]:
        found[requirements[0]] = Holds.OUTLINE
    elif len(titles) == 1 == len(requirements) and requirements[0] < titles[0]:
        is_group = are_grouped[requirements[0]] and not are_grouped[titles[0]]
        found[requirements[0]] = Holds.OUTLINE if is_group else Holds.REQUIREMENT
    elif titles and not requirements:
        found = _with_requirements(found, names, spans, below)
    elif requirements and not titles:
        found = _with_title(found, names, spans, below)
        is_alone = Holds.OUTLINE not in found or below.are_names(spans[requirements[0]][0])
        if Holds.TITLE not in found and is_alone:
            found[requirements[0]] = Holds.TITLE
    if Holds.RESPONSIBILITY not in found:
        found = _with_units(found, names, spans, below)
    return _each_once(_outlined(found), are_merged)


def _names_group(names: Sequence[str], titles: Sequence[int], are_grouped: Sequence[bool]) -> bool:
    """Whether the first of two columns of tasks is merged down beside what is called tasks.

    So it is with 项目 and 工作任务. Of 重点任务 and 具体任务 the second says what is to be done.
    """
    first, second, *_ = titles
    return are_grouped[first] and "任务" not in names[first] and "任务" in names[second]


def _broken_down(kinds: Sequence[Holds], names: Sequence[str]) -> list[Holds]:
    """Take what stands before a column that breaks it down for what names the tasks."""
    found = [*kinds]
    about = [n for n, kind in enumerate(kinds) if kind in ABOUT]
    for n, following in pairwise(about):
        if kinds[n] is Holds.REQUIREMENT and _BREAKS_DOWN.search(names[following]):
            found[n], found[following] = Holds.TITLE, Holds.REQUIREMENT
    return found


def _with_groups(
    kinds: Sequence[Holds], names: Sequence[str], are_merged: Sequence[bool]
) -> list[Holds]:
    """Take what is merged down before the tasks for what groups them, whatever it is called."""
    titles = _where(kinds, Holds.TITLE)
    before = titles[0] if titles else 0
    return [
        Holds.OUTLINE
        if n < before and kind is Holds.EXTRA and are_merged[n] and not is_besides(names[n])
        else kind
        for n, kind in enumerate(kinds)
    ]


def _where(kinds: Sequence[Holds], which: Holds) -> list[int]:
    return [n for n, kind in enumerate(kinds) if kind is which]


def _outlined(kinds: Sequence[Holds]) -> list[Holds]:
    """Keep groups behind the tasks, or of a third level, under their own headings."""
    about = next((n for n, kind in enumerate(kinds) if kind in ABOUT), len(kinds))
    groups = [n for n in _where(kinds, Holds.OUTLINE) if n <= about][:_LEVELS]
    return [
        Holds.EXTRA if kind is Holds.OUTLINE and n not in groups else kind
        for n, kind in enumerate(kinds)
    ]


def _each_once(kinds: Sequence[Holds], are_merged: Sequence[bool]) -> list[Holds]:
    """Keep a second column of a kind under its own heading.

    Of two numbers that is the one of a group, which stands before that of each task.
    """
    found = [*kinds]
    for kind in _ONCE:
        several = _where(kinds, kind)
        if kind is Holds.NUMBER:
            several.sort(key=lambda n: are_merged[n])
        for n in several[1:]:
            found[n] = Holds.EXTRA
    return found


def _with_levels(kinds: Sequence[Holds], names: Sequence[str]) -> list[Holds]:
    """Take the last of columns that are called by their level for that of tasks.

    What stands before it groups them, as all of these do where another column names the tasks.
    """
    titles = _where(kinds, Holds.TITLE)
    levels = [n for n in titles if _LEVEL.fullmatch(names[n])]
    groups = levels[:-1] if levels == titles else levels
    return [Holds.OUTLINE if n in groups else kind for n, kind in enumerate(kinds)]


def _with_requirements(
    kinds: list[Holds], names: Sequence[str], spans: Sequence[tuple[int, int]], below: Below
) -> list[Holds]:
    """Take a column that says something else beside each task for requirements.

    Its heading is not known; it stands between the tasks and who does them, and says more than a
    word or two, unless it is what tells the rows beside a merged title apart.
    """
    title = kinds.index(Holds.TITLE)
    first = title + 1
    end = next((n for n in range(first, len(kinds)) if kinds[n] in WHO_AND_WHEN), first)
    is_apart = below.is_grouped(spans[title][0])
    for n in range(first, end):
        column = spans[n][0]
        is_own = not below.are_ordinals(column) and not below.is_grouped(column)
        is_said = is_own and (is_apart or below.are_sentences(column))
        if kinds[n] is Holds.EXTRA and names[n] and is_said and not is_besides(names[n]):
            return [*kinds[:n], Holds.REQUIREMENT, *kinds[n + 1 :]]
    return kinds


def _with_title(
    kinds: list[Holds], names: Sequence[str], spans: Sequence[tuple[int, int]], below: Below
) -> list[Holds]:
    """Take what stands right before the requirements, another for each, for what names the tasks.

    Its heading is not known.
    """
    n = kinds.index(Holds.REQUIREMENT) - 1
    if n < 0 or kinds[n] is not Holds.EXTRA or not names[n] or is_besides(names[n]):
        return kinds
    column = spans[n][0]
    if below.is_grouped(column) or below.are_ordinals(column) or below.are_units(column):
        return kinds
    return [*kinds[:n], Holds.TITLE, *kinds[n + 1 :]]


def _with_units(
    kinds: list[Holds], names: Sequence[str], spans: Sequence[tuple[int, int]], below: Below
) -> list[Holds]:
    """Take the one column that names units for who does the tasks, where no other says it."""
    found = [
        n
        for n, kind in enumerate(kinds)
        if kind is Holds.EXTRA and names[n] and not is_besides(names[n])
        if not says_where(names[n]) and below.are_units(spans[n][0])
    ]
    return [Holds.RESPONSIBILITY if found == [n] else kind for n, kind in enumerate(kinds)]
