"""What a browser may run and load of a site: its own files, and what stands in the pages itself.

A server says it of the whole site, for readers and against who would frame it; each page says it
of itself, for where no server does.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

_HEAD: Final = re.compile(r'<head(?:\s[^>]*)?>(?:\s*<meta charset="[^"]*">)?', re.IGNORECASE)
# Scripts of another type are data; one without a type is found by the two blanks.
_SCRIPTS: Final = etree.XPath(
    "//script[not(@src)][contains('  module text/javascript application/javascript ',"
    " concat(' ', @type, ' '))]/text()"
)
_STYLES: Final = etree.XPath("//style/text()")
_STYLE_ATTRIBUTES: Final = etree.XPath("//@style")
_HANDLERS: Final = etree.XPath("//@*[starts-with(name(), 'on')]")
_OTHERS: Final = "frame-ancestors 'self'"
"""Who may frame a page; a page cannot say it of itself."""


@dataclass(frozen=True, slots=True)
class Inline:
    """What stands in pages themselves, and is run or applied only if it is allowed."""

    scripts: frozenset[str] = frozenset()
    handlers: frozenset[str] = frozenset()
    """Scripts in attributes: ours have none, a host's header may."""
    styles: frozenset[str] = frozenset()
    style_attributes: frozenset[str] = frozenset()

    def __or__(self, other: Inline) -> Inline:
        """Return what stands in either."""
        return Inline(
            self.scripts | other.scripts,
            self.handlers | other.handlers,
            self.styles | other.styles,
            self.style_attributes | other.style_attributes,
        )


def inline_of(page: str) -> Inline:
    """Return what stands in a page."""
    document = etree.fromstring(page.encode() or b"<html>", etree.HTMLParser(encoding="utf-8"))
    kinds = (_SCRIPTS, _HANDLERS, _STYLES, _STYLE_ATTRIBUTES)
    return Inline(*(frozenset(cast("list[str]", found(document))) for found in kinds))


def inline_in(site: Path) -> Inline:
    """Return what stands in any page of a site."""
    found = Inline()
    for path in sorted(site.rglob("*.html")):
        found |= inline_of(path.read_text("utf-8"))
    return found


def content_policy(inline: Inline) -> str:
    """Return the Content-Security-Policy that a server sends with pages."""
    return f"{_own_policy(inline)}; {_OTHERS}"


def with_policy(page: str) -> str:
    """Return a page that says itself what it may run and load, before it loads anything."""
    tag = f'<meta http-equiv="Content-Security-Policy" content="{_own_policy(inline_of(page))}">'
    return _HEAD.sub(lambda head: f"{head[0]}\n  {tag}", page, count=1)


def _own_policy(inline: Inline) -> str:
    scripts = _sources(inline.scripts, inline.handlers)
    styles = _sources(inline.styles, inline.style_attributes)
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'"
    )


def _sources(elements: Iterable[str], attributes: Collection[str]) -> str:
    """Return the site's own files, and by their hashes what stands in elements and attributes."""
    hashes = sorted(map(_hash, {*elements, *attributes}))
    # Without this word a hash holds for elements only.
    return " ".join(["'self'", *["'unsafe-hashes'"] * bool(attributes), *hashes])


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
