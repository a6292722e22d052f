"""Opens a workbook that anybody may have sent; what would take too long or too much is refused."""

from __future__ import annotations

import html
import io
import re
import warnings
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import column_index_from_string

from generator.packages.leaving_out import BESIDE_CELLS, bare
from generator.packages.package import DAMAGED, TOO_LARGE, is_markup, packed, read_parts
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_CELLS: Final = 200_000
"""Those that are written down, empty ones too: each takes half a kilobyte."""
_MOST_MERGES: Final = 10_000
_MOST_MERGED: Final = 60_000
"""Cells that are merged or linked: the library makes every one, and draws the borders."""
_MERGE: Final = re.compile(rb"<(?:[^\s<>/]+:)?mergeCell\s")
_FORMULA: Final = re.compile(rb"<(?:[^\s<>/]+:)?f[\s>/]")
_MOST_TO_READ: Final = 60_000
"""Of a document, in which they are read twice: with their formulas, and what these gave."""
_CELL: Final = re.compile(rb"<(?:\w+:)?(?:c|row|si)[\s/>]")
_INSIDE: Final = re.compile(rb"<(?:\w+:)?(?:is|t|v|f|r|rPr|phoneticPr)[\s/>]")
"""What cells consist of."""
_ANYTHING: Final = re.compile(rb"<[^/?!]")
_ATTRIBUTE: Final = re.compile(rb"=\s*[\"']")
_MOST_OTHERS: Final = {"xl/worksheets/": 30_000, "xl/sharedStrings": 200_000, "": 50_000}
"""Other elements of a part, by the beginning of its name."""
_MOST_ATTRIBUTES: Final = 4
"""Of a cell; beside that, one for each of the other elements that there may be."""
_SPREAD: Final = re.compile(rb"<(?:[^\s<>/]+:)?(?:mergeCell|hyperlink|comment)\s[^<]*")
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
_CODE: Final = re.compile(rb"""\bformatCode\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LONGEST_CODE: Final = 255
"""Signs of the format of a number: Excel takes no more."""
_MOST_CHARACTERS: Final = 10_000_000
_TOO_MANY_FORMATS: Final = "文件里的格式过多：请把任务那张表单独复制到一个新的工作簿里"


class Package:
    """A workbook as its file holds it, looked through."""

    def __init__(self, data: bytes, *, only_cells: bool = False) -> None:
        """Look through a file; raises CannotRunError if it is no workbook, or a monster.

        If `only_cells`, what stands beside the cells is left out when it is opened.
        """
        parts = read_parts(data)
        if _BOOK not in parts:
            message = "这不是 Excel 工作簿：请用 Excel 或 WPS 表格打开，另存为 .xlsx，再导入"
            raise CannotRunError(message)
        markup = {name: part for name, part in parts.items() if is_markup(name)}
        cells = sum(_cells_in(part, name) for name, part in markup.items())
        most = _MOST_TO_READ if only_cells else MOST_CELLS
        if cells > most:
            message = (
                f"表格里写有 {cells} 个单元格，最多 {most} 个：请删去表格下面和右边带格式的空行空列"
            )
            raise CannotRunError(message)
        if any(_is_long(code) for part in markup.values() for code in _CODE.findall(part)):
            raise CannotRunError(_TOO_MANY_FORMATS)
        self.parts = parts
        """All of it, as it was read."""
        said = {name: _SHARED.sub(rb"\1normal", markup[name]) for name in markup}
        self._data = packed(parts | bare(said, BESIDE_CELLS if only_cells else ()))
        self.size = sum(map(len, markup.values()))
        """Bytes that are parsed."""
        self.has_formulas = any(_FORMULA.search(part) for part in markup.values())
        """Whether a sheet may calculate."""

    def opened(self, *, shows_results: bool = False, keeps_runs: bool = False) -> Workbook:
        """Return the workbook with its formulas or, if `shows_results`, what they last gave.

        Raises CannotRunError if it is damaged.
        """
        try:
            with warnings.catch_warnings():
                # What the library leaves out, such as pictures, is no part of a plan.
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(
                    io.BytesIO(self._data),
                    data_only=shows_results,
                    rich_text=keeps_runs,
                    keep_links=False,
                )
        # A damaged part makes the library fail in whatever way that part is used.
        except Exception as error:
            raise CannotRunError(DAMAGED) from error
        _refuse_repetition(book)
        return book


def _refuse_repetition(book: Workbook) -> None:
    """Raise CannotRunError if cells say too much: thousands may share one long text."""
    cells = (cell for sheet in book.worksheets for cell in sheet._cells.values())  # noqa: SLF001
    said = (cell.value for cell in cells if isinstance(cell.value, str | CellRichText))
    if sum(len(str(value)) for value in said) > _MOST_CHARACTERS:
        raise CannotRunError(TOO_LARGE)


def _is_long(code: tuple[bytes, bytes]) -> bool:
    return len(html.unescape(b"".join(code).decode(errors="replace"))) > _LONGEST_CODE


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
    cells, merged = _count(_CELL, part), _merged_in(part)
    others = _count(_ANYTHING, part) - cells - _count(_INSIDE, part)
    most = next(count for start, count in _MOST_OTHERS.items() if name.startswith(start))
    if others > most or _count(_ATTRIBUTE, part) > _MOST_ATTRIBUTES * (cells + most):
        raise CannotRunError(_TOO_MANY_FORMATS)
    return cells + merged


def _merged_in(part: bytes) -> int:
    """Return how many cells are merged or linked; raises CannotRunError if that is too much."""
    spread = (_REFERENCE.findall(found) for found in _SPREAD.findall(part))
    merged = sum(_area(range_.decode()) for ranges in spread for range_ in ranges)
    if merged > _MOST_MERGED or _count(_MERGE, part) > _MOST_MERGES:
        message = (
            f"合并、链接和批注占了 {merged} 个单元格，最多 {_MOST_MERGED} 个，"
            f"合并最多 {_MOST_MERGES} 处：请取消任务那张表下面和右边多余的"
        )
        raise CannotRunError(message)
    return merged


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
