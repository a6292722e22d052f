"""One row of a table of tasks: what it says of a task, or that it says more of the one above."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from generator.importing.draft import TaskDraft, Text, said
from generator.importing.wording.columns import ABOUT, WHO_AND_WHEN, Column, Holds, is_private
from generator.importing.wording.outline import HEADING_LEVELS, Level, marked
from generator.plan.responsibility import names_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.document import Cell, Table

_MANY: Final = 2
_COUNTED_IN_WORDS: Final = re.compile(r"[（(]?[〇零一二三四五六七八九十]{1,3}[）)]?[、．.]?")
_NUMBER: Final = re.compile(r"[（(]?[\w.．、-]{1,8}[）)]?[．.、]?|[①-⑳]", re.ASCII)
_ENDS: Final = ("。", "；", ";", "！", "……")
"""How a requirement ends that is whole."""


class Row:
    """A row of cells under the columns of a table."""

    def __init__(
        self,
        number: int,
        cells: Sequence[Cell],
        columns: Sequence[Column],
        *,
        titles_group: bool = False,
    ) -> None:
        self._number = number
        self._cells = cells
        self._columns = columns
        self._titles_group = titles_group
        self.said = [cell for cell in cells if cell.text.strip()]

    def all(self, *kinds: Holds) -> list[Cell]:
        """Return its cells in columns of some kinds."""
        return [cell for cell in self._cells if self._column(cell).holds in kinds]

    def _column(self, cell: Cell) -> Column:
        last = min(cell.column + cell.width, len(self._columns)) - 1
        return self._columns[last] if last >= 0 else Column("", Holds.EXTRA)

    @cached_property
    def begun(self) -> list[Cell]:
        """What it says that no row above has said."""
        return [cell for cell in self.said if cell.row == self._number]

    def _begun(self, *kinds: Holds) -> list[Cell]:
        return [cell for cell in self.begun if self._column(cell).holds in kinds]

    @property
    def private(self) -> list[Cell]:
        """What begins here and says how to reach people."""
        return [cell for cell in self.begun if is_private(self._column(cell).heading)]

    @property
    def is_numbered(self) -> bool:
        """Whether it begins with a number of its own."""
        if self.all(Holds.NUMBER):
            return bool(self._begun(Holds.NUMBER))
        return any(marked(cell.whole)[0] for cell in self._begun(Holds.REQUIREMENT))

    @property
    def is_alike(self) -> bool:
        """Whether it says what rows of tasks say, where no heading is printed above."""
        numbers, who = self.all(Holds.NUMBER), self.all(Holds.RESPONSIBILITY)
        return (
            bool(self._begun(*ABOUT))
            and all(_NUMBER.fullmatch(cell.text.strip()) for cell in numbers if cell.text.strip())
            and all(names_units(cell.text.strip()) for cell in who if cell.text.strip())
            and any(cell.text.strip() for cell in (*numbers, *who))
        )

    @property
    def is_full(self) -> bool:
        """Whether one text reaches across columns of several kinds."""
        if len(self.said) != 1 or self.begun != self.said:
            return False
        cell = self.said[0]
        kinds = {each.holds for each in self._columns[cell.column : cell.column + cell.width]}
        return cell.width == len(self._columns) or bool(
            kinds & {*ABOUT, Holds.OUTLINE} and kinds & {*WHO_AND_WHEN, Holds.EXTRA}
        )

    @property
    def is_heading(self) -> bool:
        """Whether its only text heads the rows below."""
        if self.is_full or len(self._cells) == 1:
            return self.begun == self.said
        numbers = self._begun(Holds.NUMBER)
        others = [cell for cell in self.begun if cell not in numbers]
        if self.begun != self.said or len(others) != 1 or len(numbers) > 1:
            return False
        kind = self._column(others[0]).holds
        if numbers:
            is_wide = others[0].width > 1 and kind in (*WHO_AND_WHEN, Holds.EXTRA)
            is_counted = _COUNTED_IN_WORDS.fullmatch(numbers[0].text.strip()) is not None
            return is_wide or (is_counted and kind in ABOUT)
        level, _, _ = marked(others[0].whole)
        return kind in ABOUT and level in HEADING_LEVELS and not self._titles_group

    def goes_on(self, above: Row) -> bool:
        """Whether it only adds to the task above."""
        if above.task is None:
            return False
        titles, requirements = (self._begun(kind) for kind in ABOUT)
        if not titles and not requirements:
            return not self._begun(Holds.NUMBER)
        if self._is_torn_from(above):
            return True
        if titles or self._begun(Holds.NUMBER) or self._titles_group:
            return False
        is_of_one = self.all(Holds.TITLE) and all(
            cell.row < self._number for cell in self.all(Holds.TITLE, *WHO_AND_WHEN)
        )
        return bool(is_of_one) or self._is_broken_off(above)

    def _is_broken_off(self, above: Row) -> bool:
        """Whether the requirement above stops in the middle of a sentence that this one ends."""
        if above.task is None or not self.all(Holds.TITLE):
            return False
        *_, before = ("", *(part.text for part in above.task.requirement[-1:]))
        level, _, _ = marked(self._begun(Holds.REQUIREMENT)[0].whole)
        shares_title = any(cell.row < self._number for cell in self.all(Holds.TITLE))
        is_for_others = shares_title and bool(self._begun(*WHO_AND_WHEN))
        return bool(before) and level is None and not (is_for_others or before.endswith(_ENDS))

    def _is_torn_from(self, above: Row) -> bool:
        """Whether the title above stops in the middle of a sentence that this one ends.

        So it does where a table is drawn anew on each page. Titles without a full stop are many;
        a row that begins in the middle has no number and says nothing but the rest.
        """
        titles = self._begun(Holds.TITLE)
        if above.task is None or not above.task.number or not titles or self._titles_group:
            return False
        level, _, _ = marked(titles[0].whole)
        return (
            level is None
            and all(self._column(cell).holds in ABOUT for cell in self.begun)
            and not said(above.task.title).endswith(_ENDS)
            and titles[-1].text.strip().endswith(_ENDS)
        )

    def outline(self) -> Iterator[tuple[Level, Cell]]:
        """Yield what begins here in the columns of headings, with the level it usually has."""
        columns = self.all(Holds.OUTLINE)
        if self._titles_group:
            columns += self.all(Holds.TITLE)
        for depth, cell in enumerate(columns):
            if cell in self.begun:
                yield (Level.PART if depth == 0 and len(columns) > 1 else Level.ASPECT), cell

    @cached_property
    def of_group(self) -> Cell | None:
        """The number that counts the groups of tasks: it is merged down as far as their heading.

        One that is merged down as far as the task counts that.
        """
        groups = {(cell.row, cell.height) for cell in self.all(Holds.OUTLINE) if cell.height > 1}
        groups -= {(cell.row, cell.height) for cell in self.all(*ABOUT)}
        numbers = (cell for cell in self.all(Holds.NUMBER) if (cell.row, cell.height) in groups)
        return next(numbers, None)

    def add_to(self, above: Row) -> None:
        """Add what begins here to the task above."""
        if above.task is None:
            return
        torn = set()
        if self._is_torn_from(above):
            torn.add(Holds.TITLE)
        if self._begun(Holds.REQUIREMENT) and self._is_broken_off(above):
            torn.add(Holds.REQUIREMENT)
        for cell in self.begun:
            column = self._column(cell)
            continues = column.holds in torn
            self._enter(above.task, column, (replace(cell.whole, continues=continues),))

    @cached_property
    def task(self) -> TaskDraft | None:
        """What it says of a task; None if it says nothing of one."""
        task = TaskDraft()
        for cell in self.said:
            if cell is not self.of_group:
                self._enter(task, self._column(cell), (cell.whole,))
        if not task.number:
            _split_number(task)
        return task if task.title or task.requirement else None

    def _enter(self, task: TaskDraft, column: Column, text: Text) -> None:
        if is_private(column.heading):
            return
        if column.holds is Holds.NUMBER:
            task.number += text
        elif column.holds is Holds.TITLE and not self._titles_group:
            task.title += text
        elif column.holds is Holds.REQUIREMENT:
            task.requirement += text
        elif column.holds is Holds.DEADLINE:
            task.deadline += text
        elif column.holds is Holds.RESPONSIBILITY:
            task.responsibility[column.heading] = task.responsibility.get(column.heading, ()) + text
        elif column.holds is Holds.EXTRA and column.heading:
            task.extra[column.heading] = task.extra.get(column.heading, ()) + text


def _split_number(task: TaskDraft) -> None:
    """Take the number with which the text of a task begins apart from it."""
    first, *others = task.title or task.requirement or (None,)
    if first is None:
        return
    level, number, rest = marked(first)
    if level is None or not rest:
        return
    task.number = (number,)
    if task.title:
        task.title = (rest, *others)
    else:
        task.requirement = (rest, *others)


def titles_group(table: Table, start: int, until: int | None, columns: Sequence[Column]) -> bool:
    """Whether what stands in the column of tasks heads several requirements, each a task.

    A task of its own is one that bears the number of a task, or that few of many are: several
    requirements of such a one share it.
    """
    beside: defaultdict[Cell, set[Cell]] = defaultdict(set)
    title: Cell | None = None
    for number, cells in enumerate(table.rows[start:until], start=start):
        row = Row(number, cells, columns)
        if row.is_heading:
            title = None
            continue
        said = [cell for cell in row.all(Holds.TITLE) if cell.text.strip()]
        title = said[0] if said else title
        if title is not None and (said or row.is_numbered):
            said = [cell for cell in row.all(Holds.REQUIREMENT) if cell.text.strip()]
            # Of several columns of requirements the first tells the rows apart.
            beside[title] |= {*said[:1]}
    many = [title for title, requirements in beside.items() if len(requirements) >= _MANY]
    levels = {marked(title.whole)[0] for title in beside}
    if not many or levels & {Level.ITEM, Level.POINT} or _share_numbers(table, many, columns):
        return False
    return bool(levels & {*HEADING_LEVELS}) or len(many) * 2 >= len(beside)


def _share_numbers(table: Table, titles: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether titles have one number each, in a cell that is merged down as far as they are."""
    for title in titles:
        row = Row(title.row, table.rows[title.row], columns)
        numbers = row.all(Holds.NUMBER)
        if title.height > 1 and any(cell.height == title.height for cell in numbers):
            return True
    return False
