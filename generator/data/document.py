"""A plan as JSON: the fields of plan.yaml under their own names, and what was read from them."""

from __future__ import annotations

import dataclasses
import datetime
import json
from typing import TYPE_CHECKING, Any

from generator.pages import routes
from generator.plan.model import Topic
from generator.plan.parties import Department, Group

if TYPE_CHECKING:
    from generator.plan.model import Plan, Section, Task, Theme

ADDED_FIELDS = {
    "address": "页面的地址，从本栏目首页算起。",
    "clause": "任务在方案中的序号，如“一、（四）1.”。",
    "basis": "集体单位成员的依据：named 为方案写到的单位，listed 为方案列明，open 为未列明。",
    "deadline": (
        "完成时限：printed 为原文；kind 为 date（日期）、continuous（持续）、periodic（定期）"
        "或 unclear（读不出）；due 为读出的日期；is_year_assumed 表示年份取自方案年度。"
    ),
}
"""What the JSON says beyond the fields of plan.yaml, with its meaning."""


def plan_json(plan: Plan) -> bytes:
    """Return `plan` as JSON in UTF-8; what the document does not say is left out."""
    fields = {
        "format": 1,
        **_own(plan, without=("departments", "groups", "topics", "sections")),
        "address": routes.address(routes.plan(plan)),
        "departments": [
            _own(department) | {"address": routes.address(routes.department(department.id))}
            for department in plan.departments
        ],
        "groups": [_own(group) for group in plan.groups],
        "topics": [
            _own(topic) | {"address": routes.address(routes.topic(topic.id))}
            for topic in plan.topics
        ],
        "sections": [_section(plan, section) for section in plan.sections],
    }
    return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()


def _section(plan: Plan, section: Section) -> dict[str, Any]:
    return {
        **_own(section, without=("themes", "own_tasks")),
        "address": routes.address(routes.section(plan, section)),
        "themes": [_theme(plan, theme) for theme in section.themes],
        "tasks": [_task(plan, task) for task in section.own_tasks],
    }


def _theme(plan: Plan, theme: Theme) -> dict[str, Any]:
    return {
        **_own(theme, without=("tasks",)),
        "tasks": [_task(plan, task) for task in theme.tasks],
    }


def _task(plan: Plan, task: Task) -> dict[str, Any]:
    return {
        **_own(task),
        "clause": plan.clause(task),
        "address": routes.address(routes.task(plan, task)),
    }


def _own(thing: Any, without: tuple[str, ...] = ()) -> dict[str, Any]:  # noqa: ANN401
    """Return the fields of a dataclass that hold something, as JSON values."""
    values = {
        field.name: getattr(thing, field.name)
        for field in dataclasses.fields(thing)
        if field.name not in ("origin", *without)
    }
    return {
        name: _plain(value)
        for name, value in values.items()
        if value is not None and value not in ((), {})
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of the model
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Topic):
        return value.id
    if isinstance(value, Department | Group):
        return value.name
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return _own(value) if dataclasses.is_dataclass(value) else value
