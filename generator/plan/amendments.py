"""What became of issued text later: why it was changed, that it no longer applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    import datetime

AmendmentKind = Literal["录入更正", "修订", "调整"]
AMENDMENT_KINDS: Final = get_args(AmendmentKind)
"""What a later change of issued text may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The ground of a later change of issued text."""

    on: datetime.date
    kind: str
    """录入更正, 修订 or 调整."""
    basis: str


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
