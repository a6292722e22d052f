"""The page that lays a document beside what was read from it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import lxml.html
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement
from playwright.sync_api import Browser

from generator.importing.formats.kinds import read_source
from generator.importing.reading import read_draft
from generator.importing.telling.account import account_of
from generator.importing.telling.findings import Findings
from generator.importing.telling.page import as_page, is_page
from tests.conftest import REAL
from tests.frame.test_accessibility import is_cut, opened, violations
from tests.importing.drawn import ABOVE, LEFT, LETTER, add_table, drawn, saved
from tests.importing.test_account import WORDS, tables
from tests.importing.test_findings import HEADINGS, SURE

EXPECTED = Path(__file__).with_name("report.html")
ROWS = [
    HEADINGS,
    ["一、主动公开", LEFT, LEFT, LEFT],
    SURE,
    ["2.公开预算", "公开预算和决算。", ABOVE, "6月底前"],
    ["4.公开名单", "", "甲处会同乙处等部门", "尽快"],
]
HOSTILE = (
    '<script>document.title = "坏"</script>',
    '"><img src=x onerror="document.title = \'坏\'">',
    '<a href="javascript:document.title=1">坏</a></td></table></main>',
    "{{ 7 * 7 }}{% include 'report.css' %}&lt;b&gt;\u202e倒着\u2066读\u200b",
    "</style></title><style>*{display:none}</style><!--",
)


def findings(data: bytes) -> Findings:
    """Import a document as the command does."""
    source = read_source(data)
    draft = read_draft(source)
    return Findings(source, draft, account_of(source, draft), {})


def page(data: bytes) -> str:
    """Return the page on a document."""
    return as_page(findings(data), "方案.docx", "plan.yaml")


def document() -> bytes:
    """Return a small document that has something of everything."""
    return drawn(*LETTER, ROWS, [["另一个表", "谁也不知道"]])


def parsed(text: str) -> HtmlElement:
    """Return a page as its elements."""
    whole = lxml.html.document_fromstring(text)
    assert isinstance(whole, HtmlElement)
    return whole


def sides(text: str) -> tuple[HtmlElement, HtmlElement]:
    """Return the document and what was read, as they stand in a page."""
    document, read = parsed(text).find_class("side")
    return document, read


def test_page_is_as_expected(request: pytest.FixtureRequest) -> None:
    """The page says what it said, word for word: ``pytest --regen`` writes it anew."""
    text = re.sub("<style>.*?</style>|sha256-[^&]*", "", page(document()), flags=re.DOTALL)
    if request.config.getoption("--regen"):
        EXPECTED.write_bytes(text.encode())

    assert EXPECTED.read_bytes().decode() == text
    assert is_page(page(document()).encode())


@settings(max_examples=40)
@given(tables(), st.lists(WORDS, max_size=3))
def test_nothing_is_missing_and_every_link_leads_somewhere(
    rows: list[list[str]], lines: list[str]
) -> None:
    """Each piece stands once on the left with all its text; links lead to one place each."""
    data = drawn(*lines, rows)
    found = findings(data)
    whole = parsed(as_page(found, "方案.docx", "plan.yaml"))
    left = whole.find_class("side")[0]
    pieces = [*found.source.pieces]

    places = Counter(element.get("id") for element in whole.iter() if element.get("id"))
    shown = [element for element in left.iter() if (element.get("id") or "").startswith("piece-")]
    texts = ["".join(element.xpath("string(.//*[@class='text'])")) for element in shown]
    assert set(places.values()) <= {1}
    assert {link.get("href", "")[1:] for link in whole.iter("a")} <= places.keys()
    assert Counter(piece.text for piece in pieces) == Counter(texts)
    for piece, at in zip(pieces, range(1, len(pieces) + 1), strict=True):
        links = {link.get("href") for link in whole.get_element_by_id(f"piece-{at}").iter("a")}
        assert {f"#{field.key}" for _, field in found.account.used.get(piece, ())} <= links


def test_both_ways() -> None:
    """A cell leads to the tasks that have its text, and each of them back."""
    left, read = sides(page(document()))

    cell = next(each for each in left.iter("td") if "办公室牵头，甲处配合" in each.text_content())
    assert "2" == cell.get("rowspan")
    assert ["#task-1", "#task-2"] == [link.get("href") for link in cell.iter("a")]
    for number in (1, 2):
        task = read.get_element_by_id(f"task-{number}")
        assert f"#{cell.get('id')}" in [link.get("href") for link in task.iter("a")]
        assert "读作牵头\n办公室" in task.text_content()


def test_what_is_to_be_looked_at_comes_by_urgency() -> None:
    """What was not understood is first, in words, and leads to its place."""
    whole = parsed(page(document()))
    first, *others = whole.find_class("look")[0].findall("li")

    assert first.text_content().startswith("没有看懂 没有录入“另一个表”")
    place = first.find(".//a").get("href")[1:]
    assert "没有看懂" in whole.get_element_by_id(place).text_content()
    words = [each.findtext("strong") for each in others]
    assert words == sorted(words, key=["没有看懂", "请核对", "请知悉"].index)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    """Nothing that a document says becomes markup, and nothing in it can hide or turn the rest."""
    rows = [["工作任务", "责任单位", text], [f"1.{text}", text, text], [text, text, text]]
    data = drawn(text, text, [*rows, [text, LEFT, LEFT]])

    whole = parsed(page(data))

    assert not [*whole.iter("script", "img", "iframe", "object", "form")]
    assert all(link.get("href", "").startswith("#") for link in whole.iter("a"))
    assert 1 == len([*whole.iter("style")]) == len([*whole.iter("title")])
    attributes = {str(name) for element in whole.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on")} | (attributes & {"src"})
    assert "［U+202E］倒着［U+2066］读［U+200B］" in page(data) or "倒着" not in text
    assert not re.search("[\u200b\u202a-\u202e\u2066-\u2069]", page(data))


def test_what_lies_beside_the_text() -> None:
    """What is hidden, and a comment in the margin, are shown where they stand."""
    document = Document()
    document.add_paragraph("虚构省示例局2024年政务公开工作方案")
    hidden = document.add_paragraph("看得见").add_run("看不见")
    hidden.font.hidden = True
    document.sections[0].header.paragraphs[0].text = "内部资料"
    add_table(document, ROWS)

    left, _ = sides(page(saved(document)))

    assert "※ 隐藏的文字“看不见”，没有录入" in left.text_content()
    assert "页眉：\n内部资料" in left.text_content()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_everybody_can_read_it(width: int, scheme: str, browser: Browser, tmp_path: Path) -> None:
    """Axe finds nothing, neither page nor paper is too narrow, and the policy lets nothing run."""
    file = tmp_path / "report.html"
    file.write_text(page(drawn(*LETTER, *HOSTILE, ROWS, [["另一个表", *HOSTILE]])), "utf-8")
    shown = opened(browser, scheme, width)
    complaints: list[str] = []
    shown.on("console", lambda said: complaints.append(said.text))
    shown.goto(file.as_uri())

    title = shown.title()
    assert [] == violations(shown)
    shown.emulate_media(media="print")
    shown.set_viewport_size({"width": 700, "height": 1000})
    assert not is_cut(shown)
    assert "导入说明：方案.docx" == title
    assert [] == complaints
    shown.close()


def test_keyboard_reaches_what_scrolls(browser: Browser, tmp_path: Path) -> None:
    """On a small screen the drawn table scrolls inside itself, by keyboard too."""
    file = tmp_path / "report.html"
    file.write_text(page((REAL / "notice.docx").read_bytes()), "utf-8")
    shown = opened(browser, width=320)
    shown.goto(file.as_uri())
    table = shown.get_by_role("region", name="表1")
    table.focus()
    table.evaluate("it => { it.scrolled = new Promise(done => (it.onscroll = done)) }")
    shown.keyboard.press("End")
    shown.keyboard.press("ArrowRight")

    table.evaluate("it => it.scrolled.then(() => null)")
    assert table.evaluate("it => it.scrollLeft") > 0
    shown.close()
