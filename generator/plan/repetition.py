"""Cells that only say 同上: what they mean is printed in the row above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAME: Final = re.compile('\\s*(?:同上|同前|[〃″]|[“"”]{1,2})[。]?\\s*')


def repeats(cells: Mapping[str, str]) -> bool:
    """Whether some cell of a row says what the one above it says; `cells` is heading to text."""
    return any(map(says_the_same, cells.values()))


def says_the_same(cell: str) -> bool:
    """Whether a cell says nothing but that it says what the one above it says."""
    return _SAME.fullmatch(cell) is not None


def in_full(cells: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a row, those above it standing for 同上."""
    return {
        heading: above.get(heading, cell) if says_the_same(cell) else cell
        for heading, cell in cells.items()
    }
