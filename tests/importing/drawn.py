"""Draws documents as offices lay them out, from a few lines of text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from docx import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as DocumentObject

ABOVE: Final = "^"
"""A cell that is merged with the one above."""
LEFT: Final = "<"
"""A cell that is merged with the one to the left."""


def add_table(document: DocumentObject, rows: Sequence[Sequence[str]]) -> None:
    """Add a table; merged cells are drawn as Word draws them."""
    table = document.add_table(len(rows), len(rows[0]))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if text not in (ABOVE, LEFT):
                right = x
                while right + 1 < len(row) and row[right + 1] == LEFT:
                    right += 1
                low = y
                while low + 1 < len(rows) and rows[low + 1][x] == ABOVE:
                    low += 1
                cell = table.cell(y, x)
                if (right, low) != (x, y):
                    cell = cell.merge(table.cell(low, right))
                cell.text = text


def drawn(*blocks: str | Sequence[Sequence[str]]) -> bytes:
    """Return a .docx file of paragraphs and tables."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            add_table(document, block)
    return saved(document)


def saved(document: DocumentObject) -> bytes:
    """Return a document as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
