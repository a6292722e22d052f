"""A plan file taken apart into members, so that what moved and what changed can be told apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.source.values import Value

Fields = dict[str, "Value"]
Key = tuple[str, str]
"""The list in which members of its kind stand, such as ``tasks``, and the id."""
ROOT: Final[Key] = ("", "")

LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("departments", "groups", "topics", "sections"),
    "sections": ("themes", "tasks"),
    "themes": ("tasks",),
}
"""Which lists of members a member of each kind, and the plan itself, may hold."""


class NotMembersError(Exception):
    """A list does not hold groups of fields, each with an id of its own."""


@dataclass(frozen=True, slots=True)
class Member:
    """The plan itself, or something in it that has an id."""

    fields: Fields
    """Without its lists of members: these are empty here, so that their places are known."""
    parent: Key


@dataclass(frozen=True, slots=True)
class Tree:
    """All members of a plan."""

    members: dict[Key, Member] = field(default_factory=dict)
    orders: defaultdict[tuple[Key, str], list[Key]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """The members of each list of each member, in order."""


def read_tree(plan: Fields) -> Tree:
    """Return the members of a plan file.

    Raises NotMembersError if a list that should hold members holds something else, or two with
    one id.
    """
    tree = Tree()
    _enter(tree, ROOT, plan, ROOT)
    return tree


def renamed(tree: Tree, base: Tree) -> Tree:
    """Return `tree` with members under the ids that they have in `base`.

    A member is the same if it names its former id in ``moved_from``; its field ``id`` is left.
    """
    was: dict[Key, Key] = {}
    for key, member in tree.members.items():
        former = member.fields.get("moved_from")
        if key in base.members or not isinstance(former, list):
            continue
        for id_ in former:
            candidate = (key[0], str(id_))
            if candidate in base.members and candidate not in tree.members:
                was[key] = candidate
    return Tree(
        {
            was.get(key, key): Member(member.fields, was.get(member.parent, member.parent))
            for key, member in tree.members.items()
        },
        defaultdict(
            list,
            {
                (was.get(parent, parent), name): [was.get(key, key) for key in keys]
                for (parent, name), keys in tree.orders.items()
            },
        ),
    )


def write_tree(tree: Tree, key: Key = ROOT) -> Fields:
    """Return the fields of a member with all that is in it."""
    fields = dict(tree.members[key].fields)
    for name in LISTS.get(key[0], ()):
        below: list[Value] = [write_tree(tree, each) for each in tree.orders[key, name]]
        if below or name in fields:
            fields[name] = below
    return fields


def _enter(tree: Tree, key: Key, fields: Fields, parent: Key) -> None:
    if key in tree.members:
        raise NotMembersError
    lists = LISTS.get(key[0], ())
    own: Fields = {name: [] if name in lists else value for name, value in fields.items()}
    tree.members[key] = Member(own, parent)
    for name in lists:
        listed = fields.get(name) or []
        if not isinstance(listed, list):
            raise NotMembersError
        for below in listed:
            id_ = below.get("id") if isinstance(below, dict) else None
            if not isinstance(below, dict) or not isinstance(id_, str):
                raise NotMembersError
            tree.orders[key, name].append((name, id_))
            _enter(tree, (name, id_), below, key)
