"""The workbook that somebody sent, with one more column that says what is wrong in each row."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from generator.sheets.cells import cell_text
from generator.sheets.columns import PROBLEM
from generator.sheets.looks import give_height
from generator.sheets.packing import packed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from generator.problems import Problem
    from generator.sheets.model import Filled

_SIGN: Final = "▲ "
"""Marks a row for those who do not see the colour."""
_FILL: Final = PatternFill("solid", fgColor="FBE3E4")
_NONE: Final = PatternFill()
_WIDTH: Final = 60.0


def with_problems(book: Workbook, filled: Filled, problems: Iterable[Problem]) -> bytes:
    """Return the workbook as a file, its rows marked; what is of no row stands at the headings."""
    sheet = book[filled.sheet]
    number = filled.places.get(PROBLEM, max(filled.places.values()) + 1)
    _clear(sheet, filled)
    for merged in [*sheet.merged_cells.ranges]:
        if merged.min_col <= number <= merged.max_col:
            sheet.unmerge_cells(merged.coord)
    said: defaultdict[int, list[str]] = defaultdict(list)
    for problem in problems:
        place = problem.location
        is_here = place.file == filled.file
        line = place.line if is_here else filled.head
        said[line].append(problem.message)
        if is_here and line != filled.head:
            sheet.cell(line, place.column).fill = _FILL
    for line in range(filled.head, sheet.max_row + 1):
        if line == filled.head or line in said or PROBLEM in filled.places:
            texts = [_SIGN + text for text in said[line]]
            head = [PROBLEM] if line == filled.head else []
            text = "\n".join([*head, *texts])
            _say(sheet.cell(line, number), text, is_bad=bool(texts))
            give_height(sheet, line, [text], [_WIDTH])
    sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    return packed(book)


def _clear(sheet: Worksheet, filled: Filled) -> None:
    """Take away the marks of an earlier import."""
    for row in filled.rows:
        for number in filled.places.values():
            cell = sheet.cell(row.line, number)
            if cell.fill.fgColor.rgb == _FILL.fgColor.rgb:
                cell.fill = _NONE


def _say(cell: Cell | MergedCell, text: str, *, is_bad: bool) -> None:
    if isinstance(cell, Cell) and text:
        cell.value = cell_text(text)
        cell.data_type = "s"
    elif isinstance(cell, Cell):
        cell.value = None
    cell.number_format = "@"
    cell.fill = _FILL if is_bad else _NONE
    cell.font = Font(bold=True) if is_bad or text == PROBLEM else Font()
    cell.alignment = Alignment(wrap_text=True, vertical="top")
