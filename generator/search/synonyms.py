"""Which words stand for each other in a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.column.model import Column


def synonyms(column: Column) -> Iterator[tuple[str, ...]]:
    """Yield groups of words: those of the glossary, and all names of each unit."""
    yield from column.glossary
    for profile in column.departments:
        names = dict.fromkeys(
            name
            for _, unit in profile.mentions
            for name in (*unit.names, unit.full_name or unit.name)
        )
        if len(names) > 1:
            yield tuple(names)
