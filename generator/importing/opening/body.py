"""The running text of a plan whose tasks stand in a table behind it, as in an annex.

Its headings are then no headings of the table. They are where one stands directly above the
table, announces it, or is followed by the next one behind the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from generator.importing.draft import HeadingDraft, said
from generator.importing.opening.front import is_title, names_plan
from generator.importing.opening.letter import is_date, is_label, split_label
from generator.importing.wording.outline import HEADING_LEVELS, Level, marked
from generator.importing.wording.sequence import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.importing.document import Extract
    from generator.importing.draft import PlanDraft, Text

_ANNEX: Final = re.compile(r"附\s*[件表]\s*[\d一二三四五六七八九十]*\s*(?:[:：]|\s|$)")
_ANNOUNCES: Final = re.compile("[:：]$|如下|以下|下列|下表|附[表件]|见表")
_SAME: Final = "正文的标题与表内部分的标题相同，只录入一次，正文录入这一部分的 text"


@dataclass(frozen=True)
class Body:
    """A text of its own before a table."""

    lines: Text = ()
    """What it says, with its headings."""
    annex: Text = ()
    """What is printed between it and the table besides the title of the table."""
    name: Extract | None = None
    """The title of the table."""


def body_before(printed: Sequence[Extract], later: Iterable[Extract]) -> Body | None:
    """Return the text that stands before a table and apart from it; None if none does.

    `printed` begins with its first heading and holds the marks of annexes, too; `later` stands
    behind the table.
    """
    headings = [n for n, line in enumerate(printed) if marked(line)[0] in HEADING_LEVELS]
    if not headings:
        return None
    last = headings[-1]
    marks = (n for n, line in enumerate(printed) if n > last and _ANNEX.match(line.text))
    end = next(marks, None)
    if end is not None:
        name, rest = _split_name(printed[end:])
        return Body(tuple(printed[:end]), rest, name)
    is_named = last + 1 < len(printed) and names_plan(printed[-1])
    text = printed[last + 1 : -1] if is_named else printed[last + 1 :]
    level, _, title = marked(printed[last])
    if _ANNOUNCES.search(text[-1].text) if text else is_title(title):
        return None
    counted = {marked(printed[n])[0]: marked(printed[n])[1].text for n in headings}
    if not (is_named or level is Level.ASPECT) or _is_counted_on(counted, later):
        return None
    return Body(tuple(printed[:-1]), (), printed[-1]) if is_named else Body(tuple(printed))


def _split_name(annex: Sequence[Extract]) -> tuple[Extract | None, Text]:
    """Return the title at the end of what stands before a table, and the rest without marks."""
    rest = tuple(line for line in annex if not is_label(line))
    label, title = split_label(rest[-1]) if rest else (None, None)
    if label and title and is_title(title):
        return title, rest[:-1]
    titles = [*takewhile(_may_name, reversed(rest))]
    whole = (line for line in titles if not (is_date(line) or line.text.startswith(("（", "("))))
    name = next(filter(names_plan, titles), None) or next(whole, None)
    return name, tuple(line for line in rest if line is not name)


def _may_name(line: Extract) -> bool:
    return is_title(line) and marked(line)[0] is None


def _is_counted_on(counted: dict[Level | None, str], later: Iterable[Extract]) -> bool:
    """Whether a later heading bears the number behind the last one of its level."""
    last = {level: value_of(number) for level, number in counted.items()}
    for line in later:
        level, number, _ = marked(line)
        before = last.get(level)
        if before is not None and value_of(number.text) == before + 1:
            return True
    return False


def take_body(draft: PlanDraft, body: Body) -> None:
    """Enter such a text beside the parts that were read from the tables.

    Each part gets what is said below the same heading, where every part is such a heading; else
    all is text of the plan. A part without a title bears that of the table.
    """
    draft.body = body.lines
    _name_part(draft, body.name)
    draft.text += (*_not_of_parts(draft, body.lines), *body.annex)


def _name_part(draft: PlanDraft, name: Extract | None) -> None:
    first = draft.sections[0] if draft.sections else HeadingDraft()
    if name is not None and (first.number or first.title):
        draft.ignored.append((name, "表名，表内各部分另有标题，不录入"))
    elif name is not None:
        first.title = (name,)


def _not_of_parts(draft: PlanDraft, body: Text) -> Text:
    at = [n for n, line in enumerate(body) if marked(line)[0] is Level.PART]
    found = {
        _bare(marked(body[begin])[2].text): (begin, end)
        for begin, end in pairwise([*at, len(body)])
    }
    parts = {_bare(said(section.title)): section for section in draft.sections}
    if len(parts) < len(draft.sections) or not parts.keys() <= found.keys():
        return body
    taken = set[int]()
    for title, section in parts.items():
        begin, end = found[title]
        section.text = (*body[begin + 1 : end], *section.text)
        draft.ignored.append((body[begin], _SAME))
        taken.update(range(begin, end))
    return tuple(line for n, line in enumerate(body) if n not in taken)


def _bare(title: str) -> str:
    return re.sub(r"\s", "", title).rstrip("。")
