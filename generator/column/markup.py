"""Finds in hand-written Markdown what could harm its readers. The only importer of markdown.

Editors write Markdown, not HTML: a page is turned into HTML here as the engine will do it, and
whatever Markdown itself would not have written is refused.
"""

from __future__ import annotations

import html
import html.parser
import itertools
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import markdown
from markdown.util import HtmlStash

from generator.column.settings import EXTENSIONS, WrittenLink
from generator.problems import Location, Report, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_MOST_MARKS = {"[": 200, "<": 200, "{": 200, "*": 500, "_": 500, "`": 500}
"""In one block of text: Markdown tries every opening mark against every other."""
_MOST_TRIES = 1_000_000
"""On one page, of opening square brackets against each other: half a second."""
_MOST_ANGLES = 500
"""On one page: behind each the engine reads on to the end of the page."""
_MOST_LINES = 2_000
_MOST_CELLS = 100
"""In one row of a table."""
_NESTED = re.compile(r"^(?: {40}|(?: *(?:>|[-+*] |\d+[.)] )){10})", re.MULTILINE)
_TAGS = frozenset(
    re.findall(
        "[a-z0-9]+",
        "a blockquote br code em h1 h2 h3 h4 h5 h6 hr img li ol p pre strong"
        " table tbody td th thead tr ul",
    )
)
_ATTRIBUTES = frozenset({"alt", "href", "id", "src", "start", "title"})
# What Markdown itself writes: how a cell is aligned, in which language code is written.
_OWN_VALUES = {
    "style": re.compile("text-align: (left|right|center);"),
    "class": re.compile("language-[a-z0-9]+"),
}
_FENCED = re.compile(r"<pre[\s>]")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def find_harm(body: str, path: str, start: Location, report: Report) -> tuple[WrittenLink, ...]:
    """Report raw HTML and unsafe links in the Markdown `body`; return its links inside the column.

    `path` is that of the page below the content folder, `start` where the body begins.
    """
    lines = body.split("\n")
    if _is_too_much(lines, start, report):
        return ()
    engine = markdown.Markdown(extensions=[*EXTENSIONS])
    engine.htmlStash = stash = _Stash()
    reader = _Reader()
    try:
        reader.feed(engine.convert(body))
    except (AssertionError, RecursionError, ValueError):
        # Neither engine nor reader is made for every text.
        report.error(start, "too-complex", "页面里有无法理解的写法，请用普通的文字重写")
        return ()
    place = _Finder(lines, start)
    told = _tell_of_html(stash, reader, place, report)
    links = []
    for url, is_image in reader.links:
        location = place.of(url)
        fault = _fault(url, is_image=is_image)
        if location.line in told:
            continue
        if fault:
            report.error(location, "unsafe-link", f"链接{quoted(url)}{fault}")
        elif inside := _path_inside(url):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), inside))
            links.append(WrittenLink(target, location))
    return tuple(links)


def _tell_of_html(stash: _Stash, reader: _Reader, place: _Finder, report: Report) -> set[int]:
    """Report HTML that somebody wrote; return the lines on which it stands."""
    told: set[int] = set()
    for raw in stash.raw:
        location = place.of(raw)
        # The end of an element whose beginning has been told says nothing new.
        if raw.startswith("</") and location.line in told:
            continue
        message = f"{quoted(raw, 20)}是 HTML 代码，手写页面只能用 Markdown，请删去或改写"
        report.error(location, "raw-html", message)
        told.add(location.line)
    for tag, name in reader.foreign:
        location = place.of(name or f"<{tag}")
        # What raw HTML brought along has been told.
        if location.line not in told and (name or not stash.raw):
            written = f"<{tag} {name}>" if name else f"<{tag}>"
            message = f"{quoted(written)}不是 Markdown 的写法，请删去"
            report.error(location, "raw-html", message)
    return told


