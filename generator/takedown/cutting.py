"""Takes addresses out of a built site: the files there, and their words wherever they stand.

The site is read as it is built, without its source: so it works at once on what is published, and
in the same way at the end of every later build.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from generator.pages import routes
from generator.pages.built import kind_of, redirects, target_of
from generator.problems import CannotRunError
from generator.publishing.manifest import MANIFEST
from generator.search.index import build_search
from generator.search.reading import WrittenIndex
from generator.takedown.addresses import refuse_shared
from generator.takedown.pages import (
    REPLACED,
    BuiltPage,
    main_text,
    said_by,
    visible_text,
)
from generator.takedown.records import cut_csv, cut_json, cut_xml
from generator.takedown.words import Words, own_words, sentences, squeezed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from generator.pages.page import Page

_ISSUED: Final = frozenset({"task", "section", "plan", "full"})
"""Kinds of pages that print what was issued: it stays as it is."""
_SOURCES: Final = frozenset({"task", "handwritten"})
_FEW: Final = 3
"""Pages; a sentence on more of them is one that every such page has."""
_PROGRAMS: Final = (".js", ".css")
"""Endings of files of the frame: what an editor writes never stands in one."""
_FRAME: Final = "404.html"
"""A page that says nothing of its own: what it says stands around every page."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What has become of a site."""

    removed: tuple[str, ...]
    """Files that are gone."""
    changed: tuple[str, ...]
    """Files out of which something was taken."""
    elsewhere: tuple[str, ...]
    """Addresses of pages that say some of the same sentences by themselves, and still do."""
    unread: tuple[str, ...]
    """Attachments, whose text is not looked through."""


def cut(site: Path, addresses: Collection[str], mounted_at: str) -> Cut:
    """Take what is at some addresses out of a site; what is not there is not missed.

    Raises CannotRunError if one is that of a page which gathers what others say, or leads on to
    what would stay; also if words remain afterwards, in a file of a kind that is not known here.
    """
    if not addresses:
        return Cut((), (), (), ())
    refuse_shared(addresses, site)
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    files = [file for file in sorted(files) if file != MANIFEST]
    gone = {file for file in files if routes.is_covered(file, addresses)}
    if not gone:
        return Cut((), (), (), ())
    leading = redirects(site, mounted_at)
    _refuse_leading_on({file: target for file, target in leading.items() if file in gone}, gone)
    gone |= {file for file, target in leading.items() if target in gone}
    return _Cutting(site, files, gone, mounted_at).done()


def _refuse_leading_on(leading: dict[str, str], gone: Collection[str]) -> None:
    for file, target in leading.items():
        if target not in gone:
            message = (
                f"{routes.address(file)} 只是转到 {routes.address(target)}，要撤下的内容在那里，"
                "没有改动：请再写上那里的网址"
            )
            raise CannotRunError(message)


