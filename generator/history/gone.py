"""Plans that have been published and are not there any more, or written over with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.plan.files import PLAN_FILE, PLANS_FOLDER
from generator.plan.parties import Role
from generator.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.history.difference import Difference
    from generator.plan.model import Plan
    from generator.plan.parties import Party


def plan_gone(gone: Plan, new: Iterable[Plan | None]) -> Problem:
    """Return that a plan is not there any more; it may have another id among the `new` ones."""
    message = f"方案 {gone.id} 已经公布，不能删去：请把它{_kept_at(gone)}"
    if any(plan and plan.year == gone.year for plan in new):
        message += f"；只是改了编号的，在新编号那里写 moved_from: [{gone.id}]"
    return Problem(Location(PLAN_FILE), "removed", message)


def _kept_at(plan: Plan) -> str:
    return f"原样存为 {PLANS_FOLDER}/{plan.id}.yaml（docs/editing.md“换一年”第 1 步）"


def without_consequences(
    problems: Iterable[Problem], differences: Iterable[Difference]
) -> tuple[Problem, ...]:
    """Return problems without those that go once the tasks deleted from published plans are back.

    So go the warnings of units and topics that only those tasks named.
    """
    idle = {place for difference in differences for place in _left_idle(difference)}
    return tuple(
        problem
        for problem in problems
        if problem.code not in {"unused-unit", "unused-topic"} or problem.location not in idle
    )


def _left_idle(difference: Difference) -> Iterator[Location]:
    """Yield where the units and topics are registered that tasks named which are gone."""
    old, new = difference.old, difference.new
    if old is None or new is None:
        return
    there = {id_ for task in new.tasks for id_ in (task.id, *task.moved_from)}
    gone = [task for task in old.tasks if task.id not in there]
    parties = {party.id for task in gone for role in Role for party in task.parties_as(role)}
    topics = {topic.id for task in gone for topic in task.topics}
    registered: tuple[Party, ...] = (*new.departments, *new.groups)
    for party in registered:
        if party.id in parties:
            yield party.origin.location
    for topic in new.topics:
        if topic.id in topics:
            yield topic.origin.location


def is_another_plan(difference: Difference) -> bool:
    """Whether the plan of another year was written over one that has been published.

    It has another year and another number; or one of them, and of most tasks not even the name is
    the same. Both may have been misread: so it is, where most tasks are the same and the plan
    states a new ground.
    """
    old, new = difference.old, difference.new
    if old is None or new is None:
        return False
    others = [old.year != new.year, old.document.number != new.document.number]
    names = {task.id: task.name for task in new.tasks}
    same = [task for task in old.tasks if names.get(task.id) == task.name]
    if len(same) * 2 < len(old.tasks):
        return any(others)
    return all(others) and not set(new.amended) - set(old.amended)


def plan_replaced(difference: Difference) -> Problem:
    """Return that a plan has to be kept, and the new one to be told from it."""
    old, new = difference.old, difference.new
    assert old is not None  # noqa: S101 - else it could not have been replaced
    assert new is not None  # noqa: S101
    id_ = f"id 改为 {new.year}" if new.year != old.year else "id、year 改为新方案的年度"
    message = (
        f"方案 {old.id} 已经公布，这里换成了另一个方案：请把原来的方案{_kept_at(old)}，这里的 {id_}"
    )
    return Problem(new.origin.at("id"), "plan-replaced", message)
