"""What readers hear where they do not see how a thing is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.plan.model import Plan, Task


def clause_in_words(task: Task, plan: Plan) -> str:
    """Return the clause of a task as it is read aloud: 第一部分第四方面第1项."""
    place = plan.placement(task)
    theme = (place.theme.number if place.theme else None) or ""
    numbers = {"部分": place.section.number or "", "方面": theme, "项": task.number or ""}
    bare = {noun: number.strip("（）()、.．。 ") for noun, number in numbers.items()}
    words = "".join(f"第{number}{noun}" for noun, number in bare.items() if number)
    return words or plan.clause(task)
