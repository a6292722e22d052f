"""Which columns the sheet of a plan has: one list says what each holds, for both directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.plan.format import TaskFormat
from generator.sheets.forms import (
    AMENDED,
    LINKS,
    WITHDRAWN,
    Printed,
    folded,
    shown,
    topics_of,
    units_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.editing.written import Fields
    from generator.plan.model import Plan
    from generator.sheets.forms import Form
    from generator.source.values import Value

ID: Final = "编号"
SECTION: Final = "部分"
THEME: Final = "方面"
PROBLEM: Final = "问题"
"""Stands above what is wrong in a row; no column of a plan."""
PLACE: Final = (ID, SECTION, THEME)
"""Headings of the columns that say which task a row is, and where it stands."""
_OWN: Final = ("牵头单位", "配合单位", "责任单位", "主题", "公开位置", "更改记录", "停止执行")
LEFT_OUT: Final = ("moved_from",)
"""Fields of a task that have no column."""
_PRINTED: Final = Printed()
_NARROW, _USUAL, _WIDE, _WIDEST = 6.0, 14.0, 22.0, 44.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds a field of each task."""

    heading: str
    path: tuple[str, ...]
    """The field; for one that is kept by printed headings, the heading too."""
    form: Form
    width: float = _USUAL
    choices: str = ""
    """Heading of the list that its cells can be chosen from."""
    is_only: bool = False
    """Whether the plan has no other printed column of the field, so that its heading may be left
    out there."""

    def text_in(self, task: Fields) -> str:
        """Return what the cell of a task says."""
        value = task.get(self.path[0])
        if len(self.path) > 1:
            value = _by_heading(value).get(self._key(value))
        return "" if value is None else shown(self.form, value)

    def put(self, task: Fields, value: Value) -> None:
        """Make a task say something else; what is empty goes."""
        name = self.path[0]
        if len(self.path) > 1:
            cells, key = _by_heading(task.get(name)), self._key(task.get(name))
            kept = {each: text for each, text in cells.items() if each != key or value}
            value = {**kept, **({key: value} if value else {})}
            value = value[""] if [*value] == [""] else value
        if value:
            task[name] = value
        else:
            task.pop(name, None)

    def _key(self, value: Value | None) -> str:
        """Return the heading under which a task keeps the cell."""
        heading = self.path[1]
        may_be_bare = self.is_only and self.path[0] == "responsibility"
        return "" if may_be_bare and heading not in _by_heading(value) else heading


def _by_heading(value: Value | None) -> Fields:
    """Return printed cells by heading; one that has none stands under the empty text."""
    if isinstance(value, dict):
        return {**value}
    return {} if value is None or value == "" else {"": value}


def columns_of(plan: Plan) -> tuple[Column, ...]:
    """Return the columns of a plan's sheet in order, without those of `PLACE`."""
    units = units_of(plan)
    taken = {*map(folded, (*PLACE, PROBLEM, *_OWN))}

    def free(heading: str) -> str:
        """Return a printed heading, marked as printed if another column is called so."""
        while folded(heading) in taken:
            heading = f"{heading}（原文）"
        taken.add(folded(heading))
        return heading

    def single(field: str, usual: str, width: float) -> Column:
        printed = next(iter(plan.headings(field)), usual)
        return Column(free(printed), (field,), _PRINTED, width)

    def several(field: str, headings: list[str], usual: str) -> Iterator[Column]:
        for heading in headings:
            path, is_only = (field, heading), len(headings) == 1
            yield Column(free(heading or usual), path, _PRINTED, _WIDE, is_only=is_only)

    printed = _headings(plan, "responsibility", (task.responsibility for task in plan.tasks))
    extra = _headings(plan, "extra", (task.extra for task in plan.tasks))
    return (
        single("number", "序号", _NARROW),
        single("title", "任务名称", _WIDE),
        single("requirement", "工作要求", _WIDEST),
        *several("responsibility", printed or [""], "责任分工"),
        Column("牵头单位", ("lead",), units, choices="单位"),
        Column("配合单位", ("supporting",), units, choices="单位"),
        Column("责任单位", ("responsible",), units, choices="单位"),
        Column("主题", ("topics",), topics_of(plan), choices="主题"),
        single("deadline", "完成时限", _USUAL),
        *several("extra", extra, ""),
        Column("公开位置", ("links",), LINKS, _WIDE),
        Column("更改记录", ("amended",), AMENDED, _WIDE),
        Column("停止执行", ("withdrawn",), WITHDRAWN, _USUAL),
    )


def _headings(plan: Plan, field: str, cells: Iterable[Iterable[str]]) -> list[str]:
    """Return the headings of the printed columns of a field, and of those that tasks name."""
    printed = [*plan.headings(field)]
    used = dict.fromkeys(heading for each in cells for heading in each)
    return [*printed, *(each for each in used if each not in printed and (each or not printed))]


def in_order(task: Fields) -> Fields:
    """Return the fields of a task as plans have them."""
    return {key: task[key] for key in TaskFormat.model_fields if key in task}
