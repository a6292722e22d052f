"""The letter (公文) that issues a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The letter (公文) that issues the plan; what it does not say is None."""

    title: str
    number: str | None
    """发文字号, such as 闽科办函〔2021〕53号."""
    index_number: str | None
    issuer: str
    issued_on: datetime.date | None
    """成文日期."""
    published_at: str | None
    """发布时间 as written: a date, or a date and a time."""
    addressees: str | None
    body: str | None
    note: str | None
    """附注, without its brackets."""
    copied_to: str | None
    disclosure: str | None
