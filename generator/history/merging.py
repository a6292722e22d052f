"""Merges what two people have changed in one plan, field by field.

Two changes are in conflict only if they want the same field, the same place, or the being there of
one thing, differently. Where a list only gathers things (topics, links, grounds), both sides may
add and take away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.history.elements import LISTS, Kind
from generator.history.order import merged_order
from generator.history.tree import ROOT, Fields, Key, Member, Tree, read_tree, renamed, write_tree
from generator.history.wording import Labels
from generator.plan.files import PLANS_FOLDER
from generator.source.values import Conflict, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS: Final = {"": Kind.PLAN, **{name: kind for kind, name in LISTS.items()}}
"""What stands in each list of a plan file; the plan itself stands in none."""
_GROUPS: Final = {"document", "responsibility", "extra"}
"""Fields that hold fields, of which each is merged by itself."""
_GATHERINGS: Final = {"topics", "links", "amended", "aliases", "moved_from", "successors"}
"""Lists to which both sides may add."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What two plan files and the one before them become."""

    fields: Fields
    """With a Conflict wherever the two disagree."""
    conflicts: tuple[str, ...]
    """About what they disagree, in a few words each."""


def merge(base: Fields, ours: Fields, theirs: Fields) -> Merged:
    """Return what a plan file becomes that two people have changed.

    Raises NotMembersError if one of the three is no plan whose members have ids of their own.
    """
    before = read_tree(base)
    trees = renamed(read_tree(ours), before), renamed(read_tree(theirs), before)
    if another := _another_plan(base, ours, theirs):
        return another
    merging = _Merging(before, *trees)
    tree = merging.tree()
    fields = merging.with_conflicts(write_tree(tree))
    return Merged(fields, tuple(merging.conflicts))


def _another_plan(base: Fields, ours: Fields, theirs: Fields) -> Merged | None:
    """Return the plan that one side has put in the place of this, which the other has changed.

    A task of another year may have the id of one of this, and is not the same.
    """
    is_ours, is_theirs = (_gave_way(base, side) for side in (ours, theirs))
    new, old = (ours, theirs) if is_ours else (theirs, ours)
    if is_ours == is_theirs or old == base:
        return None
    sides = "本分支换了一年，对方" if is_ours else "对方换了一年，本分支"
    label = f"方案的编号：{sides}改了旧方案，旧方案的改动请写进 {PLANS_FOLDER}/{base['id']}.yaml"
    id_ = Conflict(label, ours.get("id"), base["id"], theirs.get("id"))
    return Merged({**new, "id": id_}, (label,))


def _gave_way(base: Fields, side: Fields) -> bool:
    """Whether a plan is not the one that was there, under whatever id."""
    former = side.get("moved_from")
    known = [side.get("id"), *(former if isinstance(former, list) else ())]
    return "id" in base and base["id"] not in known


