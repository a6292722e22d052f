"""Follows the numbers of tasks and headings, to notice one that was lost on the way."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, TypeVar

from generator.importing.draft import HeadingDraft, TaskDraft, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DIGITS: Final = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_LONGEST: Final = 4
"""Signs of a number that counts tasks."""
_FORMAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_SIGNS: Final = "①-⑳㉑-㉟㊱-㊿⑴-⒇⒈-⒛㈠-㈩㊀-㊉"
"""Signs of Unicode that are a whole number."""
_INSIDE: Final = re.compile(rf"\d+|[〇零一二三四五六七八九十百]+|[{_SIGNS}]")

Numbered = TypeVar("Numbered", TaskDraft, HeadingDraft)


def value_of(number: str) -> int | None:
    """Return what a printed number such as （三） or 12． counts; None if it is no plain number."""
    found = _INSIDE.findall(number.translate(_FORMAL))
    if len(found) != 1 or len(found[0]) > _LONGEST:
        return None
    sign = found[0]
    if sign.isdecimal():
        return int(sign)
    if re.fullmatch(f"[{_SIGNS}]", sign):
        return int(unicodedata.numeric(sign))
    tens, ten, ones = sign.partition("十")
    if max(len(tens), len(ones)) > 1:
        return None
    high = 10 * _DIGITS.get(tens, 1) if ten else 0
    return high + _DIGITS.get(ones if ten else tens, 0)


def breaks(groups: Sequence[Sequence[Numbered]]) -> Iterator[tuple[Numbered, str]]:
    """Yield what does not follow the number before it, with what is odd about it, in words.

    Numbers may begin with 1 again in each group, or run on from one to the next. What bears none
    may have lost it, or belong to what stands above it.
    """
    last: int | None = None
    unnumbered = 0
    """How many stand behind the last that bear no number."""
    for group in groups:
        has_numbers = any(each.number for each in group)
        for at, each in enumerate(group):
            number = value_of(said(each.number))
            if not each.number:
                if has_numbers:
                    yield each, "没有序号，同级其他各项都有"
                unnumbered += 1
                continue
            if number is None:
                last = None
                continue
            if at == 0 and number != 1 and last is None:
                yield each, f"第一项的序号是{number}：前面是否漏了"
            elif (
                last is not None
                and not last < number <= last + 1 + unnumbered
                and not (at == 0 and number == 1)
                and not (at and each.number == group[at - 1].number)
            ):
                yield each, _odd(last, number)
            last, unnumbered = number, 0


def _odd(last: int, number: int) -> str:
    if number == last:
        return f"序号{number}用了两次"
    if number > last:
        return f"序号由{last}跳到{number}：原件缺号，还是漏了一项"
    return f"序号由{last}回到{number}：请核对顺序"
