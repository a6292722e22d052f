"""Values that know where they were written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.problems import Location

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value stands in its file: from `start` up to, not including, `end`."""

    start: int
    """Offset in characters from the beginning of the text, byte order mark not counted."""
    end: int
    line: int
    """Line of the first character, counted from 1."""
    column: int
    """Column of the first character, counted from 1."""
    last_line: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, exactly as it was written; YAML's numbers, dates and booleans stay text."""

    file: str
    span: Span
    value: str
    style: str = ""
    """How it was written: empty for unquoted, else one of ``' " | >``."""

    @property
    def location(self) -> Location:
        """Where the value begins."""
        return Location(self.file, self.span.line, self.span.column)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written, as in ``deadline:``."""
        return not self.value.strip()


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    file: str
    span: Span
    items: tuple[Node, ...]

    @property
    def location(self) -> Location:
        """Where the list begins."""
        return Location(self.file, self.span.line, self.span.column)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields and their values, in written order."""

    file: str
    span: Span
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)

    @property
    def location(self) -> Location:
        """Where the first field begins."""
        return Location(self.file, self.span.line, self.span.column)

    def get(self, key: str) -> Node | None:
        """Return the value of a field; None if it is absent or nothing is written behind it."""
        node = self.entries.get(key)
        return None if isinstance(node, Scalar) and node.is_empty else node

    def at(self, *path: str | int) -> Location:
        """Return the place of what `path` leads to, or of the nearest thing on the way there."""
        return self._nearest(*path).location

    def value_at(self, *path: str | int) -> str | None:
        """Return the text that `path` leads to; None if no text stands there."""
        node = self._nearest(*path)
        return node.value if isinstance(node, Scalar) else None

    def _nearest(self, *path: str | int) -> Node:
        node: Node = self
        for step in path:
            if isinstance(node, Mapping) and step in node.entries:
                node = node.entries[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
        return node

    def at_key(self, *path: str | int) -> Location:
        """Return the place of the field name that `path` ends in; `at` if there is none."""
        parent = self._nearest(*path[:-1])
        if isinstance(parent, Mapping) and path[-1] in parent.keys:
            return parent.keys[str(path[-1])].location
        return self.at(*path)


Node = Scalar | Sequence | Mapping
