"""The box on every page: a combobox that works however text comes into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Serve


@pytest.fixture(scope="module")
def address(real_site: Path, serve: Serve) -> str:
    """Return the address of the built column."""
    return serve(real_site)


@pytest.fixture
def page(page: Page, address: str) -> Page:
    """Return the home page."""
    page.goto(address)
    return page


def write(page: Page, text: str) -> None:
    """Put text into the box without a key, as pasting and dictation do."""
    page.get_by_role("combobox").focus()
    page.keyboard.insert_text(text)


def first_hit(page: Page) -> str:
    """Return the first hit of the box, once there is one."""
    return page.get_by_role("option").first.inner_text()


def plain(path: str) -> str:
    """Return a path without the checksum in it."""
    return re.sub(r"\.[0-9a-f]{12}(?=[./])", "", path)


def test_nothing_is_loaded_before_the_first_query(browser: Browser, address: str) -> None:
    """Who does not search loads a small script and an empty index, not the search."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address, wait_until="networkidle")
    page.get_by_role("combobox").focus()
    before = {plain(path) for path in asked if "search" in path}
    page.keyboard.insert_text("复议")
    first_hit(page)
    page.close()

    assert {"assets/search/box.js", "assets/search/worker.js", "search/search_index.json"} == before
    assert {"assets/search/search.js", "search/meta.json"} <= {*map(plain, asked)}


def test_pasted_text(page: Page) -> None:
    """Text that came without a key is searched for, and found inside a longer word."""
    write(page, "复议")

    assert "行政复议案件审理标准" in first_hit(page)
    assert "复议" == page.locator("mark").first.inner_text()


ASKED = """
window.asked = [];
window.Worker = class extends Worker {
  postMessage(message, ...more) {
    if (message.type === 2 && message.data) window.asked.push(message.data);
    super.postMessage(message, ...more);
  }
};"""


def test_composed_text(page: Page) -> None:
    """While an input method composes nothing is looked for; when it is done, the words are."""
    page.add_init_script(ASKED)
    page.reload()
    write(page, "12345")
    expect(page.get_by_role("option").first).to_contain_text("12345")
    field = page.get_by_role("combobox")
    said = page.locator(".md-search").get_by_role("status")
    field.fill("")

    keyboard = page.context.new_cdp_session(page)
    typed = {"text": "H5", "selectionStart": 2, "selectionEnd": 2}
    keyboard.send("Input.imeSetComposition", typed)
    field.dispatch_event("keyup", {"key": "5"})
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(field).to_have_value("H5")
    assert "正在检索……" != said.inner_text()
    page.keyboard.insert_text("复议")

    expect(page.get_by_role("option").first).to_contain_text("行政复议案件审理标准")
    assert ["12345", "复议"] == page.evaluate("window.asked")


def test_the_same_text_again(page: Page) -> None:
    """What is known of a text stays when the same is pasted over it."""
    said = page.locator(".md-search").get_by_role("status")
    write(page, "复议")
    expect(said).to_have_text("找到 23 个页面。")

    page.keyboard.press("Control+A")
    page.keyboard.insert_text("复议")
    page.keyboard.press("ArrowDown")

    expect(said).to_have_text("找到 23 个页面。")
    assert "行政复议案件审理标准" in first_hit(page)


def test_keys(page: Page) -> None:
    """The arrow keys choose a hit while the focus stays in the field; Enter opens it."""
    write(page, "行政复议")
    first_hit(page)
    field = page.get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")

    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    assert page.evaluate("document.activeElement.matches('[role=combobox]')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/2021/tasks/4-2-1/")


def test_last_choice_leads_to_all_hits(page: Page) -> None:
    """Up from the field is the last entry: all hits, counted, on their own page."""
    write(page, "处理费")
    first_hit(page)

    page.keyboard.press("ArrowUp")

    expect(page.locator("[aria-selected=true]")).to_have_text("在检索页查看全部结果")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.get_by_role("searchbox")).to_have_value("处理费")


def test_enter_without_a_choice(page: Page) -> None:
    """Enter in the field leads to the page of all hits."""
    write(page, "预算")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=%E9%A2%84%E7%AE%97")


def test_outcome_is_announced(page: Page) -> None:
    """A screen reader hears how many there are, or that there is nothing."""
    said = page.locator(".md-search").get_by_role("status")
    write(page, "复议")
    expect(said).to_have_text("找到 23 个页面。")
    page.get_by_role("combobox").fill("火星移民")
    expect(said).to_have_text("没有找到“火星移民”。")


def test_related_hits_are_called_so(page: Page) -> None:
    """What stands on top says that no page holds the word, and by which others it was found."""
    write(page, "年报")

    expect(page.locator(".md-search").get_by_role("status")).to_have_text(
        "没有完全匹配“年报”，以下按近义词“年度报告”查找，共 21 个页面。"
    )


def test_options_have_names(page: Page) -> None:
    """A screen reader says what an option leads to."""
    write(page, "复议")
    first_hit(page)

    expect(page.get_by_role("option", name="行政复议案件审理标准").first).to_be_visible()


def test_click_opens_the_list_again(page: Page) -> None:
    """Whoever has no arrow keys gets the list back by touching the field."""
    write(page, "复议")
    first_hit(page)
    page.get_by_role("heading", name="按方案目录查看").click()
    expect(page.locator(".md-search__output")).to_be_hidden()

    page.get_by_role("combobox").click()

    assert "行政复议案件审理标准" in first_hit(page)


def test_escape(page: Page) -> None:
    """Esc closes the list and stays in the field; once more, it empties it."""
    write(page, "复议")
    first_hit(page)
    field = page.get_by_role("combobox")

    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


def test_closed_list_keeps_no_choice(page: Page) -> None:
    """A hit that was chosen is not opened when the list is closed; Enter leads to all hits."""
    write(page, "复议")
    first_hit(page)
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(1)

    page.keyboard.press("Escape")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=*")


def test_way_on_for_a_long_text(page: Page) -> None:
    """What is too long for a search is cut, never through a character, and that is said."""
    page.route("**/search.js", lambda route: route.fulfill(body="<html>", status=200))
    write(page, "公" * 99 + "😀" * 9)
    expect(page.locator(".md-search").get_by_role("status")).to_contain_text("检索暂时用不了")
    page.unroute("**/search.js")

    page.get_by_role("option").click()

    expect(page.get_by_role("searchbox")).to_have_value("公" * 99 + "😀" * 2)
    expect(page.get_by_role("status").first).to_contain_text("只用了前 100 个字")


@pytest.mark.parametrize("path", ["**/search/meta.json", "**/grams-*.json", "**/search.js"])
def test_broken_index(path: str, page: Page) -> None:
    """A missing or broken file is said in a sentence, with a way on."""
    page.context.route(path, lambda route: route.fulfill(body="<html>", status=200))
    write(page, "复议")

    first_hit(page)
    expect(page.locator(".md-search").get_by_role("status")).to_contain_text("检索暂时用不了")
