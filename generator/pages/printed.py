"""The table of a plan as it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.plan.model import Plan, Task

_NAMING = ("title", "requirement")
"""Fields whose text tells a reader which task it is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a task's row."""

    text: str
    is_link: bool
    """Whether the cell leads to the page of the task; one cell of a row does."""


def printed_columns(plan: Plan) -> list[tuple[str, str]]:
    """Return heading and field of each column, in printed order.

    A plan issued as running text has no table; it gets a column for each field that it uses.
    """
    if plan.columns:
        return list(plan.columns.items())
    used = [("工作任务", "title"), ("工作要求", "requirement")]
    headings = dict.fromkeys(heading for task in plan.tasks for heading in task.responsibility)
    used += [(heading or "责任分工", "responsibility") for heading in headings]
    extra = dict.fromkeys(heading for task in plan.tasks for heading in task.extra)
    used += [(heading, "extra") for heading in extra]
    if any(task.deadline for task in plan.tasks):
        used.append(("完成时限", "deadline"))
    return used


def printed_cells(columns: list[tuple[str, str]], task: Task) -> list[Cell]:
    """Return the row of `task`, a cell for each of the columns that `printed_columns` gives.

    Where no column is one of requirements, they stand in that of titles, behind the title.
    """
    fields = [field for _, field in columns]
    texts = [_text(task, heading, field) for heading, field in columns]
    told_by = [fields.index(field) for field in _NAMING if field in fields]
    linked = next((index for index in (*told_by, *range(len(texts))) if texts[index]), 0)
    if "requirement" not in fields and "title" in fields:
        texts[fields.index("title")] += task.requirement or ""
    if "number" not in fields:
        numbered = fields.index("title") if "title" in fields else 0
        texts[numbered] = f"{task.number or ''}{texts[numbered]}"
    return [Cell(text, is_link=index == linked) for index, text in enumerate(texts)]


def _text(task: Task, heading: str, field: str) -> str:
    if field == "responsibility":
        return task.responsibility.get(heading) or task.responsibility.get("") or ""
    if field == "extra":
        return task.extra.get(heading, "")
    if field == "deadline":
        return task.deadline.printed if task.deadline else ""
    return getattr(task, field) or ""
