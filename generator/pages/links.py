"""Checks every link of a built site. The only importer of lxml.

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
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import html

from generator.problems import Location, Report, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_SHOWN = 20
"""How often one and the same broken link is reported; the rest is counted."""

# Attributes that name another file, and whether a browser fetches it without being asked.
_LINKING = {"href": False, "action": False, "src": True, "poster": True, "data": True}
_FETCHED_RELATIONS = frozenset({"stylesheet", "icon", "preload", "prefetch", "manifest"})
_SCRIPTED = re.compile("(?:java|vb)script:", re.IGNORECASE)
# Browsers read an address as if these were not there.
_IGNORED = re.compile(r"[\x00-\x20]")
_CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_NOT_FILES = ("mailto:", "tel:", "data:")


@dataclass(frozen=True, slots=True)
class _Link:
    """A link as it was written."""

    page: str
    """Path of the file that holds it, from the root of the site."""
    line: int
    url: str
    is_fetched: bool


@dataclass(frozen=True, slots=True)
class _Page:
    ids: frozenset[str]
    repeated: tuple[str, ...]
    links: tuple[_Link, ...]


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
    for link in links:
        fault = _fault(_relative(link, mounted_at), files, pages, spellings)
        if fault is None:
            continue
        shown[link.url, fault[0]] += 1
        if shown[link.url, fault[0]] <= MOST_SHOWN:
            report.error(Location(link.page, link.line), *fault)
    for (url, code), count in shown.items():
        if count > MOST_SHOWN:
            message = f"链接{quoted(url)}的同一问题另有 {count - MOST_SHOWN} 处"
            report.error(Location("~"), code, message)
    for name, page in pages.items():
        for anchor in page.repeated:
            report.error(Location(name), "repeated-anchor", f"页内锚点 {anchor} 不止一个")
    return len(pages)


def _read(site: Path, name: str) -> _Page:
    parser = html.HTMLParser(encoding="utf-8")
    document = html.document_fromstring((site / name).read_bytes() or b"<html>", parser=parser)
    ids = Counter(
        str(element.get("id") or element.get("name"))
        for element in document.iter()
        if element.get("id") or (element.tag == "a" and element.get("name"))
    )
    links = tuple(
        _Link(name, line, url.strip(), is_fetched) for line, url, is_fetched in _links(document)
    )
    repeated = tuple(anchor for anchor, count in ids.items() if count > 1)
    return _Page(frozenset(ids), repeated, links)


def _links(document: html.HtmlElement) -> Iterator[tuple[int, str, bool]]:
    """Yield line, address and whether browsers fetch it, of all that names another file."""
    for element in document.xpath("//*[@href or @src or @srcset or @poster or @data or @action]"):
        line = element.sourceline or 1
        for attribute, is_fetched in _LINKING.items():
            url = element.get(attribute)
            if url is not None and (url or element.tag != "a"):
                relations = set((element.get("rel") or "").split())
                fetched = is_fetched or (
                    element.tag == "link" and bool(relations & _FETCHED_RELATIONS)
                )
                yield line, url, fetched
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield line, candidate.split()[0], True
    for element in document.xpath("//meta[@http-equiv]"):
        match = _REFRESH.search(element.get("content") or "")
        if match and (element.get("http-equiv") or "").lower() == "refresh":
            yield element.sourceline or 1, match[1], True


def _css(site: Path, name: str) -> Iterator[_Link]:
    for match in _CSS_URL.finditer((site / name).read_text("utf-8")):
        if not match[1].startswith("#"):
            yield _Link(name, 1, match[1], is_fetched=True)


def _relative(link: _Link, mounted_at: str) -> _Link:
    """Return a link of 404.html as one of the start page, which it is if the site is mounted so."""
    if link.page == "404.html" and f"{link.url}/".startswith(mounted_at):
        return replace(link, url=link.url[len(mounted_at) :] or ".")
    return link


Fault = tuple[str, str]
"""Code and message of what is wrong with a link."""


def _fault(
    link: _Link, files: set[str], pages: dict[str, _Page], spellings: dict[str, str]
) -> Fault | None:
    """Return what is wrong with a link; None if nothing is."""
    if _SCRIPTED.match(_IGNORED.sub("", link.url)):
        return "unsafe-link", f"链接{quoted(link.url)}会运行程序，请删去"
    if link.url.startswith("data:") and not link.is_fetched:
        return "unsafe-link", f"链接{quoted(link.url)}内嵌内容，请删去"
    if link.url.startswith(_NOT_FILES):
        return None
    parts = urlsplit(link.url)
    if parts.scheme or parts.netloc:
        message = f"{quoted(link.url)}来自其他网站，请把文件放进本站"
        return ("foreign-resource", message) if link.is_fetched else None
    target = _target(link.page, unquote(parts.path))
    return _path_fault(link, target, files, spellings) or _anchor_fault(
        link, unquote(parts.fragment), pages.get(target)
    )


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
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if path.endswith(("/", "/.", "/..")) or path in (".", "..") or joined == ".":
        return "index.html" if joined == "." else f"{joined}/index.html"
    return joined
