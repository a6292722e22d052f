"""How long it takes to make the index of each search engine, the pages themselves not counted."""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.measuring import Command, TooLongError, run
from benchmarks.sites import TODAY
from generator.edition import prepare_edition
from generator.pages import routes
from generator.search.index import build_search
from generator.search.passages import read_main_text
from generator.today import find_today

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.sites import Comparison

_NOT_TEXT = ("nav", "form")


def build_ours(of: Comparison, at_most: float) -> float:
    """Build our site; return the seconds that reading its pages and making the index take."""
    run(of.ours, at_most)
    edition = prepare_edition(of.ours.folder, find_today(TODAY, {}, of.ours.folder, ())).edition
    if edition is None:
        message = "a column that was built has errors"
        raise ValueError(message)
    articles = {page.path: _article(of.site / routes.address(page.path)) for page in edition.pages}
    started = time.perf_counter()
    texts = {path: read_main_text(article) for path, article in articles.items()}
    list(build_search(edition.pages, texts, edition.synonyms))
    return time.perf_counter() - started


def build_stock(of: Comparison, at_most: float, rounds: int) -> float:
    """Build the stock site; return how much less its build takes without its search.

    In seconds of the processor: the disk has more to say on time than the search has.
    """
    return statistics.median(
        run(of.stock, at_most).cpu - run(of.unsearched, at_most).cpu for _ in range(rounds)
    )


def build_pagefind(of: Comparison, at_most: float) -> float:
    """Let Pagefind index the articles of our site; return how long it takes.

    Raises TooLongError if that site took too long to be built.
    """
    if not of.site.is_dir():
        raise TooLongError
    excluded = (word for tag in _NOT_TEXT for word in ("--exclude-selectors", tag))
    site = ("--site", str(of.site), "--root-selector", "article", *excluded)
    command = (sys.executable, "-m", "pagefind", *site)
    return run(Command(command, of.ours.folder, of.ours.environment), at_most).wall


def _article(folder: Path) -> str:
    """Return the main part of the page that is built into `folder`, as HTML."""
    _, start, rest = (folder / "index.html").read_text("utf-8").partition("<article")
    article, end, _ = rest.partition("</article>")
    return start + article + end
