"""What a plan is, and what it can be asked. Frozen; no files, no YAML.

What has an id is itself and nothing else: two tasks are equal only if they are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from generator.plan.lead_notes import note_for_all
from generator.plan.parties import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from generator.plan.amendments import Amendment, Withdrawal
    from generator.plan.deadline import Deadline
    from generator.plan.letter import Document
    from generator.plan.parties import Department, Group, Party
    from generator.source.nodes import Mapping as Origin

_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where the thing itself is published; the column's own note."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topic:
    """A heading under which a citizen looks; the column's own, not the issuer's."""

    id: str
    name: str
    summary: str | None = None
    withdrawn: Withdrawal | None = None
    moved_from: tuple[str, ...] = ()
    origin: Origin = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Task:
    """One task (任务); what the document does not print is None or empty."""

    id: str
    number: str | None = None
    title: str | None = None
    requirement: str | None = None
    responsibility: Mapping[str, str] = field(default_factory=dict)
    """Printed cell by column heading; the heading is empty where there is one column only."""
    lead: tuple[Party, ...] = ()
    supporting: tuple[Party, ...] = ()
    responsible: tuple[Party, ...] = ()
    deadline: Deadline | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    """Printed columns that have no field of their own, heading to text."""
    topics: tuple[Topic, ...] = ()
    links: tuple[Link, ...] = ()
    amended: tuple[Amendment, ...] = ()
    withdrawn: Withdrawal | None = None
    moved_from: tuple[str, ...] = ()
    origin: Origin = field(repr=False)

    @property
    def name(self) -> str:
        """Title in one line; without a title the beginning of the requirement."""
        if self.title:
            return self.title.replace("\n", "")
        sentence = re.split("[。；\n]", self.requirement or "", maxsplit=1)[0]
        whole = len(sentence) <= _NAME_LENGTH
        return sentence if whole else f"{sentence[:_NAME_LENGTH]}……"

    def parties_as(self, role: Role) -> tuple[Party, ...]:
        """Return the parties that have `role` in the task, in printed order."""
        return {
            Role.LEAD: self.lead,
            Role.RESPONSIBLE: self.responsible,
            Role.SUPPORTING: self.supporting,
        }[role]

    @property
    def parties(self) -> tuple[Party, ...]:
        """All who have a role in the task."""
        return self.lead + self.supporting + self.responsible


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Theme:
    """A theme (方面) of a section."""

    id: str
    number: str | None = None
    title: str | None = None
    text: str | None = None
    tasks: tuple[Task, ...] = ()
    amended: tuple[Amendment, ...] = ()
    withdrawn: Withdrawal | None = None
    moved_from: tuple[str, ...] = ()
    origin: Origin = field(repr=False)

    @property
    def heading(self) -> str:
        """Number and title, as printed."""
        return f"{self.number or ''}{self.title or ''}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Section:
    """A part (部分) of the plan: themes, or directly tasks, or only text."""

    id: str
    number: str | None = None
    title: str | None = None
    text: str | None = None
    themes: tuple[Theme, ...] = ()
    own_tasks: tuple[Task, ...] = ()
    """Tasks that stand in no theme."""
    amended: tuple[Amendment, ...] = ()
    withdrawn: Withdrawal | None = None
    moved_from: tuple[str, ...] = ()
    origin: Origin = field(repr=False)

    @property
    def heading(self) -> str:
        """Number and title, as printed."""
        return f"{self.number or ''}{self.title or ''}"

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks of the section, in printed order."""
        return self.own_tasks + tuple(task for theme in self.themes for task in theme.tasks)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where in the plan a task stands."""

    section: Section
    theme: Theme | None
    position: int
    """Counted from 1 over the whole plan."""
    previous: Task | None
    following: Task | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Plan:
    """A yearly plan (方案)."""

    id: str
    year: int
    title: str
    text: str | None = None
    document: Document
    columns: Mapping[str, str] = field(default_factory=dict)
    """Heading of each printed column to the field that holds it, in printed order."""
    departments: tuple[Department, ...] = ()
    groups: tuple[Group, ...] = ()
    topics: tuple[Topic, ...] = ()
    sections: tuple[Section, ...] = ()
    amended: tuple[Amendment, ...] = ()
    """The ground of later changes of the letter, and of what stands before the first section."""
    withdrawn: Withdrawal | None = None
    moved_from: tuple[str, ...] = ()
    origin: Origin = field(repr=False)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks, in printed order."""
        return tuple(task for section in self.sections for task in section.tasks)

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """All themes, in printed order."""
        return tuple(theme for section in self.sections for theme in section.themes)

    @property
    def leads(self) -> tuple[Department, ...]:
        """The departments that lead at least one task, in registry order."""
        return tuple(unit for unit in self.departments if self.tasks_of(unit, Role.LEAD))

    def placement(self, task: Task) -> Placement:
        """Return where `task` stands."""
        return self._placements[task.id]

    def clause(self, task: Task) -> str:
        """Return the printed numbers that lead to `task`, such as 一、（四）1."""
        place = self.placement(task)
        theme_number = (place.theme.number or "") if place.theme else ""
        return f"{place.section.number or ''}{theme_number}{task.number or ''}"

    def headings(self, field: str) -> Collection[str]:
        """Return the headings of the printed columns that `field` holds, in printed order."""
        return self._headings.get(field, ())

    def party_named(self, name: str) -> Party | None:
        """Return the department or group that is called `name`, by its name or an alias."""
        return self._parties.get(name)

    def tasks_of(self, party: Party, role: Role) -> tuple[Task, ...]:
        """Return the tasks in force in which `party` itself has `role`."""
        return self._by_role.get((role, party.id), ())

    def through_groups(self, department: Department) -> tuple[Task, ...]:
        """Return the tasks in force that concern `department` only as a member of a group."""
        ids = {
            task.id
            for group in self.groups_of(department)
            for role in Role
            for task in self.tasks_of(group, role)
            if department not in task.parties
        }
        return tuple(task for task in self.tasks if task.id in ids)

    def groups_of(self, department: Department) -> tuple[Group, ...]:
        """Return the groups that `department` is known to belong to."""
        return tuple(group for group in self.groups if department in group.members)

    def joining(self, group: Group, task: Task) -> tuple[Department, ...]:
        """Return the members of `group` whom `task` concerns only as such."""
        return tuple(member for member in group.members if member not in task.parties)

    def in_force(self, tasks: Iterable[Task]) -> tuple[Task, ...]:
        """Return those of some tasks that have not been withdrawn, alone or with what they are in.

        Lists show these only; a task that was withdrawn keeps its page.
        """
        return tuple(task for task in tasks if task.id not in self._withdrawals)

    def ended(self, tasks: Iterable[Task]) -> tuple[tuple[Task, Withdrawal], ...]:
        """Return the others of some tasks, each with what ended it."""
        ends = ((task, self._withdrawals.get(task.id)) for task in tasks)
        return tuple((task, end) for task, end in ends if end)

    def on_topic(self, topic: Topic) -> tuple[Task, ...]:
        """Return the tasks in force that the column files under `topic`."""
        return self._by_topic.get(topic.id, ())

    @cached_property
    def _headings(self) -> Mapping[str, Collection[str]]:
        headings: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for heading, held_by in self.columns.items():
            headings[held_by][heading] = None
        return {held_by: found.keys() for held_by, found in headings.items()}

    @cached_property
    def _parties(self) -> Mapping[str, Party]:
        parties: dict[str, Party] = {}
        known: tuple[Party, ...] = (*self.departments, *self.groups)
        for party in known:
            for name in party.names:
                parties.setdefault(name, party)
                parties.setdefault("".join(name.split()), party)
        return parties

    @cached_property
    def spaced_names(self) -> tuple[str, ...]:
        """Names of units that are registered with blanks inside them."""
        return tuple(name for name in self._parties if len(name.split()) > 1)

    @cached_property
    def lead_note(self) -> str:
        """What the plan says once of how leads are told from others in all its lists."""
        parts = [*(each.text for each in self.sections), *(each.text for each in self.themes)]
        texts = (self.text, self.document.body, self.document.note, *parts)
        cells = (cell for task in self.tasks for cell in task.responsibility.values())
        return note_for_all(filter(None, texts), cells)

    @cached_property
    def _placements(self) -> dict[str, Placement]:
        placed = [
            (section, theme, task)
            for section in self.sections
            for theme, tasks in (
                (None, section.own_tasks),
                *((theme, theme.tasks) for theme in section.themes),
            )
            for task in tasks
        ]
        neighbours = (None, *self.tasks, None)
        return {
            task.id: Placement(section, theme, index, neighbours[index - 1], neighbours[index + 1])
            for index, (section, theme, task) in enumerate(placed, start=1)
        }

    @cached_property
    def _withdrawals(self) -> Mapping[str, Withdrawal]:
        ends = {
            task.id: task.withdrawn
            or (place.theme.withdrawn if place.theme else None)
            or place.section.withdrawn
            for task in self.tasks
            for place in (self.placement(task),)
        }
        return {id_: end for id_, end in ends.items() if end}

    @cached_property
    def _by_role(self) -> Mapping[tuple[Role, str], tuple[Task, ...]]:
        tasks: defaultdict[tuple[Role, str], list[Task]] = defaultdict(list)
        for task in self.in_force(self.tasks):
            for role in Role:
                for party in task.parties_as(role):
                    tasks[role, party.id].append(task)
        return {key: tuple(found) for key, found in tasks.items()}

    @cached_property
    def _by_topic(self) -> Mapping[str, tuple[Task, ...]]:
        tasks: defaultdict[str, list[Task]] = defaultdict(list)
        for task in self.in_force(self.tasks):
            for topic in task.topics:
                tasks[topic.id].append(task)
        return {id_: tuple(found) for id_, found in tasks.items()}
