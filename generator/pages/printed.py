"""A plan as it was printed: a table, or running text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.plan.model import Task

_RUNS_ON = ("。", "；", "：", "，", "！", "？")
"""How a title ends that stands in one paragraph with what follows."""
_NAMING = ("title", "requirement")
"""Fields whose text tells a reader which task it is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a task's row."""

    text: str
    is_link: bool
    """Whether the cell leads to the page of the task; one cell of a row does."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A task of running text."""

    name: str
    """Number and title, which lead to the page of the task; the first sentence without a title."""
    rest: str
    """What follows in the same paragraph."""
    paragraphs: tuple[str, ...]
    duties: tuple[tuple[str, str], ...]
    """What is said besides, by what it is called: who does the task, and by when."""


def printed_clause(task: Task) -> Clause:
    """Return a task as it stands in a plan that was issued as running text."""
    first, *others = (task.requirement or "").split("\n")
    name = task.title or ""
    if not name:
        name, stop, rest = first.partition("。")
        name, first = f"{name}{stop}", rest
    elif not name.endswith(_RUNS_ON):
        first, others = "", [first, *others]
    duties = [(heading or "责任分工", text) for heading, text in task.responsibility.items()]
    duties += task.extra.items()
    if task.deadline:
        duties.append(("完成时限", task.deadline.printed))
    paragraphs = tuple(text for text in others if text.strip())
    return Clause(f"{task.number or ''}{name}", first, paragraphs, tuple(duties))


def printed_cells(columns: list[tuple[str, str]], task: Task) -> list[Cell]:
    """Return the row of `task`, a cell for each of the printed columns: heading and field.

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
