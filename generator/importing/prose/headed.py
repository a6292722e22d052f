"""Who does tasks, where nothing but a heading above them says it.

So it is with 一、办公室 above what that office does, with 二、甲局牵头的任务, and with
（一）公开预算（乙局负责） above a table without a column of units.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.importing.draft import in_one_line
from generator.importing.prose.added_columns import add_columns
from generator.importing.prose.tasks import has_duties
from generator.importing.wording.duties import SURELY, split_duty
from generator.importing.wording.outline import HEADING_LEVELS, marked
from generator.plan.names import is_unit, names_in
from generator.plan.responsibility import names_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.document import Extract
    from generator.importing.draft import HeadingDraft, PlanDraft, Text

_OF_ALL: Final = re.compile(
    "(?P<duty>.{2,100}?(?:(?:牵头|负责|主办|承办|承担)(?:落实|完成)*|(?:落实|完成)(?=的)))"
    "的?(?:具体|重点|主要|年度)?(?:工作)?(?:任务|事项|工作|项目|内容)(?:清单|分工)?[：:]?"
)
"""Of 推进政务公开平台落实工作 nobody is said to do it: without 的, only who leads or answers is."""
_ABOUT_ALL: Final = re.compile("各.*[^位门室府镇乡道区县局办处科所]")
"""All of what a heading is about, and no party: 各类规划公开."""
_LONGEST: Final = 40
"""Characters of a heading above a table, without what it says of who does the tasks there."""
_MANY: Final = 2


def take_from_headings(draft: PlanDraft) -> tuple[HeadingDraft, ...]:
    """Give tasks of which nothing else says who does them what the headings above them say.

    Return the headings of which that was taken.
    """
    are_sections = _are_units(draft.sections)
    taken: list[HeadingDraft] = []
    for section in draft.sections:
        above = _duty(section, is_unit=are_sections)
        are_themes = _are_units(section.themes)
        for heading in (section, *section.themes):
            own = _duty(heading, is_unit=are_themes) if heading is not section else above
            duty, says = (own, heading) if own else (above, section)
            if duty and heading.tasks and not any(task.responsibility for task in heading.tasks):
                for task in heading.tasks:
                    task.responsibility = {"": duty}
                taken += [] if says in taken else [says]
    if taken and draft.columns:
        add_columns(draft)
    return tuple(taken)


def heads_alone(lines: Sequence[Extract]) -> bool:
    """Whether nothing but short headings at the end of some lines says who does something."""
    end = len(lines)
    while end and marked(lines[end - 1])[0] in HEADING_LEVELS:
        end -= 1
    titles = (split_duty(line)[0].text.rstrip("。") for line in lines[end:])
    are_titles = all(len(title) <= _LONGEST and "。" not in title for title in titles)
    return are_titles and not has_duties(lines[:end])


def _are_units(headings: Sequence[HeadingDraft]) -> bool:
    """Whether headings that stand together are called by the units that do what is below them.

    All may be, and most can be nothing else: 县建设中心 beside 办公室 and 财务股.
    """
    lists = [_names(heading) for heading in headings if heading.all_tasks]
    may_be = [all(map(is_unit, names)) for names in lists]
    are_sure = [all(SURELY.fullmatch(name) is not None for name in names) for names in lists]
    return len(lists) >= _MANY and all(may_be) and sum(are_sure) * 2 >= len(lists)


def _names(heading: HeadingDraft) -> tuple[str, ...]:
    """Return the names in a title; what is said of all, and names no party, is none."""
    names = names_in(in_one_line(heading.title).rstrip("：:"))
    return ("",) if any(map(_ABOUT_ALL.fullmatch, names)) else names or ("",)


def _duty(heading: HeadingDraft, *, is_unit: bool) -> Text:
    """Return what a heading says of who does the tasks below it."""
    if len(heading.title) != 1:
        return ()
    (title,) = heading.title
    if is_unit:
        return (title.stripped("：:"),)
    match = _OF_ALL.fullmatch(title.text)
    if match and names_units(match["duty"]):
        return (title.cut(match.end("duty"))[0],)
    behind = split_duty(title)[1].responsibility
    return next(iter(behind.values())) if len(behind) == 1 else ()
