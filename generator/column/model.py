"""The column: one or more yearly plans, and what they say together of a unit or a topic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.plan.model import Plan, Topic
from generator.plan.parties import Department

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable

    from generator.column.handwritten import Handwritten
    from generator.column.settings import WrittenLink

T = TypeVar("T", Department, Topic)


@dataclass(frozen=True, slots=True)
class Profile(Generic[T]):
    """One unit or topic through all plans: the same id is the same thing."""

    id: str
    mentions: tuple[tuple[Plan, T], ...]
    """Each plan that registers it, newest first, with what it registers."""

    @property
    def current(self) -> T:
        """As the newest plan registers it."""
        return self.mentions[0][1]

    @property
    def name(self) -> str:
        """The newest name."""
        return self.current.name

    @property
    def former_names(self) -> tuple[str, ...]:
        """Names (曾用名) under which older plans print it, newest first."""
        names = dict.fromkeys(thing.name for _, thing in self.mentions)
        return tuple(name for name in names if name != self.name)

    @property
    def moved_from(self) -> tuple[str, ...]:
        """All former ids."""
        former = dict.fromkeys(id_ for _, thing in self.mentions for id_ in thing.moved_from)
        return tuple(former)


@dataclass(frozen=True, kw_only=True)
class Column:
    """Everything that is published."""

    plans: tuple[Plan, ...]
    """The plan in force, then the earlier ones, newest first."""
    today: datetime.date
    """The day, in China, for which the pages are made."""
    handwritten: Handwritten
    menu: tuple[WrittenLink, ...] = ()
    """What mkdocs.yml adds to the menu."""
    glossary: tuple[tuple[str, ...], ...] = ()
    """Groups of words that mean the same to someone who searches."""
    taken_down: tuple[str, ...] = ()
    """Addresses at which nothing may be published any more, nor their words anywhere."""

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.plans[0]

    def is_past(self, plan: Plan) -> bool:
        """Whether `plan` is of a year that is over (历史年度)."""
        return plan.year < self.today.year

    @cached_property
    def departments(self) -> tuple[Profile[Department], ...]:
        """All units in the order of the newest registry; those of older plans follow."""
        return _profiles(self.plans, lambda plan: plan.departments)

    @cached_property
    def topics(self) -> tuple[Profile[Topic], ...]:
        """All topics in the order of the newest plan; those of older plans follow."""
        return _profiles(self.plans, lambda plan: plan.topics)


def _profiles(
    plans: tuple[Plan, ...], registered: Callable[[Plan], Iterable[T]]
) -> tuple[Profile[T], ...]:
    mentions: dict[str, list[tuple[Plan, T]]] = {}
    for plan in plans:
        for thing in registered(plan):
            mentions.setdefault(thing.id, []).append((plan, thing))
    return tuple(Profile(id_, tuple(found)) for id_, found in mentions.items())
