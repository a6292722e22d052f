"""Draws the workbook of a plan: the tasks, how to fill them in, and what may be chosen."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from generator.sheets.cells import cell_text
from generator.sheets.columns import ID, PLACE, SECTION, THEME, columns_of
from generator.sheets.notes import NOTES_ON_SHEET
from generator.sheets.packing import packed
from generator.sheets.places import places_in
from generator.sheets.reading import BEFORE, LISTS, MARK, NOTES, TASKS, digest_of, found_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from generator.editing.written import Fields
    from generator.plan.model import Plan
    from generator.plan.parties import Party
    from generator.sheets.columns import Column

_PLACE_WIDTHS: Final = (9.0, 16.0, 16.0)
_FREE_LINES: Final = 200
"""Lines below the last task that may be filled in like the others."""
_HINTS: Final = {
    ID: "不要改；新任务请留空。",
    SECTION: "只在新任务里填写，从列表选。",
    THEME: "只在新任务里填写，从列表选。",
    "单位": "选一个；有几个的，直接输入，中间用顿号隔开。",
    "主题": "选一个；有几个的，直接输入，中间用顿号隔开。",
}
_FONT: Final = "宋体"
_LINE: Final = Side(style="thin", color="BFBFBF")
_BORDER: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GREY: Final = PatternFill("solid", fgColor="EDEDED")
_HEAD: Final = PatternFill("solid", fgColor="DDE6EF")
_TEXT: Final = "@"
_PAGES_ABREAST: Final = 2
_WIDTH_OF_NOTES: Final = 90.0
_LINE_HEIGHT: Final = 15.0
_MARGIN: Final = 4.0
_TALLEST: Final = 409.0
"""Points: no row can be taller."""
_A4: Final = 9


def workbook_of(plan: Plan, fields: Fields) -> bytes:
    """Return the workbook of a plan that says `fields`; the same bytes whenever it is made."""
    columns = columns_of(plan)
    rows = [*rows_of(fields, columns)]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = TASKS
    _draw_tasks(sheet, rows, columns)
    _draw_notes(book.create_sheet(NOTES), plan)
    lists = _draw_lists(book.create_sheet(LISTS), plan, fields)
    _offer(sheet, len(rows), columns, lists)
    _keep(book.create_sheet(BEFORE), plan, rows)
    return packed(book)


def rows_of(fields: Fields, columns: Sequence[Column]) -> Iterator[list[str]]:
    """Yield the headings of the sheet, then a row of texts for each task, in printed order."""
    yield [*PLACE, *(column.heading for column in columns)]
    for place in places_in(fields):
        for task in place.tasks:
            where = [str(task.get("id")), place.section, place.theme]
            yield [*where, *(column.text_in(task) for column in columns)]


def _draw_tasks(sheet: Worksheet, rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> None:
    widths = [*_PLACE_WIDTHS, *(column.width for column in columns)]
    _write(sheet, rows)
    for number, width in enumerate(widths, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = width
        for line in range(1, len(rows) + _FREE_LINES):
            cell = sheet.cell(line, number)
            is_head, is_place = line == 1, number <= len(PLACE)
            cell.number_format = _TEXT
            cell.font = Font(name=_FONT, size=11, bold=is_head)
            cell.alignment = Alignment(
                wrap_text=True,
                vertical="center" if is_head else "top",
                horizontal="center" if is_head else "left",
            )
            if line <= len(rows):
                cell.border = _BORDER
            if is_head or (is_place and line <= len(rows)):
                cell.fill = _HEAD if is_head else _GREY
    for line, texts in enumerate(rows, start=1):
        sheet.row_dimensions[line].height = _height(texts, widths)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(rows)}"
    _lay_out(sheet)
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    sheet.page_setup.fitToWidth = _PAGES_ABREAST


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Return how many points a row needs to show its texts: not every program works that out."""
    lines = max(
        sum(math.ceil(_width(line) / (width - 1)) or 1 for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(lines * _LINE_HEIGHT + _MARGIN, _TALLEST)


def _width(text: str) -> int:
    """Return how many digits wide a text is."""
    return sum(1 + (unicodedata.east_asian_width(character) in "WFA") for character in text)


def _lay_out(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))


def _draw_notes(sheet: Worksheet, plan: Plan) -> None:
    lines = [f"《{plan.title}》任务表：填写说明".replace("\n", ""), *NOTES_ON_SHEET]
    _write(sheet, [[line] for line in lines])
    sheet.column_dimensions["A"].width = _WIDTH_OF_NOTES
    for line in range(1, len(lines) + 1):
        cell = sheet.cell(line, 1)
        is_head = line == 1 or not cell.value or not str(cell.value).endswith("。")
        cell.font = Font(name=_FONT, size=14 if line == 1 else 11, bold=is_head)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.number_format = _TEXT
        sheet.row_dimensions[line].height = _height([str(cell.value)], [_WIDTH_OF_NOTES])
    _lay_out(sheet)
    sheet.page_setup.orientation = "portrait"


def _draw_lists(sheet: Worksheet, plan: Plan, fields: Fields) -> dict[str, str]:
    """Write what may be chosen; return the range of each list, by its heading."""
    places = places_in(fields)
    parties: tuple[Party, ...] = (*plan.departments, *plan.groups)
    lists = {
        "单位": [party.name for party in parties],
        "主题": [topic.name for topic in plan.topics],
        SECTION: [*dict.fromkeys(place.section for place in places)],
        THEME: [*dict.fromkeys(place.theme for place in places if place.theme)],
    }
    longest = max(map(len, lists.values()))
    rows = [
        [entries[line] if line < len(entries) else "" for entries in lists.values()]
        for line in range(longest)
    ]
    _write(sheet, [[*lists], *rows])
    for number in range(1, len(lists) + 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 36
        for line in range(1, longest + 2):
            cell = sheet.cell(line, number)
            cell.number_format = _TEXT
            cell.font = Font(name=_FONT, size=11, bold=line == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if line == 1:
                cell.fill = _HEAD
    sheet.freeze_panes = "A2"
    return {
        heading: f"'{LISTS}'!${get_column_letter(number)}$2:${get_column_letter(number)}$"
        f"{len(entries) + 1}"
        for number, (heading, entries) in enumerate(lists.items(), start=1)
        if entries
    }


def _offer(sheet: Worksheet, count: int, columns: Sequence[Column], lists: dict[str, str]) -> None:
    """Offer choices in the cells that name units, topics and places; anything may be typed."""
    choices = ["", SECTION, THEME, *(column.choices for column in columns)]
    for number, choice in enumerate(choices, start=1):
        hint = _HINTS.get(choice or (ID if number == 1 else ""))
        if hint is None:
            continue
        letter = get_column_letter(number)
        offered = DataValidation(
            type="list" if choice in lists else None,
            formula1=lists.get(choice),
            allow_blank=True,
            showErrorMessage=False,
            showInputMessage=True,
            promptTitle=str(sheet.cell(1, number).value),
            prompt=hint,
        )
        offered.add(f"{letter}2:{letter}{count + _FREE_LINES - 1}")
        sheet.add_data_validation(offered)


def _keep(sheet: Worksheet, plan: Plan, rows: Sequence[Sequence[str]]) -> None:
    """Keep what the workbook says, so that an import knows what was changed in it."""
    body = found_rows(rows)
    _write(sheet, [[MARK, plan.id, digest_of(body), str(len(body[0]))], *rows])
    sheet.sheet_state = "veryHidden"
    # So that replacing in all sheets does not reach it.
    sheet.protection.enable()


def _write(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    """Write texts, each of which stays a text, whatever it begins with."""
    for line, texts in enumerate(rows, start=1):
        for number, text in enumerate(texts, start=1):
            cell = sheet.cell(line, number)
            if text:
                cell.value = cell_text(text)
                cell.data_type = "s"
