"""What the search must find, found without it: by reading the built pages."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from lxml import html

WITHDRAWN = ".//h1/following-sibling::*[1][self::p[@class='withdrawn']]"
LEAVE = {"sections", "tasks", "topics", "departments"}
"""Folders of pages that are not searched if they say that they no longer apply."""
INLINE = {
    "a",
    "abbr",
    "b",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "mark",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
}
SILENT = {"nav", "form", "script", "style"}


def main_texts(site: Path) -> dict[str, str]:
    """Return the main text of every page in normal form, by its address."""
    texts = {}
    for path in sorted(site.rglob("index.html")):
        (article, *_) = [*html.fromstring(path.read_bytes().decode()).iter("article"), None]
        address = path.parent.relative_to(site).as_posix()
        if article is None or address == "search":
            continue
        if not (LEAVE & set(address.split("/")) and article.xpath(WITHDRAWN)):
            texts["" if address == "." else f"{address}/"] = normal("".join(read(article)))
    return texts


def read(element: html.HtmlElement) -> Iterator[str]:
    """Yield the text below an element, with a blank at both ends of what begins a line."""
    parts = "" if element.tag in INLINE else " "
    if element.tag not in SILENT:
        yield parts + (element.text or "")
        for child in element:
            yield from read(child)
    yield parts + (element.tail or "")


def normal(text: str) -> str:
    """Return a text as the search compares it."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"[\[{《〈「『【〔〖]", "(", text)
    text = re.sub(r"[\]}》〉」』】〕〗]", ")", text)
    return " ".join(re.sub("[\"'“”‘’\u200b\ufeff]", "", text).split())


def queries(texts: dict[str, str], count: int, seed: int) -> Iterator[str]:
    """Yield words cut from random pages; every fourth query has two."""
    chance = random.Random(seed)  # the same ones each time
    pages = list(texts.values())
    for number in range(count):
        yield " ".join(cut(chance, pages) for _ in range(2 if number % 4 == 3 else 1))


def cut(chance: random.Random, pages: list[str]) -> str:
    """Return 1 to 8 characters of a page without a blank."""
    while True:
        page = chance.choice(pages)
        start = chance.randrange(len(page))
        word = page[start : start + chance.randint(1, 8)]
        if " " not in word:
            return word


def holding(texts: dict[str, str], query: str) -> list[str]:
    """Return the addresses of the pages that hold every word of a query."""
    words = query.split()
    return sorted(address for address, text in texts.items() if all(word in text for word in words))
