"""What a cell of a sheet shows: the text that was typed, a number or a day in its format."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel

from generator.packages.workbooks import unescaped

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = object
_UNSEEN: Final = re.compile(r"\[[^\[\]]*\]|[\\\"]|_.|\*.")
"""Locale, colour, marks around and fillers between the letters of a format."""
_TOKENS: Final = re.compile("y+|m+|d+|h+|s+", re.IGNORECASE)
_SHORT: Final = "mm-dd-yy"
"""What the file calls the format that shows a day as the system does: 2021/12/31 in China."""
_YEARS_IN_FULL: Final = 3
_MONTH: Final = 'yyyy"年"m"月"'
_DAY_OF_YEAR: Final = 'm"月"d"日"'
_CHINESE: Final[Mapping[int, str]] = {
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _DAY_OF_YEAR),
    31: 'yyyy"年"m"月"d"日"',
}
"""Formats that a file names by number alone, and openpyxl takes for none: ECMA-376, part 1,
18.8.30, in simplified Chinese."""


def shown_in_chinese(value: Value, number: int, epoch: datetime.datetime) -> str | None:
    """Return the text of a cell whose format has this number; None if it is no Chinese day.

    Days are counted from the epoch of the workbook.
    """
    wanted = _CHINESE.get(number)
    if wanted is None or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    day = from_excel(value, epoch)
    return None if day is None else shown(day, wanted)


def shown(value: Value, number_format: str) -> str:
    """Return the text of a cell."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return _day(value, number_format)
    if isinstance(value, int | float):
        return _number(value, number_format)
    return unescaped(str(value)).replace("\r\n", "\n").replace("\r", "\n")


def _number(value: float, number_format: str) -> str:
    if number_format.endswith("%"):
        return f"{value * 100:.15g}%"
    if decimals := re.fullmatch(r"0\.(0+)(?:_ )?", number_format):
        return f"{value:.{len(decimals[1])}f}"
    return f"{value:.15g}"


def _day(value: datetime.date | datetime.time, number_format: str) -> str:
    """Return a day or a time as its format shows it."""
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return _TOKENS.sub(lambda found: _part(value, found[0].lower()), _letters(number_format))


@cache
def _letters(number_format: str) -> str:
    """Return what the format of a day shows, with letters for its parts."""
    wanted = number_format.split(";", maxsplit=1)[0]
    is_plain = wanted != _SHORT and is_date_format(wanted)
    return _UNSEEN.sub("", wanted) if is_plain else "yyyy/m/d"


def _part(value: datetime.date, token: str) -> str:
    letter, length = token[0], len(token)
    if letter == "y":
        return f"{value.year}" if length >= _YEARS_IN_FULL else f"{value.year % 100:02}"
    numbers = {"m": value.month, "d": value.day}
    if isinstance(value, datetime.datetime):
        numbers |= {"h": value.hour, "s": value.second}
    number = numbers.get(letter, 0)
    return f"{number:02}" if length > 1 else str(number)
