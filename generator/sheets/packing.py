"""A workbook as a file that does not say when it was written."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_EPOCH: Final = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the file format knows no zones
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_PROPERTIES: Final = "docProps/core.xml"


def packed(book: Workbook) -> bytes:
    """Return the file of a workbook; the same bytes whenever it is written."""
    written, copied = io.BytesIO(), io.BytesIO()
    book.properties.creator = "disclosure"
    book.properties.created = _EPOCH
    book.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(copied, "w") as copy:
        for name in parts.namelist():
            part = parts.read(name)
            if name == _PROPERTIES:
                part = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", part)
            copy.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return copied.getvalue()
