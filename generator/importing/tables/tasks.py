"""Reads a table of tasks: a row for each, under headings that run across or down beside them."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from generator.importing.tables.header import Header, header_of
from generator.importing.tables.not_tasks import counts_on, is_note, reason_below, tells_leads
from generator.importing.tables.rows import Row, titles_group
from generator.importing.wording.columns import Headings, Holds, elsewhere, is_private
from generator.importing.wording.duties import split_duty, stated_deadline
from generator.importing.wording.outline import HEADING_LEVELS, Level, Outline, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.document import Cell, Extract, Table
    from generator.importing.draft import TaskDraft
    from generator.importing.wording.columns import Column

_LONGEST_HEADING: Final = 80
_SHORT_TITLE: Final = re.compile("[^，。；：\n]{2,20}。")


@dataclass
class TableReader:
    """Reads the tables of one plan, of which a later one may go on under the same headings."""

    outline: Outline
    known: Headings = field(default_factory=Headings)
    """What headings mean."""
    headings: dict[Cell, None] = field(default_factory=dict)
    """Cells that are headings of columns, each time they are printed."""
    columns: dict[str, Holds] = field(default_factory=dict)
    """What is held under which heading, in printed order."""
    above: list[Extract] = field(default_factory=list)
    """What stands over the headings of the first table: its title, perhaps who has filled it in."""
    notes: list[Extract] = field(default_factory=list)
    """Notes in rows and below them: text of the plan, such as how leads are told from others."""
    ignored: list[tuple[Extract, str]] = field(default_factory=list)
    """What is no task, with the reason."""
    _printed_above: set[str] = field(default_factory=set)
    """What has stood over headings."""
    _note: str = ""
    """What the row above says, if that is a note."""
    _header: Header | None = None
    _last: Row | None = None
    """The row of the task that was read last, while the next one may go on with it."""

    def takes(self, table: Table) -> bool:
        """Whether a table is one of tasks: it has headings, or goes on under those before it."""
        return header_of(table, headings=self.known) is not None or self._goes_on(table)

    def says_who(self, table: Table) -> bool:
        """Whether a table that `takes` would take has a column of who does its tasks."""
        header = header_of(table, headings=self.known) or self._header
        columns = header.columns if header else ()
        return any(column.holds is Holds.RESPONSIBILITY for column in columns)

    def _goes_on(self, table: Table) -> bool:
        if self._header is None or len(self._header.columns) != table.width:
            return False
        rows = [Row(n, cells, self._header.columns) for n, cells in enumerate(table.rows)]
        return any(row.is_alike for row in rows) and all(
            row.is_alike or row.is_full for row in rows[:1]
        )

    def read(self, table: Table) -> None:
        """Read a table that `takes` has taken."""
        header = header_of(table, headings=self.known)
        start = 0
        if header is not None:
            for number in range(header.first):
                self._above(Row(number, table.rows[number], header.columns))
            start = self._begin(table, header)
        self._rows(table, start)

    def _begin(self, table: Table, header: Header) -> int:
        before, self._header = self._header, self._told_apart(header)
        header = self._header
        if before is None or before.columns != header.columns:
            self._last = None
        for row in table.rows[header.first : header.end]:
            self.headings.update(dict.fromkeys(row))
        for column in header.columns:
            is_field = column.holds is not Holds.OUTLINE and not is_private(column.heading)
            if column.heading and is_field:
                self.columns[column.heading] = column.holds
        return header.end

    def _told_apart(self, header: Header) -> Header:
        """Give headings that have meant something else in a table before another name."""
        return replace(header, columns=tuple(map(self._named_apart, header.columns)))

    def _named_apart(self, column: Column) -> Column:
        """Return a column under a name that has headed nothing else in the tables before."""
        if column.holds is Holds.OUTLINE:
            return column
        name = column.heading
        while self.columns.get(name, column.holds) is not column.holds:
            name = elsewhere(name)
        return replace(column, heading=name)

    def _above(self, row: Row) -> None:
        for cell in row.begun:
            text = cell.text.strip()
            level, number, title = marked(cell.whole)
            if reason := reason_below(text):
                self.ignored.append((cell.whole, reason))
            elif level in HEADING_LEVELS:
                self.outline.open(level, number, title)
            elif self._header is None:
                self.above.append(cell.whole)
            elif len(row.begun) == 1 and not is_note(text):
                self.outline.open(None, number, title)
            elif text in self._printed_above:
                self.ignored.append((cell.whole, "表头上方的文字再次印出，只录入一次"))
            else:
                self.notes.append(cell.whole)
            self._printed_above.add(text)

    def _rows(self, table: Table, start: int) -> None:
        rows = table.rows
        group = self._titles_group(table, start)
        number = start
        while number < len(rows):
            header = self._header_at(table, number)
            if header is not None:
                number = self._begin(table, header)
                group = self._titles_group(table, number)
                continue
            cells = rows[number]
            if self._header and self._header.is_repeated_in(cells):
                self.headings.update(dict.fromkeys(cells))
            else:
                row = Row(number, cells, self._columns, titles_group=group)
                self._last = self._row(row, self._last)
            number += 1

    def _titles_group(self, table: Table, start: int) -> bool:
        """Whether titles head several tasks in the rows for which the headings hold."""
        is_here = self._header is not None and self._header.end == start
        until = self._header.until if self._header and is_here else None
        return titles_group(table, start, until, self._columns)

    @property
    def _columns(self) -> Sequence[Column]:
        return self._header.columns if self._header else ()

    def _header_at(self, table: Table, number: int) -> Header | None:
        """Return other headings that begin in a row."""
        row = table.rows[number]
        if not self.known.are_in(row) or (self._header and self._header.is_repeated_in(row)):
            return None
        return header_of(table, number, self.known)

    def _row(self, row: Row, last: Row | None) -> Row | None:
        if not row.said or self._leave_out(row):
            return last
        self.ignored += [(cell.whole, "联系方式，不录入") for cell in row.private]
        if row.is_heading:
            self._open(row)
            return None
        self._open_beside(row)
        is_next = last is not None and self.outline.ends_with(last.task)
        if last is not None and is_next and row.goes_on(last):
            row.add_to(last)
            return last
        if row.task is None:
            return last
        held = {column.holds for column in self._columns}
        if Holds.RESPONSIBILITY not in held:
            _split_duty(row.task)
        _take_deadline(row.task)
        if Holds.REQUIREMENT not in held:
            _split_requirement(row.task)
        self.outline.add(row.task)
        return row

    def _leave_out(self, row: Row) -> bool:
        """Leave out a row if it is none of the tasks; return whether it is none."""
        text = row.said[0].text.strip()
        is_next = bool(self._note) and len(row.said) == 1 and counts_on(self._note, text)
        is_kept = is_note(text) or is_next
        self._note = "\n".join(cell.text for cell in row.said) if is_kept else ""
        if tells_leads(text) or is_kept:
            self.notes += [cell.whole for cell in row.begun]
            return True
        reason = reason_below(text)
        if reason:
            self.ignored += [(cell.whole, reason) for cell in row.begun]
        return bool(reason)

    def _open(self, row: Row) -> None:
        """Take a row with one text for a heading or for running text."""
        *numbers, cell = row.said
        for text in _headings_in(cell):
            self._open_one(numbers, text)

    def _open_one(self, numbers: Sequence[Cell], text: Extract) -> None:
        level, number, title = marked(text)
        if numbers:
            is_aspect = numbers[0].text.strip()[0] in "（("
            self.outline.open(Level.ASPECT if is_aspect else Level.PART, numbers[0].whole, text)
        elif level in HEADING_LEVELS or len(text.text) < _LONGEST_HEADING:
            self.outline.open(level, number, title)
        else:
            self.outline.say(text)

    def _open_beside(self, row: Row) -> None:
        headings = ((level, text) for level, cell in row.outline() for text in _headings_in(cell))
        counted = row.of_group.whole if row.of_group in row.begun else None
        for level, text in headings:
            found, number, title = marked(text)
            if counted and not number:
                number, counted = counted, None
            meant = found if found in HEADING_LEVELS else level
            if self.outline.is_open(meant, number, title):
                self.ignored.append((text, "重复印出的类别，只录入一次"))
            else:
                self.outline.open(meant, number, title)


def _headings_in(cell: Cell) -> list[Extract]:
    """Return the headings in a cell: a part and its first aspect may stand in one."""
    lines = [*cell.whole.lines()]
    are_headings = all(marked(line)[0] in HEADING_LEVELS for line in lines)
    return lines if are_headings else [cell.whole]


def _split_requirement(task: TaskDraft) -> None:
    """Take what follows the short sentence with which a cell begins, where it holds both."""
    if task.requirement or not task.title:
        return
    first, *others = task.title
    match = _SHORT_TITLE.match(first.text)
    if match and len(first.text) > 2 * match.end():
        title, rest = first.cut(match.end())
        task.title, task.requirement = (title,), (rest, *others)


def _take_deadline(task: TaskDraft) -> None:
    """Take by when a task is done from the cells that say who does it, where no column says it."""
    if not task.deadline:
        cells = itertools.chain(*task.responsibility.values())
        task.deadline = (*itertools.chain(*map(stated_deadline, cells)),)


def _split_duty(task: TaskDraft) -> None:
    """Take who does a task from the end of its text, where no column says it."""
    *before, last = task.requirement or task.title
    rest, duty = split_duty(last)
    if duty and rest:
        text = (*before, rest)
        task.requirement, task.title = (text, task.title) if task.requirement else ((), text)
        task.responsibility = duty.responsibility
        task.deadline += duty.deadline
