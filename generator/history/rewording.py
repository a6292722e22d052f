"""Marks what was reworded inside a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORDS = re.compile(r"[A-Za-z0-9.%]+|.", re.DOTALL)
_NAMES = re.compile("牵头|配合|负责|[、，；。]|(?:(?!牵头|配合|负责)[^、，；。])+")
_CLAUSES = re.compile(r"[^，。；：、\n]+[，。；：、\n]?|[，。；：、\n]")
_LONG = 1_500
"""Characters; longer texts are compared by clauses first: words would take too long."""
_BY_CHANCE = 2
"""Characters; fewer that two changes have between them only tear them apart."""
_ALIKE = 0.3
"""Of two texts that have less in common one took the other's place."""

_Pair = tuple[str, str]
"""What stood in the old text, and what stands there in the new one."""


class Mark(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text that changed."""

    text: str
    mark: Mark = Mark.KEPT


def reworded(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts as one: what was kept, what was deleted, what was inserted."""
    pairs = list(_joined(_aligned(before, after)))
    kept = sum(len(old) for old, new in pairs if old == new)
    if kept < _ALIKE * max(len(before), len(after)):
        pairs = [(before, after)]
    return tuple(_pieces(pairs))


def relisted(before: str, after: str) -> tuple[Piece, ...]:
    """Return two texts that name units as one, with whole names marked."""
    return tuple(_pieces(_compared(before, after, _NAMES)))


def _aligned(before: str, after: str) -> Iterator[_Pair]:
    if max(len(before), len(after)) <= _LONG:
        yield from _compared(before, after, _WORDS)
        return
    for old, new in _compared(before, after, _CLAUSES):
        if old == new or max(len(old), len(new)) > _LONG:
            yield old, new
        else:
            yield from _compared(old, new, _WORDS)


def _compared(before: str, after: str, into: re.Pattern[str]) -> Iterator[_Pair]:
    old, new = into.findall(before), into.findall(after)
    for _, start, end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        yield "".join(old[start:end]), "".join(new[new_start:new_end])


def _joined(pairs: Iterable[_Pair]) -> Iterator[_Pair]:
    """Yield the pairs, those that differ joined over what they share by chance."""
    waiting: _Pair | None = None
    """What differs, until it is known how much follows that does not."""
    between = ""
    for pair in pairs:
        text, other = pair
        if text != other:
            before, after = waiting or ("", "")
            waiting, between = (before + between + text, after + between + other), ""
        elif waiting and not between and len(text) < _BY_CHANCE:
            between = text
        else:
            if waiting:
                yield waiting
            yield between + text, between + text
            waiting, between = None, ""
    if waiting:
        yield waiting
    if between:
        yield between, between


def _pieces(pairs: Iterable[_Pair]) -> Iterator[Piece]:
    for old, new in pairs:
        if old == new:
            yield Piece(old)
            continue
        if old:
            yield Piece(old, Mark.DELETED)
        if new:
            yield Piece(new, Mark.INSERTED)