class _Cutting:
    def __init__(self, site: Path, files: list[str], gone: set[str], mounted_at: str) -> None:
        self._site = site
        self._kept = [file for file in files if file not in gone]
        self._gone = gone
        self._mounted_at = mounted_at
        self._pages = {
            file: (site / file).read_text("utf-8") for file in files if file.endswith(".html")
        }
        self._kinds = {file: kind_of(page) for file, page in self._pages.items()}
        self._changed: list[str] = []

    def done(self) -> Cut:
        words, elsewhere = self._words()
        for file in self._kept:
            self._cut_file(file, words)
        for file in self._gone:
            (self._site / file).unlink()
            _remove_empty((self._site / file).parent, self._site)
        self._search_anew(words)
        self._refuse_remains(words)
        attachments = (file for file in self._kept if file.startswith("files/"))
        return Cut(tuple(sorted(self._gone)), tuple(self._changed), elsewhere, tuple(attachments))

    def _words(self) -> tuple[Words, tuple[str, ...]]:
        """Return the words that have to go, and where some of the sentences stay."""
        said = [
            text for file in self._gone & self._pages.keys() for text in said_by(self._pages[file])
        ]
        sacred = _ISSUED | ({self._kinds.get(file) for file in self._gone} - {"handwritten", ""})
        others = {
            file: squeezed("\0".join(said_by(self._without_links(file))))
            for file in self._pages
            if file not in self._gone
        }
        issued = [text for file, text in others.items() if self._kinds[file] in sacred]
        frame = visible_text(self._without_links(_FRAME)) if _FRAME in self._pages else ""
        words = own_words(said, "\0".join((squeezed(frame), *issued)), "\0".join(others.values()))
        return words, tuple(self._sharing(others))

    def _sharing(self, others: dict[str, str]) -> Iterator[str]:
        """Return the addresses of the few pages that say the same sentence by themselves."""
        gone = (
            main_text(self._pages[file], with_facts=False).passages
            for file in self._gone & self._pages.keys()
        )
        said = {sentence for passages in gone for sentence in sentences(passages)}
        pages = {file: text for file, text in others.items() if self._kinds[file] in _SOURCES}
        holding = ({file for file, text in pages.items() if phrase in text} for phrase in said)
        found = {file for files in holding if len(files) <= _FEW for file in files}
        return map(routes.address, sorted(found))

    def _without_links(self, file: str) -> str:
        page = self._pages[file]
        if not self._may_link(page):
            return page
        return BuiltPage(page, file, self._mounted_at).without_links(self._gone)

    def _may_link(self, page: str) -> bool:
        """Tell quickly of most pages that they have no such link."""
        return any(
            routes.address(file).rstrip("/").rpartition("/")[2] in page for file in self._gone
        )

    def _cut_file(self, file: str, words: Words) -> None:
        path = self._site / file
        before = path.read_bytes()
        if file.endswith(".html"):
            after = self._cut_page(file, words)
        elif file.endswith(".json") and file.startswith("data/"):
            after = cut_json(before, self._names_gone, words)
        elif file.endswith(".csv") and (file.startswith("data/") or words.are_in_file(before)):
            after = cut_csv(before, self._names_gone, words)
        elif file.endswith(".xml"):
            after = cut_xml(before, lambda link: self._leads_to_gone(link, file), words)
        else:
            return
        if after not in (before, b""):
            _replace(path, after)
            self._changed.append(file)
            if (packed := path.with_name(f"{path.name}.gz")).is_file():
                _replace(packed, gzip.compress(after, mtime=0))

    def _cut_page(self, file: str, words: Words) -> bytes:
        text = self._pages[file]
        if not (self._may_link(text) or words.are_in_file(text.encode())):
            return b""
        page = BuiltPage(text, file, self._mounted_at)
        links = page.leads_to(self._gone)
        if not links and not words.are_in_file(page.text().encode()):
            return b""
        replaced = {each for each in self._gone if self._kinds.get(each, "file") in REPLACED}
        page.cut_links(replaced, is_replaced=True)
        page.cut_links(self._gone - replaced, is_replaced=False)
        page.cut_words(words)
        return page.text().encode()

    def _names_gone(self, address: str) -> bool:
        return routes.file(address) in self._gone

    def _leads_to_gone(self, link: str, file: str) -> bool:
        """Whether a link of a feed, or an address in full of a site map, leads to what is gone."""
        if target_of(link, file, self._mounted_at) in self._gone:
            return True
        _, mount, inside = link.partition(self._mounted_at) if "://" in link else ("", "", "")
        return bool(mount) and self._names_gone(inside)

    def _search_anew(self, words: Words) -> None:
        if not (self._site / routes.SEARCH_META).is_file():
            return
        written = WrittenIndex(self._site)
        pages = [
            page for page in written.pages() if not self._names_gone(routes.address(page.path))
        ]
        texts = {
            page.path: main_text(
                (self._site / f"{routes.address(page.path)}index.html").read_text("utf-8")
            )
            for page in pages
        }
        synonyms = [
            [word for word in group if not words.are_in(word)] for group in written.synonyms
        ]
        cleared = [_without(words, page) for page in pages]
        made = [*build_search(cleared, texts, synonyms)]
        # Folders of earlier editions among them, which open pages may still ask for.
        for file in (self._site / routes.SEARCH_META).parent.glob("*/*.json"):
            file.unlink()
            _remove_empty(file.parent, self._site)
        for asset in made:
            _replace(self._site / asset.path, asset.content)

    def _refuse_remains(self, words: Words) -> None:
        for path in self._site.rglob("*"):
            if not path.is_file() or path.name == MANIFEST or path.suffix in _PROGRAMS:
                continue
            content = path.read_bytes()
            if words.are_in_file(gzip.decompress(content) if path.suffix == ".gz" else content):
                name = path.relative_to(self._site).as_posix()
                message = f"{name} 里还有要撤下的文字，程序不会改这种文件：请先撤下它，再撤下这一项"
                raise CannotRunError(message)


def _without(words: Words, page: Page) -> Page:
    """Return what the search is told of a page without some words."""
    names = tuple(name for name in page.names if not words.are_in(name))
    return replace(page, names=names, place="" if words.are_in(page.place) else page.place)


def _replace(path: Path, content: bytes) -> None:
    """Write a file anew: the old one may be shared with another release."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _remove_empty(folder: Path, site: Path) -> None:
    while folder != site and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
