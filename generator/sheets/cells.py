"""What the cells of a workbook say, whatever a spreadsheet has made of what was typed."""

from __future__ import annotations

import datetime
import math
import re
from typing import TYPE_CHECKING, Final

from generator.packages.workbooks import unescaped
from generator.plan.values import verbatim
from generator.sheets.model import Cell

if TYPE_CHECKING:
    from openpyxl.cell import Cell as Found
    from openpyxl.cell import MergedCell

_PLAIN: Final = frozenset({"General", "@", "0", "GENERAL"})
"""Formats under which a number is shown as it was typed."""
_MOST_DIGITS: Final = 15
_NO_TEXT: Final = "sheet-not-text"
_AS_TEXT: Final = "请把这一格的格式设为“文本”，照原文重新输入"


def found_text(text: str) -> str:
    """Return what a cell says as a plan would, whatever ends its lines."""
    return verbatim(re.sub("\r\n?|\v", "\n", unescaped(text)))


def found_cell(cell: Found | MergedCell, column: int, *, is_merged: bool) -> Cell:
    """Return what somebody left in a cell of a column; `is_merged` if another one covers it."""
    value = cell.value
    if is_merged:
        fault = "这一格并进了别的单元格：请取消合并，照原样填写"
        return Cell(column=column, code="sheet-merged", fault=fault)
    if cell.data_type == "f":
        fault = "写的是公式，不能导入：请改为文字；文字本来就以“=”开头的，把格式设为“文本”再输入"
        return Cell(column=column, code="sheet-formula", fault=fault)
    if value is None or (isinstance(value, str) and cell.data_type != "e"):
        return Cell(found_text(value or ""), column)
    return _no_text(value, str(cell.number_format), column)


def _no_text(value: object, shape: str, column: int) -> Cell:
    """Return what became of a text that a program took for something else."""
    if isinstance(value, datetime.date):
        said, day = f"当成了日期（{value:%Y-%m-%d}）", (value.year, value.month, value.day)
        return Cell("", column, _NO_TEXT, f"被表格软件{said}：{_AS_TEXT}", day=day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = str(int(value)) if float(value).is_integer() else repr(value)
        is_sure = shape in _PLAIN and len(text) <= _MOST_DIGITS and "e" not in text
        if is_sure and math.isfinite(value):
            return Cell(text, column, number=float(value))
        said = f"当成了数字（{text}）"
        return Cell("", column, _NO_TEXT, f"被表格软件{said}：{_AS_TEXT}", number=float(value))
    return Cell("", column, _NO_TEXT, f"不是文字（{value}）：{_AS_TEXT}")
