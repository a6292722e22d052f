"""Columns that a plan needs beside those that its document prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.importing.wording.columns import Holds

if TYPE_CHECKING:
    from generator.importing.draft import PlanDraft

UNNAMED: Final = {
    Holds.TITLE: "工作任务",
    Holds.REQUIREMENT: "工作要求",
    Holds.RESPONSIBILITY: "责任分工",
    Holds.DEADLINE: "完成时限",
}
"""What columns are called that the document does not name."""


def add_columns(draft: PlanDraft) -> None:
    """Name the columns that tasks would have that stand in running text beside a table."""
    for task in draft.tasks:
        if "" in task.responsibility:
            text = task.responsibility.pop("")
            task.responsibility = {UNNAMED[Holds.RESPONSIBILITY]: text, **task.responsibility}
        for heading in task.responsibility:
            draft.columns.setdefault(heading, Holds.RESPONSIBILITY.value)
        for kind, heading in UNNAMED.items():
            held = draft.columns.values()
            is_with_title = kind is Holds.REQUIREMENT and Holds.TITLE.value in held
            if getattr(task, kind.value) and kind.value not in held and not is_with_title:
                draft.columns[heading] = kind.value
