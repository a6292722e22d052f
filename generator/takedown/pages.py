"""A built page without what is taken down: links to it, and whatever repeats its words.

What is emptied keeps its place and its anchors, so that no link breaks and no count lies. Of a
paragraph nothing is left rather than half a sentence.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Final, cast

from lxml import html

from generator.pages.built import target_of
from generator.search.passages import MainText, read_main_text
from generator.takedown.words import NOTE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.takedown.words import Words

REPLACED: Final = frozenset({"task", "handwritten", "plan", "file"})
"""Kinds of which a whole entry or row goes that links to one; of others only the link does."""
_ARTICLE: Final = re.compile("<article.*?</article>", re.DOTALL)
_FACTS: Final = re.compile('<dl class="facts".*?</dl>', re.DOTALL)
_DESCRIPTION: Final = re.compile('<meta name="description" content="([^"]*)"')
_INLINE: Final = (
    *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins"),
    *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "time"),
    *("u", "var"),
)
_COMMENT: Final = "<!--"
_BRACKET: Final = "\ue000"
"""Stands for one: a sign for private use, which no text may hold."""
_UNREAD: Final = frozenset({"script", "style"})


def main_text(page: str, *, with_facts: bool = True) -> MainText:
    """Return what a page says, without navigation; perhaps without the list of its facts."""
    found = _ARTICLE.search(page)
    article = found[0] if found else ""
    return read_main_text(article if with_facts else _FACTS.sub("<p>", article))


def said_by(page: str) -> list[str]:
    """Return all texts of a page that are its own: passages, and the sentence that describes it."""
    return [*main_text(page).passages, *_DESCRIPTION.findall(page)]


def visible_text(page: str) -> str:
    """Return all that a page shows, the frame around its main text as well."""
    return "\0".join(read_main_text(page).passages)


class BuiltPage:
    """One page, to be cut."""

    def __init__(self, text: str, file: str, mounted_at: str) -> None:
        self._root = html.document_fromstring(text.encode(), html.HTMLParser(encoding="utf-8"))
        self._file = file
        self._mounted_at = mounted_at

    def text(self) -> str:
        """Return the page as HTML."""
        made = html.tostring(_sayable(self._root), encoding="unicode", doctype="<!doctype html>")
        return f"{cast('str', made).replace(_BRACKET, '&lt;')}\n"

    def leads_to(self, targets: Collection[str]) -> bool:
        """Whether any link leads to one of some files."""
        return next(self._links(targets), None) is not None

    def without_links(self, targets: Collection[str]) -> str:
        """Return the page without whatever only points to one of some files."""
        for link in [*self._links(targets)]:
            _dropped(_item(link, "li", "tr", "dd", "p"))
        return self.text()

    def cut_links(self, targets: Collection[str], *, is_replaced: bool) -> None:
        """Let no link lead to any of some files; replace the entries and rows that have one."""
        for link in [*self._links(targets)]:
            item = _item(link, "li", "tr", "section")
            if link.tag == "link":
                _dropped(link)
            elif item.tag == "li" and next(item.iterancestors("nav"), None) is not None:
                _dropped(item)
            elif is_replaced and item.tag == "tr":
                _empty_row(item)
            elif is_replaced and item.tag == "section":
                _clear(item)
            elif is_replaced:
                _empty(item)
            else:
                link.drop_tag()

    def cut_words(self, words: Words) -> None:
        """Empty whatever holds any of the words, and every attribute that does."""
        for element in [*self._root.iter()]:
            if not isinstance(element.tag, str) or element.tag in _UNREAD:
                continue
            for name, value in element.attrib.items():
                if words.are_in(str(value)):
                    element.set(name, NOTE)
            if element.tag in _INLINE or not words.are_in(_own_text(element)):
                continue
            if element.tag == "dd":
                _empty_pieces(element, words)
            else:
                _empty(element)

    def _links(self, targets: Collection[str]) -> Iterator[html.HtmlElement]:
        for element in self._root.iter("a", "link", "area"):
            href = element.get("href")
            if href and target_of(href, self._file, self._mounted_at) in targets:
                yield element


def _sayable(root: html.HtmlElement) -> html.HtmlElement:
    """Return a page with a stand-in where an attribute holds what looks like a comment.

    lxml writes that as it is, and a server that completes pages would follow the directives in it.
    """
    if not root.xpath(f"//@*[contains(., '{_COMMENT}')]"):
        return root
    root = deepcopy(root)
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, str(value).replace(_COMMENT, _COMMENT.replace("<", _BRACKET)))
    return root


def _item(link: html.HtmlElement, *tags: str) -> html.HtmlElement:
    """Return the entry, row or paragraph around a link; the link itself if it is in none."""
    return next(link.iterancestors(*tags), link)


def _dropped(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _own_text(element: html.HtmlElement) -> str:
    """Return the text of an element that does not stand in a block inside it."""
    pieces = [element.text or ""]
    for child in element:
        is_inline = isinstance(child.tag, str) and child.tag in _INLINE
        pieces += [child.text_content() if is_inline else "\0", child.tail or ""]
    return "".join(pieces)


def _empty(element: html.HtmlElement) -> None:
    """Put the note in the place of what an element says, but for blocks within a block."""
    if element.tag in _INLINE:
        _clear(element)
    else:
        for child in [*element]:
            child.tail = None
            if not isinstance(child.tag, str) or child.tag in _INLINE:
                _keep_anchors(child, element)
                child.drop_tree()
        element.text = NOTE
    element.attrib.pop("href", None)


def _empty_row(row: html.HtmlElement) -> None:
    for index, cell in enumerate(row):
        _clear(cell)
        cell.text = "" if index else NOTE


def _clear(element: html.HtmlElement) -> None:
    for child in [*element]:
        _keep_anchors(child, element)
        child.tail = None
        child.drop_tree()
    element.text = NOTE


def _keep_anchors(child: html.HtmlElement, parent: html.HtmlElement) -> None:
    """Leave an anchor behind wherever one was."""
    for id_ in [each.get("id") for each in child.iter() if each.get("id")]:
        anchor = html.Element("span", id=id_)
        parent.append(anchor)


def _empty_pieces(element: html.HtmlElement, words: Words) -> None:
    """Empty only those pieces of a line of facts that hold any of the words."""
    if words.are_in(element.text or ""):
        element.text = NOTE
    for child in [*element]:
        if words.are_in(child.tail or ""):
            child.tail = NOTE
        if words.are_in(child.text_content()):
            _empty(child)
    if words.are_in(_own_text(element)):
        _empty(element)
