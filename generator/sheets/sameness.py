"""Whether a cell still says what it said, whatever a spreadsheet has made of it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from generator.sheets.forms import settled

if TYPE_CHECKING:
    from generator.sheets.forms import Form
    from generator.sheets.model import Cell

_DAY: Final = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")


def is_untouched(cell: Cell, then: str, form: Form) -> bool:
    """Whether nobody has changed what a cell said `then`.

    A program that opens a workbook may take texts for numbers and dates; blanks that do not break
    come in by the clipboard. Neither is anybody's intention.
    """
    if cell.number is not None:
        return _counts(then) == Decimal(repr(cell.number))
    if cell.day is not None:
        return _is_day(then, cell.day)
    if cell.code:
        return not then and not cell.text and cell.code == "sheet-merged"
    return cell.text == then or _plain(settled(form, cell.text)) == _plain(settled(form, then))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _counts(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _is_day(text: str, day: tuple[int, int, int]) -> bool:
    match = _DAY.fullmatch(text)
    if match is None:
        return False
    said = tuple(int(part) for part in match.groups() if part)
    return said in (day, day[1:])
