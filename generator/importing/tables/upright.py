"""Tables that print a task as a form does, each label beside what it says, laid out as rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.importing.document import Table, laid, renamed
from generator.importing.tables.header import header_of
from generator.importing.wording.columns import USUAL, holds, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.document import Cell

_COUNTED: Final = re.compile(r"(?<=任务|事项|项目)[\d一二三四五六七八九十]{1,3}$")
"""Which form it is, behind the label of its first line: 任务一."""
_LONGEST: Final = 12
"""Of a label."""
_Pair: TypeAlias = "tuple[Cell, Cell]"
"""A label, and what it says of the task."""


@dataclass
class _Form:
    """What one form says, and what stands above it."""

    above: list[Cell] = field(default_factory=list)
    pairs: list[_Pair] = field(default_factory=list)

    def begins_with(self, label: Cell) -> bool:
        """Whether a label is the first one of the form, as it comes again in the next."""
        return bool(self.pairs) and _named(self.pairs[0][0]) == _named(label)

    @property
    def is_of_a_task(self) -> bool:
        """Whether the labels are those of a task, each printed once, and mostly known."""
        labels = [label for label, _ in self.pairs]
        texts = [*map(_named, labels)]
        known = [text for text in texts if holds(text)]
        return (
            USUAL.are_in([*map(_uncounted, labels)])
            and len(set(texts)) == len(texts)
            and len(known) * 3 >= len(texts) * 2
            and not any(holds(plain(said.text)) for _, said in self.pairs)
        )

    @property
    def table(self) -> Table:
        """Its labels as headings, below them what stands above it, and one row."""
        width, last = len(self.pairs), len(self.above) + 1
        heads = [laid(_uncounted(label), 0, n) for n, (label, _) in enumerate(self.pairs)]
        above = [laid(cell, n, 0, width) for n, cell in enumerate(self.above, start=1)]
        row = [laid(said, last, n) for n, (_, said) in enumerate(self.pairs)]
        return Table((*heads, *above, *row))


def _named(label: Cell) -> str:
    """Return what a label says: 任务 where it counts the forms, 任务一."""
    return _COUNTED.sub("", plain(label.text))


def _uncounted(label: Cell) -> Cell:
    return label if _named(label) == plain(label.text) else renamed(label, _named(label))


def upright(table: Table) -> list[Table]:
    """Return a table for each task that forms in a table print; none if it is not of forms."""
    if header_of(table) is not None:
        return []
    forms = [_Form()]
    for number, row in enumerate(table.rows):
        pairs = _pairs(number, row, table.width)
        if pairs is None:
            return []
        if not pairs or forms[-1].begins_with(pairs[0][0]):
            forms += [_Form()] if forms[-1].pairs else []
        forms[-1].above += [] if pairs else row
        forms[-1].pairs += pairs
    return [form.table for form in forms] if all(form.is_of_a_task for form in forms) else []


def _pairs(number: int, row: Sequence[Cell], width: int) -> list[_Pair] | None:
    """Return the labels in a row with what they say: none in a line, None if it holds others."""
    if any(cell.row < number or cell.height > 1 for cell in row):
        return None
    if len(row) == 1 and row[0].width == width:
        return []
    pairs = [*zip(row[::2], row[1::2], strict=False)]
    are_pairs = len(row) % 2 == 0 and all(_is_label(label.text) for label, _ in pairs)
    return pairs if are_pairs else None


def _is_label(text: str) -> bool:
    return 0 < len(plain(text)) <= _LONGEST
