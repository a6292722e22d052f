"""Under the settings that publishing writes, a browser refuses nothing of the column."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from tests.conftest import disclosure
from tests.mounting.serving import mounted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request, Response

MOUNT = "/zfxxgk/zwgk/"
REPORTING = """
addEventListener("securitypolicyviolation", said =>
    console.error(`policy: ${said.violatedDirective} ${said.blockedURI}`));
"""


class Watch:
    """Writes down whatever a browser complains of, and what it asks other hosts for."""

    def __init__(self, page: Page, address: str) -> None:
        self.address = address
        self.wrong: list[str] = []
        page.add_init_script(REPORTING)
        page.on("console", lambda said: self.wrong.append(said.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", self._ask)
        page.on("response", self._hear)

    def _ask(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.wrong.append(request.url)

    def _hear(self, answer: Response) -> None:
        if answer.status >= HTTPStatus.BAD_REQUEST:
            self.wrong.append(f"{answer.status} {answer.url}")


@pytest.fixture(scope="module")
def address(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the fictional agency's column behind nginx."""
    root = tmp_path_factory.mktemp("headers") / "root"
    assert 0 == disclosure("publish", demo_site, "--to", root)
    with mounted(root, MOUNT) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of a desk."""
    page = browser.new_page(locale="zh-CN")
    yield page
    page.close()


def test_every_page(page: Page, address: str, demo_site: Path) -> None:
    """No page breaks the policy, has an error, or asks another host for anything."""
    watch = Watch(page, address)
    pages = sorted(path.relative_to(demo_site).as_posix() for path in demo_site.rglob("index.html"))
    assert len(pages) > 40

    for path in pages:
        page.goto(address + path.removesuffix("index.html"))

    assert [] == watch.wrong


def test_what_a_reader_does(page: Page, address: str) -> None:
    """Search, switches, dark colours and print need nothing that the policy forbids."""
    watch = Watch(page, address)
    page.goto(address)
    for name in ("大字版", "高对比"):
        page.get_by_role("button", name=name).click()
    page.emulate_media(color_scheme="dark")
    page.get_by_role("combobox").focus()
    page.keyboard.insert_text("公开")
    hit = page.locator(".md-search-result__list > li a").first
    hit.wait_for()
    page.keyboard.press("Enter")
    page.locator(".hit a").first.click()
    page.locator("h1").wait_for()
    page.emulate_media(media="print")
    assert page.pdf(format="A4")

    assert [] == watch.wrong


def test_what_is_not_there(page: Page, address: str) -> None:
    """The page that says so is whole, deep down as well; only its answer is a 404."""
    watch = Watch(page, address)

    page.goto(f"{address}plan/0000/tasks/none/")

    assert "没有这个页面" == page.inner_text("h1")
    assert page.locator("h1").evaluate("title => getComputedStyle(title).fontFamily") != "serif"
    # What the browser itself says of a 404, and that it is one.
    assert 2 == len(watch.wrong)
    assert all("404" in said for said in watch.wrong)


def test_headers_of_every_kind_of_file(page: Page, address: str, demo_site: Path) -> None:
    """Pages, styles, data and attachments say what they are, and nothing of the server."""
    asked = {
        "": "text/html; charset=utf-8",
        "data/2025-2/plan.json": "application/json; charset=utf-8",
        "data/2025-2/tasks.csv": "text/csv; charset=utf-8",
    }
    for style in demo_site.glob("assets/*.css"):
        asked[style.relative_to(demo_site).as_posix()] = "text/css; charset=utf-8"
    for path, kind in asked.items():
        headers = page.request.get(address + path).headers
        assert kind == headers["content-type"], path
        assert "nginx" == headers["server"], path
        assert "nosniff" == headers["x-content-type-options"], path
