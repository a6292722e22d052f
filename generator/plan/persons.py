"""Leaves out the persons whom a list names beside the units that they answer for.

So it is with 甲部 赵某某 below 责任部门及责任人, and with 甲科（赵某某） below 责任科室（责任人）.
Persons are no units.
"""

from __future__ import annotations

import re
from typing import Final

from generator.plan.names import is_unit

_HEADING: Final = re.compile(
    "(?:部门|单位|科室|处室|股室|机构|主体|[处科室股站所办])"
    ".{0,20}[及和与、/（(].{0,20}(?:人|人员|领导|同志)[）)]?",
    re.DOTALL,
)
_PERSON: Final = re.compile("[\u4e00-\u9fff×]{1,4}")
_IN_BRACKETS: Final = "[^（(]{0,60}[）)]"
_BLANKS_INSIDE: Final = re.compile(rf"\s+(?={_IN_BRACKETS})")
_BETWEEN: Final = re.compile(f"[、，,；;。](?!{_IN_BRACKETS})")
_SIGNS: Final = re.compile("[、，,；;]")
_BRACKETED: Final = re.compile("(?P<name>[^（()）]+)[（(](?P<inside>[^（()）]+)[）)]")


def names_persons(heading: str) -> bool:
    """Whether a column names persons beside the units that they answer for."""
    return _HEADING.search(heading) is not None


def without_persons(cell: str) -> str | None:
    """Return the units that a cell lists, parted by 、; None if it is not certain who is none."""
    units: list[str] = []
    for entry in _BETWEEN.split(_BLANKS_INSIDE.sub("", cell)):
        is_behind = False
        for word in entry.split():
            unit = _unit_in(word)
            if unit:
                units.append(unit)
            elif not (is_behind and _PERSON.fullmatch(word)):
                return None
            is_behind = True
    return "、".join(units)


def _unit_in(word: str) -> str:
    """Return the unit that a word names, without persons in brackets; "" if it may be none."""
    bracketed = _BRACKETED.fullmatch(word)
    if bracketed is None:
        return word if is_unit(word) else ""
    if not is_unit(bracketed["name"]):
        return ""
    if is_unit(bracketed["inside"]):
        return word
    inside = _SIGNS.split(bracketed["inside"])
    return bracketed["name"] if all(map(_PERSON.fullmatch, inside)) else ""
