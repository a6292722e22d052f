"""Everybody can use the column: with a screen reader, a keyboard, large type, a small screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, Serve

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = "wcag2a wcag2aa wcag21a wcag21aa best-practice".split()  # noqa: SIM905 - reads best so
PAGES = {
    "home": "",
    "plan": "plan/2021/",
    "full": "plan/2021/full/",
    "section": "plan/2021/sections/2/",
    "task": "plan/2021/tasks/1-3-1/",
    "department": "departments/office/",
    "departments": "departments/",
    "topic": "topics/funds/",
    "topics": "topics/",
    "tasks": "tasks/",
    "data": "data/",
    "hits": "search/?q=公开",
    "no_hits": "search/?q=火星移民&department=office",
    "handwritten": "about/",
    "missing": "no/such/page/",
}
MODES = ("light", "dark", "contrast", "large")
WIDTHS = (1280, 320)
COLOURS = ["color-contrast", "link-in-text-block"]
"""Rules that a mode can break that changes nothing but colours."""
SOON = {("light", 1280), ("large", 320)}
MATRIX = [
    pytest.param(mode, width, marks=() if (mode, width) in SOON else pytest.mark.slow)
    for mode in MODES
    for width in WIDTHS
]


@pytest.fixture(scope="module")
def address(real_site: Path, serve: Serve) -> str:
    """Return the address of the built column."""
    return serve(real_site)


def opened(browser: Browser, mode: str = "light", width: int = 1280) -> Page:
    """Return a new page in a mode and of a width."""
    scheme: Any = "dark" if mode == "dark" else "light"
    viewport: Any = {"width": width, "height": 800}
    page = browser.new_page(viewport=viewport, color_scheme=scheme, locale="zh-CN")
    if mode in ("contrast", "large"):
        page.add_init_script(f"localStorage.setItem('disclosure.{mode}', 'on')")
    return page


def violations(page: Page, *, colours: bool = False) -> list[str]:
    """Return what axe finds wrong with a page, and whether it must be scrolled sideways."""
    page.evaluate(AXE)
    asked = {"type": "rule", "values": COLOURS} if colours else {"type": "tag", "values": RULES}
    # Of whatever passes axe would describe each element.
    options = {"runOnly": asked, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)
    assert found["passes"]
    wrong = [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found["violations"]]
    return wrong + (["sideways scroll"] if is_cut(page) else [])


def is_cut(page: Page) -> bool:
    """Whether the page is wider than the window."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


@pytest.mark.parametrize(("mode", "width"), MATRIX)
def test_no_violations(mode: str, width: int, browser: Browser, address: str) -> None:
    """No rule of WCAG 2.1 A and AA is broken on any kind of page, nor is one cut off."""
    assert {} == violations_by_page(opened(browser, mode, width), address)


@pytest.mark.parametrize(("mode", "width"), [("dark", 1280), ("contrast", 320)])
def test_colours(mode: str, width: int, browser: Browser, address: str) -> None:
    """In other colours too everything can be read."""
    assert {} == violations_by_page(opened(browser, mode, width), address, colours=True)


def violations_by_page(page: Page, address: str, *, colours: bool = False) -> dict[str, list[str]]:
    """Return what is wrong with each kind of page, and with the search box."""
    wrong = {}
    for kind, path in PAGES.items():
        page.goto(address + path)
        if "hits" in kind:
            page.get_by_role("status").get_by_text("找到").first.wait_for()
        wrong[kind] = violations(page, colours=colours)
    search(page, address)
    wrong["search"] = violations(page, colours=colours)
    page.close()
    return {kind: found for kind, found in wrong.items() if found}


def search(page: Page, address: str) -> None:
    """Open the search box with results."""
    page.goto(address)
    page.get_by_role("combobox").focus()
    page.keyboard.insert_text("公开")
    page.get_by_role("option").first.wait_for()


@pytest.mark.parametrize("kind", ["full", "task"])
def test_print(kind: str, browser: Browser, address: str) -> None:
    """On paper too nothing is broken, and the example says that it is one."""
    page = opened(browser)
    page.goto(address + PAGES[kind])
    page.emulate_media(media="print")

    assert [] == violations(page)
    assert page.get_by_text("示例，不是福建省科学技术厅的网站").is_visible()
    assert not page.get_by_role("combobox").is_visible()
    page.close()


@pytest.mark.parametrize("kind", PAGES)
def test_text_zoom(kind: str, browser: Browser, address: str) -> None:
    """Text of 160 % on a narrow phone cuts nothing off."""
    page = opened(browser, width=360)
    page.goto(address + PAGES[kind])
    page.evaluate("document.documentElement.style.fontSize = '180%'")

    assert not is_cut(page)
    page.close()


STOP = """() => {
  const stop = document.activeElement, box = stop.getBoundingClientRect();
  return {
    name: (stop.getAttribute("aria-label") || stop.innerText || stop.placeholder || "").trim(),
    isInside: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    isMarked: getComputedStyle(stop).outlineStyle !== "none",
    isEnd: stop === document.body,
  };
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["home", "task", "full", "missing"])
def test_tab_walk(kind: str, width: int, browser: Browser, address: str) -> None:
    """Every stop of the Tab key is on the screen, has a name, and shows that it has the focus."""
    page = opened(browser, width=width)
    page.goto(address + PAGES[kind])
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["isEnd"]:
            break
        stops.append(stop)

    assert len(stops) > 10
    assert "跳到主要内容" == stops[0]["name"]
    assert [] == [
        stop for stop in stops if not (stop["name"] and stop["isInside"] and stop["isMarked"])
    ]
    page.close()


@pytest.mark.parametrize("kind", ["task", "department", "full"])
def test_read_aloud(
    kind: str, browser: Browser, address: str, request: pytest.FixtureRequest
) -> None:
    """What a screen reader says, in its order, is as written down in a file."""
    page = opened(browser, width=320)
    page.goto(address + PAGES[kind])
    golden = ROOT / "tests" / "frame" / "read_aloud" / f"{kind}.yaml"

    said = page.locator("body").aria_snapshot() + "\n"

    if request.config.getoption("--regen"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, "utf-8")
    assert golden.read_text("utf-8") == said
    page.close()
