"""People find what they mean, in their own words, and are told when there is nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Serve
from tests.search.conftest import Ask

QUERIES: dict[str, dict[str, list[str]]] = yaml.load(
    (Path(__file__).parent / "queries.yaml").read_text("utf-8"),
    yaml.BaseLoader,  # noqa: S506 - it makes nothing but texts
)
SHOWN = 10
KNOWN_MISSES = {
    # A topic that holds the page comes before it.
    "学术不端",
    "舆情怎么回应",
}
"""Queries whose best page is not on top."""


def addresses(wanted: list[str]) -> list[str]:
    """Return the addresses of the pages that answer a query."""
    return [page.replace("t ", "plan/2021/tasks/") + "/" * ("t " in page) for page in wanted]


@pytest.fixture(scope="module")
def cases() -> dict[str, list[str]]:
    """Return every query with what answers it."""
    return {
        query: addresses(wanted) for group in QUERIES.values() for query, wanted in group.items()
    }


def test_queries(cases: dict[str, list[str]], real_site: Path, serve: Serve, ask: Ask) -> None:
    """What answers a query is on the first screen, and the first of it on top."""
    answers = dict(zip(cases, ask(serve(real_site), list(cases)), strict=True))
    answered = {query: wanted for query, wanted in cases.items() if wanted}

    recall = {query: recalled(wanted, answers[query]) for query, wanted in answered.items()}
    ranks = {query: reciprocal(wanted, answers[query]) for query, wanted in answered.items()}

    assert len(cases) >= 60
    assert {} == {
        q: answers[q]["addresses"][:3] for q in cases.keys() - answered if answers[q]["addresses"]
    }
    assert {} == {query: value for query, value in recall.items() if value < 1}
    assert {query for query, value in ranks.items() if value < 1} == KNOWN_MISSES
    assert mean(ranks) >= 0.97


def recalled(wanted: list[str], answer: dict[str, Any]) -> float:
    """Return the part of the wanted pages that is among the first shown."""
    return len(set(wanted) & set(answer["addresses"][:SHOWN])) / len(wanted)


def reciprocal(wanted: list[str], answer: dict[str, Any]) -> float:
    """Return one through the rank of the first wanted page."""
    ranks = [rank for rank, page in enumerate(answer["addresses"], 1) if page in wanted]
    return 1 / ranks[0] if ranks else 0


def mean(values: dict[str, float]) -> float:
    """Return the mean."""
    return sum(values.values()) / len(values)
