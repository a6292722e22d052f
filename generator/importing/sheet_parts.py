"""Looks through the parts of a workbook before they are loaded: some would grow without end."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree
from openpyxl.utils import range_boundaries

from generator.importing.package import TOO_LARGE
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKUP: Final = re.compile(rb"[\xef\xbb\xbf\xfe\xff\s\x00]*<")
"""How a part begins that is read as XML, whatever it is called."""
_DOCTYPE: Final = re.compile(rb"<!\s*DOCTYPE|<\x00!\x00|\x00<\x00!", re.IGNORECASE)
"""Also in two bytes a character."""
_SPREAD: Final = ("{*}mergeCell", "{*}hyperlink")
"""Elements of which a cell is made for each place that they cover."""
_MOST_MARKUP: Final = 8_000_000
"""Bytes; loaded they take fifteen times the memory."""
_MOST_PLACES: Final = 200_000


def has_formulas(data: bytes) -> bool:
    """Return whether a sheet of a workbook calculates.

    Raises CannotRunError if it is too large; ValueError if a part defines entities, which no
    program that writes workbooks does, or merged cells cover more places than any plan has;
    lxml's errors, and those of zipfile.
    """
    found, size = False, 0
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            part = file.read(name)
            if not _MARKUP.match(part):
                continue
            size += len(part)
            if size > _MOST_MARKUP:
                raise CannotRunError(TOO_LARGE)
            if _DOCTYPE.search(part) or sum(_places(part)) > _MOST_PLACES:
                raise ValueError(name)
            found |= b"<f" in part
    return found


def _places(part: bytes) -> Iterator[int]:
    """Yield how many places each element covers that stands for several."""
    for _, element in etree.iterparse(io.BytesIO(part), tag=_SPREAD, resolve_entities=False):
        left, top, right, bottom = range_boundaries(element.get("ref") or "A1")
        yield ((right or 1) - (left or 1) + 1) * ((bottom or 1) - (top or 1) + 1)
        element.clear()
