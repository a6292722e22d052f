"""Compares two plans: which elements came, went, moved, and which of their facts changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from generator.history.elements import (
    MOVED_FROM,
    Element,
    Entry,
    Fact,
    Key,
    Kind,
    Path,
    elements,
    entries,
)
from generator.history.order import moves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.plan.model import Plan

_UNITS: Final = (Kind.DEPARTMENT, Kind.GROUP)
"""They share their ids."""
_REFERENCES: Final[Mapping[str, tuple[Kind, ...]]] = {
    "lead": _UNITS,
    "supporting": _UNITS,
    "responsible": _UNITS,
    "members": _UNITS,
    "successors": _UNITS,
    "topics": (Kind.TOPIC,),
}
"""Fields that name other elements by their ids, and what kinds of elements."""


class Act(StrEnum):
    """What happened to an element."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    """It has another id."""
    MOVED = "moved"
    """It stands in another section or theme."""
    REORDERED = "reordered"
    """It stands behind another neighbour."""
    CHANGED = "changed"
    """One of its facts did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed."""

    act: Act
    element: Element
    """As it is now; if it was removed, as it was."""
    path: Path = ()
    """Which fact changed."""
    before: Fact | None = None
    after: Fact | None = None
    """The fact; the former and the new id; the former and the new parent, or neighbour before it,
    as ``任务 1-1-1``, None for the first."""


def compare(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Return what changed from `old` to `new`, in the order of `new`; what was removed comes last.

    An element is the same if it has the same id, or names its former one in ``moved_from``. The
    two plans are taken for one, whatever their ids.
    """
    return tuple(_Comparison(elements(old), elements(new)).changes())


class _Comparison:
    def __init__(self, old: Sequence[Element], new: Sequence[Element]) -> None:
        self._old, self._new = old, new
        self._before = _same(old, new)
        """Each new element that was there before, by its key, as it was."""
        self._renamed = {before.key: key for key, before in self._before.items()}

    def changes(self) -> Iterator[Change]:
        """Yield all changes."""
        reordered = dict(self._reordered())
        for element in self._new:
            before = self._before.get(element.key)
            if before is None:
                yield Change(act=Act.ADDED, element=element)
                continue
            if element.id != before.id:
                yield Change(act=Act.RENAMED, element=element, before=before.id, after=element.id)
            if element.parent != self._now(before.parent):
                yield Change(
                    act=Act.MOVED,
                    element=element,
                    before=_called(before.parent),
                    after=_called(element.parent),
                )
            elif element.key in reordered:
                after = _called(reordered[element.key])
                yield Change(act=Act.REORDERED, element=element, after=after)
            yield from self._facts(before, element)
        for element in self._old:
            if element.key not in self._renamed:
                yield Change(act=Act.REMOVED, element=element)

    def _now(self, key: Key | None) -> Key | None:
        """Return what an old key has become; an element that is gone keeps its own."""
        return None if key is None else self._renamed.get(key, key)

    def _facts(self, before: Element, element: Element) -> Iterator[Change]:
        old = {path: self._brought_up(path, fact) for path, fact in before.facts.items()}
        if before.id in element.moved_from:
            # That the former id stands there now has been said.
            old[MOVED_FROM] = (*entries(old.get(MOVED_FROM)), Entry(before.id, before.id))
        for path in {**element.facts, **old}:
            was, now = old.get(path), element.facts.get(path)
            if _means(path, was) == _means(path, now):
                continue
            yield Change(
                act=Act.CHANGED,
                element=element,
                path=path,
                before=before.facts.get(path),
                after=now,
            )

    def _brought_up(self, path: Path, fact: Fact) -> Fact:
        """Return an old fact with the ids that its entries have now."""
        kinds = _REFERENCES.get(path[0], ())
        if isinstance(fact, str):
            return fact
        return tuple(Entry(self._id_now(entry.id, kinds), entry.shown) for entry in fact)

    def _id_now(self, id_: str, kinds: Iterable[Kind]) -> str:
        keys = ((kind, id_) for kind in kinds)
        return next((self._renamed[key][1] for key in keys if key in self._renamed), id_)

    def _reordered(self) -> Iterator[tuple[Key, Key | None]]:
        """Yield what changed its place among those it stood with, and what it stands behind now."""
        before = [self._renamed[old.key] for old in self._old if old.key in self._renamed]
        for siblings in _by_parent(self._new).values():
            stayed = [
                key
                for key, parent in siblings
                if key in self._before and self._now(self._before[key].parent) == parent
            ]
            moved = moves(before, stayed)
            for (key, _), behind in zip(siblings, _behind(siblings), strict=True):
                if key in moved:
                    yield key, behind


def _behind(siblings: Sequence[tuple[Key, Key | None]]) -> Iterator[Key | None]:
    yield None
    yield from (key for key, _ in siblings[:-1])


def _by_parent(
    some: Iterable[Element],
) -> Mapping[tuple[Kind, Key | None], list[tuple[Key, Key | None]]]:
    groups: defaultdict[tuple[Kind, Key | None], list[tuple[Key, Key | None]]] = defaultdict(list)
    for element in some:
        groups[element.kind, element.parent].append((element.key, element.parent))
    return groups


def _same(old: Sequence[Element], new: Sequence[Element]) -> dict[Key, Element]:
    """Return each new element that was there before, by its key, as it was."""
    there = {element.key: element for element in old}
    found = {element.key: there[element.key] for element in new if element.key in there}
    found[new[0].key] = old[0]
    taken = {element.key for element in found.values()}
    for element in new:
        if element.key in found:
            continue
        former = ((element.kind, id_) for id_ in element.moved_from)
        key = next((key for key in former if key in there and key not in taken), None)
        if key is not None:
            found[element.key] = there[key]
            taken.add(key)
    return found


def _means(path: Path, fact: Fact | None) -> object:
    if fact is None or isinstance(fact, str):
        return fact
    ids = [entry.id for entry in fact]
    return sorted(ids) if path == MOVED_FROM else ids


def _called(key: Key | None) -> str | None:
    return None if key is None else f"{key[0]} {key[1]}"
