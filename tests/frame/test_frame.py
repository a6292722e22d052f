"""The frame around the pages: who speaks, which tags, what works where."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.plugin import overrides_folder
from tests.built import Built
from tests.conftest import Serve, build, disclosure
from tests.frame.test_accessibility import PAGES, opened, search


def pages_of(site: Path) -> list[Path]:
    """Return the pages of a site, without those that only lead on."""
    return [path for path in site.rglob("*.html") if Built(path).all("//article")]


def test_example_says_so_everywhere(real_site: Path) -> None:
    """Nobody can take the shipped site for the agency's: band, page, title, tags, robots."""
    for path in pages_of(real_site):
        page = Built(path)

        assert page.text("//title").startswith("【示例】"), path
        assert "示例站点" in page.text("//header"), path
        assert "示例" in page.text("//*[@class='example-notice']"), path
        assert ["示例"] == tags(page)["SiteName"], path
        assert ["noindex"] == tags(page)["robots"], path
        assert "SiteIDCode" not in tags(page), path


def test_official_site_has_its_tags(demo_site: Path) -> None:
    """An official site has every tag of 国办发〔2017〕47号 once, and nothing of an example."""
    for path in pages_of(demo_site):
        page, found = Built(path), tags(Built(path))

        assert "示例】" not in page.text("//title")
        assert not page.all("//*[@class='example-notice']")
        assert ["虚构省示例事务局"] == found["SiteName"]
        assert ["www.xugou.example"] == found["SiteDomain"]
        assert ["0000000000"] == found["SiteIDCode"]
        assert ["政务公开工作任务"] == found["ColumnName"]
        for name in ("ColumnDescription", "ColumnKeywords", "ColumnType"):
            assert 1 == len(found[name]), (path, name)
        assert {1} == set(Counter(name.lower() for name in names(page)).values()), path
        assert ("noindex" in found.get("robots", [])) == (path.name == "404.html")


def test_host(demo_site: Path) -> None:
    """The host's header and footer frame every page, and its own blocks stand in the menu."""
    for path in pages_of(demo_site):
        page = Built(path)

        assert "虚构省示例事务局" in page.text("//*[@class='host-header']")
        assert "页脚" in page.text("//*[@class='host-footer']")
        assert {"指南", "制度"} <= set(page.texts("//nav[@class='menu']//a"))


def test_host_header_needs_no_setting(column_folder: Callable[..., Path], tmp_path: Path) -> None:
    """In a column that was begun anew the host's header shows as soon as it lies there."""
    root = column_folder(**{"overrides/host/header.html": "<p>虚构省示例局的页头</p>"})

    arguments = ("--root", root, "--today", "2025-12-31")
    assert 0 == disclosure(*arguments, "build", "--site-dir", tmp_path / "site")

    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert 1 == page.count("<p>虚构省示例局的页头</p>")
    assert "column." in page


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (b"{{ config.extra </p>", "host/header.html 第 1 行不是模板的写法"),
        ("<p>单位</p>".encode("gbk"), "编码（应为 UTF-8）"),
    ],
)
def test_host_header_that_is_no_template(
    header: bytes, words: str, demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in the host's header is one sentence, and the old site stays."""
    (demo_folder / "overrides/host/header.html").write_bytes(header)

    code = disclosure("--root", demo_folder, "--today", "2025-12-31", "build", "--strict")

    said = capsys.readouterr().err
    assert 2 == code
    assert words in said
    assert "Traceback" not in said


def test_settings_are_text(column_folder: Callable[..., Path], tmp_path: Path) -> None:
    """An official site needs no more than its name; quotes in a menu address stay in it."""
    root = column_folder()
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("extra: {agency: {name: 虚构省<b>示例局, official: true}}\n")
        settings.write("nav: [{外站: 'https://www.xugou.example/\" onclick=\"x'}]\n")

    site = build(root, tmp_path / "site")

    for path in pages_of(site):
        page = Built(path)
        assert not page.all("//*[@onclick] | //header//b")
        assert "虚构省<b>示例局" in page.text("//header")


def test_article_tags(demo_site: Path) -> None:
    """Task and full plan are articles: title, source, and the time if it is known, never else."""
    task = tags(Built(demo_site / "plan/2025-2/tasks/1-1-1/index.html"))
    undated = tags(Built(demo_site / "plan/2024/tasks/1-1/index.html"))

    assert ["2025-07-03 09:30"] == task["PubDate"]
    assert ["虚构省示例事务局"] == task["ContentSource"]
    assert task["ArticleTitle"][0].startswith("公开全部办事指南。")
    assert "PubDate" not in undated
    assert "ArticleTitle" not in tags(Built(demo_site / "topics/services/index.html"))


def names(page: Built) -> list[str]:
    """Return the names of all meta tags of a page."""
    return [str(tag.get("name")) for tag in page.all("//meta[@name]")]


def tags(page: Built) -> dict[str, list[str]]:
    """Return what the meta tags of a page say, by name."""
    found: dict[str, list[str]] = {}
    for tag in page.all("//meta[@name]"):
        found.setdefault(str(tag.get("name")), []).append(str(tag.get("content")))
    return found


def test_one_h1_and_the_language(real_site: Path) -> None:
    """Every page has one main heading, and is said to be in Chinese as written in China."""
    for path in pages_of(real_site):
        page = Built(path)

        assert 1 == len(page.all("//h1")), path
        assert "zh-CN" == page.root.get("lang")


def scripts(site: Path) -> set[str]:
    """Return the inline scripts of a site that a browser runs."""
    return {
        str(script.text)
        for path in site.rglob("*.html")
        for script in Built(path).all("//script[not(@src) and not(@type='application/json')]")
    }


def policy(site: Path) -> str:
    """Return the policy of ``engine.md``: hashes of what is inline, and nothing else."""
    hashes = " ".join(
        sorted(
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for text in scripts(site)
        )
    )
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )


