"""What a plan gives one unit to do, in the words of its page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.plan.parties import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.plan.model import Plan, Section, Task
    from generator.plan.parties import Department, Group, Party


MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class SharedTasks:
    """Tasks that a unit has as a member of groups only (按统一要求)."""

    role: Role
    """That of the groups."""
    tasks: tuple[Task, ...]
    groups: tuple[Group, ...]
    """The groups through which they reach the unit."""

    @property
    def verb(self) -> str:
        """What the groups do: 配合."""
        return self.role.verb

    @property
    def are_too_many(self) -> bool:
        """Whether a list of them would tell nobody anything, and fill a page for every unit."""
        return len(self.tasks) > MOST_LISTED

    def by_section(self, plan: Plan) -> Mapping[Section, int]:
        """Return how many of them stand in each part of `plan`, in its order."""
        return Counter(plan.placement(task).section for task in self.tasks)

    @property
    def names(self) -> str:
        """The groups as printed: “各处室”、“各科室”."""
        return "、".join(f"“{group.name}”" for group in self.groups)

    @property
    def has_unnamed_members(self) -> bool:
        """Whether the plan leaves open who else belongs to one of the groups."""
        return any(group.basis == "named" for group in self.groups)


@dataclass(frozen=True, slots=True)
class UnitTasks:
    """The tasks that one plan gives a unit, by the part the unit has in them."""

    plan: Plan
    own: Mapping[Role, tuple[Task, ...]]
    """Those that name the unit itself."""
    shared: tuple[SharedTasks, ...]

    @property
    def has_tasks(self) -> bool:
        """Whether the plan gives the unit anything to do."""
        return bool(self._counts)

    @property
    def summary(self) -> str:
        """The counts in words: 牵头 15 项，按统一要求配合 13 项."""
        said = (f"{what} {count} 项" for what, count in self._counts.items())
        return "，".join(said) or "没有任务"

    @property
    def _counts(self) -> dict[str, int]:
        counts = {role.verb: len(tasks) for role, tasks in self.own.items()}
        counts |= {f"按统一要求{shared.verb}": len(shared.tasks) for shared in self.shared}
        return {what: count for what, count in counts.items() if count}


def tasks_of_unit(plan: Plan, department: Department) -> UnitTasks:
    """Return what `plan` gives `department` to do."""
    own = {role: plan.tasks_of(department, role) for role in Role}
    return UnitTasks(plan, own, tuple(_shared(plan, department)))


def _shared(plan: Plan, department: Department) -> Iterator[SharedTasks]:
    """Yield the tasks that come through groups, by the weightiest role a group has in each."""
    groups = plan.groups_of(department)
    tasks: dict[Role, list[Task]] = {role: [] for role in Role}
    through: dict[Role, set[Party]] = {role: set() for role in Role}
    for task in plan.through_groups(department):
        role = next(role for role in Role if set(groups) & set(task.parties_as(role)))
        tasks[role].append(task)
        through[role] |= set(task.parties_as(role))
    for role in Role:
        concerned = tuple(group for group in groups if group in through[role])
        if concerned:
            yield SharedTasks(role, tuple(tasks[role]), concerned)
