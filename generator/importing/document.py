"""What a document says, piece by piece, whatever program wrote it.

A piece is a paragraph or a cell, and each is one once, however often it is used: so that in the
end it can be counted which of its characters went where, and which went nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ROWS: Final = 3_000
"""Of a table: the longest plans have some hundred."""
MOST_COLUMNS: Final = 200
BLANKS: Final = " \t\n\r\u00a0\u3000"
"""What stands at the ends of a text and says nothing."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A paragraph or a cell."""

    text: str
    """As it is read when all changes are accepted; lines are parted by a line feed."""
    place: str
    """Where it stands, in words: 第3段, 表1第4行第2格."""
    notes: tuple[str, ...] = ()
    """What is in it and not in its text, such as what somebody has struck out."""

    @property
    def whole(self) -> Extract:
        """All of its text without the blanks around it."""
        return Extract(self, 0, len(self.text)).stripped()


@dataclass(frozen=True, slots=True)
class Extract:
    """A part of a piece, from one character to before another."""

    piece: Piece = field(repr=False)
    start: int
    end: int
    continues: bool = False
    """Whether it goes on in the middle of a line, as at the end of a page."""

    @property
    def text(self) -> str:
        """What it says."""
        return self.piece.text[self.start : self.end]

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return self.start < self.end

    def stripped(self, characters: str = BLANKS) -> Extract:
        """Return it without some characters at its ends."""
        text = self.text
        start = self.start + len(text) - len(text.lstrip(characters))
        return Extract(self.piece, start, max(start, self.start + len(text.rstrip(characters))))

    def within(self, start: int, end: int) -> Extract:
        """Return what stands between two points, counted from its start, without blanks."""
        return Extract(self.piece, self.start + start, self.start + end).stripped()

    def cut(self, at: int) -> tuple[Extract, Extract]:
        """Return what stands before and behind a point, counted from its start, without blanks."""
        point = self.start + at
        first, second = (
            Extract(self.piece, self.start, point),
            Extract(self.piece, point, self.end),
        )
        return first.stripped(), second.stripped()

    def lines(self) -> Iterator[Extract]:
        """Yield its lines that say anything."""
        start = self.start
        for line in self.text.split("\n"):
            if found := Extract(self.piece, start, start + len(line)).stripped():
                yield found
            start += len(line) + 1


@dataclass(frozen=True, eq=False)
class Cell(Piece):
    """A cell of a table, with all that has been merged into it; rows and columns begin at 0."""

    row: int = 0
    column: int = 0
    height: int = 1
    width: int = 1


@dataclass(frozen=True, eq=False)
class _LaidOut(Cell):
    """A cell in another place than that where it is printed."""

    printed: Cell = field(kw_only=True)

    @property
    def whole(self) -> Extract:
        """All of its text as it stands in the document."""
        return self.printed.whole


def laid(cell: Cell, row: int, column: int, width: int = 1) -> Cell:
    """Return a cell in another place, with the text that it has where it is printed."""
    place = {"row": row, "column": column, "width": width}
    return _LaidOut(cell.text, cell.place, cell.notes, **place, printed=cell)


def renamed(cell: Cell, text: str) -> Cell:
    """Return a cell that is read as if it said something else."""
    return _LaidOut(text, cell.place, cell.notes, cell.row, cell.column, printed=cell)


@dataclass(frozen=True, eq=False)
class Table:
    """Cells, each of which covers a part of a grid."""

    cells: tuple[Cell, ...]

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells that reach each row, from left to right."""
        height = max((cell.row + cell.height for cell in self.cells), default=0)
        rows: list[list[Cell]] = [[] for _ in range(height)]
        for cell in self.cells:
            for row in rows[cell.row : cell.row + cell.height]:
                row.append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in rows)

    @cached_property
    def width(self) -> int:
        """How many columns the grid has."""
        return max((cell.column + cell.width for cell in self.cells), default=0)


@dataclass(frozen=True, eq=False)
class Sheet(Table):
    """All cells of a sheet of a workbook: its table, and what stands above it."""


@dataclass(frozen=True, eq=False)
class Source:
    """What was read, in the order in which it stands."""

    blocks: tuple[Piece | Table, ...]
    asides: tuple[Piece, ...] = ()
    """What belongs to no place in the text: headers, footers, notes."""

    @property
    def pieces(self) -> Iterator[Piece]:
        """All paragraphs and cells."""
        for block in self.blocks:
            yield from block.cells if isinstance(block, Table) else (block,)
        yield from self.asides
