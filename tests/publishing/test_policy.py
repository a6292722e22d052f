"""A page says what may run in it: what it was built with, and nothing that came in later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.publishing.policy import content_policy, inline_in, inline_of, with_policy
from tests.conftest import Serve, build, copy_demo

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

HEADER = """\
<style>.host { letter-spacing: 3px }</style>
<div class="host" style="text-indent: 7px">
  <button type="button" onclick="this.textContent = '网站菜单'">虚构网站导航</button>
</div>
<script type="text/javascript">document.documentElement.dataset.host = '"甲" &amp; <乙>'</script>
"""
INTRUDER = """\
<script>document.documentElement.dataset.intruder = "element"</script>
<img src="x" onerror="document.documentElement.dataset.intruder = 'attribute'">
<script src="https://intruder.example/x.js"></script>
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site whose host has put all four kinds of inline code into its header."""
    folder = tmp_path_factory.mktemp("inline")
    column = copy_demo(folder / "column")
    column.joinpath("overrides", "host", "header.html").write_text(HEADER, "utf-8")
    return build(column, folder / "site")


@pytest.mark.parametrize("is_sent", [False, True])
def test_header_of_the_host_works(
    browser: Browser,
    serve: Serve,
    site: Path,
    is_sent: bool,  # noqa: FBT001 - a case
) -> None:
    """Just what the host wrote is run and applied, by the page's policy and by the server's."""
    policy = content_policy(inline_in(site)) if is_sent else ""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(serve(site, policy=policy))

    page.get_by_role("button", name="虚构网站导航").click()

    assert page.get_by_role("button", name="网站菜单").is_visible()
    assert '"甲" &amp; <乙>' == page.evaluate("document.documentElement.dataset.host")
    styles = "host => [getComputedStyle(host).letterSpacing, getComputedStyle(host).textIndent]"
    assert ["3px", "7px"] == page.locator("div.host").evaluate(styles)
    assert [] == said
    page.close()


def test_what_came_in_later_does_not_run(browser: Browser, serve: Serve, site: Path) -> None:
    """Code put into a page of a storage that sends no headers is neither run nor loaded."""
    text = site.joinpath("departments", "index.html").read_text("utf-8")
    assert "</article>" in text
    changed = site / "departments" / "changed.html"
    changed.write_text(text.replace("</article>", f"{INTRUDER}</article>"), "utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.route("https://intruder.example/*", lambda route: asked.append(route.request.url))

    page.goto(f"{serve(site)}departments/changed.html")

    assert page.evaluate("document.documentElement.dataset.intruder") is None
    assert [] == asked
    changed.unlink()
    page.close()


def test_every_page_says_it(demo_site: Path) -> None:
    """Also one that only leads on, and the one for what is not there."""
    pages = [path.read_text("utf-8") for path in demo_site.rglob("*.html")]

    assert [page for page in pages if 'http-equiv="Content-Security-Policy"' not in page] == []
    assert [page for page in pages if "本页已移到" in page]


def test_unsafe_word_only_for_attributes(real_site: Path) -> None:
    """Our own pages need none, and the policy says nothing of it."""
    assert "unsafe" not in content_policy(inline_in(real_site))
    assert "script-src 'self' 'unsafe-hashes' 'sha256-" in with_policy('<head><p onclick="x()">')


@pytest.mark.parametrize(
    "page",
    ["", "<head>", '<head><meta charset="utf-8">', '<HEAD class="a">\n  <meta charset="utf-8">'],
)
def test_first_thing_of_the_head(page: str) -> None:
    """It stands before all that could load something; what has no head is left as it is."""
    text = with_policy(f"{page}<script>一</script>")

    tag = text.removeprefix(page).removesuffix("<script>一</script>").strip()
    assert tag.startswith('<meta http-equiv="Content-Security-Policy"') == bool(page)
    assert inline_of(text) == inline_of(f"{page}<script>一</script>")
