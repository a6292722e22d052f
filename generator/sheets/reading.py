"""A workbook that came back becomes rows by heading, beside what they were when it went."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Final

from generator.packages.workbooks import escaped
from generator.problems import CannotRunError
from generator.sheets.cells import found_cell, found_text
from generator.sheets.columns import ID, PROBLEM
from generator.sheets.forms import folded
from generator.sheets.model import Filled, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TASKS: Final = "任务"
NOTES: Final = "说明"
LISTS: Final = "名单"
BEFORE: Final = "原值"
"""The sheet, hidden, that holds what the others said when the workbook was made."""
MARK: Final = "disclosure sheet 1"
_OTHERS: Final = (NOTES, LISTS, BEFORE)
_MOST_ROWS: Final = 25_000
_MOST_COLUMNS: Final = 300
_LINES_OF_HEAD: Final = 10
"""Among so many lines the headings are looked for: somebody may have put a title above."""


def read_filled(book: Workbook, file: str) -> Filled:
    """Return what a workbook says; raises CannotRunError if it is not one that we made."""
    plan, headings_then, then = _before(book)
    sheet, head = _sheet(book, headings_then)
    headings = _headings(sheet, head, headings_then)
    covered = {
        cell
        for merged in sheet.merged_cells.ranges
        for cell in merged.cells
        if cell != (merged.min_row, merged.min_col)
    }
    places = {heading: number for number, heading in headings}
    rows = (_row(sheet, line, places, covered) for line in range(head + 1, sheet.max_row + 1))
    return Filled(
        file=file,
        sheet=sheet.title,
        plan=plan,
        headings=tuple(heading for _, heading in headings),
        places=places,
        head=head,
        rows=tuple(row for row in rows if not row.is_blank),
        headings_then=headings_then,
        then=then,
    )


def digest_of(rows: Iterable[Sequence[str]]) -> str:
    """Return what tells whether somebody has changed the hidden sheet.

    Some programs write blanks in another way, and do not escape again what looked like an escape.
    """
    said = json.dumps([[*map(_bare_bones, row)] for row in rows], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def _bare_bones(text: str) -> str:
    while (plain := found_text(text)) != text:
        text = plain
    return re.sub(r"\s", "", text)


def found_rows(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return rows of texts as they will be found once they were written."""
    return [[found_text(escaped(text)) for text in row] for row in rows]


def _before(book: Workbook) -> tuple[str, tuple[str, ...], Mapping[str, Mapping[str, str]]]:
    """Return the id of the plan, the headings and the texts of each task as they were."""
    sheet = book[BEFORE] if BEFORE in book.sheetnames else None
    rows = [] if sheet is None else [*_texts(sheet)]
    known = dict(enumerate(rows[0])) if rows else {}
    width = int(known.get(3, "")) if known.get(3, "").isdecimal() else 0
    body = [row[:width] + [""] * (width - len(row)) for row in rows[1:]]
    if known.get(0) != MARK or not body or known.get(2) != digest_of(body):
        message = (
            "这不是 disclosure sheet export 导出的表格，或者其中隐藏的“原值”表不全："
            "请重新导出，在新的表格里改"
        )
        raise CannotRunError(message)
    headings = tuple(body[0])
    then = {row[0]: dict(zip(headings, row, strict=True)) for row in body[1:]}
    return known.get(1, ""), headings, then


def _texts(sheet: Worksheet) -> Iterator[list[str]]:
    _refuse_monster(sheet)
    for row in sheet.iter_rows(values_only=True):
        yield [found_text(str(value)) if value is not None else "" for value in row]


def _refuse_monster(sheet: Worksheet) -> None:
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
        message = (
            f"“{sheet.title}”表有 {sheet.max_row} 行、{sheet.max_column} 列，"
            f"最多 {_MOST_ROWS} 行、{_MOST_COLUMNS} 列："
            "请删去下面和右边多余的行列（带格式的空行也算）"
        )
        raise CannotRunError(message)


def _sheet(book: Workbook, wanted: Sequence[str]) -> tuple[Worksheet, int]:
    """Return the sheet of the tasks, and the line of its headings."""
    sheets = [sheet for sheet in book.worksheets if sheet.title not in _OTHERS]
    for sheet in sorted(sheets, key=lambda sheet: sheet.title != TASKS):
        _refuse_monster(sheet)
        for line in range(1, min(_LINES_OF_HEAD, sheet.max_row) + 1):
            there = {heading for _, heading in _headings(sheet, line, wanted)}
            if ID in there and 2 * len(there.intersection(wanted)) >= len(wanted):
                return sheet, line
    message = (
        f"“{TASKS}”表里没有找到栏名：请恢复写有“{ID}”等栏名的那一行，放在任务的上面；"
        "或重新导出，在新的表格里改"
    )
    raise CannotRunError(message)


def _headings(sheet: Worksheet, line: int, wanted: Sequence[str]) -> list[tuple[int, str]]:
    """Return the headings in a line with their columns; blanks and width do not matter."""
    known = {folded(heading): heading for heading in (*wanted, PROBLEM)}
    texts = (
        (number, found_text(str(sheet.cell(line, number).value or "")))
        for number in range(1, sheet.max_column + 1)
    )
    return [(number, known.get(folded(text), _bare(text))) for number, text in texts if text]


def _bare(heading: str) -> str:
    """Return a heading without the problems that belong to no row, which stand below it."""
    return PROBLEM if heading.startswith(f"{PROBLEM}\n") else heading


def _row(
    sheet: Worksheet, line: int, places: Mapping[str, int], covered: set[tuple[int, int]]
) -> Row:
    cells = {
        heading: found_cell(sheet.cell(line, column), column, is_merged=(line, column) in covered)
        for heading, column in places.items()
        if heading != PROBLEM
    }
    return Row(line, cells)
