"""What a unit has to do."""

from __future__ import annotations

import pytest

from generator.pages.units import MOST_LISTED, tasks_of_unit
from generator.plan.model import Plan
from generator.plan.parties import Role
from tests.conftest import parse_plan

PLAN = """\
format: 1
id: "2024"
year: 2024
title: 示例方案
document: {title: 示例通知, issuer: 示例局}
departments: [{id: a, name: 甲}, {id: b, name: 乙}]
groups:
  - {id: all, name: 各单位, members: named}
  - {id: some, name: 有关单位, members: [甲]}
  - {id: others, name: 其他单位}
sections:
  - id: "1"
    number: 一、
    tasks:
      - id: t1
        title: 甲牵头
        responsibility: 甲牵头，各单位配合
        lead: [甲]
        supporting: [各单位]
      - id: t2
        title: 共同负责
        responsibility: 各单位负责
        responsible: [各单位]
      - id: t3
        title: 两次写到
        responsibility: 有关单位牵头，各单位配合
        lead: [有关单位]
        supporting: [各单位]
      - id: t4
        title: 未列明
        responsibility: 其他单位负责
        responsible: [其他单位]
      - id: t5
        title: 乙负责
        responsibility: 乙负责
        responsible: [乙]
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Return a plan in which units have tasks in every way."""
    return parse_plan(PLAN)


@pytest.mark.parametrize(
    ("unit", "summary"),
    [
        (0, "牵头 1 项，按统一要求牵头 1 项，按统一要求负责 1 项"),
        (1, "负责 1 项，按统一要求负责 1 项，按统一要求配合 2 项"),
    ],
)
def test_summary(unit: int, summary: str, plan: Plan) -> None:
    """Each task counts once: by the unit's own part, else by the weightiest part of its groups."""
    assert summary == tasks_of_unit(plan, plan.departments[unit]).summary


def test_groups_are_named(plan: Plan) -> None:
    """The reader is told through which group a task reaches the unit, and that it may be larger."""
    shared = {shared.role: shared for shared in tasks_of_unit(plan, plan.departments[0]).shared}

    assert ("“有关单位”", False) == (shared[Role.LEAD].names, shared[Role.LEAD].has_unnamed_members)
    assert ("“各单位”", True) == (
        shared[Role.RESPONSIBLE].names,
        shared[Role.RESPONSIBLE].has_unnamed_members,
    )


def test_open_group_reaches_nobody(plan: Plan) -> None:
    """Who belongs to a group that the plan does not list is not guessed."""
    tasks = [tasks_of_unit(plan, unit) for unit in plan.departments]

    assert not any("t4" in [t.id for t in shared.tasks] for unit in tasks for shared in unit.shared)


def test_very_many_shared_tasks() -> None:
    """A unit's page does not list hundreds of tasks that all units have: it counts them by part."""
    parties = "responsibility: 各单位负责, responsible: [各单位]"
    tasks = (f"{{id: s{n}, title: 共同任务{n}, {parties}}}" for n in range(MOST_LISTED))
    plan = parse_plan(PLAN + "".join(f"      - {task}\n" for task in tasks))

    (shared,) = (
        shared
        for shared in tasks_of_unit(plan, plan.departments[1]).shared
        if shared.role is Role.RESPONSIBLE
    )

    assert shared.are_too_many
    assert {"一、": len(shared.tasks)} == {
        section.heading: count for section, count in shared.by_section(plan).items()
    }
