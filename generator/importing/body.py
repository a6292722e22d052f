"""The running text of a plan whose tasks stand in a table behind it, as in an annex.

Its headings are then no headings of the table. They are where one stands directly above the
table, announces it, or is followed by the next one behind the table.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from generator.importing.draft import said
from generator.importing.front import is_title, names_plan
from generator.importing.outline import HEADING_LEVELS, Level, marked
from generator.importing.sequence import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.importing.document import Extract
    from generator.importing.draft import HeadingDraft, PlanDraft, Text

_ANNEX: Final = re.compile(r"附\s*[件表]\s*[\d一二三四五六七八九十]*\s*(?:[:：]|\s|$)")
_ANNOUNCES: Final = re.compile("[:：]$|如下|以下|下列|下表|附[表件]|见表")
_SAME: Final = "正文的标题与表内部分的标题相同，只录入一次，正文录入这一部分的 text"


def stands_apart(lines: Sequence[Extract], later: Iterable[Extract]) -> bool:
    """Whether lines before a table are a text of its own; `later` stands behind the table."""
    headings = [n for n, line in enumerate(lines) if marked(line)[0] in HEADING_LEVELS]
    if not headings:
        return False
    last = lines[headings[-1]]
    behind = lines[headings[-1] + 1 :]
    if any(_ANNEX.match(line.text) for line in behind):
        return True
    is_named = bool(behind) and names_plan(behind[-1])
    level, _, title = marked(last)
    text = behind[:-1] if is_named else behind
    if _ANNOUNCES.search(text[-1].text) if text else is_title(title):
        return False
    counted = {marked(lines[n])[0]: marked(lines[n])[1].text for n in headings}
    return (is_named or level is Level.ASPECT) and not _is_counted_on(counted, later)


def _is_counted_on(counted: dict[Level | None, str], later: Iterable[Extract]) -> bool:
    """Whether a later heading bears the number behind the last one of its level."""
    last = {level: value_of(number) for level, number in counted.items()}
    for line in later:
        level, number, _ = marked(line)
        before = last.get(level)
        if before is not None and value_of(number.text) == before + 1:
            return True
    return False


def take_body(draft: PlanDraft, body: Sequence[Extract]) -> None:
    """Give each part of the table the text that the plan says below the same heading.

    So it is only where every part of the table is such a heading; else all is text of the plan.
    """
    draft.body = tuple(body)
    at = [n for n, line in enumerate(body) if marked(line)[0] is Level.PART]
    found = {
        _bare(marked(body[begin])[2].text): (begin, end)
        for begin, end in pairwise([*at, len(body)])
    }
    parts = {_bare(said(section.title)): section for section in draft.sections}
    if len(parts) < len(draft.sections) or not parts.keys() <= found.keys():
        draft.text += draft.body
        return
    taken = set[int]()
    for title, section in parts.items():
        begin, end = found[title]
        _say_first(section, draft.body[begin + 1 : end])
        draft.ignored.append((body[begin], _SAME))
        taken.update(range(begin, end))
    draft.text += tuple(line for n, line in enumerate(body) if n not in taken)


def _say_first(section: HeadingDraft, text: Text) -> None:
    section.text = (*text, *section.text)


def _bare(title: str) -> str:
    return re.sub(r"\s", "", title).rstrip("。")
