"""The workbook that somebody sent, with one more column that says what is wrong in each row."""

from __future__ import annotations

from collections import defaultdict
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from openpyxl.cell import Cell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from generator.packages.workbooks import escaped
from generator.sheets.columns import ID, PLACE, PROBLEM
from generator.sheets.looks import WRONG, Look, define_looks, give_height
from generator.sheets.packing import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from generator.problems import Problem
    from generator.sheets.model import Filled

_SIGN: Final = "▲ "
"""Marks a row for those who do not see the colour."""
_FILL: Final = PatternFill("solid", fgColor=WRONG)
_WIDTH: Final = 60.0


def with_problems(book: Workbook, filled: Filled, problems: Iterable[Problem]) -> bytes:
    """Return the workbook as a file, its rows marked; what is of no row stands at the headings."""
    sheet = book[filled.sheet]
    number = filled.places.get(PROBLEM, max(filled.places.values()) + 1)
    define_looks(book)
    _clear(sheet, filled, number)
    said: defaultdict[int, list[str]] = defaultdict(list)
    for problem in problems:
        place = problem.location
        line = place.line if place.file == filled.file else filled.head
        said[line].append(f"{_SIGN}{problem.message}")
        if line != filled.head:
            sheet.cell(line, filled.places[ID]).fill = _FILL
            sheet.cell(line, place.column).fill = _FILL
    _say(sheet, filled.head, number, [PROBLEM, *said.pop(filled.head, ())], Look.HEADING)
    for line, texts in said.items():
        _say(sheet, line, number, texts, Look.PROBLEM)
    letter = get_column_letter(number)
    sheet.column_dimensions[letter].width = _WIDTH
    if sheet.auto_filter.ref:
        first, _, last = sheet.auto_filter.ref.partition(":")
        sheet.auto_filter.ref = f"{first}:{letter}{last.lstrip(ascii_uppercase)}"
    return packed(book)


def _clear(sheet: Worksheet, filled: Filled, number: int) -> None:
    """Take away the marks of an earlier import, and what would cover the new ones."""
    for merged in [*sheet.merged_cells.ranges]:
        if merged.min_col <= number <= merged.max_col:
            sheet.unmerge_cells(merged.coord)
    for row in filled.rows:
        for heading, place in filled.places.items():
            cell = sheet.cell(row.line, place)
            if str(cell.fill.fgColor.rgb).endswith(WRONG):
                cell.style = str(Look.PLACE if heading in PLACE else Look.CELL)
        if PROBLEM in filled.places:
            _say(sheet, row.line, number, [], Look.FREE)


def _say(sheet: Worksheet, line: int, number: int, texts: Sequence[str], look: Look) -> None:
    cell = sheet.cell(line, number)
    text = "\n".join(texts)
    cell.style = str(look)
    if isinstance(cell, Cell):
        cell.value = escaped(text) or None
        cell.data_type = "s" if text else "n"
    give_height(sheet, line, [text], [_WIDTH])
