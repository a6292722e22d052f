"""Shows text as it is, wherever it stands: text is never markup."""

from __future__ import annotations

import string
from typing import Final
from urllib.parse import quote

# Tabs would be expanded to blanks, and the Unicode line ends be taken for the end of a paragraph.
_ENTITIES: Final = {
    ord(mark): f"&#{ord(mark)};" for mark in string.punctuation + "\t\x85\u2028\u2029"
}
_ENTITIES[ord("\n")] = "<br>"
_CALLS: Final = {ord(mark): f"&#{ord(mark)};\u2060" for mark in "@#!$%&~"}
"""Before a name or a number, forges take them for a person, an issue, a merge request, …"""


def escape_markdown(text: str) -> str:
    """Return `text` so that any Markdown engine shows it as it is; its line ends stay breaks."""
    return text.translate(_ENTITIES)


def escape_comment(text: str) -> str:
    """Return `text` so that a forge shows it in a comment as it is, and calls nobody.

    Behind marks by which a forge calls people stands an invisible character (U+2060).
    """
    return text.translate(_ENTITIES | _CALLS)


def escape_url(url: str) -> str:
    """Return a web address so that it can stand in a Markdown link; it leads to the same place."""
    return quote(url, safe=":/?#@!$&+,=%~")
