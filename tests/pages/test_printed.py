"""The table of a plan, as it was issued."""

from __future__ import annotations

from generator.pages.printed import printed_cells, printed_columns
from tests.conftest import parse_plan


def test_requirement_in_the_column_of_titles(small_text: str) -> None:
    """Where one column holds both, its cell says what was printed in it, in one piece."""
    both = "columns: {工作任务及要求: title, 责任部门: responsibility, 完成时限: deadline}"
    lines = small_text.splitlines(keepends=True)
    plan = parse_plan("".join(f"{both}\n" if "columns:" in line else line for line in lines))
    task = plan.tasks[0]

    cell = printed_cells(printed_columns(plan), task)[0]

    assert task.requirement
    assert f"{task.number}{task.title}{task.requirement}" == cell.text
    assert cell.is_link
