"""Draws documents as offices lay them out, from a few lines of text."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as DocumentObject
    from docx.table import Table, _Cell

ABOVE: Final = "^"
"""A cell that is merged with the one above."""
LEFT: Final = "<"
"""A cell that is merged with the one to the left."""


NONE: Final = "~"
"""A place at the beginning or the end of a row where there is no cell at all."""
LETTER: Final = (
    "虚构函〔2024〕7号",
    "虚构省示例局关于印发2024年政务公开工作方案的通知",
    "各处室：",
    "现印发给你们。",
    "虚构省示例局",
    "2024年3月1日",
    "虚构省示例局2024年政务公开工作方案",
)
"""What stands above the table of a short plan: the letter, and the title."""
Block: TypeAlias = "str | Sequence[Sequence[str]] | Framed"


@dataclass(frozen=True)
class Framed:
    """Blocks inside a table of one cell, which only draws a frame."""

    blocks: tuple[Block, ...]


def areas(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield row and column in which each cell begins, and those in which it ends."""
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if text not in (ABOVE, LEFT, NONE):
                right = x
                while right + 1 < len(row) and row[right + 1] == LEFT:
                    right += 1
                low = y
                while low + 1 < len(rows) and rows[low + 1][x] == ABOVE:
                    low += 1
                yield y, x, low, right


def add_table(parent: DocumentObject | _Cell, rows: Sequence[Sequence[str]]) -> None:
    """Add a table; merged cells are drawn as Word draws them."""
    table = _empty_table(parent, len(rows), len(rows[0]))
    for y, x, low, right in areas(rows):
        cell = table.cell(y, x)
        if (right, low) != (x, y):
            cell = cell.merge(table.cell(low, right))
        cell.text = rows[y][x]
    for y, row in enumerate(rows):
        _leave_out(table, y, row)


def _empty_table(parent: DocumentObject | _Cell, rows: int, columns: int) -> Table:
    return parent.add_table(rows, columns)


def _leave_out(table: Table, y: int, row: Sequence[str]) -> None:
    before = next((x for x, text in enumerate(row) if text != NONE), len(row))
    after = 0 if before == len(row) else row[before:].count(NONE)
    element = table.rows[y]._tr
    cells = element.findall(qn("w:tc"))
    for count, gone, name in (
        (before, cells[:before], "gridBefore"),
        (after, cells[len(cells) - after :], "gridAfter"),
    ):
        if count:
            xml = f'<w:{name} {nsdecls("w")} w:val="{count}"/>'
            element.get_or_add_trPr().append(parse_xml(xml))
            for cell in gone:
                element.remove(cell)


def drawn(*blocks: Block) -> bytes:
    """Return a .docx file of paragraphs and tables."""
    document = Document()
    _add(document, blocks)
    return saved(document)


def _add(parent: DocumentObject | _Cell, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if isinstance(block, str):
            parent.add_paragraph(block)
        elif isinstance(block, Framed):
            _add(_empty_table(parent, 1, 1).cell(0, 0), block.blocks)
        else:
            add_table(parent, block)


def saved(document: DocumentObject) -> bytes:
    """Return a document as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
