"""Opens a workbook that anybody may have sent; what would take too long or too much is refused."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from itertools import starmap
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.utils import column_index_from_string

from generator.problems import CannotRunError

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_BYTES: Final = 30_000_000
_MOST_UNPACKED: Final = 60_000_000
"""Bytes of all parts together."""
_MOST_PARTS: Final = 2_000
MOST_CELLS: Final = 200_000
"""Those that are written down, empty ones too: each takes half a kilobyte."""
_CELL: Final = re.compile(rb"<(?:\w+:)?(?:c|row|si)[\s/>]")
_INSIDE: Final = re.compile(rb"<(?:\w+:)?(?:is|t|v|f|r|rPr|phoneticPr)[\s/>]")
"""What cells consist of."""
_ANYTHING: Final = re.compile(rb"<[^/?!]")
_ATTRIBUTE: Final = re.compile(rb"=\s*[\"']")
_MOST_OTHERS: Final = {"xl/worksheets/": 30_000, "xl/sharedStrings": 200_000, "": 50_000}
"""Other elements of a part, by the beginning of its name."""
_MOST_ATTRIBUTES: Final = 4
"""Of a cell; beside that, one for each of the other elements that there may be."""
_RANGE: Final = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?ref=[\"']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)"
)
"""Ranges of which the library makes every cell."""
_LONGEST_COLUMN: Final = 3
_LONGEST_ROW: Final = 7
_BOOK: Final = "xl/workbook.xml"
_SAVE_AS: Final = "请用 Excel 或 WPS 表格打开，另存为 .xlsx（Excel 工作簿）"
_OTHERS: Final = {
    b"%PDF": f"这是 PDF，不是表格：{_SAVE_AS}",
    b"\xd0\xcf\x11\xe0": f"这是旧格式（.xls、.et）的文件，或者加了密码：{_SAVE_AS}，不设密码",
}
_DAMAGED: Final = f"文件打不开，可能已损坏：{_SAVE_AS}"


def open_workbook(data: bytes) -> Workbook:
    """Return the workbook in a file; raises CannotRunError if it is none, or a monster."""
    for beginning, message in _OTHERS.items():
        if data.startswith(beginning):
            raise CannotRunError(message)
    if len(data) > MOST_BYTES:
        message = f"文件超过 {MOST_BYTES // 1_000_000} MB：请检查是否放错了文件"
        raise CannotRunError(message)
    _refuse_monsters(data)
    try:
        with warnings.catch_warnings():
            # What the library leaves out, such as pictures, is no part of a plan.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    # A damaged part makes the library fail in whatever way that part is used.
    except Exception as error:
        raise CannotRunError(_DAMAGED) from error


def _refuse_monsters(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.infolist()
            names = {part.filename for part in parts}
            if _BOOK not in names:
                message = f"这不是 Excel 工作簿：{_SAVE_AS}"
                raise CannotRunError(message)
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                message = "文件展开后过大：请删去图片和多余的行列，或检查是否放错了文件"
                raise CannotRunError(message)
            cells = sum(
                _cells_in(file.read(part), part.filename)
                for part in parts
                if part.filename.endswith((".xml", ".rels"))
            )
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise CannotRunError(_DAMAGED) from error
    if cells > MOST_CELLS:
        message = (
            f"表格里写有 {cells} 个单元格，最多 {MOST_CELLS} 个："
            "请删去表格下面和右边带格式的空行空列"
        )
        raise CannotRunError(message)


def _cells_in(part: bytes, name: str) -> int:
    """Return how many cells a part has made; raises CannotRunError if it is no plain XML."""
    # No spreadsheet writes entities; what is in another encoding could hide them.
    if b"\0" in part or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise CannotRunError(_DAMAGED)
    cells = _count(_CELL, part)
    others = _count(_ANYTHING, part) - cells - _count(_INSIDE, part)
    most = next(count for start, count in _MOST_OTHERS.items() if name.startswith(start))
    if others > most or _count(_ATTRIBUTE, part) > _MOST_ATTRIBUTES * (cells + most):
        message = "文件里的格式过多：请把任务那张表复制到新导出的表格里"
        raise CannotRunError(message)
    ranges = ([found.decode() for found in match] for match in _RANGE.findall(part))
    return cells + sum(starmap(_area, ranges))


def _area(left: str, top: str, right: str, bottom: str) -> int:
    """Return how many cells a range has."""
    if max(len(left), len(right)) > _LONGEST_COLUMN or max(len(top), len(bottom)) > _LONGEST_ROW:
        raise CannotRunError(_DAMAGED)
    width = abs(column_index_from_string(right) - column_index_from_string(left)) + 1
    return width * (abs(int(bottom) - int(top)) + 1)


def _count(pattern: re.Pattern[bytes], part: bytes) -> int:
    return sum(1 for _ in pattern.finditer(part))
