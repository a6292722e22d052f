"""From the pieces of a document to the draft of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.importing.columns import Holds, holds, plain
from generator.importing.document import Table
from generator.importing.draft import PlanDraft
from generator.importing.letter import is_label, read_letter
from generator.importing.outline import Level, Outline, marked
from generator.importing.prose import read_prose
from generator.importing.tables import TableReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.document import Extract, Piece, Source

_ENDS_OF_TITLES: Final = (
    *("方案", "计划", "要点", "任务", "安排", "措施", "意见"),
    *("表", "分工", "清单", "）", ")"),
)
"""How the names of plans end."""


def read_draft(source: Source) -> PlanDraft:
    """Return the plan that a document holds; what was not understood is in none of its texts."""
    draft = PlanDraft()
    outline = Outline()
    tables = TableReader(outline)
    before: list[Extract] = []
    has_tasks = False
    for block in source.blocks:
        if isinstance(block, Table):
            has_tasks |= tables.read(block)
        elif not has_tasks:
            before += block.whole.lines()
    if has_tasks:
        _front(draft, before)
        draft.sections = outline.sections
        draft.headings = tuple(cell.whole for cell in tables.headings)
        draft.columns = {
            heading: kind.value for heading, kind in tables.columns.items() if kind.value
        }
        _name_what_has_no_heading(draft, tables)
    else:
        _front_of_prose(draft, before)
    draft.ignored += [(piece.whole, f"{piece.place}不录入") for piece in source.asides]
    return draft


def _front(draft: PlanDraft, lines: Sequence[Extract]) -> None:
    """Read what stands before the first table: the letter, the title, perhaps some text."""
    draft.letter, rest = read_letter(lines)
    labels = [line for line in rest if is_label(line)]
    draft.ignored += [(label, "附件标记，不录入") for label in labels]
    rest = [line for line in rest if line not in labels]
    if not rest:
        draft.title = draft.letter.title
        return
    end = 1
    while end < len(rest) and not _is_whole_title(rest[:end]):
        end += 1
    draft.title, draft.text = tuple(rest[:end]), tuple(rest[end:])


def _is_whole_title(lines: Sequence[Extract]) -> bool:
    """Whether some lines make a whole title: it ends as the names of plans do."""
    return lines[-1].text.endswith(_ENDS_OF_TITLES)


def _front_of_prose(draft: PlanDraft, lines: Sequence[Extract]) -> None:
    first = next(
        (n for n, line in enumerate(lines) if marked(line)[0] in (Level.PART, Level.ASPECT)),
        len(lines),
    )
    _front(draft, lines[:first])
    opening, draft.sections = read_prose(lines[first:])
    draft.text += opening


def _name_what_has_no_heading(draft: PlanDraft, tables: TableReader) -> None:
    """Tasks before any heading stand in a part that is called as their column is."""
    for section in draft.sections:
        if not (section.number or section.title):
            named = (cell.whole for cell in tables.headings if _is_of_tasks(cell))
            section.title = tuple(named)[:1]


def _is_of_tasks(cell: Piece) -> bool:
    return holds(plain(cell.text)) in (Holds.TITLE, Holds.REQUIREMENT)
