"""What was found in a workbook that came back: rows by heading, and what they were when it went."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Cell:
    """What somebody left in a cell."""

    text: str = ""
    column: int = 1
    """Counted from 1."""
    code: str = ""
    """Of the problem, if the cell holds no text."""
    fault: str = ""
    """What is wrong with it then, and what to do."""
    number: float | None = None
    """What the cell counts, if a program took the text for a number."""
    day: tuple[int, int, int] | None = None
    """Year, month and day, if a program took the text for a date."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet."""

    line: int
    """As spreadsheets count."""
    cells: Mapping[str, Cell]
    """By heading."""

    def text(self, heading: str) -> str:
        """Return what a cell says."""
        return self.cells[heading].text if heading in self.cells else ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody wrote anything in it."""
        return not any(cell.text or cell.code for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Filled:
    """A workbook that came back."""

    file: str
    sheet: str
    """Title of the sheet that holds the tasks."""
    plan: str
    """Id of the plan that it was made from."""
    headings: tuple[str, ...]
    """Of the sheet, in its order; those of own columns too."""
    places: Mapping[str, int]
    """The column in which each heading stands, counted from 1."""
    head: int
    """The line of the headings."""
    rows: tuple[Row, ...]
    headings_then: tuple[str, ...]
    """Of the sheet as it went."""
    then: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What stood in it: texts by heading, by the id of the task."""
