"""Draws workbooks as offices fill them in, from a few lines of text."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from openpyxl import Workbook

from tests.importing.drawn import LEFT, areas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet


def add_rows(sheet: Worksheet, rows: Sequence[Sequence[str]], *, top: int = 1) -> None:
    """Write a table into a sheet, from row `top` on."""
    for y, x, low, right in areas(rows):
        cell = sheet.cell(top + y, x + 1)
        cell.value = rows[y][x] or None
        cell.data_type = "s"
        if (right, low) != (x, y):
            sheet.merge_cells(
                start_row=top + y, start_column=x + 1, end_row=top + low, end_column=right + 1
            )


def sheet_of(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return an .xlsx file of one sheet: lines as wide as the table, then the table."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    wide = [[line, *[LEFT] * (len(rows[0]) - 1)] for line in lines]
    add_rows(sheet, [*wide, *rows])
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    """Return a workbook as a file."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a zip with some parts put in the place of its own."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return file.getvalue()
