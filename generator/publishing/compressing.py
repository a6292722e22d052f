"""Texts compressed beforehand: a server hands them out as they are, and they come out smaller."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Final

import brotli

from generator.publishing.includes import has_include

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXTS: Final = (".html", ".css", ".js", ".json", ".xml", ".csv", ".svg", ".txt")
_QUALITY: Final = 9
"""Of brotli; the last two steps take ten times as long for a hundredth of the bytes."""
ENDINGS: Final = (".gz", ".br")
_LEAST: Final = 200
"""Bytes below which nothing is gained."""


def is_text(path: str) -> bool:
    """Whether a file is one that compresses well."""
    return path.endswith(_TEXTS)


def compressed(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the ending and the content of each form in which a text is smaller.

    The same text gives the same bytes, whenever that is. A page that the server completes has none.
    """
    if len(content) < _LEAST or has_include(content):
        return
    forms = (
        gzip.compress(content, mtime=0),
        brotli.compress(content, mode=brotli.MODE_TEXT, quality=_QUALITY),
    )
    for ending, made in zip(ENDINGS, forms, strict=True):
        if len(made) < len(content):
            yield ending, made
