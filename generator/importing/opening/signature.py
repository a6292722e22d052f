"""Finds a signature, who and when, where it stands in one line or in the last rows of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.importing.document import Table
from generator.importing.opening.letter import is_date
from generator.plan.names import is_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.importing.document import Cell, Extract

_DAY: Final = re.compile(r"(?<!\d)[\d〇○零一二三四五六七八九]{4}\s*年[^年，。；：]{2,12}日")
_NO_OFFICE: Final = re.compile(r"[\s\d：:，,。；;、（）()]")
"""In what stands before a day and is no office alone: 责任单位：示例局, 2.公开规划 办公室."""
_LONGEST: Final = 60
"""Of a line that is signed."""
_MOST_ROWS: Final = 2


def signed_apart(lines: Iterable[Extract]) -> Iterator[Extract]:
    """Yield lines, those of which that name an office and a day in two."""
    for line in lines:
        yield from _office_and_day(line) or (line,)


def without_signature(table: Table) -> tuple[Table, list[Extract]]:
    """Return a table without the signature in its last rows, and that in lines.

    It stands by itself there: an office above a day, or both in one cell.
    """
    last = [row for row in table.rows if any(cell.text.strip() for cell in row)][-_MOST_ROWS:]
    for rows in (last[-1:], last):
        cells = [_only(row) for row in rows]
        lines = [*signed_apart(cell.whole for cell in cells if cell)]
        if all(cells) and is_signature(lines) and len({cell.column for cell in cells if cell}) == 1:
            return Table(tuple(cell for cell in table.cells if cell not in cells)), lines
    return table, []


def _only(row: Sequence[Cell]) -> Cell | None:
    """Return the one cell of a row that says anything, if it reaches no other."""
    said = [cell for cell in row if cell.text.strip()]
    return said[0] if len(said) == 1 and said[0].height == 1 else None


def is_signature(lines: Sequence[Extract]) -> bool:
    """Whether lines are an office and a day, and nothing else."""
    return len(lines) == _MOST_ROWS and is_unit(lines[0].text) and is_date(lines[1])


def _office_and_day(line: Extract) -> tuple[Extract, Extract] | None:
    """Return who signs and when, if a line says both: 示例局 2024年3月1日."""
    text = line.text
    day = _DAY.search(text) if len(text) <= _LONGEST else None
    if day is None:
        return None
    office, date = line.cut(day.start())
    is_office = is_unit(office.text) and not _NO_OFFICE.search(office.text)
    return (office, date) if is_office and is_date(date) else None
