"""Who has a part in a plan: departments, and collective parties kept as printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime

    from generator.source.nodes import Mapping as Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That something no longer applies; its page stays."""

    on: datetime.date
    reason: str
    """Begins with 已废止 or 已失效."""

    @property
    def state(self) -> str:
        """已废止 or 已失效."""
        return self.reason[:3]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Department:
    """A unit that the plan names."""

    id: str
    name: str
    """As the plan prints it."""
    full_name: str | None = None
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    phone: str | None = None
    until: datetime.date | None = None
    successors: tuple[str, ...] = ()
    """Ids of the units that took over."""
    withdrawn: Withdrawal | None = None
    moved_from: tuple[str, ...] = ()
    origin: Origin = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """All names under which a plan may mention the unit, the printed one first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """A collective party, kept as printed."""

    id: str
    name: str
    members: tuple[Department, ...]
    basis: Literal["named", "listed", "open"]
    """How the members are known: the units that the plan names, a list, or not at all."""
    moved_from: tuple[str, ...] = ()
    origin: Origin = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The one name of the group."""
        return (self.name,)


Party = Department | Group
