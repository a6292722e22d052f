"""Links that name pages hold where no server knows the page of a folder: in a CMS, from a disk."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from generator.publishing.named_pages import naming_pages
from tests.built import Built
from tests.conftest import Serve, build, disclosure

MOVED = "        tasks:\n          - id: 1-1-1\n"
MOUNTED_AT = "https://www.xugou.example/zfxxgk/zwgk/"
FILES = {"index.html", "tasks/index.html", "search/index.html"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="tasks/">', '<a href="tasks/index.html">'),
        (
            '<a class="x" href="../../tasks/1/#a">',
            '<a class="x" href="../../tasks/1/index.html#a">',
        ),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a href="../..">', '<a href="../../index.html">'),
        ('<form action="./">', '<form action="./index.html">'),
        ('<a href="../search/?q=a/">', '<a href="../search/index.html?q=a/">'),
        (
            '<meta http-equiv="refresh" content="0; url=../tasks/2/">',
            '<meta http-equiv="refresh" content="0; url=../tasks/2/index.html">',
        ),
        ('<meta content="写作 0; url=tasks/">', '<meta content="写作 0; url=tasks/">'),
        ('<a href="#main">', '<a href="#main">'),
        ('<a href="data/2024/tasks.csv">', '<a href="data/2024/tasks.csv">'),
        ('<a href="https://www.xugou.example/">', '<a href="https://www.xugou.example/">'),
        ('<a href="/zwgk/">', '<a href="/zwgk/">'),
        ('<p>写作 href="tasks/"，</p>', '<p>写作 href="tasks/"，</p>'),
    ],
)
def test_links_name_pages(written: str, expected: str) -> None:
    """Folders are named by their pages; everything else stays to the letter."""
    assert expected == naming_pages("plan/index.html", written.encode(), FILES, "/").decode()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="/a/tasks/">', '<a href="/a/tasks/index.html">'),
        ('<a href="/a/.">', '<a href="/a/index.html">'),
        ('<div data-page="/a/search/">', '<div data-page="/a/search/index.html">'),
        ('<a href="/a/news/">', '<a href="/a/news/">'),
        ('<a href="/guide/">', '<a href="/guide/">'),
        ('<link href="/a/assets/column.css">', '<link href="/a/assets/column.css">'),
    ],
)
def test_page_that_is_shown_at_any_depth(written: str, expected: str) -> None:
    """404.html names the path of the site; what the host has beside it stays."""
    assert expected == naming_pages("404.html", written.encode(), FILES, "/a/").decode()


@pytest.fixture(scope="module")
def named_site(demo_column: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the fictional agency, built with ``use_directory_urls: false``."""
    settings = demo_column / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert "use_directory_urls: true" in text
    settings.write_text(text.replace("use_directory_urls: true", "use_directory_urls: false"))
    try:
        return build(demo_column, tmp_path_factory.mktemp("named") / "site", today="2025-12-31")
    finally:
        settings.write_text(text, "utf-8")


def addresses(site: Path) -> Iterator[tuple[str, str]]:
    """Yield every address that a file of a site names, and that file; data count from the root."""
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".html":
            attributes = [dict(element.attrib) for element in Built(path).all("//*[@*]")]
            for named in ("href", "action", "data-page", "src"):
                yield from ((name, str(each[named])) for each in attributes if named in each)
            found = re.findall('; url=([^"]+)', path.read_text("utf-8"))
            yield from ((name, address) for address in found)
        elif path.suffix == ".xml":
            found = re.findall('(?:href="|<loc>)([^"<]+)', path.read_text("utf-8"))
            yield from ((name, address) for address in found)
        elif path.name == "plan.json":
            found = re.findall(r'"address": "([^"]+)"', path.read_text("utf-8"))
            yield from (("data", address) for address in found)
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                yield from (("table", row["网址"]) for row in csv.DictReader(file))


