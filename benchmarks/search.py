"""``make bench-search``: our search beside Material's with jieba and beside Pagefind.

All answer the same queries: runs of 2 to 6 characters, letters and figures only, cut from the main
text of random task pages. The truth is found without any engine, by reading the built pages.

* recall: of the pages that hold a query those found, mean over the queries
* exact: queries for which the pages found are those that hold it, no more and no less
* on load: KB that the home page requests for the sake of its search alone, compressed
* to first: the same until the first hit of a first query is there, those on load included
* cold: milliseconds from entering a query on a page just loaded, in a fresh browser, to the first
  hit; median over queries that every engine answers
* warm p95: milliseconds from a query to all its hits, where others have been asked before
* index: seconds for making the index

A dash: the browser had no answer after minutes.

The site and the browser are on one machine: time on a network comes on top, by the KB.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from playwright.sync_api import TimeoutError as TooSlowError

from benchmarks.indexing import build_ours, build_pagefind, build_stock
from benchmarks.measuring import TooLongError
from benchmarks.search_engines import MATERIAL, OURS, PAGEFIND, browsing
from benchmarks.search_figures import first_hit, judge, queries, weigh_home
from benchmarks.sites import REPOSITORY, prepare
from benchmarks.synthetic import synthetic_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser

    from benchmarks.search_engines import Engine
    from benchmarks.search_figures import Quality
    from benchmarks.sites import Comparison

T = TypeVar("T")
_REAL_TASKS = 28
_MANY_TASKS = 10_000
_SIZES = (_REAL_TASKS, 1_000, _MANY_TASKS)
_MINUTES = 8
"""At most for one build."""
_AT_MOST = _MINUTES * 60
_NOTHING = "—"
_TOO_LONG = f"  —, over {_MINUTES} minutes"
_PACKAGES = ("mkdocs-material", "jieba", "pagefind")
_COLUMNS = (
    *("tasks", "engine", "recall", "exact", "on load KB", "to first KB", "cold ms"),
    *("warm p95 ms", "index s"),
)
_WIDTHS = (6, 18, 7, 7, 11, 12, 9, 12, 9)


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is asked."""

    queries: int
    cold_queries: int
    rounds: int
    """Builds of the stock site with and without its search: a small difference of large times."""


_QUICK = Effort(queries=12, cold_queries=2, rounds=1)
_FULL = Effort(queries=60, cold_queries=8, rounds=3)


@dataclass(frozen=True, slots=True)
class Indexed:
    """A site that an engine can search."""

    engine: Engine
    site: Path
    seconds: float
    """For making the index."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.search",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--tasks", type=int, nargs="+", default=_SIZES, help="sizes of the plan")
    parser.add_argument("--quick", action="store_true", help="fewer queries, one round of builds")
    options = parser.parse_args()
    print(f"Python {platform.python_version()},", ", ".join(map(_release, _PACKAGES)))
    _print(_COLUMNS)
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        for tasks in options.tasks:
            _compare(browser, Path(folder, str(tasks)), tasks, _QUICK if options.quick else _FULL)


def _compare(browser: Browser, folder: Path, tasks: int, effort: Effort) -> None:
    """Print what each engine does with a plan of so many tasks."""
    is_real = tasks == _REAL_TASKS
    plan = (REPOSITORY / "plan.yaml").read_text("utf-8") if is_real else synthetic_plan(tasks)
    try:
        of = prepare(folder, plan, stock_nav_is_short=True, at_most=_AT_MOST)
    except TooLongError:
        _print((f"{tasks:,}", "all", _TOO_LONG))
        return
    indexed = list(_index(of, tasks, effort))
    if not indexed:
        return
    asked = queries(indexed[0].site, effort.queries)
    judged = [
        (one, _unless_too_slow(partial(judge, browser, one.engine, one.site, asked)))
        for one in indexed
    ]
    answered = [quality.answered for _, quality in judged if quality and quality.answered]
    in_common = [query for query in asked if all(query in known for known in answered)]
    for one, quality in judged:
        figures = _figures(browser, one, quality, in_common[: effort.cold_queries])
        _print((f"{tasks:,}", one.engine.name, *figures, f"{one.seconds:.2f}"))


def _index(of: Comparison, tasks: int, effort: Effort) -> Iterator[Indexed]:
    """Yield the site of each engine as soon as it is built; say which takes too long."""
    rounds = effort.rounds if tasks < _MANY_TASKS else 1
    ways: tuple[tuple[Engine, Path, Callable[[], float]], ...] = (
        (OURS, of.site, partial(build_ours, of, _AT_MOST)),
        (MATERIAL, of.stock_site, partial(build_stock, of, _AT_MOST, rounds)),
        (PAGEFIND, of.site, partial(build_pagefind, of, _AT_MOST)),
    )
    for engine, site, index in ways:
        try:
            yield Indexed(engine, site, index())
        except TooLongError:
            _print((f"{tasks:,}", engine.name, _TOO_LONG))


def _figures(
    browser: Browser, one: Indexed, quality: Quality | None, asked: Sequence[str]
) -> Iterator[str]:
    """Yield all columns between the name of the engine and its index."""
    on_load = _unless_too_slow(partial(weigh_home, browser, one.engine, one.site))
    ask = partial(first_hit, browser, one.engine, one.site, asked)
    first = _unless_too_slow(ask) if quality and asked else None
    yield f"{quality.recall:.1%}" if quality else _NOTHING
    yield f"{quality.exactness:.1%}" if quality else _NOTHING
    yield _NOTHING if on_load is None else f"{on_load:.1f}"
    yield f"{first.kilobytes:.1f}" if first else _NOTHING
    yield f"{first.milliseconds:.0f}" if first else _NOTHING
    yield f"{quality.warm_p95:.0f}" if quality else _NOTHING


def _unless_too_slow(measure: Callable[[], T]) -> T | None:
    try:
        return measure()
    except TooSlowError:
        return None


def _release(package: str) -> str:
    return f"{package} {metadata.version(package)}"


def _print(cells: Sequence[str]) -> None:
    print(
        "".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=False)), flush=True
    )


if __name__ == "__main__":
    main()
