"""What a plan registers, and whether a name that is not there is really missing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.source.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.nodes import Node

T = TypeVar("T")


@dataclass(slots=True)
class Registry(Generic[T]):
    """Units by name, or topics by id."""

    known: dict[str, T] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    """Written, but refused: every use of one would be reported again."""
    is_whole: bool = True
    """Whether everything in it could be read: else anything may be missing."""

    def look_through(self, node: Node | None, key: str) -> None:
        """Note what in the list `node`, whose entries are called by `key`, could not be read."""
        if node is None:
            return
        entries = node.items if isinstance(node, Sequence) else (node,)
        self.is_whole &= all(isinstance(entry, Mapping) for entry in entries)
        for name in _written(entries, key):
            if name not in self.known:
                self.refused |= {name, *re.split("[、，；,;]", name)}

    def lacks(self, name: str) -> bool:
        """Whether `name` is missing for no other fault that has been reported."""
        return self.is_whole and name not in self.known and name not in self.refused


def _written(entries: tuple[Node, ...], key: str) -> Iterator[str]:
    for entry in entries:
        name = entry.get(key) if isinstance(entry, Mapping) else None
        if isinstance(name, Scalar):
            yield name.value
