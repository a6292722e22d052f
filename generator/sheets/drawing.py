"""Draws the workbook of a plan: the tasks, how to fill them in, and what may be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from generator.packages.workbooks import MOST_CELLS, escaped
from generator.problems import CannotRunError
from generator.sheets.columns import ID, PLACE, SECTION, THEME, columns_of
from generator.sheets.looks import Look, define_looks, give_height, lay_out
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
_FREE_LINES: Final = 100
"""Lines below the last task that may be filled in like the others."""
_HINTS: Final = {
    ID: "不要改；新任务请留空。",
    SECTION: "只在新任务里填写，从列表选。",
    THEME: "只在新任务里填写，从列表选。",
    "单位": "可从列表选一个；有几个的，直接输入，中间用顿号隔开。",
    "主题": "可从列表选一个；有几个的，直接输入，中间用顿号隔开。",
}
_PAGES_ABREAST: Final = 2
_WIDTH_OF_NOTES: Final = 80.0
_WIDTH_OF_LISTS: Final = 26.0


def workbook_of(plan: Plan, fields: Fields) -> bytes:
    """Return the workbook of a plan that says `fields`; the same bytes whenever it is made.

    Raises CannotRunError if the plan is so long that no import would take its workbook.
    """
    columns = columns_of(plan)
    rows = [*rows_of(fields, columns)]
    if (2 * len(rows) + _FREE_LINES) * len(rows[0]) > MOST_CELLS:
        message = f"方案有 {len(rows) - 1} 项任务，一份表格放不下：请在方案文件里改"
        raise CannotRunError(message)
    book = Workbook()
    define_looks(book)
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
    for line, texts in enumerate(rows, start=1):
        give_height(sheet, line, texts, widths)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        usual = Look.PLACE if number <= len(PLACE) else Look.CELL
        for line in range(1, len(rows) + _FREE_LINES):
            look = usual if line <= len(rows) else Look.FREE
            sheet.cell(line, number).style = str(Look.HEADING if line == 1 else look)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(rows)}"
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    lay_out(sheet, "landscape", _PAGES_ABREAST)


def _draw_notes(sheet: Worksheet, plan: Plan) -> None:
    lines = [f"《{plan.title}》任务表：填写说明".replace("\n", ""), *NOTES_ON_SHEET]
    _write(sheet, [[line] for line in lines])
    sheet.column_dimensions["A"].width = _WIDTH_OF_NOTES
    for line, text in enumerate(lines, start=1):
        look = Look.NOTE if text.endswith("。") else Look.STRONG
        sheet.cell(line, 1).style = str(Look.TITLE if line == 1 else look)
        give_height(sheet, line, [text], [_WIDTH_OF_NOTES])
    lay_out(sheet, "portrait")


def _draw_lists(sheet: Worksheet, plan: Plan, fields: Fields) -> dict[str, str]:
    """Write what may be chosen; return the range of each list, by its heading."""
    places = places_in(fields)
    parties: tuple[Party, ...] = (*plan.departments, *plan.groups)
    lists = {
        "单位": [party.name for party in parties],
        "主题": [topic.name for topic in plan.topics if not topic.withdrawn],
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
        sheet.column_dimensions[letter].width = _WIDTH_OF_LISTS
        for line in range(1, longest + 2):
            sheet.cell(line, number).style = str(Look.HEADING if line == 1 else Look.CELL)
    sheet.freeze_panes = "A2"
    lay_out(sheet, "portrait")
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
                cell.value = escaped(text)
                cell.data_type = "s"