class _Merging:
    def __init__(self, base: Tree, ours: Tree, theirs: Tree) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self.conflicts: list[str] = []
        columns = ours.members[ROOT].fields.get("columns")
        printed = columns if isinstance(columns, dict) else {}
        self._labels = Labels({heading: str(field) for heading, field in printed.items()})
        self._disputed: dict[Key, tuple[str, bool]] = {}
        """Members that only one side wants, or wants where they are: the words of the conflict, and
        whether that side is ours."""

    def tree(self) -> Tree:
        """Return all members that stay, each merged and in its place."""
        tree = Tree()
        for key in {**self._ours.members, **self._theirs.members}:
            if self._stays(key):
                tree.members[key] = Member(self._fields(key), self._parent(key))
        self._bring_back_parents(tree)
        for key, member in tree.members.items():
            if key != ROOT:
                tree.orders[member.parent, key[0]].append(key)
        for (parent, name), keys in tree.orders.items():
            tree.orders[parent, name] = self._ordered(parent, name, keys)
        return tree

    def with_conflicts(self, fields: Fields) -> Fields:
        """Return a plan in which members stand on both sides of the conflicts about them."""
        return {name: self._disputes_in(name, value) for name, value in fields.items()}

    def _disputes_in(self, name: str, value: Value) -> Value:
        if not isinstance(value, list) or name not in _KINDS:
            return value
        return [
            self._dispute(name, self.with_conflicts(each)) if isinstance(each, dict) else each
            for each in value
        ]

    def _dispute(self, name: str, member: Fields) -> Value:
        dispute = self._disputed.get((name, str(member.get("id"))))
        if dispute is None:
            return member
        label, is_ours = dispute
        return Conflict(label, member if is_ours else None, None, None if is_ours else member)

    def _stays(self, key: Key) -> bool:
        base, ours, theirs = (tree.members.get(key) for tree in self._sides)
        if ours and theirs:
            return True
        left = ours or theirs
        if base is None or left is None:
            return left is not None
        if left == base:
            return False
        verb = "对方已删去，本分支有改动" if ours else "本分支已删去，对方有改动"
        self._disagree_on(key, verb, is_ours=ours is not None)
        return True

    @property
    def _sides(self) -> tuple[Tree, Tree, Tree]:
        return self._base, self._ours, self._theirs

    def _disagree_on(self, key: Key, verb: str, *, is_ours: bool) -> None:
        """Note that only one side wants a member, or wants it where it is."""
        side = self._ours if is_ours else self._theirs
        id_ = str(side.members[key].fields["id"])
        label = f"{_KINDS[key[0]]} {id_}：{verb}"
        self.conflicts.append(label)
        self._disputed[key[0], id_] = label, is_ours

    def _bring_back_parents(self, tree: Tree) -> None:
        """Keep what one side has taken away while the other has put something into it."""
        waiting = [member.parent for member in tree.members.values()]
        while waiting:
            key = waiting.pop()
            if key in tree.members:
                continue
            is_ours = key in self._ours.members
            side = self._ours if is_ours else self._theirs
            gone = "对方" if is_ours else "本分支"
            self._disagree_on(key, f"{gone}已删去，但其中还有内容", is_ours=is_ours)
            tree.members[key] = side.members[key]
            waiting.append(side.members[key].parent)

    def _fields(self, key: Key) -> Fields:
        base, ours, theirs = (tree.members.get(key) for tree in self._sides)
        if ours is None or theirs is None:
            left = ours or theirs
            assert left is not None  # noqa: S101 - it stays
            return left.fields
        return self._merged(key, (), base.fields if base else {}, ours.fields, theirs.fields)

    def _merged(
        self, key: Key, path: tuple[str, ...], base: Fields, ours: Fields, theirs: Fields
    ) -> Fields:
        names = merged_order([*base], [*ours], [*theirs]).items
        values = (
            (
                name,
                self._value(key, (*path, name), base.get(name), ours.get(name), theirs.get(name)),
            )
            for name in names
        )
        return {name: value for name, value in values if value is not None}

    def _value(
        self,
        key: Key,
        path: tuple[str, ...],
        base: Value | None,
        ours: Value | None,
        theirs: Value | None,
    ) -> Value | None:
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        if path[0] in _GROUPS and isinstance(ours, dict) and isinstance(theirs, dict):
            before = base if isinstance(base, dict) else {}
            return self._merged(key, path, before, ours, theirs)
        if path[0] in _GATHERINGS:
            gathered = _gathered(base or [], ours or [], theirs or [])
            if gathered is not None:
                return gathered
        label = self._label(key, path)
        self.conflicts.append(label)
        return Conflict(label, ours, base, theirs)

    def _label(self, key: Key, path: tuple[str, ...]) -> str:
        kind = _KINDS[key[0]]
        owner = f"{kind} {key[1]} 的" if key[1] else "方案的"
        if path == ("id",):
            return f"{owner}编号"
        if path == ("document",):
            return f"{owner}公文信息"
        return f"{owner}{self._labels.label(kind, path)}"

    def _parent(self, key: Key) -> Key:
        base, ours, theirs = (
            member.parent if (member := tree.members.get(key)) else None for tree in self._sides
        )
        if ours is None or theirs is None:
            return ours or theirs or ROOT
        if theirs in (ours, base):
            return ours
        if ours != base:
            there = f"{_KINDS[theirs[0]]} {theirs[1]}"
            self._disagree_on(key, f"两边移到了不同的位置，对方移到{there}", is_ours=True)
            return ours
        return theirs

    def _ordered(self, parent: Key, name: str, keys: list[Key]) -> list[Key]:
        """Return the members of a list in an order that follows both sides."""
        lists = (tree.orders.get((parent, name), []) for tree in self._sides)
        here = set(keys)
        base, ours, theirs = ([key for key in each if key in here] for each in lists)
        order = merged_order(base, ours, theirs)
        for key in order.disputed:
            label = f"{_KINDS[key[0]]} {key[1]}：两边排到了不同的位置，已按本分支"
            self.conflicts.append(label)
        found = set(order.items)
        return [*order.items, *(key for key in keys if key not in found)]


def _gathered(base: Value, ours: Value, theirs: Value) -> list[Value] | None:
    """Return a list to which both sides have added; None if they replaced the same by others."""
    if not isinstance(base, list) or not isinstance(ours, list) or not isinstance(theirs, list):
        return None
    gone = [entry for entry in base if entry not in ours and entry not in theirs]
    added, others = (list(_without(side, base)) for side in (ours, theirs))
    if gone and added and others and added != others:
        return None
    kept = [entry for entry in ours if entry in theirs or entry not in base]
    return [*kept, *_without(others, kept)]


def _without(some: list[Value], others: list[Value]) -> Iterator[Value]:
    return (entry for entry in some if entry not in others)
