"""What a reader sees and does while a part of the index is still on its way."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import Serve

QUERY = "企事业单位"
FOUND = "找到 19 个页面。"
FIRST = 6
# The files that are read for a query after its first hits are known.
LATE = """async query => {
  const column = new disclosureSearch.Column(new URL("../", location));
  return column.search(async search => {
    const read = () => [...search.index.files.keys()];
    let early;
    await search.find(query, () => { early ??= read(); });
    return read().filter(name => !early.includes(name)).map(name => `/${name}.json`);
  });
}"""


@pytest.fixture(scope="module")
def address(real_site: Path, serve: Serve) -> str:
    """Return the address of the built column."""
    return serve(real_site)


@pytest.fixture(scope="module")
def late(browser: Browser, address: str) -> tuple[str, ...]:
    """Return how the addresses of the late files end."""
    page = browser.new_page()
    page.goto(f"{address}search/")
    found: list[str] = page.evaluate(LATE, QUERY)
    page.close()
    return tuple(found)


class Held:
    """Files that a page gets only when they are let go: of some endings, at most so many."""

    def __init__(self, page: Page, endings: tuple[str, ...], at_most: int = 100) -> None:
        self._endings = endings
        self._at_most = at_most
        self._routes: list[Route] = []
        page.context.route("**/search/*/*.json", self._meet)

    def _meet(self, route: Route) -> None:
        if route.request.url.endswith(self._endings) and len(self._routes) < self._at_most:
            self._routes.append(route)
        else:
            route.continue_()

    def let_go(self) -> None:
        """Send what is held and whatever is asked for from now on."""
        held, self._routes, self._endings = self._routes, [], ()
        assert held
        for route in held:
            route.continue_()


def first_grams_of(page: Page) -> Held:
    """Hold the part of the tree that is asked for first, that of the first query."""
    return Held(page, tuple(f"/grams-{number}.json" for number in range(100)), at_most=1)


def asking_for_grams(page: Page) -> AbstractContextManager[object]:
    """Wait at the end until a part of the tree has been asked for."""
    return page.context.expect_event("request", lambda request: "/grams-" in request.url)


def write(page: Page, text: str) -> None:
    """Put text into the box."""
    page.get_by_role("combobox").fill(text)


def said(page: Page) -> str:
    """Return what the box says."""
    return page.locator(".md-search").get_by_role("status").inner_text()


def test_first_hits_on_the_page(page: Page, address: str, late: tuple[str, ...]) -> None:
    """The first hits are there while the others are read."""
    held = Held(page, late)
    page.goto(f"{address}search/?q={QUERY}")
    expect(page.locator(".hit")).to_have_count(FIRST)
    expect(page.get_by_role("status").first).to_have_text("正在检索……")
    before = page.locator(".hit h2").all_inner_texts()

    held.let_go()

    expect(page.get_by_role("status").first).to_have_text(FOUND)
    assert before == page.locator(".hit h2").all_inner_texts()[:FIRST]


def test_first_hits_in_the_box(page: Page, address: str, late: tuple[str, ...]) -> None:
    """The first hits can be chosen while the others are read, and the choice stays."""
    held = Held(page, late)
    page.goto(address)
    write(page, QUERY)
    expect(page.get_by_role("option")).to_have_count(FIRST + 1)
    assert "正在核对其余结果……" == said(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    before = chosen.get_attribute("href")

    held.let_go()

    expect(page.locator(".md-search").get_by_role("status")).to_have_text(FOUND)
    expect(chosen).to_have_count(1)
    assert before == chosen.get_attribute("href")


def test_page_keeps_the_latest_answer(page: Page, address: str) -> None:
    """An earlier question that takes longer does not replace the hits of a later one."""
    held = first_grams_of(page)
    with asking_for_grams(page):
        page.goto(f"{address}search/?q={QUERY}")
    page.get_by_role("searchbox").fill("12345")
    page.keyboard.press("Enter")
    expect(page.locator(".hit mark").first).to_have_text("12345")
    answered = page.get_by_role("status").first.inner_text()

    held.let_go()
    # Half a second without a request.
    page.wait_for_load_state("networkidle")

    assert answered == page.get_by_role("status").first.inner_text()
    expect(page.locator(".hit mark").first).to_have_text("12345")


ANSWERS = """
window.answers = [];
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      if (data.type === 3) window.answers.push(JSON.stringify(data));
    });
  }
};"""


def test_box_keeps_the_latest_answer(page: Page, address: str) -> None:
    """An answer to what has been typed over since is not even given."""
    page.add_init_script(ANSWERS)
    held = first_grams_of(page)
    page.goto(address)
    status = page.locator(".md-search").get_by_role("status")
    with asking_for_grams(page):
        write(page, QUERY)
    write(page, "12345")
    expect(page.get_by_role("option").first).to_contain_text("12345")

    held.let_go()
    # Nearly the same reads the same files: when it is answered, so is the first.
    write(page, QUERY[:-1])
    expect(status).to_have_text(re.compile("^找到"))

    answers = page.evaluate("window.answers")
    assert not [answer for answer in answers if f'?q={quote(QUERY)}"' in answer]
    assert [answer for answer in answers if f'?q={quote(QUERY[:-1])}"' in answer]
