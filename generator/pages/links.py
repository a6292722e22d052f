"""Checks every link of a built site.

MkDocs checks the links that Markdown writes; this looks at what browsers will see: links of raw
HTML and of the theme, anchors, redirects, images, style sheets, and whatever a browser would
fetch from another host by itself.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from generator.problems import Location, Report, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it
MOST_SHOWN = 20
"""How often a broken link to one and the same target is reported; the rest is counted."""

# What a browser loads without being asked; of <link> all but what only tells of a relation.
_FETCHED = etree.XPath(
    "//@src | //@poster | //@data | //link[not(@rel='canonical' or @rel='alternate' or @rel='next'"
    " or @rel='prev' or @rel='author' or @rel='license' or @rel='help')]/@href",
    smart_strings=False,
)
_FOLLOWED = etree.XPath("//@href | //@action", smart_strings=False)
_CANDIDATES = etree.XPath("//@srcset", smart_strings=False)
_REFRESHES = etree.XPath("//meta[@http-equiv]/@content", smart_strings=False)
_ACTIVE = etree.XPath(
    "//article//script | //article//iframe | //article//object | //article//embed"
    " | //article//form[not(@role='search')] | //article//*[@*[starts-with(name(), 'on')]]"
)
_IDS = etree.XPath("//@id | //a[not(@id)]/@name", smart_strings=False)
_SCRIPTED = re.compile("(?:java|vb)script:", re.IGNORECASE)
# Browsers read an address as if these were not there.
_IGNORED = re.compile(r"[\x00-\x20]")
_CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+(?!url\())["']?([^"')\s;]+)""")
_STYLES = etree.XPath("//@style | //style/text()", smart_strings=False)
# Tags of 国办发〔2017〕47号 and the title, of which a page has one each.
_TAGS = etree.XPath("//meta/@name", smart_strings=False)
_TITLES = etree.XPath("//title[not(ancestor::svg)]")
_REFRESH = re.compile(r"\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
# An address elsewhere; what has no host (mailto:, data:) counts as such.
_SCHEME = re.compile("[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
# The paths that most links are: nothing in them needs to be decoded.
_PLAIN = re.compile("(?!//)[a-zA-Z0-9_./-]*(?:#[a-zA-Z0-9_-]*)?")


@dataclass(frozen=True, slots=True)
class _Link:
    """A link as it was written."""

    page: str
    """Path of the file that holds it, from the root of the site."""
    url: str
    is_fetched: bool


@dataclass(frozen=True, slots=True)
class _Page:
    ids: frozenset[str]
    repeated: tuple[str, ...]
    doubled: tuple[str, ...]
    """Names of tags that stand in the page more than once; a title counts as one."""
    active: tuple[str, ...]
    """Elements of the article that could run something; no template of ours writes one."""
    links: tuple[_Link, ...]
    """Each once, however often the page has it."""


def check_site(site: Path, report: Report, *, mounted_at: str = "/") -> int:
    """Report every broken or unsafe link of the site in the folder `site`.

    `mounted_at` is the path under which a server shows the site: the page 404.html, shown at any
    depth, names it. Returns how many pages were looked at.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: _read(site, name) for name in sorted(files) if name.endswith(".html")}
    links = [link for page in pages.values() for link in page.links]
    links += [link for name in sorted(files) if name.endswith(".css") for link in _css(site, name)]
    spellings = {name.lower(): name for name in files}
    shown: Counter[tuple[str, str]] = Counter()
    for written in links:
        link = _relative(written, mounted_at)
        fault = _fault(link, files, pages, spellings)
        if fault is None:
            continue
        same = _leads_to(link), fault[0]
        shown[same] += 1
        if shown[same] <= MOST_SHOWN:
            report.error(_place(site, written), *fault)
    for (leads_to, code), count in shown.items():
        if count > MOST_SHOWN:
            others = f"同一问题另有 {count - MOST_SHOWN} 处，多半出在页头或页脚"
            message = f"链接到{quoted(leads_to)}的{others}"
            report.error(Location("（其余网页）"), code, message)
    for name, page in pages.items():
        for anchor in page.repeated:
            report.error(Location(name), "repeated-anchor", f"页内锚点 {anchor} 不止一个")
        for tag in page.doubled:
            message = f"标签 {tag} 写了两次，请从页头、页脚里删去：本栏目已自动写上"
            report.error(Location(name), "doubled-tag", message)
        for tag in page.active:
            message = f"正文里有会运行程序的内容（{tag}），这不应当发生，请告知维护者"
            report.error(Location(name), "active-content", message)
    return len(pages)


def _read(site: Path, name: str) -> _Page:
    document = _parsed(site / name)
    ids = Counter(_strings(_IDS, document))
    fetched = {*_strings(_FETCHED, document), *_candidates(document), *_refreshes(document)}
    fetched |= {url for style in _strings(_STYLES, document) for url in _urls(style)}
    followed = {*_strings(_FOLLOWED, document)} - fetched
    links = [_Link(name, url.strip(), is_fetched=True) for url in sorted(fetched)]
    links += [_Link(name, url.strip(), is_fetched=False) for url in sorted(followed)]
    repeated = tuple(anchor for anchor, count in ids.items() if count > 1)
    tags = Counter(["title"] * len(cast("list[Element]", _TITLES(document))))
    tags.update(_strings(_TAGS, document))
    active = tuple(str(element.tag) for element in cast("list[Element]", _ACTIVE(document)))
    return _Page(
        frozenset(ids),
        repeated,
        tuple(tag for tag, count in tags.items() if count > 1),
        active,
        tuple(link for link in links if link.url),
    )


def _parsed(path: Path) -> Element:
    parser = etree.HTMLParser(encoding="utf-8")
    return etree.fromstring(path.read_bytes() or b"<html>", parser)


def _strings(xpath: etree.XPath, document: Element) -> list[str]:
    return cast("list[str]", xpath(document))


def _candidates(document: Element) -> Iterator[str]:
    for written in _strings(_CANDIDATES, document):
        yield from (candidate.split()[0] for candidate in written.split(",") if candidate.strip())


def _refreshes(document: Element) -> Iterator[str]:
    found = map(_REFRESH.match, _strings(_REFRESHES, document))
    return (match[1] for match in found if match)


def _css(site: Path, name: str) -> Iterator[_Link]:
    for url in _urls((site / name).read_text("utf-8")):
        yield _Link(name, url, is_fetched=True)


def _urls(style: str) -> Iterator[str]:
    """Yield what a style sheet fetches."""
    found = (match[1] for match in _CSS_URL.finditer(style))
    return (url for url in found if not url.startswith("#"))


def _place(site: Path, link: _Link) -> Location:
    """Return where a link stands; looked for only now, for few links are broken."""
    if not link.page.endswith(".html"):
        return Location(link.page)
    places = (
        element.sourceline
        for element in _parsed(site / link.page).iter()
        if any(link.url in str(value) for value in element.attrib.values())
    )
    return Location(link.page, cast("int | None", next(places, None)) or 1)


def _relative(link: _Link, mounted_at: str) -> _Link:
    """Return a link of 404.html as one of the start page, which it is if the site is mounted so."""
    if link.page == "404.html" and f"{link.url}/".startswith(mounted_at):
        return replace(link, url=link.url[len(mounted_at) :] or ".")
    return link


def _leads_to(link: _Link) -> str:
    """Return where a link leads from the root of the site: a header writes it as deep as a page."""
    if link.url.startswith("/") or _SCHEME.match(link.url):
        return link.url
    path, hash_, anchor = link.url.partition("#")
    return f"{_target(link.page, path)}{hash_}{anchor}"


Fault = tuple[str, str]
"""Code and message of what is wrong with a link."""


def _fault(
    link: _Link, files: set[str], pages: dict[str, _Page], spellings: dict[str, str]
) -> Fault | None:
    """Return what is wrong with a link; None if nothing is."""
    if _PLAIN.fullmatch(link.url):
        path, _, anchor = link.url.partition("#")
    elif fault := _scheme_fault(link):
        return fault
    elif _SCHEME.match(link.url):
        return None
    else:
        parts = urlsplit(link.url)
        path, anchor = unquote(parts.path), unquote(parts.fragment)
    target = _target(link.page, path)
    return _path_fault(link, target, files, spellings) or _anchor_fault(
        link, anchor, pages.get(target)
    )


def _scheme_fault(link: _Link) -> Fault | None:
    if _SCRIPTED.match(_IGNORED.sub("", link.url)):
        return "unsafe-link", f"链接{quoted(link.url)}会运行程序，请删去"
    if link.url.startswith("data:"):
        message = f"链接{quoted(link.url)}内嵌内容，请删去"
        return None if link.is_fetched else ("unsafe-link", message)
    if link.is_fetched and _SCHEME.match(link.url):
        return "foreign-resource", f"{quoted(link.url)}来自其他网站，请把文件放进本站"
    return None


def _path_fault(
    link: _Link, target: str, files: set[str], spellings: dict[str, str]
) -> Fault | None:
    if link.url.startswith("/"):
        message = f"链接{quoted(link.url)}以“/”开头，放到子目录下会失效，请改为相对链接"
        return "absolute-link", message
    if target in files:
        return None
    if target.startswith("../"):
        return "link-outside", f"链接{quoted(link.url)}指到网站以外，请改正"
    if target.lower() in spellings:
        message = f"链接{quoted(link.url)}的大小写不对，应为“{spellings[target.lower()]}”"
        return "link-case", message
    return "broken-link", f"链接{quoted(link.url)}没有对应的网页或文件，请改正"


def _anchor_fault(link: _Link, anchor: str, page: _Page | None) -> Fault | None:
    if not anchor or anchor == "top" or page is None or anchor in page.ids:
        return None
    near = difflib.get_close_matches(anchor, page.ids, n=1)
    cure = f"是否指 #{near[0]}？" if near else "请改正"
    return "broken-anchor", f"链接{quoted(link.url)}指到的位置 #{anchor} 不存在，{cure}"


def _target(page: str, path: str) -> str:
    """Return the file that a path on `page` leads to; a folder stands for its index.html."""
    if not path:
        return page
    folder = page.rpartition("/")[0]
    while folder and path.startswith("../"):
        folder, path = folder.rpartition("/")[0], path[3:]
    joined = posixpath.normpath(f"{folder}/{path}" if folder else path or ".")
    if path.endswith(("/", "/.", "/..")) or path in ("", ".", "..") or joined == ".":
        return "index.html" if joined == "." else f"{joined}/index.html"
    return joined
