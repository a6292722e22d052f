"""From the pieces of a document to the draft of a plan."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from generator.importing.document import Table
from generator.importing.draft import PlanDraft, in_one_line, said
from generator.importing.opening.body import Body, body_before, take_body
from generator.importing.opening.front import is_title, names_plan, read_front
from generator.importing.opening.imprint import read_imprint
from generator.importing.opening.letter import (
    is_date,
    is_label,
    read_signature,
    take_issuer,
)
from generator.importing.opening.signature import is_signature
from generator.importing.prose.added_columns import add_columns
from generator.importing.prose.fields import numbered_fields
from generator.importing.prose.headed import heads_alone, take_from_headings
from generator.importing.prose.tasks import has_duties, read_prose, read_unnumbered
from generator.importing.prose.unnumbered import with_first_heading
from generator.importing.runs import reason_to_leave_out, runs_of
from generator.importing.tables.header import header_of
from generator.importing.tables.not_tasks import is_note, tells_leads
from generator.importing.tables.tasks import TableReader
from generator.importing.wording.columns import (
    ABOUT,
    Headings,
    heads_duties,
    heads_tasks,
    plain,
)
from generator.importing.wording.outline import HEADING_LEVELS, Outline, marked
from generator.plan.lead_notes import note_for_all
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.importing.document import Extract, Source
    from generator.importing.runs import Run

_MOST_CHARACTERS: Final = 1_000_000
"""Of all tasks together: twice what a document may have, for cells that several share."""
_SIGNATURE: Final = 6
"""Lines at the end of a document among which the letter is signed."""
_FOREIGN: Final = re.compile("姓名|电话|手机|邮箱|签字|签名|盖章|联系人|职务")


def read_draft(source: Source, columns: Mapping[str, str] = MappingProxyType({})) -> PlanDraft:
    """Return the plan that a document holds; what was not understood is in none of its texts.

    `columns` says, as that of a plan does, which field some headings head.

    Raises CannotRunError if it is a monster.
    """
    known = Headings.of(columns)
    draft = _read(runs_of(source, known), known)
    if not any(task.responsibility for task in draft.tasks):
        draft = _read_if_headed(source, replace(known, heads=heads_duties)) or draft
    if not draft.tasks:
        draft = _read_if_headed(source, replace(known, heads=heads_tasks)) or draft
    draft.speaking = take_from_headings(draft)
    take_issuer(draft.letter)
    _relate_tasks(draft)
    draft.decided = frozenset(known.decided)
    draft.ignored += [(line, "版头，不录入") for line in draft.letter.head if line]
    draft.ignored += [(piece.whole, f"{piece.place}不录入") for piece in source.asides]
    _refuse_repetition(draft)
    return draft


def _read_if_headed(source: Source, known: Headings) -> PlanDraft | None:
    runs = runs_of(source, known)
    return _read(runs, known) if _has_table(runs, known) else None


def _read(runs: Sequence[Table | Run], known: Headings) -> PlanDraft:
    reader = _Reader(known)
    if _has_table(runs, known):
        reader.read_tables(runs)
    else:
        reader.read_text(runs)
    return reader.draft


def _has_table(runs: Sequence[Table | Run], known: Headings) -> bool:
    return any(isinstance(block, Table) and header_of(block, headings=known) for block in runs)


def _relate_tasks(draft: PlanDraft) -> None:
    """Tell each task what the document says elsewhere of who does it: above it, or once for all."""
    headings = (heading for section in draft.sections for heading in (section, *section.themes))
    texts = (draft.text, draft.letter.body, draft.letter.note, *(each.text for each in headings))
    cells = (cell for task in draft.tasks for cell in task.cells.values())
    note = note_for_all(map(said, texts), cells)
    above: dict[str, str] = {}
    for task in draft.tasks:
        task.lead_note, task.cells_above = note, above
        above = task.cells_in_full


def _refuse_repetition(draft: PlanDraft) -> None:
    """Raise CannotRunError if cells beside many tasks would be printed with each to no end."""
    texts = (text for task in draft.tasks for _, text in task.texts())
    if sum(extract.end - extract.start for text in texts for extract in text) > _MOST_CHARACTERS:
        message = "合并的单元格里文字过多，要在每项任务里重复：请拆分单元格，或检查是否放错了文件"
        raise CannotRunError(message)


@dataclass
class _Reader:
    known: Headings
    draft: PlanDraft = field(default_factory=PlanDraft)
    outline: Outline = field(default_factory=Outline)
    _body: Body | None = None
    """Running text that stands before the tables, and apart from them."""

    def __post_init__(self) -> None:
        self.tables = TableReader(self.outline, self.known)

    def read_text(self, runs: Sequence[Table | Run]) -> None:
        """Read a plan in running text."""
        printed = (block for block in runs if not isinstance(block, Table))
        lines = self._plain([line for block in printed for line in block])
        lines = read_front(self.draft, lines, goes_round=True)
        for block in runs:
            if isinstance(block, Table):
                self._leave(block)
        self.draft.text, lines = with_first_heading(self.draft.text, lines)
        lines = self._without_notes(self._without_signature(lines))
        name = self.draft.title
        opening, self.draft.sections, self.draft.closing = read_prose(lines, name)
        self.draft.text += opening + self.draft.closing
        if not self.draft.sections:
            self.draft.text, self.draft.sections, _ = read_unnumbered(self.draft.text, name)
        self.draft.text += tuple(self.tables.notes)

    def read_tables(self, runs: Sequence[Table | Run]) -> None:
        """Read a plan in tables, with what stands between them."""
        is_begun = False
        for n, block in enumerate(runs):
            if isinstance(block, Table):
                if self.tables.takes(block):
                    self.tables.read(block)
                    is_begun = True
                    self._title_inside()
                else:
                    self._leave(block)
            else:
                following = next(iter(runs[n + 1 :]), None)
                table = self._of_tasks(following)
                is_above = table is not None
                lines = self._plain(block)
                if not is_begun:
                    lines = self._front(lines, is_above=is_above)
                    if is_above:
                        lines = self._without_body(lines, block, runs[n + 2 :])
                if following is None or (is_begun and is_signature(lines)):
                    lines = self._without_signature(lines)
                self._between(self._without_notes(lines) if is_begun else lines, table)
        self._finish()

    def _of_tasks(self, block: Table | Run | None) -> Table | None:
        """Return a block that is a table of tasks."""
        return block if isinstance(block, Table) and self.tables.takes(block) else None

    def _front(self, lines: Run, *, is_above: bool) -> Run:
        """Read what stands before the first table; return the headings at its end."""
        rest = read_front(self.draft, lines, goes_round=False)
        text = self.draft.text
        if is_above and not rest and text and names_plan(text[-1]):
            self.draft.text, rest = text[:-1], [text[-1]]
        return rest

    def _without_body(self, lines: Run, printed: Run, later: Sequence[Table | Run]) -> Run:
        """Keep the text of a plan whose tasks stand in a table behind it, as in an annex.

        `printed` are the lines with the marks of annexes among them.
        """
        if has_duties(lines) or not lines or lines[0] not in printed:
            return lines
        behind = (line for run in later if not isinstance(run, Table) for line in run)
        own = {*lines}
        kept = [
            line for line in printed[printed.index(lines[0]) :] if line in own or is_label(line)
        ]
        self._body = body_before(kept, behind)
        return [] if self._body else lines

    def _plain(self, lines: Run) -> Run:
        """Leave out what only orders the pages; return the rest."""
        rest: Run = []
        for line in lines:
            if tells_leads(line.text):
                self.tables.notes.append(line)
            elif reason := reason_to_leave_out(line):
                self.draft.ignored.append((line, reason))
            else:
                rest.append(line)
        return rest

    def _without_notes(self, lines: Run) -> Run:
        """Keep notes on a table, or on what is printed above them, as text of the plan."""
        self.tables.notes += [line for line in lines if is_note(line.text)]
        return [line for line in lines if not is_note(line.text)]

    def _without_signature(self, lines: Run) -> Run:
        """Take the signature below a plan, or the end of a letter that goes round it."""
        signed = any(is_date(line) for line in lines[-_SIGNATURE:])
        if not (signed or self.draft.letter.issued_on):
            return lines
        body, end = lines[:-_SIGNATURE], lines[-_SIGNATURE:]
        return [*body, *read_signature(self.draft.letter, end)]

    def _between(self, lines: Run, table: Table | None) -> None:
        """Read what stands before a table of tasks, or behind the last: headings, text, tasks."""
        is_above = table is not None
        is_of_table = table and not self.tables.says_who(table) and heads_alone(lines)
        if has_duties(lines) and not is_of_table:
            lines = self._prose(lines, is_above=is_above)
        is_headed = False
        fields = numbered_fields(lines)
        for n, line in enumerate(lines):
            level, number, title = marked(line)
            is_over_table = is_above and n == len(lines) - 1
            if level in HEADING_LEVELS and n not in fields:
                self.outline.open(level, number, title)
                is_headed = True
            elif is_headed:
                self.outline.say(line)
            elif self._is_title_again(line):
                self.draft.ignored.append((line, "方案标题再次印出，只录入一次"))
            elif is_over_table and is_title(line):
                self.outline.open(None, number, title)

    def _prose(self, lines: Run, *, is_above: bool) -> Run:
        """Read tasks of running text; return what stands before them, and the title of a table."""
        end = len(lines) - bool(is_above and is_title(lines[-1]) and not marked(lines[-1])[0])
        text, title = lines[:end], lines[end:]
        if not self.draft.letter.issued_on:
            text = self._without_signature(text)
        opening, sections, closing = read_prose(text, self.draft.title)
        self.draft.closing += closing
        self.draft.text += closing
        self.outline.extend(sections)
        return [*opening, *title]

    def _is_title_again(self, line: Extract) -> bool:
        title = re.sub(r"[（(]?续.{0,2}$", "", line.text)
        return title == in_one_line(self.draft.title)

    def _leave(self, table: Table) -> None:
        """Leave a table of people, or an imprint; any other might be one of tasks."""
        if imprint := read_imprint(self.draft.letter, table):
            self.draft.ignored += [(text, "版记，不录入") for text in imprint]
            return
        texts = [plain(cell.text) for row in table.rows[:2] for cell in row]
        if any(map(_FOREIGN.search, texts)):
            reason = "联络、签字等表，不是任务，整表没有录入"
            self.draft.ignored += [(cell.whole, reason) for cell in table.cells if cell.whole]

    def _title_inside(self) -> None:
        """Take the title that stands over the headings, inside the table."""
        above, self.tables.above = self.tables.above, []
        letter = self.draft.letter
        for line in above:
            has_title = self.draft.title and self.draft.title != letter.title
            if self._is_title_again(line):
                self.draft.ignored.append((line, "方案标题再次印出，只录入一次"))
            elif not has_title and is_title(line):
                self.draft.title = (line,)
            else:
                self.draft.text += (line,)

    def _finish(self) -> None:
        draft, tables = self.draft, self.tables
        draft.sections = self.outline.sections
        draft.headings = tuple(cell.whole for cell in tables.headings)
        draft.columns = {
            heading: kind.value for heading, kind in tables.columns.items() if kind.value
        }
        add_columns(draft)
        if self._body:
            take_body(draft, self._body)
        draft.text += tuple(tables.notes)
        draft.ignored += tables.ignored
        for section in draft.sections:
            if not (section.number or section.title):
                held = ((cell, tables.columns.get(plain(cell.text))) for cell in tables.headings)
                # A heading may be read as less than what is printed: 任务 of 任务一.
                named = (
                    cell.whole.within(0, len(cell.text.strip()))
                    for cell, kind in held
                    if kind in ABOUT
                )
                section.title = tuple(named)[:1]
