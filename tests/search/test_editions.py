"""A page that stays open while the column is published anew answers from one edition at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import Serve, build, copy_real

FIRST_TASK = "          - id: 1-1-1\n"
ONE_MORE = """\
          - id: 1-1-9
            number: 1.
            title: 公开复议结果。
            requirement: 向社会公开行政复议结果。
            responsibility: 办公室牵头
            lead: [办公室]
"""


@pytest.fixture(scope="module")
def next_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built column with one more task, so that every page has another number."""
    root = copy_real(tmp_path_factory.mktemp("next") / "column")
    text = (root / "plan.yaml").read_text("utf-8")
    assert 1 == text.count(FIRST_TASK)
    (root / "plan.yaml").write_text(text.replace(FIRST_TASK, ONE_MORE + FIRST_TASK), "utf-8")
    return build(root, root / "site")


class Published:
    """A served folder whose content can be replaced."""

    def __init__(self, folder: Path, site: Path, serve: Serve) -> None:
        self._folder = folder
        shutil.copytree(site, folder)
        self.address = serve(folder)

    def publish(self, site: Path) -> None:
        """Replace the site, as a build does: whole."""
        shutil.rmtree(self._folder)
        shutil.copytree(site, self._folder)


@pytest.fixture
def published(real_site: Path, tmp_path: Path, serve: Serve) -> Published:
    """Return the column of a real plan as it is published."""
    return Published(tmp_path / "published", real_site, serve)


def titles(page: Page) -> list[str]:
    """Return the titles of the hits."""
    return page.locator(".hit h2").all_inner_texts()


def said(page: Page) -> str:
    """Return what is said of the hits, once they are known."""
    status = page.get_by_role("status").first
    expect(status).to_contain_text("个页面")
    return status.inner_text()


def listed_afresh(page: Page, address: str, count: int) -> list[str]:
    """Return the titles of so many hits on a page that is opened just now."""
    page.goto(address)
    said(page)
    while len(titles(page)) < count:
        before = len(titles(page))
        page.locator(".hits__more").click()
        page.wait_for_function(f"document.querySelectorAll('.hit').length > {before}")
    return titles(page)


def test_question_after_a_publication(page: Page, published: Published, next_site: Path) -> None:
    """Conditions and words are answered from the same edition: the one that is there now."""
    narrowed = "department=office&role=lead"
    page.goto(f"{published.address}search/?q=公开&{narrowed}")
    assert "找到 62 个页面。其中符合所选条件的 15 个。" == said(page)
    published.publish(next_site)

    page.get_by_role("searchbox").fill("复议")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("找到 25 个页面")
    outcome, found = said(page), titles(page)

    assert "公开复议结果。" in found
    assert found == listed_afresh(page, f"{published.address}search/?q=复议&{narrowed}", 0)
    assert outcome == said(page)


def test_more_after_a_publication(page: Page, published: Published, next_site: Path) -> None:
    """More hits are those of the new edition, the first ones too; the focus goes on."""
    page.goto(f"{published.address}search/?q=公开&sort=place")
    said(page)
    published.publish(next_site)
    page.get_by_role("searchbox").fill("还没有发出的词")

    page.get_by_role("button", name="再显示一些").click()
    expect(page.locator(".hit")).to_have_count(40)
    found = titles(page)

    assert page.evaluate(
        "[...document.querySelectorAll('.hit a')].indexOf(document.activeElement) === 20"
    )
    assert "公开复议结果。" in found
    assert found == listed_afresh(page, f"{published.address}search/?q=公开&sort=place", 40)


def test_more_while_nothing_can_be_had(page: Page, published: Published) -> None:
    """The hits that are there stay, and what failed is said; later it works."""
    page.goto(f"{published.address}search/?q=公开")
    said(page)
    before = titles(page)
    page.route("**/search/**/*.json", lambda route: route.abort())

    page.get_by_role("button", name="再显示一些").click()
    expect(page.get_by_role("status").first).to_contain_text("检索暂时用不了，请刷新页面再试")
    assert before == titles(page)
    page.unroute("**/search/**/*.json")
    page.get_by_role("button", name="再显示一些").click()

    expect(page.locator(".hit")).to_have_count(40)


def test_box_after_a_publication(page: Page, published: Published, next_site: Path) -> None:
    """The box, too, finds what has been published since."""
    page.goto(published.address)
    field = page.get_by_role("combobox")
    field.focus()
    page.keyboard.insert_text("公开")
    status = page.locator(".md-search").get_by_role("status")
    expect(status).to_have_text("找到 62 个页面。")
    published.publish(next_site)

    field.fill("复议结果")

    expect(status).to_have_text("找到 5 个页面。")
    expect(page.get_by_role("option").first).to_contain_text("公开复议结果。")


def test_another_format(page: Page, published: Published) -> None:
    """A script that cannot read a later index says so, instead of reading it wrongly."""

    def later(route: Route) -> None:
        meta = route.fetch().json()
        route.fulfill(json={**meta, "format": meta["format"] + 1})

    page.route("**/search/meta.json", later)
    page.goto(f"{published.address}search/?q=公开")

    expect(page.get_by_role("status").first).to_contain_text("请刷新页面再试")
