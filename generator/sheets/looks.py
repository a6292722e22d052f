"""How the workbook looks: styles, heights of rows, paper."""

from __future__ import annotations

import math
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

WRONG: Final = "FBE3E4"
"""The colour of a cell with a problem."""
_FONT: Final = "宋体"
_SIZE: Final = 11
_LINE: Final = Side(style="thin", color="BFBFBF")
_BORDER: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TEXT: Final = "@"
"""The format under which a program takes nothing that is typed for a number, date or formula."""
_LINE_HEIGHT: Final = 15.0
_MARGIN: Final = 4.0
_TALLEST: Final = 409.0
"""Points: no row can be taller."""
_A4: Final = 9
_EDGE: Final = 0.4
"""Inches."""


class Look(StrEnum):
    """Names of styles."""

    HEADING = "栏名"
    PLACE = "编号和位置"
    """What is not to be changed."""
    CELL = "内容"
    FREE = "空行"
    PROBLEM = "问题"
    TITLE = "说明标题"
    STRONG = "说明小标题"
    NOTE = "说明文字"


def define_looks(book: Workbook) -> None:
    """Make the styles known in a workbook, where they are not yet."""
    for look, size, is_bold, fill, has_border in (
        (Look.HEADING, _SIZE, True, "DDE6EF", True),
        (Look.PLACE, _SIZE, False, "EDEDED", True),
        (Look.CELL, _SIZE, False, "", True),
        (Look.FREE, _SIZE, False, "", False),
        (Look.PROBLEM, _SIZE, True, WRONG, True),
        (Look.TITLE, 14, True, "", False),
        (Look.STRONG, _SIZE, True, "", False),
        (Look.NOTE, _SIZE, False, "", False),
    ):
        if str(look) in book.named_styles:
            continue
        is_heading = look is Look.HEADING
        book.add_named_style(
            NamedStyle(
                name=str(look),
                number_format=_TEXT,
                font=Font(name=_FONT, size=size, bold=is_bold),
                fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
                border=_BORDER if has_border else Border(),
                alignment=Alignment(
                    wrap_text=True,
                    vertical="center" if is_heading else "top",
                    horizontal="center" if is_heading else "left",
                ),
            )
        )


def give_height(sheet: Worksheet, line: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    """Make a row at least as tall as its texts need: not every program works that out."""
    lines = max(
        sum(math.ceil(_width(part) / (width - 1)) or 1 for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    height = max(lines * _LINE_HEIGHT + _MARGIN, sheet.row_dimensions[line].height or 0)
    sheet.row_dimensions[line].height = min(height, _TALLEST)


def lay_out(
    sheet: Worksheet, orientation: Literal["portrait", "landscape"], pages_abreast: int = 1
) -> None:
    """Say how a sheet is printed."""
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = pages_abreast
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = _EDGE
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))


def _width(text: str) -> int:
    """Return how many digits wide a text is."""
    return sum(1 + (unicodedata.east_asian_width(character) in "WFA") for character in text)
