"""What somebody has changed in a sheet, put into the fields of the plan as it is now.

Three sides meet in each cell: what it said when the sheet went, what it says now that it is back,
and what the plan says. Only what was changed in the sheet is changed in the plan; what the plan
says by now and the sheet never said is nobody's to undo.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.editing.addition import next_task_id
from generator.editing.written import Fields, texts_in
from generator.problems import Location, Problem, quoted
from generator.sheets.columns import ID, SECTION, THEME, in_order
from generator.sheets.forms import KEPT, UnreadableError, folded, settled
from generator.sheets.places import Place, place_named, places_in
from generator.sheets.sameness import is_untouched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.sheets.columns import Column
    from generator.sheets.model import Filled, Row
    from generator.source.values import Value

_MOST_SWAPPED: Final = 2
"""So many texts of a column may stand at each other's tasks; more were sorted alone."""
_TOLD_BY: Final = ("title", "requirement")
"""Fields by which a row is known for a task, whatever its id says."""


@dataclass(slots=True)
class Merged:
    """What the plan file is to say, and where in the sheet that comes from."""

    fields: Fields
    lines: dict[str, int] = field(default_factory=dict)
    """The line of the sheet in which each task stands, by its id."""
    added: list[Place] = field(default_factory=list)
    """Where a task was added, once for each."""
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Ids of tasks that went out with the sheet and have no row any more."""


def merge(fields: Fields, columns: Sequence[Column], filled: Filled) -> Merged:
    """Return the fields of a plan with what was changed in a sheet; `fields` are used up."""
    return _Merging(fields, columns, filled).merged()


class _Merging:
    def __init__(self, fields: Fields, columns: Sequence[Column], filled: Filled) -> None:
        self._filled = filled
        self._columns = [column for column in columns if column.heading in filled.places]
        self._places = places_in(fields)
        self._made = Merged(fields)
        self._tasks = {str(task.get("id")): task for place in self._places for task in place.tasks}
        self._former = {
            former: id_
            for id_, task in self._tasks.items()
            for former in texts_in(task.get("moved_from"))
        }
        self._told_by = [each.heading for each in self._columns if each.path[0] in _TOLD_BY]
        self._told = _unique({id_: self._tells(then) for id_, then in filled.then.items()})
        self._ids = Counter(map(_id, filled.rows))
        self._sorted_alone = [*filter(self._is_sorted_alone, self._told_by)]

    def merged(self) -> Merged:
        """Go through all rows."""
        for row in self._filled.rows:
            id_ = _id(row)
            if row.cells[ID].code:
                self._refuse(row, ID, row.cells[ID].code, row.cells[ID].fault)
            elif not id_:
                self._add(row)
            elif self._ids[id_] > 1:
                message = "有几行是同一个编号：各行的编号不能相同，复制出来的新任务请把编号留空"
                self._refuse(row, ID, "sheet-id", message)
            elif id_ not in self._filled.then:
                message = (
                    f"表格导出时没有编号{quoted(id_)}：编号不能改，请恢复原来的；"
                    "新任务的编号请留空，由程序来排"
                )
                self._refuse(row, ID, "sheet-id", message)
            else:
                self._change(row, id_, self._filled.then[id_])
        there = (id_ for id_ in self._filled.then if self._now(id_) in self._tasks)
        self._made.missing = [id_ for id_ in there if id_ not in self._ids]
        return self._made

    def _now(self, id_: str) -> str:
        """Return the id that a task has by now."""
        return id_ if id_ in self._tasks else self._former.get(id_, id_)

    def _change(self, row: Row, id_: str, then: Mapping[str, str]) -> None:
        touched = [
            (column, then[column.heading])
            for column in self._columns
            if column.heading in then
            and not is_untouched(row.cells[column.heading], then[column.heading], column.form)
        ]
        task = self._tasks.get(self._now(id_))
        if task is None:
            if touched:
                message = f"任务 {id_} 在导出以后已从方案里删去，改动没有地方写：请删去这一行"
                self._refuse(row, ID, "sheet-conflict", message)
            return
        other = self._told.get(self._tells(_texts(row)), id_)
        if touched and other != id_:
            message = (
                f"编号是 {id_}，内容却是任务 {other} 的：是否只给一栏排了序？"
                "请撤销，选中整张表再排序"
            )
            self._refuse(row, ID, "sheet-id", message)
            return
        self._made.lines[self._now(id_)] = row.line
        for heading in (SECTION, THEME):
            self._stay(row, heading, then)
        for column, before in touched:
            if column.heading in self._sorted_alone:
                message = "内容与别的行换了位置：是否只给这一栏排了序？请撤销，选中整张表再排序"
                self._refuse(row, column.heading, "sheet-id", message)
            else:
                self._put(row, column, before, task)

    def _is_sorted_alone(self, heading: str) -> bool:
        """Whether the texts of a column stand at other tasks than those that they belong to."""
        home = _unique({id_: (texts.get(heading, ""),) for id_, texts in self._filled.then.items()})
        homes = ((_id(row), home.get((row.text(heading),))) for row in self._filled.rows)
        away = [id_ for id_, other in homes if other and id_ in self._filled.then and other != id_]
        return len(away) > _MOST_SWAPPED

    def _tells(self, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the texts by which a row is known for a task."""
        return tuple(texts.get(heading, "") for heading in self._told_by)

    def _stay(self, row: Row, heading: str, then: Mapping[str, str]) -> None:
        """See that a task stays in its section and theme; an emptied cell says nothing."""
        text = row.text(heading)
        if text and folded(text) != folded(then.get(heading, "")):
            message = (
                f"任务放在哪个{heading}，不能在表格里改：请恢复{quoted(then.get(heading, ''))}；"
                "要移动任务，请在方案文件里改"
            )
            self._refuse(row, heading, "sheet-place", message)

    def _put(self, row: Row, column: Column, then: str, task: Fields) -> None:
        """Put what somebody has written into the task, unless the plan itself has moved on."""
        now, text = column.text_in(task), row.text(column.heading)
        value = self._value(row, column, (then, now))
        if value is None or settled(column.form, text) == settled(column.form, now):
            return
        if settled(column.form, now) != settled(column.form, then):
            message = (
                f"导出以后，方案里已改为{_shown(now)}，表格里写的是{_shown(text)}："
                "同意方案里的，照样填写；要用表格里的，请重新导出再改"
            )
            self._refuse(row, column.heading, "sheet-conflict", message)
            return
        column.put(task, value)

    def _value(self, row: Row, column: Column, others: tuple[str, ...] = ()) -> Value | None:
        """Return what a cell says; None, with the problem, if it cannot be understood."""
        cell = row.cells[column.heading]
        if cell.code:
            self._refuse(row, column.heading, cell.code, cell.fault)
        elif KEPT in (cell.text, *others):
            message = f"原来的内容表格放不下，不能在这里改：请写回“{KEPT}”，到方案文件里改"
            self._refuse(row, column.heading, "sheet-kept", message)
        else:
            try:
                return column.form.read(cell.text)
            except UnreadableError as error:
                self._refuse(row, column.heading, error.code, str(error))
        return None

    def _add(self, row: Row) -> None:
        """Put a new task at the end of the place that its row names."""
        told = self._tells(_texts(row))
        lost = self._told.get(told)
        if lost and lost not in self._ids:
            message = f"编号不见了，内容是任务 {lost} 的：请恢复编号 {lost}"
            self._refuse(row, ID, "sheet-id", message)
            return
        count = len(self._made.problems)
        task: Fields = {}
        for column in self._columns:
            if value := self._value(row, column):
                column.put(task, value)
        try:
            place = place_named(self._places, row.text(SECTION), row.text(THEME))
        except UnreadableError as error:
            self._refuse(row, SECTION, error.code, str(error))
        if len(self._made.problems) > count:
            return
        id_ = next_task_id(self._made.fields, place.id)
        place.fields["tasks"] = [*place.tasks, in_order({"id": id_, **task})]
        self._made.lines[id_] = row.line
        self._made.added.append(place)

    def _refuse(self, row: Row, heading: str, code: str, message: str) -> None:
        column = self._filled.places.get(heading, 1)
        place = Location(self._filled.file, row.line, column)
        self._made.problems.append(Problem(place, code, f"“{heading}”一栏：{message}"))


def _unique(told: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return the ids of tasks by the texts that no other task has."""
    counts = Counter(told.values())
    return {texts: id_ for id_, texts in told.items() if counts[texts] == 1 and any(texts)}


def _texts(row: Row) -> dict[str, str]:
    return {heading: cell.text for heading, cell in row.cells.items()}


def _id(row: Row) -> str:
    """Return the id in a row; width does not matter."""
    return unicodedata.normalize("NFKC", row.text(ID)).strip()


def _shown(text: str) -> str:
    return quoted(text.replace("\n", " ")) if text else "空"