def test_inline_scripts_are_few_and_the_same_everywhere(real_site: Path, demo_site: Path) -> None:
    """The hashes of a policy hold for every page, at every depth, under every address."""
    assert scripts(real_site) == scripts(demo_site)
    assert len(scripts(real_site)) <= 3


def test_no_inline_style(real_site: Path) -> None:
    """Nothing in the pages needs a policy to allow inline styles."""
    for path in real_site.rglob("*.html"):
        assert not Built(path).all("//*[@style] | //style"), path


@pytest.mark.parametrize("prefix", ["/", "/zfxxgk/", "/a/b/c/"])
def test_under_any_address_and_a_strict_policy(
    prefix: str, real_site: Path, browser: Browser, serve: Serve
) -> None:
    """The same files work below any path, under a strict policy, with no other host."""
    address = serve(real_site, prefix=prefix, policy=policy(real_site))
    page = opened(browser)
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.extend(foreign(request.url, address)))
    page.on(
        "response",
        lambda answer: wrong.append(answer.url) if answer.status >= 400 else None,
    )

    for kind, path in PAGES.items():
        if kind != "missing":
            page.goto(address + path)
        if kind == "hits":
            page.locator(".hit").first.wait_for()
    search(page, address)
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url(lambda url: url != address)
    page.close()

    assert [] == wrong


def foreign(url: str, address: str) -> list[str]:
    """Return the address of a request that leaves the site."""
    return [] if url.startswith((address, "data:")) else [url]


@pytest.mark.parametrize(("name", "words"), [("large", "大字版"), ("contrast", "高对比")])
def test_switches_are_remembered(
    name: str, words: str, real_site: Path, browser: Browser, serve: Serve
) -> None:
    """What a reader has chosen holds on the next page, before it is drawn, until switched off."""
    address = serve(real_site)
    page = opened(browser)
    page.goto(address)
    button = page.get_by_role("button", name=words)
    assert "false" == button.get_attribute("aria-pressed")

    button.click()
    page.goto(address + PAGES["task"], wait_until="commit")

    page.locator(f"html.{name}").wait_for(state="attached")
    assert "true" == button.get_attribute("aria-pressed")
    button.click()
    page.reload()
    assert "false" == button.get_attribute("aria-pressed")
    page.close()


def test_large_type_is_large(real_site: Path, browser: Browser, serve: Serve) -> None:
    """大字版 shows text of at least 18 points (工信部《互联网网站适老化通用设计规范》)."""
    page = opened(browser, "large", 320)
    page.goto(serve(real_site) + PAGES["task"])

    size = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"
    )

    body = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert body >= 24
    assert size >= 18
    page.close()


def test_escape_leaves_the_search(real_site: Path, browser: Browser, serve: Serve) -> None:
    """Esc closes the results and keeps the focus where it was."""
    page = opened(browser)
    search(page, serve(real_site))
    assert page.locator(".md-search__output").is_visible()

    page.keyboard.press("Escape")

    assert not page.locator(".md-search__output").is_visible()
    assert page.evaluate("document.activeElement.matches('.md-search__input')")
    page.close()


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind != "missing"])
def test_without_javascript(kind: str, real_site: Path, browser: Browser, serve: Serve) -> None:
    """Without a script all can be read, the menu leads on, and no dead button is shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(real_site) + PAGES[kind])

    assert page.get_by_role("article").is_visible()
    assert page.get_by_role("navigation", name="栏目").get_by_role("link", name="任务").is_visible()
    assert (
        not page.get_by_role("button").is_visible() if page.get_by_role("button").count() else True
    )
    assert page.get_by_text("浏览器没有运行脚本，不能检索").is_visible()
    assert not page.get_by_text("网页是从磁盘打开的").is_visible()
    context.close()


def test_paper(real_site: Path, browser: Browser, serve: Serve, tmp_path: Path) -> None:
    """The full plan prints on A4 with its table, and a closed group opens on paper."""
    page = opened(browser)
    page.goto(serve(real_site) + PAGES["full"])
    page.pdf(path=tmp_path / "full.pdf", prefer_css_page_size=True)
    page.goto(serve(real_site) + PAGES["task"])
    page.emulate_media(media="print")

    boxes = set(re.findall(rb"/MediaBox \[([^]]*)\]", (tmp_path / "full.pdf").read_bytes()))
    assert {(595, 842)} == {tuple(round(float(x)) for x in box.split()[2:]) for box in boxes}
    assert page.get_by_role("article").get_by_text("信息所").is_visible()
    page.close()


@pytest.mark.parametrize(
    "template", sorted(overrides_folder().rglob("*.html")), ids=lambda path: path.name
)
def test_template_is_for_any_engine(template: Path) -> None:
    """Other implementations of Jinja know its filters, and no methods of Python's.

    What is called ``t`` is a macro of the theme.
    """
    code = re.findall(r"{[{%](?!#).*?[%}]}", template.read_text("utf-8"), re.DOTALL)

    assert not [part for part in code if re.search(r"\.(?!t\()\w+\(", part)]
