"""Counts as Word does: the numbers before paragraphs that stand in no text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

_DIGITS = "〇一二三四五六七八九"
_LEVELS = 9
_LONGEST_TEXT = 60
"""Of what is printed before a paragraph; Word shows no more than a few signs."""
_MOST_LETTERS = 780
"""Above that Word prints no letters."""


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    """How Word calls the kind of number."""
    text: str
    """What is printed, with %1 for the number of the first level."""
    start: int


class Numbering:
    """The lists of a document, each of which goes on counting."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = {} if numbering is None else _lists(numbering)
        self._styles = {} if styles is None else _numbered_styles(styles)
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def next_label(self, paragraph: Element) -> str:
        """Return what Word prints before a paragraph, which is the next one; often nothing."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return ""
        of_style = self._styles.get(_value(properties.find(qn("w:pStyle"))) or "", ("", 0))
        number = properties.find(qn("w:numPr"))
        written = ("", None) if number is None else _number(number)
        id_, level = written[0] or of_style[0], written[1]
        level = of_style[1] if level is None else level
        levels = self._lists.get(id_)
        if levels is None or level not in levels:
            return ""
        return self._count(id_, level, levels)

    def _count(self, id_: str, level: int, levels: Mapping[int, _Level]) -> str:
        counts = self._counts[id_]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for below in [each for each in counts if each > level]:
            del counts[below]

        def number(match: re.Match[str]) -> str:
            of = int(match[1]) - 1
            if of not in levels:
                return ""
            return spelled(counts.get(of, levels[of].start), levels[of].form)

        is_counted = levels[level].form not in ("bullet", "none")
        return re.sub(r"%(\d)", number, levels[level].text)[:_LONGEST_TEXT] if is_counted else ""


def spelled(number: int, form: str) -> str:
    """Return a number as Word writes it in some form; forms that are not known are digits."""
    if form in ("chineseCounting", "chineseCountingThousand", "japaneseCounting"):
        return _in_chinese(number)
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form == "decimalEnclosedCircle" and number in range(1, 21):
        return chr(ord("①") + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    if form in ("lowerLetter", "upperLetter") and 0 < number <= _MOST_LETTERS:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    return str(number)


def _in_chinese(number: int) -> str:
    if not 0 < number < 100:  # noqa: PLR2004 - more headings than that are written in digits
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")


def _lists(numbering: Element) -> dict[str, dict[int, _Level]]:
    kinds = {
        kind.get(qn("w:abstractNumId")): _levels(kind)
        for kind in numbering.iterchildren(qn("w:abstractNum"))
    }
    lists = {}
    for each in numbering.iterchildren(qn("w:num")):
        levels = dict(kinds.get(_value(each.find(qn("w:abstractNumId"))), {}))
        for change in each.iterchildren(qn("w:lvlOverride")):
            level = _whole(change.get(qn("w:ilvl")), 0)
            levels |= {at: new for at, new in _levels(change).items() if at == level}
            start = _value(change.find(qn("w:startOverride")))
            if start is not None and level in levels:
                old = levels[level]
                levels[level] = _Level(old.form, old.text, _whole(start, 1))
        lists[each.get(qn("w:numId")) or ""] = levels
    return lists


def _levels(parent: Element) -> dict[int, _Level]:
    return {
        _whole(level.get(qn("w:ilvl")), 0): _Level(
            _value(level.find(qn("w:numFmt"))) or "decimal",
            (_value(level.find(qn("w:lvlText"))) or "")[:_LONGEST_TEXT],
            _whole(_value(level.find(qn("w:start"))), 1),
        )
        for level in parent.iterchildren(qn("w:lvl"))
        if _whole(level.get(qn("w:ilvl")), 0) < _LEVELS
    }


def _numbered_styles(styles: Element) -> dict[str, tuple[str, int]]:
    """Return the list and level of every style that has one."""
    found = {}
    for style in styles.iterchildren(qn("w:style")):
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if number is not None:
            id_, level = _number(number)
            found[style.get(qn("w:styleId")) or ""] = id_, level or 0
    return found


def _number(number: Element) -> tuple[str, int | None]:
    level = _value(number.find(qn("w:ilvl")))
    at = None if level is None else min(_whole(level, 0), _LEVELS - 1)
    return _value(number.find(qn("w:numId"))) or "", at


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get(qn("w:val"))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text, re.ASCII) else otherwise
