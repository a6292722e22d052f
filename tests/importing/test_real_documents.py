"""Documents as they were issued, each with its tasks as people have read them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.plan.parties import Role
from tests.conftest import REAL, parse_plan
from tests.importing.reading import Imported, imported

DOCUMENTS = Path(__file__).with_name("documents")
LEADS_ARE_STATED = {"01-fujian-gov-2016": True, "04-fujian-gov-2019": False}


@pytest.fixture(scope="module")
def notice() -> Imported:
    """Import the plan that this repository ships."""
    return imported((REAL / "notice.docx").read_bytes())


def test_every_task_of_the_notice(notice: Imported) -> None:
    """What people have typed, the import reads from the Word file, character for character."""
    typed = parse_plan((REAL / "plan.yaml").read_text("utf-8"))

    assert len(typed.tasks) == len(notice.plan.tasks)
    for expected, task in zip(typed.tasks, notice.plan.tasks, strict=True):
        assert (expected.id, expected.number) == (task.id, task.number)
        assert (expected.title, expected.requirement) == (task.title, task.requirement)
        assert expected.responsibility == task.responsibility
        for role in Role:
            names = [party.name for party in expected.parties_as(role)]
            assert names == [party.name for party in task.parties_as(role)]
    assert [each.heading for each in typed.themes] == [each.heading for each in notice.plan.themes]
    assert typed.columns == notice.plan.columns


def test_letter_of_the_notice(notice: Imported) -> None:
    """The letter is read field by field."""
    typed = parse_plan((REAL / "plan.yaml").read_text("utf-8"))

    assert typed.document == notice.plan.document
    assert (typed.title, typed.year) == (notice.plan.title, notice.plan.year)


def test_nothing_of_the_notice_is_lost(notice: Imported) -> None:
    """Every character has gone somewhere."""
    assert not notice.account.unread


@pytest.mark.parametrize("name", LEADS_ARE_STATED)
def test_other_layouts(name: str) -> None:
    """Cells merged down over several tasks; running text without a table."""
    expected = yaml.safe_load((DOCUMENTS / name / "expected.yaml").read_text("utf-8"))
    tasks = [
        task
        for section in expected["sections"]
        for theme in section["themes"]
        for task in theme["tasks"]
    ]
    found = imported((DOCUMENTS / name / "plan.docx").read_bytes())

    assert not found.account.unread
    assert len(tasks) == len(found.plan.tasks)
    for by_hand, task in zip(tasks, found.plan.tasks, strict=True):
        assert by_hand["title"] == task.title
        assert by_hand["requirement"] == (task.requirement or "")
        assert [*by_hand["raw"].values()] == [*task.responsibility.values()]
        lead, others = by_hand["lead"], by_hand["cooperate"]
        if not LEADS_ARE_STATED[name]:
            lead, others = [], lead
        assert lead == [party.name for party in task.lead]
        assert others == [party.name for party in task.responsible]
        assert not task.supporting
