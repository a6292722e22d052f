"""Says which parts, aspects and tasks of two versions of a plan are the same.

What says the same is the same, at its place first; then what keeps its title or its wording where
no other has it; then what is most alike. Each is paired once, the best pairs first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    Key = Callable[["Wording"], Hashable | None]

_COMMON: Final = 40
"""Of what so many have in common nothing can be told."""
_CANDIDATES: Final = 8
_ALIKE: Final = 0.6
"""How alike two must be that stand at different places, from 0 to 1."""
_ALIKE_THERE: Final = 0.4
"""The same at the same place."""
_ALIKE_AT_NUMBER: Final = 0.25
"""The same at the same place with the same number."""
_FOR_PLACE: Final = 0.2
_FOR_NUMBER: Final = 0.1
"""What the same place, and the same number there, count beside how alike two are: of two that are
about as much alike the one at its place is the same."""


@dataclass(frozen=True)
class Wording:
    """What something is recognised by; blanks do not count."""

    place: str
    """What it stands in: the same in both versions, or "" for what is new there."""
    number: str
    title: str
    rest: str

    @cached_property
    def grams(self) -> frozenset[str]:
        """All pairs of neighbouring characters."""
        text = f"{self.title}{self.rest}"
        return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset({text})


_ALL_SAID: Final[tuple[Key, ...]] = (
    lambda each: (each.place, each.number, each.title, each.rest),
    lambda each: (each.place, each.title, each.rest),
    lambda each: (each.title, each.rest) if each.title or each.rest else None,
)
"""Who shares such a key says the same; of several, the first is the first."""
_HALF_SAID: Final[tuple[Key, ...]] = (
    lambda each: (each.place, each.title) if each.title else None,
    lambda each: (each.place, each.rest) if each.rest else None,
    lambda each: each.title or None,
    lambda each: each.rest or None,
)
"""Who alone shares such a key is the same, though the other half was written anew."""


def pairs(new: Sequence[Wording], old: Sequence[Wording]) -> dict[int, int]:
    """Return the place in `old` of each of `new` that was there before."""
    matching = _Matching(new, old)
    for key in _ALL_SAID:
        matching.take(key, is_alone=False)
    for key in _HALF_SAID:
        matching.take(key, is_alone=True)
    matching.take_alike()
    return matching.found


class _Matching:
    def __init__(self, new: Sequence[Wording], old: Sequence[Wording]) -> None:
        self._new = dict(enumerate(new))
        self._old = dict(enumerate(old))
        self.found: dict[int, int] = {}

    def take(self, key: Key, *, is_alone: bool) -> None:
        """Pair what has the same key; if `is_alone`, only where one on each side has it."""
        here, there = _by_key(self._new, key), _by_key(self._old, key)
        for value, mine in here.items():
            theirs = there.get(value, [])
            if is_alone and (len(mine), len(theirs)) != (1, 1):
                continue
            for one, other in zip(mine, theirs, strict=False):
                self._pair(one, other)

    def take_alike(self) -> None:
        """Pair what is alike, the most alike first."""
        scored = sorted((-score, other, one) for score, one, other in self._alike())
        for _, other, one in scored:
            if one in self._new and other in self._old:
                self._pair(one, other)

    def _pair(self, one: int, other: int) -> None:
        self.found[one] = other
        del self._new[one], self._old[other]

    def _alike(self) -> Iterator[tuple[float, int, int]]:
        """Yield pairs that may be the same, with how alike they are."""
        holders: defaultdict[str, list[int]] = defaultdict(list)
        at_number: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for at, each in self._old.items():
            at_number[each.place, each.number].append(at)
            for gram in each.grams:
                holders[gram].append(at)
        for at, each in self._new.items():
            shared = Counter(
                holder
                for gram in each.grams
                if len(holders.get(gram, ())) <= _COMMON
                for holder in holders.get(gram, ())
            )
            likely = [holder for holder, _ in shared.most_common(_CANDIDATES)]
            likely += at_number.get((each.place, each.number), ())[:_CANDIDATES]
            for holder in dict.fromkeys(likely):
                score = _likeness(each, self._old[holder])
                if score is not None:
                    yield score, at, holder


def _by_key(some: Mapping[int, Wording], key: Key) -> dict[Hashable, list[int]]:
    found: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, each in some.items():
        value = key(each)
        if value is not None:
            found[value].append(at)
    return dict(found)


def _likeness(one: Wording, other: Wording) -> float | None:
    """Return how alike two are, more at the same place; None if they are not the same."""
    alike = 2 * len(one.grams & other.grams) / (len(one.grams) + len(other.grams))
    is_there = bool(one.place) and one.place == other.place
    is_at_number = is_there and bool(one.number) and one.number == other.number
    least = _ALIKE_AT_NUMBER if is_at_number else _ALIKE_THERE if is_there else _ALIKE
    return alike + _FOR_PLACE * is_there + _FOR_NUMBER * is_at_number if alike >= least else None
