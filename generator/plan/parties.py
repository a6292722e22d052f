"""Who has a part in a plan: departments, and collective parties kept as printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime

    from generator.plan.amendments import Withdrawal
    from generator.source.nodes import Mapping as Origin


class Role(StrEnum):
    """The part that a party has in a task, the weightiest first; the value is the field's name."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    """Named without a word on who leads, or in a 责任单位 column beside a lead."""
    SUPPORTING = "supporting"

    @property
    def verb(self) -> str:
        """What a party in this role does: 牵头, 负责 or 配合."""
        return _VERBS[self]


_VERBS = {Role.LEAD: "牵头", Role.RESPONSIBLE: "负责", Role.SUPPORTING: "配合"}


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
