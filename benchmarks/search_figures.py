"""What the answers of a search engine are worth, and what they cost a reader."""

from __future__ import annotations

import random
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.search_engines import answers
from benchmarks.wire import served
from tests.search.oracle import holding, main_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from playwright.sync_api import Browser

    from benchmarks.search_engines import Engine
    from benchmarks.wire import Wire

_LENGTHS = 2, 6
_SEED = 2025
_MILLISECONDS_AT_MOST = 120_000
_BYTES_PER_KB = 1_000


@dataclass(frozen=True, slots=True)
class Quality:
    """How the pages found for some queries agree with those that hold them."""

    recall: float
    """Part of the pages that hold a query, mean over the queries."""
    exactness: float
    """Part of the queries for which these pages are found and no others."""
    warm_p95: float
    """Milliseconds."""
    answered: frozenset[str]
    """The queries for which anything was found."""


@dataclass(frozen=True, slots=True)
class FirstHit:
    """What it costs until the first hit of a first query is there."""

    kilobytes: float
    """For the sake of the search, those for the home page included."""
    milliseconds: float


def queries(site: Path, count: int) -> list[str]:
    """Return some runs of letters and figures from the main text of tasks: always the same ones."""
    chance = random.Random(_SEED)  # noqa: S311 - no secrets
    texts = [text for address, text in main_texts(site).items() if "/tasks/" in address]
    found: dict[str, None] = {}
    while len(found) < count:
        found[_cut(chance, chance.choice(texts))] = None
    return list(found)


def judge(browser: Browser, engine: Engine, site: Path, asked: Sequence[str]) -> Quality:
    """Ask an engine, and compare what it finds with the built pages.

    Raises TimeoutError of the browser if the engine does not answer in reasonable time.
    """
    texts = main_texts(site)
    with served(site) as wire:
        answered = answers(browser, engine, wire.address, asked)
    names = engine.addresses(site)
    found = [{names.get(page, page) for page in pages} & texts.keys() for pages, _ in answered]
    held = [set(holding(texts, query)) for query in asked]
    pairs = list(zip(found, held, strict=True))
    return Quality(
        recall=statistics.mean(len(mine & true) / len(true) for mine, true in pairs),
        exactness=statistics.mean(mine == true for mine, true in pairs),
        warm_p95=statistics.quantiles((time for _, time in answered), n=20, method="inclusive")[-1],
        answered=frozenset(query for query, mine in zip(asked, found, strict=True) if mine),
    )


def weigh_home(browser: Browser, engine: Engine, site: Path) -> float:
    """Return how many KB the home page loads for the sake of the search."""
    with served(site) as wire, browser.new_page(bypass_csp=True) as page:
        page.goto(wire.address, wait_until="networkidle", timeout=_MILLISECONDS_AT_MOST)
        return wire.count(engine.requests) / _BYTES_PER_KB


def first_hit(browser: Browser, engine: Engine, site: Path, asked: Sequence[str]) -> FirstHit:
    """Ask each query in a browser that has never seen the site; return the medians.

    Raises TimeoutError of the browser if a first hit is not there in reasonable time.
    """
    with served(site) as wire:
        firsts = [_ask_first(browser, engine, wire, query) for query in asked]
    return FirstHit(
        kilobytes=statistics.median(first.kilobytes for first in firsts),
        milliseconds=statistics.median(first.milliseconds for first in firsts),
    )


def _cut(chance: random.Random, text: str) -> str:
    while True:
        start = chance.randrange(len(text))
        run = text[start : start + chance.randint(*_LENGTHS)]
        if run.isalnum() and len(run) >= _LENGTHS[0]:
            return run


def _ask_first(browser: Browser, engine: Engine, wire: Wire, query: str) -> FirstHit:
    wire.forget()
    with browser.new_page(bypass_csp=True) as page:
        page.goto(wire.address)
        engine.ask_first(page, query)
        first = page.wait_for_function("window.first", timeout=_MILLISECONDS_AT_MOST)
        return FirstHit(wire.count(engine.requests) / _BYTES_PER_KB, first.json_value())
