"""Opens a document of Word that anybody may have sent; what would take too much is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.packages.package import TOO_LARGE, read_parts
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_MARKUP: Final = 25_000_000
"""Bytes of all parts together."""
_MOST_ELEMENTS: Final = 300_000
"""Of all parts together; each takes a quarter of a kilobyte, and a long plan has a third of it."""
_MOST_ATTRIBUTES: Final = 450_000
_MOST_RELATIONS: Final = 10_000
"""Elements of a part that says what others are: each becomes an object of the library."""
_RELATIONS: Final = (".rels", "[Content_Types].xml")
_ATTRIBUTE_SPACED: Final = re.compile(rb"=\s+[\"']")


def document_parts(data: bytes) -> Mapping[str, bytes]:
    """Return the parts of a document by name, as `read_parts` does, unless it is a monster."""
    parts = read_parts(data)
    elements = {name: _elements(part) for name, part in parts.items()}
    if (
        sum(map(len, parts.values())) > _MOST_MARKUP
        or sum(elements.values()) > _MOST_ELEMENTS
        or sum(map(_attributes, parts.values())) > _MOST_ATTRIBUTES
        or any(elements[name] > _MOST_RELATIONS for name in parts if name.endswith(_RELATIONS))
    ):
        raise CannotRunError(TOO_LARGE)
    return parts


def _elements(part: bytes) -> int:
    return part.count(b"<") - sum(map(part.count, (b"</", b"<?", b"<!")))


def _attributes(part: bytes) -> int:
    spaced = sum(1 for _ in _ATTRIBUTE_SPACED.finditer(part))
    return spaced + part.count(b'="') + part.count(b"='")