def test_every_address_is_that_of_a_file(named_site: Path) -> None:
    """Pages, the page for what is missing, redirects, feed, map and data: none names a folder."""
    seen = set()
    for name, address in addresses(named_site):
        target = urlsplit(urljoin(f"{MOUNTED_AT}{name}", address))
        seen.add(Path(name).suffix or name)
        if f"{target.scheme}://{target.netloc}{target.path}".startswith(MOUNTED_AT):
            path = unquote(target.path).removeprefix(urlsplit(MOUNTED_AT).path)
            assert (named_site / path).is_file(), (name, address)
    assert {".html", ".xml", "data", "table"} == seen


def test_every_page_stays_where_it_is(named_site: Path, demo_site: Path) -> None:
    """A column that changes the form of its links keeps the address of every page."""

    def pages(site: Path) -> set[str]:
        return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}

    assert pages(demo_site) == pages(named_site)
    assert (demo_site / "feeds" / "changes.xml").is_file()


def test_search_names_pages(named_site: Path, browser: Browser, serve: Serve) -> None:
    """Hits in the box and on the page of hits, and the ways there, name pages as links do."""
    address = serve(named_site, "/zfxxgk/zwgk/")
    page = browser.new_page()
    page.goto(f"{address}tasks/index.html")
    page.get_by_role("combobox").focus()
    page.keyboard.insert_text("公开")
    hits = page.locator(".md-search-result__list > li a")
    hits.last.filter(has_text="检索页").wait_for()
    assert all("index.html" in str(hit.get_attribute("href")) for hit in hits.all())

    found = hits.first.evaluate("hit => hit.href")
    hits.first.click()
    page.wait_for_url(f"{found}**")
    page.get_by_role("combobox").focus()
    page.keyboard.insert_text("公开")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    found = page.locator(".hit a").first.evaluate("hit => hit.href")
    page.locator(".hit a").first.click()
    page.wait_for_url(found)
    assert found.endswith("/index.html")

    page.goto(f"{address}index.html")
    page.locator("article form.search input").fill("公开")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    page.locator(".hit a").first.wait_for()
    page.close()


@pytest.fixture
def disk(browser: Browser) -> Iterator[Page]:
    """Return a page that nothing may fail on."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert [] == complaints


def test_preview_from_a_disk(
    column_folder: Callable[..., Path], small_text: str, disk: Page
) -> None:
    """From the home page a reviewer clicks on to a task, to its department and back home."""
    root = column_folder(small_text.replace(MOVED, f"{MOVED}            moved_from: [1-1-9]\n"))
    assert 0 == disclosure("--root", root, "--today", "2024-06-01", "build", "--preview")

    disk.goto((root / "site" / "index.html").as_uri())
    for name in ("任务", "公开规划。", "规划与政策处", "示例局政务公开工作任务（示例）"):
        disk.get_by_role("link", name=name, exact=True).first.click()
        assert "预览，供审核用，尚未公布，请勿转发。" == disk.inner_text(".preview-notice")
    assert disk.url.endswith("/site/index.html")
    disk.goto((root / "site" / "plan" / "2024" / "tasks" / "1-1-9" / "index.html").as_uri())
    disk.wait_for_url("**/tasks/1-1-1/index.html")


@pytest.mark.parametrize("name", ["index.html", "tasks/index.html", "search/index.html"])
def test_site_from_a_disk(name: str, named_site: Path, disk: Page) -> None:
    """Styles and switches work; where the box would be it is said why none is there."""
    disk.goto((named_site / name).as_uri())

    assert "rgb(11, 74, 143)" == disk.locator(".band").evaluate(
        "band => getComputedStyle(band).backgroundColor"
    )
    assert disk.get_by_text("网页是从磁盘打开的，不能检索").is_visible()
    assert 0 == disk.locator("input:visible").count()
    disk.get_by_role("button", name="大字版").click()
    disk.get_by_role("link", name="责任部门", exact=True).first.click()
    assert "true" == disk.get_by_role("button", name="大字版").get_attribute("aria-pressed")
