"""The page of all hits: an address that can be sent on, and a sentence for every outcome."""

from __future__ import annotations

import datetime
import html
import json
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from generator.column.loader import read_column
from generator.pages.page import KINDS
from generator.search.normalise import normalise
from generator.search.page import search_page
from tests.conftest import Serve


@pytest.fixture(scope="module")
def address(real_site: Path, serve: Serve) -> str:
    """Return the address of the page."""
    return serve(real_site) + "search/"


def said(page: Page, words: str) -> None:
    """Require what is announced."""
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()


def titles(page: Page) -> list[str]:
    """Return the titles of the hits."""
    return page.locator(".hit h2").all_inner_texts()


def test_address_holds_the_query(page: Page, address: str) -> None:
    """A link with a query shows its hits at once, and nothing opens over them."""
    page.goto(f"{address}?q=复议")
    said(page, "找到 23 个页面。")

    assert "跟踪落实政府信息公开行政复议案件审理标准。" == titles(page)[0]
    assert "复议" == page.locator(".hit mark").first.inner_text()
    assert 0 == page.locator(".md-search").count()


def test_facets(page: Page, address: str) -> None:
    """Hits are narrowed by what the form offers, counted before; the address and Back follow."""
    page.goto(f"{address}?q=公开")
    said(page, "找到 62 个页面。")
    page.get_by_text("缩小范围、排序").click()
    expect(page.locator("option[value=office]")).to_have_text("办公室（28）")

    page.get_by_label("责任部门").select_option("office")
    page.get_by_label("分工").select_option("lead")
    said(page, "找到 62 个页面。其中符合所选条件的 15 个。")
    assert "department=office" in page.url
    page.get_by_label("主题").select_option("request")
    said(page, "符合所选条件的 3 个")
    expect(page.get_by_label("分工").locator("option[value=supporting]")).to_be_disabled()
    page.go_back()
    said(page, "符合所选条件的 15 个")

    expect(page.get_by_label("主题")).to_have_value("")
    assert 15 == len(titles(page))
    expect(page.get_by_text("缩小范围、排序（已选：办公室、牵头）")).to_be_visible()
    page.get_by_role("button", name="清除条件").click()
    said(page, "找到 62 个页面。")


def test_units_as_on_their_pages(page: Page, address: str) -> None:
    """A unit's tasks are those of its own page, each in its part."""
    for role, words in (("lead", "共 2 个"), ("shared", "共 25 个"), ("", "共 27 个")):
        page.goto(f"{address}?department=social-development&role={role}")
        said(page, words)


def test_link_from_elsewhere(page: Page, address: str) -> None:
    """A unit's tasks can be linked to without any words."""
    page.goto(f"{address}?department=archives&role=lead&sort=place")
    said(page, "共 3 个页面。")

    assert [
        "完善政府信息公开申请办理工作机制。",
        "提升答复文书规范化水平。",
        "依法落实信息处理费有关规定。",
    ] == titles(page)


def test_condition_that_does_not_exist(page: Page, address: str) -> None:
    """A condition that the address has and the form has not is said to be left out, once."""
    page.goto(f"{address}?q=公开&department=offce&topic=request")
    said(page, "其中符合所选条件的")
    said(page, "网址里的条件“offce”不存在，已略去。")

    page.get_by_role("button", name="检索", exact=True).click()
    expect(page.get_by_role("status").first).not_to_contain_text("已略去")
    assert "offce" not in page.url


@pytest.mark.parametrize(
    ("former", "present"), [("topic=service-items", "services"), ("section=2025-2.9", "2025-2.2")]
)
def test_former_ids(former: str, present: str, page: Page, demo_site: Path, serve: Serve) -> None:
    """An old link narrows to what it meant when it was sent."""
    page.goto(f"{serve(demo_site)}search/?{former}")
    said(page, "个页面。")

    expect(page.locator("select").filter(has=page.locator(f"[value='{present}']"))).to_have_value(
        present
    )
    expect(page.get_by_role("status").first).not_to_contain_text("已略去")


def test_former_ids_of_units_and_plans(demo_folder: Path) -> None:
    """Units and plans, too, may have been called otherwise when a link was sent."""
    plan = demo_folder / "plan.yaml"
    text = plan.read_text("utf-8").replace("{id: office,", "{id: office, moved_from: [hall, desk],")
    plan.write_text(text.replace("year: 2025", "year: 2025\nmoved_from: [2025-b]"), "utf-8")
    column = read_column(demo_folder, datetime.date(2025, 12, 31)).column

    assert column
    form = html.unescape(search_page(column).body)
    assert '<option value="office" data-former="hall desk">' in form
    assert '<option value="2025-2.2" data-former="2025-2.9 2025-b.2 2025-b.9">' in form


def test_order_of_the_plan(page: Page, address: str) -> None:
    """Hits can stand as they do in the plan."""
    page.goto(f"{address}?q=舆情&kind=task&sort=place")
    said(page, "找到")

    clauses = page.locator(".hit__place").all_inner_texts()
    assert clauses[0].endswith("一、（四）2.")
    assert clauses[-1].endswith("二、（三）3.")


def test_related(page: Page, address: str) -> None:
    """What is only related is called so."""
    page.goto(f"{address}?q=谁负责预决算公开")
    said(page, "没有完全匹配“谁负责预决算公开”，以下为相关结果")

    assert "稳步扩大预决算公开范围。" == titles(page)[0]


