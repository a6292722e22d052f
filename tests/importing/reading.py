"""Imports as the command does, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.importing.account import Account, account_of
from generator.importing.draft import PlanDraft
from generator.importing.kinds import read_source
from generator.importing.reading import read_draft
from generator.importing.writing import as_plan
from tests.conftest import parse_plan

if TYPE_CHECKING:
    from generator.plan.model import Plan


@dataclass(frozen=True)
class Imported:
    """A plan with where it comes from."""

    draft: PlanDraft
    account: Account
    text: str
    plan: Plan


def imported(data: bytes) -> Imported:
    """Import a document."""
    source = read_source(data)
    draft = read_draft(source)
    text = as_plan(draft, {})
    return Imported(draft, account_of(source, draft), text, parse_plan(text))
