"""Reads a workbook of Excel as its pieces: lines above a table, and cells as they are merged.

What nobody sees who prints the sheet (hidden sheets, rows and columns) is reported, not published.
"""

from __future__ import annotations

import zipfile
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from generator.importing.document import MOST_COLUMNS, MOST_ROWS, Cell, Piece, Sheet, Source
from generator.importing.formats.drawings import drawings
from generator.importing.formats.shown_values import shown, shown_in_chinese
from generator.importing.quoting import in_quotes
from generator.packages.package import DAMAGED, TOO_LARGE, packed
from generator.packages.workbooks import Package
from generator.problems import CannotRunError
from generator.source.characters import made_visible

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell as OwnCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

SheetCell: TypeAlias = "OwnCell | MergedCell"
_MOST_MARKUP: Final = 8_000_000
"""Bytes; loaded they take fifteen times the memory."""
_BROKEN: Final = (
    *(InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError),
    *(AttributeError, IndexError, SyntaxError, EOFError, OverflowError, etree.LxmlError),
)
"""What openpyxl raises for one reason or another when a file is damaged."""


def read_workbook(data: bytes) -> Source:
    """Return what an .xlsx file says; raises CannotRunError if it is damaged, or a monster."""
    package = Package(data, only_cells=True)
    if package.size > _MOST_MARKUP:
        raise CannotRunError(TOO_LARGE)
    try:
        values = package.opened(shows_results=True, keeps_runs=True)
        formulas = package.opened(keeps_runs=True) if package.has_formulas else values
        sheets = [
            _Sheet(sheet, formulas[sheet.title], values.epoch)
            for sheet in values.worksheets
            if sheet.dimensions
        ]
        blocks = [block for sheet in sheets for block in sheet.blocks()]
        asides = [aside for sheet in sheets for aside in sheet.asides()]
        asides += drawings(packed(package.parts))
    except _BROKEN as error:
        raise CannotRunError(DAMAGED) from error
    return Source(tuple(blocks), tuple(asides))


@dataclass(frozen=True, slots=True)
class _Area:
    """A cell with what is merged into it; rows and columns begin at 1."""

    row: int
    column: int
    last_row: int
    last_column: int


class _Sheet:
    def __init__(self, values: Worksheet, formulas: Worksheet, epoch: datetime.datetime) -> None:
        self._name = made_visible(" ".join(values.title.split()))
        self._values = values
        self._formulas = formulas
        self._epoch = epoch
        self._is_hidden = values.sheet_state != "visible"
        # All that there is; to ask for each row would walk a million empty ones.
        self._said = {
            place: cell
            for place, cell in values._cells.items()  # noqa: SLF001
            if self._text(cell).strip() or self._notes(cell)
        }
        self._refuse_monsters()
        self._areas = {
            (each.min_row, each.min_col): _Area(
                each.min_row, each.min_col, each.max_row, each.max_col
            )
            for each in values.merged_cells.ranges
        }

    def _refuse_monsters(self) -> None:
        rows = {row for row, _ in self._said}
        if len(rows) > MOST_ROWS:
            message = f"工作表“{self._name}”超过 {MOST_ROWS} 行：请检查是否放错了文件"
            raise CannotRunError(message)
        if len({column for _, column in self._said}) > MOST_COLUMNS:
            message = f"工作表“{self._name}”超过 {MOST_COLUMNS} 栏：请检查是否放错了文件"
            raise CannotRunError(message)

    def blocks(self) -> Iterator[Sheet]:
        """Yield the visible cells, if there are any."""
        cells = () if self._is_hidden else tuple(self._cells())
        if cells:
            yield Sheet(cells)

    def _cells(self) -> Iterator[Cell]:
        """Yield the visible cells, row by row, of which none is empty."""
        rows = sorted({row for row, _ in self._said if not self._hides_row(row)})
        columns = sorted({column for _, column in self._said} - self._hidden_columns)
        covered: set[tuple[int, int]] = set()
        for at, row in enumerate(rows):
            for across, column in enumerate(columns):
                if (row, column) not in covered:
                    area = self._areas.get((row, column))
                    size = (1, 1)
                    if area:
                        below = bisect_right(rows, area.last_row)
                        beyond = bisect_right(columns, area.last_column)
                        covered.update(product(rows[at:below], columns[across:beyond]))
                        size = below - at, beyond - across
                    yield self._cell((row, column), (at, across), size)

    def _cell(self, place: tuple[int, int], at: tuple[int, int], size: tuple[int, int]) -> Cell:
        there = self._said.get(place)
        return Cell(
            text=self._text(there) if there else "",
            place=self._place(*place),
            notes=self._notes(there) if there else (),
            row=at[0],
            column=at[1],
            height=size[0],
            width=size[1],
        )

    def _place(self, row: int, column: int) -> str:
        return f"工作表“{self._name}”{get_column_letter(column)}{row}"

    def _text(self, cell: SheetCell) -> str:
        if cell.value is None:
            return ""
        # openpyxl tells the format itself only where it knows it.
        number = cell._style.numFmtId  # type: ignore[attr-defined]  # noqa: SLF001
        day = shown_in_chinese(cell.value, number, self._epoch)
        return shown(cell.value, cell.number_format) if day is None else day

    def _notes(self, cell: SheetCell) -> tuple[str, ...]:
        return tuple(self._remarks(cell))

    def _remarks(self, cell: SheetCell) -> Iterator[str]:
        written = self._formulas[cell.coordinate]
        if written.data_type == "f":
            yield (
                "公式没有算出的结果，没有录入：请在 Excel 里打开、保存一次再导入"
                if cell.value is None
                else "这一格是公式，录入的是算出的结果"
            )
        if cell.comment:
            yield "一条批注"
        if struck := _struck(cell):
            yield f"加了删除线的文字{in_quotes(struck)}，已录入，请核对是否应当删去"

    def _hides_row(self, row: int) -> bool:
        return bool(self._values.row_dimensions[row].hidden)

    @cached_property
    def _hidden_columns(self) -> frozenset[int]:
        hidden = [each for each in self._values.column_dimensions.values() if each.hidden]
        return frozenset(
            column
            for column in {column for _, column in self._said}
            if any(each.min and each.max and each.min <= column <= each.max for each in hidden)
        )

    def asides(self) -> Iterator[Piece]:
        """Yield what is hidden, with a note of what it says; none of it is published."""
        hidden: dict[str, list[str]] = {}
        for (row, column), cell in sorted(self._said.items()):
            if place := self._hidden_with(row, column):
                hidden.setdefault(place, []).append(" ".join(self._text(cell).split()))
        for place, texts in hidden.items():
            note = f"隐藏的文字{in_quotes(' '.join(texts))}，没有录入"
            yield Piece("", place, (note,))

    def _hidden_with(self, row: int, column: int) -> str:
        """Return what hides a cell: its sheet, row or column; "" if nothing does."""
        if self._is_hidden:
            return f"工作表“{self._name}”"
        if self._hides_row(row):
            return f"工作表“{self._name}”第{row}行"
        if column in self._hidden_columns:
            return f"工作表“{self._name}”{get_column_letter(column)}栏"
        return ""


def _struck(cell: SheetCell) -> str:
    """Return the words of a cell that are struck through."""
    if isinstance(cell.value, CellRichText):
        runs = (run for run in cell.value if isinstance(run, TextBlock))
        text = "".join(run.text for run in runs if run.font and run.font.strike)
    else:
        text = str(cell.value or "") if cell.font and cell.font.strike else ""
    return text.strip()
