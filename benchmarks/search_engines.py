"""The search engines that are compared, as a browser meets them."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_ANSWERS_MILLISECONDS = 300_000


@dataclass(frozen=True, slots=True)
class Engine:
    """A search engine on a built site."""

    name: str
    requests: re.Pattern[str]
    """Which paths are requested only for the sake of the search."""
    asked_on: str
    """The address of the page on which `ask` is run, from the root."""
    prepare: str
    """JavaScript to run before that page's own."""
    ask: str
    """JavaScript: a function of some queries, which returns for each the pages that were found
    and how many milliseconds it took until they and the words of the first were known."""
    ask_first: Callable[[Page, str], None]
    """Asks a query on the home page; `window.first` becomes how long the first hit took."""
    addresses: Callable[[Path], Mapping[str, str]]
    """Returns for a site the address of each page that `ask` calls by another name."""


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start the Chromium that is there; no host but this machine can be reached from it."""
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


def answers(
    browser: Browser, engine: Engine, root: str, queries: Sequence[str]
) -> list[tuple[list[str], float]]:
    """Ask `queries` of the engine of the site at `root`, one after the other on one page.

    Returns for each the pages that were found, and the milliseconds that it took.
    Raises the browser's TimeoutError if that takes too long.
    """
    with browser.new_page(bypass_csp=True) as page:
        page.add_init_script(engine.prepare)
        page.goto(f"{root}{engine.asked_on}")
        # The first question wakes the engine, and is not among the answers.
        page.evaluate(_ASK.format(engine.ask), [queries[-1], *queries])
        page.wait_for_function("window.found", timeout=_ANSWERS_MILLISECONDS)
        found = page.evaluate("window.found")
    return [(answer["pages"], answer["milliseconds"]) for answer in found[1:]]


_ASK = "queries => {{ ({})(queries).then(found => window.found = found); }}"

_WATCH = """() => {
  const field = document.querySelector(".md-search__input");
  field.addEventListener("input", () => {
    const started = performance.now();
    const look = () => {
      if (document.querySelector(".md-search-result__item a")) {
        window.first = performance.now() - started;
      } else requestAnimationFrame(look);
    };
    look();
  }, { once: true, capture: true });
  field.focus();
}"""


def _ask_the_box(page: Page, query: str) -> None:
    """Enter a query as an input method does; Material looks when a key goes up."""
    page.evaluate(_WATCH)
    page.keyboard.insert_text(query)
    page.keyboard.press("Shift")


def _none(_: Path) -> Mapping[str, str]:
    return {}


def _addresses_by_number(site: Path) -> Mapping[str, str]:
    """Read the addresses from the index, where the number of a page is its place."""
    folder = site / "search"
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    pieces = (folder / meta["folder"] / f"texts-{n}.json" for n in range(len(meta["firstPages"])))
    entries = (entry for piece in pieces for entry in json.loads(piece.read_text("utf-8")))
    return {str(number): entry[0] for number, entry in enumerate(entries)}


OURS = Engine(
    name="disclosure",
    requests=re.compile(r"^/(assets/search\.[0-9a-f]+|search)/."),
    asked_on="search/",
    prepare="",
    ask="""async queries => {
  const column = new disclosureSearch.Column(new URL("../", location));
  const asked = [];
  for (const query of queries) {
    const started = performance.now();
    const { pages, isRelated } = await column.search(async search => {
      const found = await search.find(query);
      if (found.pages.length) await search.show(found.pages[0], found.terms);
      return found;
    });
    const milliseconds = performance.now() - started;
    asked.push({ pages: isRelated ? [] : pages.map(String), milliseconds });
  }
  return asked;
}""",
    ask_first=_ask_the_box,
    addresses=_addresses_by_number,
)

MATERIAL = Engine(
    name="Material + jieba",
    requests=re.compile(r"^/search/|^/assets/javascripts/(workers/search|lunr/)"),
    asked_on="",
    # The list in the box is drawn as one scrolls; all hits are in what the worker says.
    prepare="""
window.asked = [];
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      if (data.type === 3) window.answered?.(window.asked.shift(), data.data.items);
    });
  }
  postMessage(message, ...more) {
    if (message.type === 2) window.asked.push(message.data);
    super.postMessage(message, ...more);
  }
};""",
    ask="""async queries => {
  const field = document.querySelector(".md-search__input");
  const ask = query => new Promise(resolve => {
    window.answered = (answered, items) => answered === query && resolve(items);
    field.value = query;
    field.dispatchEvent(new KeyboardEvent("keyup"));
  });
  const asked = [];
  field.focus();
  for (const query of queries) {
    const started = performance.now();
    const items = await ask(query);
    const milliseconds = performance.now() - started;
    const pages = items.flat().map(({ location }) => location.replace(/#.*/, ""));
    asked.push({ pages, milliseconds });
    await new Promise(requestAnimationFrame);
  }
  return asked;
}""",
    ask_first=_ask_the_box,
    addresses=_none,
)

_FIRST_OF_PAGEFIND = """query => {
  const started = performance.now();
  import(new URL("pagefind/pagefind.js", location))
    .then(pagefind => pagefind.search(query))
    .then(({ results }) => results[0].data())
    .then(() => window.first = performance.now() - started);
}"""


def _ask_pagefind(page: Page, query: str) -> None:
    page.evaluate(_FIRST_OF_PAGEFIND, query)


def _addresses_of_fragments(site: Path) -> Mapping[str, str]:
    fragments = (site / "pagefind" / "fragment").iterdir()
    return {path.stem: _address_of_fragment(path) for path in fragments}


def _address_of_fragment(path: Path) -> str:
    _, brace, rest = gzip.decompress(path.read_bytes()).decode().partition("{")
    address: str = json.loads(brace + rest)["url"]
    return address.removeprefix("/")


PAGEFIND = Engine(
    name="Pagefind extended",
    requests=re.compile(r"^/pagefind/"),
    asked_on="",
    prepare="",
    ask="""async queries => {
  const pagefind = await import(new URL("pagefind/pagefind.js", location));
  const asked = [];
  for (const query of queries) {
    const started = performance.now();
    const { results } = await pagefind.search(query);
    await results[0]?.data();
    asked.push({ pages: results.map(({ id }) => id), milliseconds: performance.now() - started });
  }
  return asked;
}""",
    ask_first=_ask_pagefind,
    addresses=_addresses_of_fragments,
)
