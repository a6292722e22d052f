"""What only a browser can show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Serve


@pytest.fixture(scope="module")
def address(real_site: Path, serve: Serve) -> str:
    """Return the address of the built column."""
    return serve(real_site)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return a page that must neither complain nor ask another host for anything."""
    page = browser.new_page(locale="zh-CN")
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((address, "data:")) else complaints.append(request.url)
        ),
    )
    yield page
    page.close()
    assert [] == complaints


def test_from_home_to_task(page: Page, address: str) -> None:
    """A citizen reaches a task by the plan's parts, by topic and by unit."""
    title = "稳步扩大预决算公开范围。"
    for way in ("（三）做好财政信息公开", "预决算与惠民资金", "资配处"):
        page.goto(address)
        page.get_by_role("article").get_by_role("link", name=way, exact=True).click()
        page.get_by_role("article").get_by_role("link", name=title).click()

        assert title == page.get_by_role("heading", level=1).inner_text()
        assert page.url.endswith("/plan/2021/tasks/1-3-1/")
        assert (
            "推进部门所属单位预算、决算及相关报表公开。" in page.get_by_role("article").inner_text()
        )


def test_group_opens_to_its_members(page: Page, address: str) -> None:
    """The collective party shows its members when it is opened."""
    page.goto(f"{address}plan/2021/tasks/1-3-1/")
    member = page.get_by_role("article").get_by_role("link", name="信息所")
    assert not member.is_visible()

    page.get_by_text("各处室（局）及直属单位（展开查看 11 个单位").click()

    assert member.is_visible()
    assert 11 == page.get_by_role("article").locator("details li").count()


def test_search_finds_a_task(page: Page, address: str) -> None:
    """A word of a task finds it."""
    page.goto(address)
    page.get_by_role("combobox").focus()
    page.keyboard.insert_text("预决算")

    results = page.locator(".md-search-result__list > li a")
    results.first.wait_for()

    assert any(
        "/plan/2021/tasks/1-3-1/" in str(link.get_attribute("href")) for link in results.all()
    )
