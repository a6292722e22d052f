"""The paper of a form: its size and styles, how much of it texts take, texts cut to that.

Only a word processor lays a page out. So every line has an exact height, whatever the font, and
what a text takes is reckoned rather too high.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.history.rewording import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CM: Final = 72 / 2.54
"""Points of a centimetre."""
MARGIN: Final = 2 * CM
WIDTH: Final = 21 * CM - 2 * MARGIN
"""Points of a line of A4 in portrait."""
HEIGHT: Final = 29.7 * CM - 2 * MARGIN - 20
"""Points of a page that are filled; the rest is kept, for printers differ."""
_MOST_LINES: Final = 6
"""Lines of a cell that is cut."""
_CONTINUED: Final = "……（全文见续页）"
_UNBROKEN = re.compile(
    "[“‘（《〈〔【「『]*(?:[!-~]+|.)[”’）》〉〕】」』，。；：、？！…—·]*", re.DOTALL
)
"""What stands on one line: no mark is parted from the word that it belongs to."""
_RUNS = re.compile("[!-~]+|.", re.DOTALL)
_LETTER: Final = 0.55
"""Width of a Latin letter or digit, of a Chinese character."""
_GAP: Final = 0.5
"""What is left free around a Latin word in Chinese text."""
_BESIDE: Final = 2 * 5.4
"""Points at the sides of a cell."""
_RULE: Final = 0.5
"""Points of the line below a row."""

Text = tuple[Piece, ...]
"""A paragraph."""
Cell = tuple[Text, ...]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks; sizes in points."""

    name: str
    font: str
    size: float
    line: float
    """Height of a line."""
    around: float = 1.0
    """What is left free above and below."""
    is_bold: bool = False
    is_centred: bool = False


TITLE: Final = Style("审核表标题", "宋体", 22, 30, around=3, is_bold=True, is_centred=True)
HEAD: Final = Style("审核表说明", "仿宋", 12, 18)
CELL: Final = Style("审核表文字", "仿宋", 10.5, 13)
LABEL: Final = Style("审核表栏名", "黑体", 10.5, 13, is_centred=True)
NOTE: Final = Style("审核表注", "仿宋", 9, 12)
STYLES: Final = (TITLE, HEAD, CELL, LABEL, NOTE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    heading: str
    width: float
    """In points."""
    style: Style

    @property
    def characters(self) -> float:
        """How many Chinese characters a line holds."""
        return (self.width - _BESIDE) / self.style.size


def text_height(text: str, style: Style) -> float:
    """Return how many points a paragraph takes at most that stands in no table."""
    return _lines(text, WIDTH / style.size) * style.line + 2 * style.around


def table_height(rows: Iterable[Row], columns: Sequence[Column]) -> float:
    """Return how many points a table takes at most, its headings included."""
    return sum(row_height(row, columns) for row in (*headings(columns), *rows))


def headings(columns: Sequence[Column]) -> tuple[Row, ...]:
    """Return the row of headings, or none if the columns have none."""
    row = tuple(((Piece(column.heading),),) for column in columns)
    return (row,) if any(column.heading for column in columns) else ()


def row_height(row: Row, columns: Sequence[Column]) -> float:
    """Return how many points a row takes at most."""
    return _RULE + max(
        sum(
            _lines(_plain(text), column.characters) * column.style.line + 2 * column.style.around
            for text in cell
        )
        for cell, column in zip(row, columns, strict=True)
    )


def cut(row: Row, columns: Sequence[Column]) -> Row:
    """Return a row with each cell cut that has too many lines; it says where the rest is found."""
    return tuple(
        tuple(_cut(cell, column.characters)) if _total(cell, column) > _MOST_LINES else cell
        for cell, column in zip(row, columns, strict=True)
    )


def _cut(cell: Cell, characters: float) -> Iterator[Text]:
    left = _MOST_LINES - 1
    for text in cell:
        needed = _lines(_plain(text), characters)
        if needed > left:
            yield (*_beginning(text, (left - 1) * characters), Piece(_CONTINUED))
            return
        yield text
        left -= needed


def _beginning(text: Text, room: float) -> Iterator[Piece]:
    for piece in text:
        fitting = 0
        for character in piece.text:
            room -= _width(character)
            if room < 0:
                break
            fitting += 1
        if fitting:
            yield Piece(piece.text[:fitting], piece.mark)
        if fitting < len(piece.text):
            return


def _total(cell: Cell, column: Column) -> int:
    return sum(_lines(_plain(text), column.characters) for text in cell)


def _lines(text: str, characters: float) -> int:
    """Return on how many lines a text is broken; a word longer than a line is broken itself."""
    lines, used = 1, 0.0
    for word in _UNBROKEN.findall(text):
        needed = sum(map(_width, _RUNS.findall(word)))
        if used + needed <= characters:
            used += needed
        else:
            further, used = divmod(needed, characters)
            lines += int(further) + 1
    return lines


def _width(run: str) -> float:
    """Return how wide Latin letters, or one character, are at most."""
    return len(run) * _LETTER + _GAP if run.isascii() else 1.0


def _plain(text: Text) -> str:
    return "".join(piece.text for piece in text)
