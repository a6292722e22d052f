"""Lines of a text, as editors and YAML count them: ended by LF, CR LF or CR alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = re.compile("\r\n|[\r\n]")


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield number, counted from 1, and text of every line, without its end."""
    number, start = 1, 0
    for end in _END.finditer(text):
        yield number, text[start : end.start()]
        number, start = number + 1, end.end()
    yield number, text[start:]


def usual_end(text: str) -> str:
    """Return how most lines of a text end: CR LF, or LF alone."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
