"""Takes the main text of a page out of its HTML: passages, in the order in which they are read."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

# What stands inside a line: every other element begins a passage.
_INLINE = (
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup"
    " time u var"
)
_REST = r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>"""
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE.replace(' ', '|')})(?![a-z0-9-]){_REST}")
_TAG = re.compile(rf"</?[a-zA-Z]{_REST}")
_TAG_WITH_CAPITALS = re.compile(rf"</?[a-z0-9-]*[A-Z]{_REST}")
# None of these stands inside another of its kind.
_SILENT = re.compile(
    rf"<(?:!--.*?--|(nav|script|style|template|form)(?![a-z0-9-]){_REST}.*?</\1)>", re.DOTALL
)
_HEADING = re.compile(rf"<h1(?![a-z0-9-]){_REST}(.*?)</h1>", re.DOTALL)
_BETWEEN = "\0"


@dataclass(frozen=True, slots=True)
class MainText:
    """What a page says, without navigation."""

    title: tuple[str, ...]
    """The lines of the main heading."""
    passages: tuple[str, ...]
    """The text of each paragraph, heading, cell and list entry, the main heading among them."""


def read_main_text(article: str) -> MainText:
    """Return the main text of a page whose main part has the HTML `article`, well formed.

    Left out are navigation and forms.
    """
    # Few pages have such tags, and to look for both cases everywhere takes twice the time.
    lower = _TAG_WITH_CAPITALS.sub(lambda tag: tag[0].lower(), article)
    spoken = _INLINE_TAG.sub("", _SILENT.sub("<p>", lower))
    heading = _HEADING.search(spoken)
    title = tuple(_passages(heading[1])) if heading else ()
    return MainText(title, tuple(_passages(spoken)))


def _passages(spoken: str) -> list[str]:
    # What is done once for a page, and not for each of its hundred passages, is done in no time.
    text = " ".join(html.unescape(_TAG.sub(_BETWEEN, spoken)).split())
    return [passage for piece in text.split(_BETWEEN) if (passage := piece.strip())]
