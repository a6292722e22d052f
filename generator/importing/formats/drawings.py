"""Finds what lies over the cells of a workbook: text boxes, pictures and charts.

None of it belongs to a row, so it is reported and not published.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils import get_column_letter

from generator.importing.document import Piece
from generator.importing.quoting import in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_WORKBOOK: Final = "xl/workbook.xml"
_REFERENCE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ANCHORS: Final = ("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor")


def drawings(data: bytes) -> Iterator[Piece]:
    """Yield a note for each drawing of a workbook, sheet by sheet.

    Raises the errors of lxml, zipfile and openpyxl if a part is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = _dependents(file, _WORKBOOK, "/worksheet")
        for sheet in _root(file, _WORKBOOK).iter("{*}sheet"):
            part = parts.get(sheet.get(_REFERENCE, ""), "")
            for drawing in _dependents(file, part, "/drawing").values():
                for anchor in _root(file, drawing).iter(*_ANCHORS):
                    place = f"工作表“{sheet.get('name')}”{_corner(anchor)}"
                    yield Piece("", place, (_note(anchor),))


def _dependents(file: zipfile.ZipFile, part: str, kind: str) -> dict[str, str]:
    """Return the parts of a kind that a part refers to, by the names that it uses for them."""
    relations = str(get_rels_path(part))  # type: ignore[no-untyped-call]
    if relations not in file.namelist():
        return {}
    return {
        str(each.Id): str(each.target)
        for each in get_dependents(file, relations)
        if each.Type.endswith(kind) and each.TargetMode != "External"
    }


def _root(file: zipfile.ZipFile, part: str) -> Element:
    return etree.fromstring(file.read(part), etree.XMLParser(resolve_entities=False))


def _corner(anchor: Element) -> str:
    """Return the cell under the upper left corner; "" where none is named."""
    column, row = (anchor.findtext(f"{{*}}from/{{*}}{name}") for name in ("col", "row"))
    if column is None or row is None:
        return ""
    return f"{get_column_letter(int(column) + 1)}{int(row) + 1}"


def _note(anchor: Element) -> str:
    lines = (part.iter("{*}t") for part in anchor.iter("{*}p"))
    text = " ".join("".join(run.text or "" for run in line) for line in lines)
    if not text.strip():
        return "一幅图片、图表或图形，没有录入：其中如有文字，请写进单元格"
    return f"文本框里的文字{in_quotes(text)}，没有录入：如属正文，请写进单元格"
