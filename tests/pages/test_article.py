"""The page that is pasted into an article of a CMS."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.built import Built
from tests.conftest import disclosure

OFFICIAL = "extra: {agency: {name: 示例局, official: true}}\n"
# What the editor of a CMS keeps, as far as one can rely on it.
TAGS = {
    *("html", "head", "meta", "title", "body", "h1", "h2", "h3", "h4", "p", "br", "ul", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"lang", "charset", "href", "colspan", "border"}


@pytest.fixture
def written(column_folder: Callable[..., Path]) -> Callable[..., Built]:
    """Return a function that writes the article of a column, with more settings."""

    def write(plan: str, settings: str = "") -> Built:
        root = column_folder(plan)
        with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write(settings)
        article = root / "article.html"
        assert 0 == disclosure("--root", root, "--today", "2024-06-01", "article", article)
        return Built(article)

    return write


def test_says_what_the_full_plan_says(demo_column: Path, demo_site: Path, tmp_path: Path) -> None:
    """Every text of the document is in it, in the same order; source and date stand below."""
    article = tmp_path / "article.html"
    assert 0 == disclosure("--root", demo_column, "--today", "2025-12-31", "article", article)
    page, full = Built(article), Built(demo_site / "plan" / "2025-2" / "full" / "index.html")

    document = full.text("//div[@class='document']")
    assert "".join(document.split()) in "".join(page.text("//body").split())
    assert "来源：虚构省示例事务局　发布时间：2025-07-03 09:30　更新时间：2025-12-31" in (
        page.texts("//p")
    )


def test_plain(written: Callable[..., Built], small_text: str) -> None:
    """Nothing in it needs a style sheet or a script, and text of the plan is text."""
    page = written(small_text.replace("公开规划。", "公开<b onclick=x>规划</b>。"))

    elements = page.all("//*")
    assert TAGS >= {str(element.tag) for element in elements}
    assert ATTRIBUTES >= {name for element in elements for name in element.attrib}
    assert "公开<b onclick=x>规划</b>。" in page.text("//table")


def test_running_text(written: Callable[..., Built], small_text: str) -> None:
    """A plan without a table is one in paragraphs, and every text is in it."""
    page = written(re.sub(r"(?m)^columns: .*\n", "", small_text), OFFICIAL)

    assert [] == page.all("//table")
    assert TAGS >= {str(element.tag) for element in page.all("//*")}
    texts = page.texts("//body/*[self::h3 or self::h4 or self::p]")
    begin = texts.index("一、主动公开")
    assert [
        *("一、主动公开", "（一）规划公开", "1.公开规划。公开各类规划。"),
        "责任分工：规划与政策处牵头，各处室配合；完成时限：年底前",
        *("2.公开预算。", "责任分工：办公室牵头，规划处配合"),
    ] == texts[begin : begin + 6]


def test_example(written: Callable[..., Built], small_text: str) -> None:
    """Pasted into a real site, an example still says that it is one."""
    assert written(small_text).text("//body/p").startswith("【示例】本文是示例，不是")


@pytest.mark.parametrize(
    ("form", "page_name"),
    [
        ("", ""),
        ("use_directory_urls: false\n", "index.html"),
        ("use_directory_urls: no\n", "index.html"),
    ],
)
def test_links(form: str, page_name: str, written: Callable[..., Built], small_text: str) -> None:
    """Links are whole addresses, in the form that the site has."""
    page = written(small_text, f"{OFFICIAL}{form}site_url: https://www.xugou.example/zwgk\n")

    links = [str(link.get("href")) for link in page.all("//a")]
    home = f"https://www.xugou.example/zwgk/{page_name}"
    assert f"https://www.xugou.example/zwgk/plan/2024/tasks/1-1-1/{page_name}" == links[0]
    assert home == links[-1]
    assert "示例】" not in page.text("//body")


def test_no_links_to_nowhere(written: Callable[..., Built], small_text: str) -> None:
    """As long as nobody knows where the column is, nothing links there."""
    assert [] == written(small_text, OFFICIAL).all("//a")