def _is_too_much(lines: list[str], start: Location, report: Report) -> bool:
    """Refuse what would keep the engine busy for minutes."""
    if len(lines) > _MOST_LINES:
        message = f"页面超过 {_MOST_LINES} 行，请分成几页"
        report.error(start, "too-complex", message)
        return True
    angles = tries = 0
    for first, block in _blocks(lines):
        angles += block.count("<")
        tries += block.count("[") ** 2
        if max(line.count("|") for line in block.split("\n")) > _MOST_CELLS:
            message = f"一行里的“|”超过 {_MOST_CELLS} 个，请减少表格的栏"
        elif marks := [mark for mark, most in _MOST_MARKS.items() if block.count(mark) > most]:
            message = f"一段里的“{marks[0]}”超过 {_MOST_MARKS[marks[0]]} 个，请用空行分段"
        elif _NESTED.search(block):
            message = "缩进或引用套得太深（最多 10 层），请减少层次"
        elif angles > _MOST_ANGLES:
            message = f"一页里的“<”超过 {_MOST_ANGLES} 个，请分成几页，或改用“《”“小于”等写法"
        elif tries > _MOST_TRIES:
            message = "一页里的“[”太多，请用空行分段，或分成几页"
        else:
            continue
        report.error(Location(start.file, start.line + first), "too-complex", message)
        return True
    return False


def _blocks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield index and text of what Markdown reads in one go; each row of a table by itself."""
    first, block = 0, ""
    for index, line in enumerate([*lines, ""]):
        row = line.expandtabs(4)
        if row.strip() and not row.lstrip().startswith("|"):
            first, block = (first, f"{block}\n{row}") if block else (index, row)
            continue
        if block:
            yield first, block
        block = ""
        if row.strip():
            yield index, row


class _Stash(HtmlStash):
    """Where the engine puts aside the HTML that it finds; notes what was put there."""

    def __init__(self) -> None:
        super().__init__()
        self.raw: list[str] = []

    def store(self, html: str | Element) -> str:
        if not isinstance(html, str):
            self.raw.append(f"<{html.tag}")
        elif html.lstrip().startswith("<") and not _FENCED.match(html):
            # Code between fences is put aside too; what it holds is judged by its result.
            self.raw.append(html.strip())
        return super().store(html)


class _Reader(html.parser.HTMLParser):
    """Collects links, and tags and attributes that Markdown does not write."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, bool]] = []
        self.foreign: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.foreign.append((tag, ""))
        for name, value in attrs:
            own = name in _OWN_VALUES and _OWN_VALUES[name].fullmatch(value or "")
            if name not in _ATTRIBUTES and not own:
                self.foreign.append((tag, name))
            if name in ("href", "src"):
                self.links.append((value or "", name == "src"))


class _Finder:
    """Tells on which line something stands that the engine gave back without its place.

    What is asked for twice stands in two places: the second answer is the second line.
    """

    def __init__(self, lines: list[str], start: Location) -> None:
        self._start = start
        self._written = lines
        self._read = [html.unescape(line) for line in lines]
        self._found: dict[str, Iterator[int]] = {}
        self._last: dict[str, int] = {}

    def of(self, written: str) -> Location:
        sought = written.split("\n", 1)[0]
        found = self._found.setdefault(sought, self._lines_with(sought))
        self._last[sought] = next(found, self._last.get(sought, 0))
        return Location(self._start.file, self._start.line + self._last[sought])

    def _lines_with(self, sought: str) -> Iterator[int]:
        """Yield the index of each line that has `sought`, once each time it stands there."""
        # A link as Markdown writes it comes before the same words in running text.
        for lines, words in (
            (self._read, f"({sought}"),
            (self._written, sought),
            (self._read, sought),
            ([line.lower() for line in self._written], sought.lower()),
        ):
            if sought and any(words in line for line in lines):
                for index, line in enumerate(lines):
                    yield from itertools.repeat(index, line.count(words))
                return


def _path_inside(url: str) -> str:
    """Return the path of a link to the column's own files; empty for any other."""
    parts = urlsplit(url)
    return "" if parts.scheme else unquote(parts.path)


def _fault(url: str, *, is_image: bool) -> str | None:
    bare = re.sub(r"[\x00-\x20]", "", url).lower()
    try:
        urlsplit(url)
    except ValueError:
        return "不是网址，请核对方括号等符号"
    scheme = re.match("([^/?#]*?):", bare)
    if scheme and scheme[1] not in _SCHEMES:
        return "不是网页地址，可能会运行程序，请改为 https:// 开头的网址或本栏目的文件"
    if bare.startswith(("//", "/\\", "\\")):
        return "没有写明 https:，请写完整的网址"
    if is_image and scheme:
        return "是其他网站的图片，请把图片放进 content/files/"
    if bare.startswith("/"):
        return "以“/”开头，栏目放到子目录下会失效，请写从本文件算起的相对路径"
    return None
