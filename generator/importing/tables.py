"""Reads a table of tasks: a row for each, under headings that run across or down beside them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.importing.columns import Column, Holds, columns_of, is_headings
from generator.importing.draft import TaskDraft, Text
from generator.importing.outline import Level, Outline, marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.document import Cell, Table

_LONGEST_HEADING: Final = 80
_MANY: Final = 2


@dataclass
class TableReader:
    """Reads the tables of one plan, of which a later one may go on under the same headings."""

    outline: Outline
    headings: dict[Cell, None] = field(default_factory=dict)
    """Cells that are headings of columns, each time they are printed."""
    _columns: list[Column] = field(default_factory=list)
    columns: dict[str, Holds] = field(default_factory=dict)
    """What is held under which heading, in printed order."""

    def read(self, table: Table) -> bool:
        """Read a table; returns whether it is one of tasks."""
        rows = table.rows
        first = next((n for n, row in enumerate(rows) if is_headings(row)), None)
        if first is not None:
            self._begin(table, rows[first])
        elif len(self._columns) != table.width:
            return False
        above = rows[: first or 0]
        for row in above:
            self._full_width(row, table)
        is_outline = self._titles_are_outline(table)
        last: _Row | None = None
        for number, cells in enumerate(rows[len(above) :], start=len(above)):
            if is_headings(cells):
                self.headings.update(dict.fromkeys(cells))
            elif not self._full_width(cells, table):
                last = self._row(_Row(number, cells, self._columns, is_outline=is_outline), last)
        return True

    def _begin(self, table: Table, row: Sequence[Cell]) -> None:
        self._columns = columns_of(table, row)
        for column in self._columns:
            if column.heading and column.holds is not Holds.OUTLINE:
                self.columns[column.heading] = column.holds

    def _full_width(self, row: Sequence[Cell], table: Table) -> bool:
        """Take a row with one text across all columns for a heading or for running text."""
        said = [cell for cell in row if cell.text.strip()]
        if len(said) != 1 or not (len(row) == 1 or said[0].width == table.width):
            return not said
        text = said[0].whole
        level, number, title = marked(text)
        if level in (Level.PART, Level.ASPECT) or len(text.text) < _LONGEST_HEADING:
            self.outline.open(level, number, title)
        else:
            self.outline.say(text)
        return True

    def _titles_are_outline(self, table: Table) -> bool:
        """Whether cells in the column of tasks lie beside several requirements each."""
        beside: defaultdict[Cell, set[Cell]] = defaultdict(set)
        for number, cells in enumerate(table.rows):
            row = _Row(number, cells, self._columns, is_outline=False)
            for title in row.all(Holds.TITLE):
                beside[title] |= {cell for cell in row.all(Holds.REQUIREMENT) if cell.text.strip()}
        return any(len(requirements) >= _MANY for requirements in beside.values())

    def _row(self, row: _Row, last: _Row | None) -> _Row:
        for level, cell in row.outline():
            found, number, title = marked(cell.whole)
            self.outline.open(
                found if found in (Level.PART, Level.ASPECT) else level, number, title
            )
        if last is not None and row.goes_on:
            row.add_to(last)
            return last
        if row.task is not None:
            self.outline.add(row.task)
            return row
        return last or row


class _Row:
    """A row of cells under the columns of a table."""

    def __init__(
        self, number: int, cells: Sequence[Cell], columns: Sequence[Column], *, is_outline: bool
    ) -> None:
        self._number = number
        self._cells = cells
        self._columns = columns
        self._is_outline = is_outline
        self.task = self._task()

    def all(self, kind: Holds) -> list[Cell]:
        """Return its cells in columns of a kind."""
        return [cell for cell in self._cells if self._column(cell).holds is kind]

    def _column(self, cell: Cell) -> Column:
        last = min(cell.column + cell.width, len(self._columns)) - 1
        return self._columns[last] if last >= 0 else Column("", Holds.EXTRA)

    @property
    def goes_on(self) -> bool:
        """Whether it only adds to the task above: what it is about was said there."""
        about = [*self.all(Holds.TITLE), *self.all(Holds.REQUIREMENT)]
        begun = [cell for cell in about if cell.row == self._number]
        return (
            bool(about) and not any(cell.text.strip() for cell in begun) and len(begun) < len(about)
        )

    def outline(self) -> Iterator[tuple[Level, Cell]]:
        """Yield what begins here in the columns of headings, with the level it usually has."""
        columns = self.all(Holds.OUTLINE)
        if self._is_outline:
            columns += self.all(Holds.TITLE)
        for depth, cell in enumerate(columns):
            if cell.row == self._number and cell.text.strip():
                yield (Level.PART if depth == 0 and len(columns) > 1 else Level.ASPECT), cell

    def add_to(self, above: _Row) -> None:
        """Add what begins here to the task above."""
        if above.task is None:
            return
        for cell in self._cells:
            if cell.row == self._number and cell.text.strip():
                above._enter(above.task, self._column(cell), (cell.whole,))

    def _task(self) -> TaskDraft | None:
        task = TaskDraft()
        for cell in self._cells:
            if cell.text.strip():
                self._enter(task, self._column(cell), (cell.whole,))
        if not task.number:
            self._split_number(task)
        return task if task.title or task.requirement else None

    def _enter(self, task: TaskDraft, column: Column, text: Text) -> None:
        if column.holds is Holds.NUMBER:
            task.number += text
        elif column.holds is Holds.TITLE and not self._is_outline:
            task.title += text
        elif column.holds is Holds.REQUIREMENT:
            task.requirement += text
        elif column.holds is Holds.DEADLINE:
            task.deadline += text
        elif column.holds is Holds.RESPONSIBILITY:
            task.responsibility[column.heading] = task.responsibility.get(column.heading, ()) + text
        elif column.holds is Holds.EXTRA:
            task.extra[column.heading] = task.extra.get(column.heading, ()) + text

    def _split_number(self, task: TaskDraft) -> None:
        field_ = "title" if task.title else "requirement"
        first, *others = getattr(task, field_) or (None,)
        if first is None:
            return
        level, number, rest = marked(first)
        if level is not None and rest:
            task.number = (number,)
            setattr(task, field_, (rest, *others))