def test_other_words(page: Page, address: str) -> None:
    """Where words are found, other words for them are a link away."""
    page.goto(f"{address}?q=预决算")
    page.locator(".hits__also").get_by_role("link", name="预算", exact=True).click()
    expect(page.get_by_role("searchbox")).to_have_value("预算")

    page.goto(f"{address}?q=年度报告")
    said(page, "找到")
    expect(page.get_by_text("也可以检索")).to_be_hidden()


def test_nothing(page: Page, address: str) -> None:
    """Nothing found is said, with ways on."""
    page.goto(f"{address}?q=火星移民")
    said(page, "没有找到“火星移民”。")

    expect(page.get_by_text("可以换一个说法")).to_be_visible()
    expect(page.get_by_role("article").get_by_role("link", name="任务", exact=True)).to_be_visible()


def test_more(page: Page, address: str) -> None:
    """A long list comes in pieces, and the focus goes to the first new hit."""
    page.goto(f"{address}?q=公开")
    said(page, "找到 62 个页面。")
    assert 20 == len(titles(page))

    page.get_by_role("button", name="再显示一些（还有 42 个）").click()
    expect(page.locator(".hit")).to_have_count(40)

    assert page.evaluate(
        "[...document.querySelectorAll('.hit a')].indexOf(document.activeElement) === 20"
    )
    page.locator(".hit a").nth(30).click()
    page.go_back()
    expect(page.locator(".hit")).to_have_count(40)


def test_by_keyboard(page: Page, address: str) -> None:
    """Typed and sent by Enter."""
    page.goto(address)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("预算")
    page.keyboard.press("Enter")

    said(page, "找到")
    assert page.url.endswith("?q=%E9%A2%84%E7%AE%97")


ODD = {
    "emoji": ("👨\u200d👩\u200d👧", "没有找到"),
    "html": ("<img src=x onerror=alert(1)>", "没有找到“<img src=x onerror=alert(1)>”。"),
    "nul": ("\0", "没有找到"),
    "regular expression": ("(.*)+[", "没有找到"),
    "half a character": ("\ud83d", "没有找到"),
    "property of objects": ("__proto__ constructor", "没有找到"),
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_queries(kind: str, page: Page, address: str) -> None:
    """Whatever is asked, there is a sentence and no failure."""
    query, words = ODD[kind]
    page.goto(f"{address}?q={quote(query, errors='replace')}")

    said(page, words)
    assert 0 == page.locator(".hits img").count()


def test_jump_within_the_page(page: Page, address: str) -> None:
    """The skip link leaves words that are not sent yet as they are."""
    page.goto(f"{address}?q=公开")
    said(page, "找到 62 个页面。")
    page.get_by_role("searchbox").fill("预算")

    page.get_by_role("link", name="跳到主要内容").press("Enter")
    page.go_back()

    expect(page.get_by_role("searchbox")).to_have_value("预算")


def test_no_words(page: Page, address: str) -> None:
    """Sent without a word, the form asks for one."""
    page.goto(f"{address}?q=")

    said(page, "请输入检索词，或选择条件。")


def test_much_too_long(page: Page, address: str) -> None:
    """Ten thousand characters are cut, which is said, and their address is short."""
    page.goto(address)
    page.get_by_role("searchbox").fill("公开" * 5_000)
    page.keyboard.press("Enter")

    said(page, "检索词太长，只用了前 100 个字。")
    assert len(page.url) < 2_000


@pytest.mark.parametrize(
    ("path", "status"), [("**/meta.json", 404), ("**/grams-*.json", 200), ("**/texts-*.json", 500)]
)
def test_broken_index(path: str, status: int, page: Page, address: str) -> None:
    """A missing or broken file is a sentence; what comes back works again."""
    page.route(path, lambda route: route.fulfill(status=status, body="{"))
    page.goto(f"{address}?q=复议")
    said(page, "检索暂时用不了")

    page.unroute(path)
    page.get_by_role("button", name="检索", exact=True).click()
    said(page, "找到 23 个页面。")


@pytest.mark.parametrize("posting", ["0018", "z1a", 7, None])
def test_posting_that_cannot_be_read(posting: object, page: Page, address: str) -> None:
    """A file that holds something else than postings is a sentence, not a wrong answer."""

    def spoil(route: Route) -> None:
        grams = route.fetch().json()
        route.fulfill(json=dict.fromkeys(grams, posting))

    page.route("**/grams-*.json", spoil)
    page.goto(f"{address}?q=公开")

    said(page, "检索暂时用不了")


def test_both_know_the_same_kinds(page: Page, address: str) -> None:
    """Every kind of page that is searched has a weight, in the order of the numbers."""
    page.goto(address)

    weighed = page.evaluate("Object.keys(disclosureSearch.KINDS)")

    assert [kind for kind in KINDS if kind != "search"] == weighed


def test_both_normal_forms_are_the_same(page: Page, address: str) -> None:
    """The index and the browser agree on every character that Python knows."""
    page.goto(address)
    known = [
        chr(code)
        for code in range(0x30000)
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
    ]

    # As one text: of a list each item would be sent by itself.
    script = "known => JSON.stringify(JSON.parse(known).map(disclosureText.normalise))"
    forms = json.loads(page.evaluate(script, json.dumps(known)))

    assert {} == {
        character: (form, normalise(character))
        for character, form in zip(known, forms, strict=True)
        if form != normalise(character)
    }
