"""The column within the site of a host: behind nginx, in a folder of a CMS, on a disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Serve, build, copy_demo, disclosure
from tests.mounting.serving import mounted

INCLUDES = "  column:\n    header: /include/header.html\n    footer: /include/footer.html\n"
WIDTHS = (320, 1280)


class Reader:
    """Someone who goes through the column; nothing may go wrong on the way."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        self.links: set[str] = set()
        self.asked: set[str] = set()
        self.host = "/".join(address.split("/")[:3])
        page.on("console", lambda said: self._hear(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self._hear(str(error)))
        page.on("request", lambda request: self._ask(request.url))

    def _hear(self, words: str) -> None:
        self.complaints.append(words)

    def _ask(self, url: str) -> None:
        self.asked.add(urlsplit(url).path)
        if not url.startswith((self.host, "data:")):
            self.complaints.append(url)

    def look(self) -> None:
        """Require that the page fits the screen; remember where its links lead."""
        overhang = self.page.evaluate(
            "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overhang == 0, self.page.url
        found = self.page.locator("a[href]:not([href^='#'])").evaluate_all(
            "links => links.map(link => link.href)"
        )
        self.links |= {link.split("#")[0] for link in found if link.startswith(self.host)}

    def follow(self, selector: str) -> None:
        """Follow the first such link of the article."""
        self.page.get_by_role("article").locator(selector).first.click()
        self.look()

    def choose(self, name: str) -> None:
        """Follow an entry of the column's menu."""
        menu = self.page.get_by_role("navigation", name="栏目")
        menu.get_by_role("link", name=name, exact=True).click()
        self.look()

    def go_through(self) -> None:
        """Read a task, its unit and the full plan."""
        self.look()
        self.choose("任务")
        self.follow("table.tasks a")
        assert "责任分工" in self.page.inner_text("article")
        self.follow("dl.facts a[href*=departments]")
        self.choose("首页")
        self.follow("a[href*=full]")
        assert self.page.locator("table.plan").is_visible()

    def search(self) -> None:
        """Ask the box, open a hit, ask the page of all hits, open a hit there."""
        for _ in range(2):
            self.page.get_by_role("combobox").focus()
            self.page.keyboard.insert_text("公开")
            hits = self.page.locator(".md-search-result__list > li a")
            hits.last.filter(has_text="检索页").wait_for()
            hit = hits.first.evaluate("hit => hit.href")
            self.page.goto(hit)
            self.look()
        self.page.get_by_role("combobox").focus()
        self.page.keyboard.insert_text("公开")
        self.page.keyboard.press("Enter")
        self.page.locator(".hit a").first.wait_for()
        self.look()
        self.page.locator(".hit a").first.click()
        self.page.locator("h1").first.wait_for()
        self.look()

    def miss(self) -> None:
        """Ask for a page that is not there, deep down; its links lead on."""
        said = len(self.complaints)
        self.page.goto(urljoin(self.address, "plan/0000/tasks/none/"))
        assert "没有这个页面" in self.page.inner_text("h1")
        self.look()
        # The browser itself says that the page was not found.
        assert ["404" in words for words in self.complaints[said:]] == [True]
        del self.complaints[said:]

    def try_links(self) -> None:
        """Require that every link of the host that was seen leads to something."""
        assert len(self.links) > 20
        for link in sorted(self.links):
            assert self.page.request.get(link).ok, link


@pytest.fixture(params=WIDTHS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page of a phone, and one of a desk."""
    page = browser.new_page(locale="zh-CN", viewport={"width": request.param, "height": 800})
    yield page
    page.close()


def column_at(folder: Path, mounted_at: str) -> Path:
    """Lay out the fictional agency's column for a host that puts a header and a footer in."""
    column = copy_demo(folder / "column")
    settings = column / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert "/zfxxgk/zwgk/\n" in text
    text = text.replace("xugou.example/zfxxgk/zwgk/\n", f"xugou.example{mounted_at}\n", 1)
    settings.write_text(text.replace("  column:\n", INCLUDES), "utf-8")
    (column / "overrides").joinpath("host", "header.html").unlink()
    (column / "overrides").joinpath("host", "footer.html").unlink()
    return column


@pytest.fixture(scope="module", params=["/", "/zfxxgk/", "/a/b/c/"])
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give the address of the column, published below a path of the host's site."""
    folder = tmp_path_factory.mktemp("mounted")
    site = build(column_at(folder, request.param), folder / "site", today="2025-12-31")
    assert 0 == disclosure("publish", site, "--to", folder / "root")
    with mounted(folder / "root", request.param) as address:
        yield address


def test_behind_nginx(page: Page, address: str) -> None:
    """The host's header and footer stand on every page, and all that a reader does works."""
    reader = Reader(page, address)
    page.goto(address)
    reader.go_through()
    reader.search()
    reader.miss()
    for words in ("虚构市示例局", "本页头、页脚为示例，不是政府网站"):
        assert page.get_by_text(words, exact=True).is_visible()
    reader.try_links()

    assert [] == reader.complaints


def test_scripts_of_the_host_run(browser: Browser, address: str) -> None:
    """A file of the host's own is allowed by the policy, and its menu opens on a phone."""
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(address)
    assert not page.get_by_role("link", name="政务动态").is_visible()

    page.get_by_role("button", name="网站导航").click()

    assert page.get_by_role("link", name="政务动态").is_visible()
    page.close()


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder into which a CMS has unpacked the zip of a column."""
    folder = tmp_path_factory.mktemp("kit")
    site = build(column_at(folder, "/zfxxgk/"), folder / "site", today="2025-12-31")
    assert 0 == disclosure("kit", site, "-o", folder / "column.zip")
    with zipfile.ZipFile(folder / "column.zip") as kit:
        kit.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_in_a_folder_of_a_cms(page: Page, unpacked: Path, serve: Serve) -> None:
    """The zip works below whatever path the CMS has for it; nothing there asks for a folder."""
    address = serve(unpacked, "/zt/2025/zwgk/")
    reader = Reader(page, f"{address}index.html")
    page.goto(reader.address)
    reader.go_through()
    reader.search()
    reader.try_links()

    assert [] == [path for path in reader.asked if path.endswith("/")]
    assert [] == reader.complaints


def test_from_a_disk(page: Page, unpacked: Path) -> None:
    """Whoever unpacks the zip to look into it can read all of it."""
    reader = Reader(page, (unpacked / "index.html").as_uri())
    page.goto(reader.address)
    reader.go_through()

    assert page.get_by_text("网页是从磁盘打开的，不能检索").is_visible()
    assert all(link.endswith((".html", ".json", ".csv")) for link in reader.links)
    assert [] == reader.complaints
