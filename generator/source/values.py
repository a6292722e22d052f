"""What a file says, without where: texts, lists and fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.source.nodes import Mapping, Scalar

if TYPE_CHECKING:
    from generator.source.nodes import Node


@dataclass(frozen=True, slots=True)
class Conflict:
    """What two people have changed in different ways; None stands for nothing."""

    label: str
    """What it is about, in a few words."""
    ours: Value | None
    base: Value | None
    theirs: Value | None


Value = str | list["Value"] | dict[str, "Value"] | Conflict


def as_value(node: Node) -> Value:
    """Return what a node says; the line end behind the last line of a text is none of it."""
    if isinstance(node, Scalar):
        return node.value.rstrip("\n")
    if isinstance(node, Mapping):
        return {key: as_value(value) for key, value in node.entries.items()}
    return [as_value(item) for item in node]
