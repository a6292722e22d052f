"""The link checker, on small sites."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pages.links import MOST_SHOWN, check_site
from generator.problems import Report

BROKEN = {
    '<a href="nope/">x</a>': "broken-link",
    '<a href="nope.html">x</a>': "broken-link",
    '<img src="nope.png">': "broken-link",
    '<img srcset="ok.png 1x, nope.png 2x" src="ok.png">': "broken-link",
    '<meta http-equiv="refresh" content="0; url=nope/">': "broken-link",
    '<a href="Sub/">x</a>': "link-case",
    '<a href="sub/#nope">x</a>': "broken-anchor",
    '<a href="#nope">x</a>': "broken-anchor",
    '<a href="../outside/">x</a>': "link-outside",
    '<a href="/sub/">x</a>': "absolute-link",
    '<a href="javascript:alert(1)">x</a>': "unsafe-link",
    '<a href=" java&#10;script:alert(1)">x</a>': "unsafe-link",
    '<a href="data:text/html,x">x</a>': "unsafe-link",
    '<script src="https://cdn.example/x.js"></script>': "foreign-resource",
    '<script src="//cdn.example/x.js"></script>': "foreign-resource",
    '<link rel="stylesheet" href="https://cdn.example/x.css">': "foreign-resource",
    '<img src="https://cdn.example/x.png">': "foreign-resource",
    '<p style="background:url(https://cdn.example/x.png)">x</p>': "foreign-resource",
    "<style>@import url(//cdn.example/x.css);</style>": "foreign-resource",
    '<title>一</title><meta name="SiteName" content="甲"><title>二</title>': "doubled-tag",
    '<meta name="SiteName" content="甲"><meta name="SiteName" content="乙">': "doubled-tag",
    '<form action="nope/"></form>': "broken-link",
    "<article><script>alert(1)</script></article>": "active-content",
    '<article><p onclick="alert(1)">x</p></article>': "active-content",
    '<p id="twice"></p><p id="twice"></p>': "repeated-anchor",
}
SOUND = (
    '<a href="sub/">x</a>',
    '<a href="./">x</a>',
    '<a href=".">x</a>',
    '<a href="">x</a>',
    '<a href="sub/#第一">x</a>',
    '<a href="sub/#%E7%AC%AC%E4%B8%80">x</a>',
    '<a href="sub/?q=1#第一">x</a>',
    '<a href="#top">x</a>',
    '<a href="https://www.xugou.example/">x</a>',
    '<link rel="canonical" href="https://www.xugou.example/">',
    '<a href="mailto:a@xugou.example">x</a>',
    '<a href="tel:000-00000001">x</a>',
    '<img src="data:image/png;base64,AA==">',
    '<img src="ok.png">',
)


def check(site: Path, body: str, **files: str) -> list[str]:
    """Return the codes of what is wrong with a site whose start page has `body`."""
    (site / "sub").mkdir()
    (site / "sub" / "index.html").write_text('<h1 id="第一">x</h1>', "utf-8")
    (site / "ok.png").write_bytes(b"")
    (site / "index.html").write_text(f"<html><body>{body}</body></html>", "utf-8")
    for name, text in files.items():
        (site / name.replace("_", ".")).write_text(text, "utf-8")
    report = Report()
    check_site(site, report, mounted_at="/zfxxgk/")
    return [problem.code for problem in report.problems]


@pytest.mark.parametrize(("body", "code"), BROKEN.items())
def test_broken(body: str, code: str, tmp_path: Path) -> None:
    """What a browser cannot follow, or should not load, is found."""
    assert [code] == check(tmp_path, body)


@pytest.mark.parametrize("body", SOUND)
def test_sound(body: str, tmp_path: Path) -> None:
    """What leads somewhere is left alone."""
    assert [] == check(tmp_path, body)


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("p{background:url(nope.png)}", ["broken-link"]),
        ("@import 'https://cdn.example/x.css'", ["foreign-resource"]),
        ("@import url('https://cdn.example/x.css')", ["foreign-resource"]),
        ("p{background:url(ok.png)}", []),
    ],
)
def test_style_sheets(rule: str, codes: list[str], tmp_path: Path) -> None:
    """Style sheets are read too: they load fonts and pictures."""
    assert codes == check(tmp_path, "", style_css=rule)


def test_page_not_found(tmp_path: Path) -> None:
    """404.html is shown at any depth, so its links begin with the path of the site."""
    links = '<a href="/zfxxgk/sub/">x</a><a href="/zfxxgk/.">x</a><a href="/sub/">x</a>'

    assert ["absolute-link"] == check(tmp_path, "", **{"404_html": links})


def test_one_fault_on_many_pages(tmp_path: Path) -> None:
    """A broken link in the frame of every page does not drown the others."""
    link = '<a href="/nope/">x</a>'

    codes = check(tmp_path, link, **{f"page{n}_html": link for n in range(100)})

    assert MOST_SHOWN + 1 == len(codes)


def test_one_fault_at_every_depth(tmp_path: Path) -> None:
    """So it is where each page writes the link in its own way, as a picture in the header."""
    for n in range(100):
        page = tmp_path.joinpath(*"abc"[: n % 4], f"{n}.html")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f'<img src="{"../" * (n % 4)}host/logo.png">', "utf-8")
    report = Report()

    check_site(tmp_path, report)

    said = [str(problem) for problem in report.problems]
    assert MOST_SHOWN + 1 == len(said)
    assert "链接到“host/logo.png”的同一问题另有 80 处，多半出在页头或页脚" in said[-1]


def test_place(tmp_path: Path) -> None:
    """A fault is told with its page and line."""
    report = Report()
    (tmp_path / "index.html").write_text('<p>x</p>\n<p>\n<a href="nope/">x</a></p>', "utf-8")

    check_site(tmp_path, report)

    assert ["index.html:3: 错误 [broken-link] 链接“nope/”没有对应的网页或文件，请改正"] == [
        str(problem) for problem in report.problems
    ]
