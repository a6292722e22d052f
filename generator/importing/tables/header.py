"""The headings of a table, in one row or in two, and what stands in each column below them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.importing.tables.below import Below
from generator.importing.tables.beside import PERSONS_OR_NOTES, numbered, settled, with_tasks
from generator.importing.wording.columns import ABOUT, USUAL, Column, Holds, holds, is_short, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.importing.document import Cell, Table
    from generator.importing.wording.columns import Headings


@dataclass(frozen=True)
class Header:
    """The rows of headings, and the columns that they head."""

    first: int
    end: int
    """The row below the last one of headings."""
    until: int
    """The row from which other headings hold."""
    columns: tuple[Column, ...]
    _words: frozenset[str]

    def is_repeated_in(self, row: Sequence[Cell]) -> bool:
        """Whether a row prints these headings again, as on the next page."""
        return _repeats(row, self._words)


def header_of(table: Table, start: int = 0, headings: Headings = USUAL) -> Header | None:
    """Return the first headings of tasks in or below a row; None if there are none."""
    rows = table.rows
    first = next((n for n in range(start, len(rows)) if headings.are_in(rows[n])), None)
    if first is None:
        return None
    end = first + 1
    while end < len(rows) and _is_below(rows[first], rows[end], end):
        end += 1
    paths = [_path(rows[first:end], column) for column in range(table.width)]
    words = frozenset(plain(cell.text) for row in rows[first:end] for cell in row) - {""}
    others = (n for n in range(end, len(rows)) if headings.are_in(rows[n]))
    until = next((n for n in others if not _repeats(rows[n], words)), len(rows))
    below = Below(table, end, until)
    columns = _columns(_moved(paths, below), below, headings.decided)
    return Header(first, end, until, tuple(columns), words)


def _repeats(row: Sequence[Cell], words: frozenset[str]) -> bool:
    texts = {plain(cell.text) for cell in row} - {""}
    return bool(texts) and texts <= words


def _is_below(above: Sequence[Cell], row: Sequence[Cell], number: int) -> bool:
    """Whether a row only says into what the wide headings above it are divided."""
    begun = [cell for cell in row if cell.row == number and cell.text.strip()]
    wide = [cell for cell in above if cell.width > 1 and cell.text.strip()]
    texts = [plain(cell.text) for cell in begun]
    return (
        any(map(holds, texts))
        and all(map(is_short, texts))
        and all(any(_divides(cell, over) for over in wide) for cell in begun)
    )


def _divides(cell: Cell, over: Cell) -> bool:
    """Whether a cell may be one of several headings into which a wide one is divided."""
    is_about = holds(plain(over.text)) in ABOUT
    return (
        (holds(plain(cell.text)) in (*ABOUT, Holds.OUTLINE, Holds.NUMBER) or not is_about)
        and over.column <= cell.column
        and cell.column + cell.width <= over.column + over.width
        and cell.width < over.width
    )


_Path = tuple["Cell", ...]
"""The headings over a column, the widest first."""


def _path(rows: Sequence[Sequence[Cell]], column: int) -> _Path:
    over = (
        cell
        for row in rows
        for cell in row
        if cell.text.strip() and cell.column <= column < cell.column + cell.width
    )
    return tuple(dict.fromkeys(over))


def _moved(paths: list[_Path], below: Below) -> list[_Path]:
    """Give numbers a column of their own where they have no heading, and the rest has shifted."""
    if paths[-1] or not below.texts(len(paths) - 1):
        return paths
    for column, path in enumerate(paths):
        if path and below.are_ordinals(column) and holds(_heading(path)) is not Holds.NUMBER:
            return [*paths[:column], (), *paths[column:-1]]
    return paths


def _heading(path: _Path) -> str:
    return plain(path[-1].text) if path else ""


def _columns(paths: Sequence[_Path], below: Below, decided: Mapping[str, Holds]) -> list[Column]:
    spans = _spans(paths)
    names = _names([paths[first] for first, _ in spans])
    kinds = [
        decided.get(name) or _kind(paths[first])
        for (first, _), name in zip(spans, names, strict=True)
    ]
    kinds = numbered(kinds, spans, below)
    if not {*kinds} & {*ABOUT}:
        kinds = with_tasks(kinds, names, spans, below)
    kinds = settled(kinds, names, spans, below)
    kinds = [decided.get(name, kind) for name, kind in zip(names, kinds, strict=True)]
    are_named = Holds.TITLE in kinds
    columns: list[Column] = []
    for (first, end), kind, heading in zip(spans, kinds, names, strict=True):
        is_divided = end - first > 1 and below.are_divided(first, end)
        for column in range(first, end):
            held = kind
            if not heading:
                held = _unheaded(column, columns, below)
            elif is_divided and column < end - 1:
                held = _beside(column, kind, below, are_named=are_named)
            columns.append(Column(heading, held))
    return columns


def _names(paths: Sequence[_Path]) -> list[str]:
    """Return what columns are called: those that bear one heading are told apart."""
    bare = Counter(map(_heading, paths))
    names = [
        _heading(path) if bare[_heading(path)] == 1 else "".join(plain(cell.text) for cell in path)
        for path in paths
    ]
    return [
        f"{name}（{names[: n + 1].count(name)}）" if name and name in names[:n] else name
        for n, name in enumerate(names)
    ]


def _spans(paths: Sequence[_Path]) -> list[tuple[int, int]]:
    """Return the columns that stand below one heading each."""
    starts = [n for n, path in enumerate(paths) if not n or not path or path != paths[n - 1]]
    return [*pairwise([*starts, len(paths)])]


def _kind(path: _Path) -> Holds:
    found = holds(_heading(path))
    if found is None and len(path) > 1:
        above = holds(plain(path[-2].text))
        is_of_units = above is Holds.RESPONSIBILITY and not PERSONS_OR_NOTES.search(_heading(path))
        found = above if is_of_units else None
    return found or (Holds.EXTRA if path else Holds.OUTLINE)


def _unheaded(column: int, before: Sequence[Column], below: Below) -> Holds:
    if below.are_ordinals(column) and all(each.holds is not Holds.NUMBER for each in before):
        return Holds.NUMBER
    is_behind = any(each.holds in ABOUT for each in before)
    return Holds.EXTRA if is_behind else Holds.OUTLINE


def _beside(column: int, kind: Holds, below: Below, *, are_named: bool) -> Holds:
    """Return what a column holds that shares its heading with others to its right.

    Below one heading of requirements, where no other names the tasks, it may group them.
    """
    if below.are_ordinals(column):
        return Holds.NUMBER
    is_group = kind is Holds.REQUIREMENT and not are_named and below.is_grouped(column)
    return Holds.OUTLINE if kind is Holds.TITLE or is_group else kind
