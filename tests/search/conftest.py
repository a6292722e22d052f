"""A browser with the search of a built site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

Ask = Callable[[str, list[str]], list[dict[str, Any]]]
"""Asks the search of the site at an address; returns for each query what it found."""

ASK = """async queries => {
  const column = new disclosureSearch.Column(new URL("../", location));
  const search = await column.search(search => search);
  const answers = [];
  for (const query of queries) {
    const found = await search.find(query);
    const shown = await Promise.all(found.pages.map(page => search.index.entry(page)));
    answers.push({ addresses: shown.map(entry => entry.address), isRelated: found.isRelated });
  }
  return answers;
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page on which no script may fail."""
    page = browser.new_page(locale="zh-CN")
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    page.close()
    assert [] == failures


@pytest.fixture
def ask(browser: Browser) -> Ask:
    """Return a function that asks the search of a site."""

    def answers(address: str, queries: list[str]) -> list[dict[str, Any]]:
        page = browser.new_page()
        page.goto(f"{address}search/")
        found: list[dict[str, Any]] = page.evaluate(ASK, queries)
        page.close()
        return found

    return answers
