"""Opens a workbook that anybody may have sent; what would take too long or too much is refused."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.utils import column_index_from_string

from generator.packages.package import DAMAGED, is_markup, packed, read_parts
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

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
_SPREAD: Final = re.compile(rb"<(?:[^\s<>/]+:)?(?:mergeCell|hyperlink)\s[^<]*")
"""What has a range of which the library makes every cell."""
_REFERENCE: Final = re.compile(rb"\sref\s*=\s*[\"']([^\"']*)")
_CORNER: Final = r"\$?([A-Z]{1,3})\$?(\d{1,7})"
_RANGE: Final = re.compile(f"{_CORNER}(?::{_CORNER})?", re.ASCII)
_SHARED: Final = re.compile(
    rb"(<(?:[^\s<>/]+:)?f\s[^<]*?\bt\s*=\s*[\"'])(?!(?:normal|array|dataTable)[\"'])[^\"']*"
)
"""Formulas that the library writes out anew for every cell: what they say is never read."""
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_BOOK: Final = "xl/workbook.xml"


class Package:
    """A workbook as its file holds it, looked through."""

    def __init__(self, data: bytes) -> None:
        """Look through a file; raises CannotRunError if it is no workbook, or a monster."""
        parts = read_parts(data)
        if _BOOK not in parts:
            message = "这不是 Excel 工作簿：请用 Excel 或 WPS 表格打开，另存为 .xlsx，再导入"
            raise CannotRunError(message)
        markup = {name: part for name, part in parts.items() if is_markup(name)}
        cells = sum(_cells_in(part, name) for name, part in markup.items())
        if cells > MOST_CELLS:
            message = (
                f"表格里写有 {cells} 个单元格，最多 {MOST_CELLS} 个："
                "请删去表格下面和右边带格式的空行空列"
            )
            raise CannotRunError(message)
        self.data = packed(
            parts | {name: _SHARED.sub(rb"\1normal", markup[name]) for name in markup}
        )
        """The same as a file that may be opened."""
        self.size = sum(map(len, markup.values()))
        """Bytes that are parsed."""
        self.has_formulas = any(b"<f" in part for part in markup.values())
        """Whether a sheet may calculate."""

    def opened(self, *, shows_results: bool = False, keeps_runs: bool = False) -> Workbook:
        """Return the workbook with its formulas or, if `shows_results`, what they last gave.

        Raises CannotRunError if it is damaged.
        """
        try:
            with warnings.catch_warnings():
                # What the library leaves out, such as pictures, is no part of a plan.
                warnings.simplefilter("ignore")
                return openpyxl.load_workbook(
                    io.BytesIO(self.data),
                    data_only=shows_results,
                    rich_text=keeps_runs,
                    keep_links=False,
                )
        # A damaged part makes the library fail in whatever way that part is used.
        except Exception as error:
            raise CannotRunError(DAMAGED) from error


def unescaped(text: str) -> str:
    """Return a text of a cell without the escapes for what XML cannot hold."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # Halves of a character are joined; one that stands alone cannot be written.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def escaped(text: str) -> str:
    """Return a text as a cell is to hold it: what looks like an escape is escaped itself."""
    return _ESCAPED.sub(lambda found: f"_x005F{found.group()}", text)


def _cells_in(part: bytes, name: str) -> int:
    """Return how many cells a part has made; raises CannotRunError if it has too much else."""
    cells = _count(_CELL, part)
    others = _count(_ANYTHING, part) - cells - _count(_INSIDE, part)
    most = next(count for start, count in _MOST_OTHERS.items() if name.startswith(start))
    if others > most or _count(_ATTRIBUTE, part) > _MOST_ATTRIBUTES * (cells + most):
        message = "文件里的格式过多：请把任务那张表单独复制到一个新的工作簿里"
        raise CannotRunError(message)
    spread = (_REFERENCE.findall(found) for found in _SPREAD.findall(part))
    return cells + sum(_area(range_.decode()) for ranges in spread for range_ in ranges)


def _area(range_: str) -> int:
    """Return how many cells a range has; raises CannotRunError if it is not written plainly."""
    match = _RANGE.fullmatch(range_)
    if match is None:
        raise CannotRunError(DAMAGED)
    left, top, right, bottom = match.groups()
    if right is None:
        return 1
    width = abs(column_index_from_string(right) - column_index_from_string(left)) + 1
    return width * (abs(int(bottom) - int(top)) + 1)


def _count(pattern: re.Pattern[bytes], part: bytes) -> int:
    return sum(1 for _ in pattern.finditer(part))
