"""A sheet of a workbook as what stands in it: lines, then a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.importing.document import Table, laid
from generator.importing.wording.outline import HEADING_LEVELS, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.document import Cell, Extract, Sheet
    from generator.importing.wording.columns import Headings


def parted(sheet: Sheet, headings: Headings) -> tuple[list[Extract], Table]:
    """Return the lines above the table of a sheet, and the table; it is empty where there is none.

    A sheet is cells all over: title and letter stand in rows of one cell, above the headings.
    """
    begun = ([cell for cell in row if cell.row == n] for n, row in enumerate(sheet.rows))
    rows = [_widened(row, sheet.width) for row in begun]
    first = next((n for n, row in enumerate(rows) if headings.are_in(row)), len(rows))
    lines: list[Extract] = []
    rest: list[Cell] = []
    for number, row in enumerate(rows):
        said = _saying(row)
        if number < first and len(said) == 1:
            lines += said[0].whole.lines()
        else:
            rest += row
    return lines, Table(tuple(rest))


def _widened(row: list[Cell], width: int) -> list[Cell]:
    """Return a row; a heading that stands alone in it is as wide as the table."""
    is_alone = len(row) > 1 and _saying(row) == row[:1]
    is_whole = width == sum(cell.width for cell in row if cell.height == 1)
    if not (is_alone and is_whole) or marked(row[0].whole)[0] not in HEADING_LEVELS:
        return row
    return [laid(row[0], row[0].row, 0, width)]


def _saying(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text.strip()]
