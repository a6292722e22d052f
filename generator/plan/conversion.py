"""Turns validated fields that refer to nothing else into values of the model."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from generator.plan.amendments import Amendment, Withdrawal
from generator.plan.letter import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.plan import format as form


def document(fields: form.DocumentFormat) -> Document:
    """Return the letter that a group of fields describes."""
    return Document(
        title=fields.title,
        number=fields.number,
        index_number=fields.index_number,
        issuer=fields.issuer,
        issued_on=date(fields.issued_on),
        published_at=fields.published_at,
        addressees=fields.addressees,
        body=fields.body,
        note=fields.note,
        copied_to=fields.copied_to,
        disclosure=fields.disclosure,
    )


def amended(entries: Iterable[form.AmendmentFormat]) -> tuple[Amendment, ...]:
    """Return the grounds of later changes."""
    return tuple(
        Amendment(on=_day(entry.on), kind=entry.kind, basis=entry.basis) for entry in entries
    )


def withdrawal(fields: form.WithdrawalFormat | None) -> Withdrawal | None:
    """Return what ended something; None if nothing did."""
    if fields is None:
        return None
    return Withdrawal(on=_day(fields.on), reason=fields.reason)


def date(text: str | None) -> datetime.date | None:
    """Return a day; None if none is written."""
    return None if text is None else _day(text)


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
