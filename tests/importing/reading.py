"""Imports as the command does, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.importing.draft import PlanDraft
from generator.importing.formats.kinds import read_source
from generator.importing.plan_file.writing import as_plan
from generator.importing.reading import read_draft
from generator.importing.telling.account import Account, account_of
from generator.importing.telling.findings import Findings
from tests.conftest import parse_plan

if TYPE_CHECKING:
    from generator.plan.model import Plan


@dataclass(frozen=True)
class Imported:
    """A plan with where it comes from."""

    draft: PlanDraft
    account: Account
    findings: Findings
    text: str
    plan: Plan
    again: str
    """The text once more, when what its columns hold is taken from itself."""


def imported(data: bytes) -> Imported:
    """Import a document."""
    source = read_source(data)
    draft = read_draft(source)
    text = as_plan(draft, {})
    account = account_of(source, draft)
    findings = Findings(source, draft, account, {})
    again = as_plan(read_draft(source, draft.columns), {})
    return Imported(draft, account, findings, text, parse_plan(text), again)
