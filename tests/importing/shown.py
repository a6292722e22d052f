"""Shows an imported plan in a few lines, as the case tables of tests write it.

``# 一、主动公开`` is a part and ``## （一）规划`` an aspect, ``> …`` the text below it, ``- …`` a
task: number, title, requirement, then whatever else it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.plan.model import Plan, Section, Task, Theme

_GAP = "｜"


def shown(plan: Plan) -> list[str]:
    """Return the lines that show the parts and tasks of a plan."""
    return [*_lines(plan)]


def _lines(plan: Plan) -> Iterator[str]:
    for section in plan.sections:
        yield from _heading("#", section)
        yield from map(_task, section.own_tasks)
        for theme in section.themes:
            yield from _heading("##", theme)
            yield from map(_task, theme.tasks)


def _heading(sign: str, heading: Section | Theme) -> Iterator[str]:
    yield f"{sign} {heading.number or ''}{heading.title or ''}"
    if heading.text:
        yield f"> {_line(heading.text)}"


def _task(task: Task) -> str:
    roles = {"牵头": task.lead, "负责": task.responsible, "配合": task.supporting}
    said = {
        **{verb: "、".join(party.name for party in parties) for verb, parties in roles.items()},
        "时限": task.deadline.printed if task.deadline else "",
        **task.extra,
    }
    texts = [task.number, task.title, task.requirement]
    return "- " + _GAP.join(
        [*(_line(text or "") for text in texts)]
        + [f"{name}：{_line(text)}" for name, text in said.items() if text]
    )


def _line(text: str) -> str:
    return text.replace("\n", "/")
