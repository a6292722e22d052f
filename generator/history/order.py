"""Puts the entries of a list into an order, as two people have wanted it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Order(Generic[T]):
    """An order that two lists have become."""

    items: list[T]
    disputed: list[T]
    """What both sides have moved, to different places."""


def merged_order(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> Order[T]:
    """Return everything in `ours` and `theirs`, in the order of `ours`.

    What is only in `theirs`, or has been moved there, stands behind the same entry as there.
    """
    moved, moved_by_us = moves(base, theirs), moves(base, ours)
    before_here, before_there = _neighbours(ours), _neighbours(theirs)
    both = moved & moved_by_us
    disputed = [
        entry for entry in theirs if entry in both and before_there[entry] != before_here[entry]
    ]
    elsewhere = moved - moved_by_us
    placed = [entry for entry in ours if entry not in elsewhere]
    known = set(placed)
    behind: dict[T | None, list[T]] = {}
    last: T | None = None
    for entry in theirs:
        if entry in known:
            last = entry
        else:
            behind.setdefault(last, []).append(entry)
    order = [*behind.get(None, ())]
    for entry in placed:
        order += [entry, *behind.get(entry, ())]
    return Order(order, disputed)


def moves(before: Sequence[T], after: Sequence[T]) -> set[T]:
    """Return the fewest entries that must have been moved, of those in both lists."""
    places = {entry: place for place, entry in enumerate(before)}
    common = [entry for entry in after if entry in places]
    kept = longest_rising([places[entry] for entry in common])
    return {entry for place, entry in enumerate(common) if place not in kept}


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest rising subsequence of different numbers."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(places[at - 1] if at else None)
        ends[at : at + 1] = [number]
        places[at : at + 1] = [place]
    rising: set[int] = set()
    last = places[-1] if places else None
    while last is not None:
        rising.add(last)
        last = before[last]
    return rising


def _neighbours(entries: Sequence[T]) -> dict[T, T | None]:
    """Return what stands before each entry."""
    return dict(zip(entries, (None, *entries), strict=False))
