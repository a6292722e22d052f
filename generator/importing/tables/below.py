"""What stands in the columns of a table below its headings."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from generator.importing.wording.outline import Level, marked
from generator.plan.responsibility import names_units

if TYPE_CHECKING:
    from generator.importing.document import Cell, Table

_ORDINAL: Final = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[．.、]?|[①-⑳]")
_SENTENCE: Final = 10
"""Characters that are on average more than a word or two."""
_LONG: Final = 40
"""Characters that are on average more than a title has."""


class Below:
    """The cells below the headings, up to where other ones hold."""

    def __init__(self, table: Table, start: int, until: int) -> None:
        self._rows = table.rows[start:until]

    def _said(self, column: int) -> dict[Cell, None]:
        """Return the cells of a column that say anything, each once."""
        return dict.fromkeys(
            cell
            for row in self._rows
            for cell in row
            if cell.column == column and cell.width == 1 and cell.text.strip()
        )

    def texts(self, column: int) -> list[str]:
        """Return what stands in a column, each cell once."""
        return [cell.text.strip() for cell in self._said(column)]

    def are_ordinals(self, column: int) -> bool:
        """Whether a column says nothing but numbers."""
        texts = self.texts(column)
        return bool(texts) and all(map(_ORDINAL.fullmatch, texts))

    def level(self, column: int) -> Level | None:
        """Return how high the numbers stand with which all texts of a column begin, if they do."""
        levels = {marked(cell.whole)[0] for cell in self._said(column)}
        return levels.pop() if len(levels) == 1 else None

    def are_sentences(self, column: int) -> bool:
        """Whether a column says more than a word or two, and no units."""
        texts = self.texts(column)
        length = sum(map(len, texts))
        return length >= _SENTENCE * len(texts) > 0 and not self.are_units(column)

    def are_long(self, column: int) -> bool:
        """Whether a column says whole sentences, longer than titles are."""
        texts = self.texts(column)
        ended = sum(text.endswith("。") for text in texts)
        return ended * 2 > len(texts) and sum(map(len, texts)) > _LONG * len(texts)

    def are_names(self, column: int) -> bool:
        """Whether a column rather names things than says sentences."""
        texts = self.texts(column)
        is_said = any(text.endswith("。") for text in texts)
        return not is_said and sum(map(len, texts)) <= _LONG * len(texts)

    def are_units(self, column: int) -> bool:
        """Whether most of what stands in a column is names of units."""
        texts = self.texts(column)
        return sum(map(names_units, texts)) * 2 > len(texts)

    def are_divided(self, first: int, end: int) -> bool:
        """Whether some row has several cells in these columns."""
        return any(
            first <= one.column and other.column + other.width <= end and one.column < other.column
            for row in self._rows
            for one, other in pairwise(cell for cell in row if cell.text.strip())
        )

    def is_grouped(self, column: int) -> bool:
        """Whether what stands in a column is said of several rows, rather than of each its own."""
        beside = [cell for row in self._rows for cell in row if cell.column == column]
        height = sum(cell.width == 1 for cell in beside)
        return len(set(self.texts(column))) < height

    def is_merged(self, column: int) -> bool:
        """Whether some cell of a column reaches down over several rows."""
        return any(cell.column == column and cell.height > 1 for row in self._rows for cell in row)
