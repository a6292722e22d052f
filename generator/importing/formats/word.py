"""Reads a Word file as its pieces: paragraphs and the cells of tables as they are drawn.

The elements themselves are walked: what python-docx calls the text of a paragraph leaves out
insertions and content controls, and its rows name a merged cell once for each place.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from generator.importing.document import MOST_COLUMNS, MOST_ROWS, Cell, Piece, Source, Table
from generator.importing.formats.numbering import Numbering
from generator.importing.formats.words import Words, told, words_of
from generator.packages.documents import document_parts
from generator.packages.package import DAMAGED, packed
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

_BROKEN: Final = (
    *(OpcError, zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, EOFError),
    *(AttributeError, IndexError, TypeError, RecursionError),
)
"""What python-docx raises for one reason or another when a file is damaged, or endless."""
_ASIDES: Final = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}


def read_word(data: bytes) -> Source:
    """Return what a .docx file says; raises CannotRunError if it is none, or a monster."""
    parts = document_parts(data)
    try:
        opened = docx.Document(io.BytesIO(packed(parts)))
        numbering = parts.get("word/numbering.xml")
        styles = parts.get("word/styles.xml")
        reader = _Reader(Numbering(_parsed(numbering), _parsed(styles)))
        blocks = tuple(reader.blocks(opened.element.body))
        asides = (*reader.struck_out, *_asides(parts))
    except _BROKEN as error:
        raise CannotRunError(DAMAGED) from error
    return Source(blocks, asides)


def _parsed(part: bytes | None) -> Element | None:
    if part is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(part, parser)


def _asides(parts: Mapping[str, bytes]) -> Iterator[Piece]:
    """Yield what stands beside the text: it is counted, though it belongs to no task."""
    for name, part in sorted(parts.items()):
        for kind, noun in _ASIDES.items():
            if name.startswith(f"word/{kind}") and name.endswith(".xml"):
                root = _parsed(part)
                found = [] if root is None else [*root.iter(qn("w:p"))]
                text = "\n".join(filter(None, (words_of(each).text for each in found)))
                if text.strip():
                    yield Piece(text, noun)


@dataclass
class _Reader:
    """Goes through a document once: numbers are counted on the way."""

    numbering: Numbering
    paragraphs: int = 0
    tables: int = 0
    struck_out: list[Piece] = field(default_factory=list)
    """Rows that were struck out, each told in a note."""

    def blocks(self, parent: Element) -> Iterator[Piece | Table]:
        for element in parent:
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                if _is_frame(element):
                    self._strike_out(element, f"第{self.paragraphs + 1}段所在的框")
                    yield from (
                        block
                        for row in _rows(element)
                        for cell in _cells(row)
                        for block in self.blocks(cell)
                    )
                else:
                    self.tables += 1
                    yield self._table(element, self.tables)
            elif element.tag == qn("w:sdt"):
                content = element.find(qn("w:sdtContent"))
                yield from () if content is None else self.blocks(content)
            elif element.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml")):
                yield from self.blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Piece]:
        self.paragraphs += 1
        words = self._words(element)
        place = f"第{self.paragraphs}段"
        yield Piece(words.text, place, words.notes)
        for box in words.boxes:
            for number, piece in enumerate(self._inside(box, f"{place}文本框")):
                yield Piece(piece.text, f"{piece.place}第{number + 1}段", piece.notes)

    def _words(self, element: Element) -> Words:
        label = self.numbering.next_label(element)
        words = words_of(element)
        return words.after(label) if label and words.text.strip() else words

    def _inside(self, parent: Element, place: str) -> Iterator[Piece]:
        for paragraph in parent.iter(qn("w:p")):
            words = self._words(paragraph)
            yield Piece(words.text, place, words.notes)

    def _inside_cell(self, cell: Element, *, is_below: bool) -> list[Words]:
        """Return the paragraphs of a cell; one that holds nothing may be there for its number.

        What goes on from the cell above and is empty is not drawn, and so not counted.
        """
        paragraphs = [*cell.iter(qn("w:p"))]
        if any(words_of(each).text.strip() for each in paragraphs):
            return [*map(self._words, paragraphs)]
        if is_below:
            return [*map(words_of, paragraphs)]
        return [words_of(each).after(self.numbering.next_label(each)) for each in paragraphs]

    def _strike_out(self, table: Element, place: str) -> None:
        notes = (told("修订中删去的一行", row) for row in _rows(table, gone=True))
        self.struck_out += [Piece("", place, each) for each in notes]

    def _table(self, table: Element, number: int) -> Table:
        grid = _Grid(number)
        self._strike_out(table, f"表{number}")
        for row, element in enumerate(_rows(table)):
            if row >= MOST_ROWS:
                message = f"表{number}超过 {MOST_ROWS} 行：请拆分，或检查是否放错了文件"
                raise CannotRunError(message)
            column = _gap(element)
            for cell in _cells(element):
                column += self._cell(cell, grid, row, column)
                if column > MOST_COLUMNS:
                    message = f"表{number}超过 {MOST_COLUMNS} 列：请检查是否放错了文件"
                    raise CannotRunError(message)
        return Table(grid.cells())

    def _cell(self, element: Element, grid: _Grid, row: int, column: int) -> int:
        """Enter a cell into the grid; return how many columns it covers."""
        properties = element.find(qn("w:tcPr"))
        span = None if properties is None else properties.find(qn("w:gridSpan"))
        width = max(1, int((None if span is None else span.get(qn("w:val"))) or 1))
        merge = None if properties is None else properties.find(qn("w:vMerge"))
        is_below = merge is not None and merge.get(qn("w:val")) != "restart"
        words = self._inside_cell(element, is_below=is_below)
        text = "\n".join(each.text for each in words)
        notes = tuple(note for each in words for note in each.notes)
        if any(True for _ in element.iter(qn("w:tbl"))):
            notes += ("格里另有一个表，各格的文字接在后面",)
        grid.enter(text, notes, (row, column, width), is_below=is_below)
        return width


@dataclass
class _Drawn:
    """A cell while more rows may still be merged into it."""

    text: str
    notes: tuple[str, ...]
    row: int
    column: int
    width: int
    height: int = 1


@dataclass
class _Grid:
    """Where the cells of a table lie; what goes on from above is one cell."""

    number: int
    _drawn: list[_Drawn] = field(default_factory=list)
    _lowest: dict[int, _Drawn] = field(default_factory=dict)
    """The last cell to begin in each column."""

    def enter(
        self,
        text: str,
        notes: tuple[str, ...],
        place: tuple[int, int, int],
        *,
        is_below: bool,
    ) -> None:
        row, column, width = place
        above = self._lowest.get(column)
        goes_on = above and above.width == width and above.row + above.height == row
        if is_below and above and goes_on and not text.strip():
            above.height += 1
            return
        if is_below and text.strip():
            notes += ("与上面的格合并，但格里另有文字，Word 不显示",)
        cell = _Drawn(text, notes, row, column, width)
        self._drawn.append(cell)
        self._lowest[column] = cell

    def cells(self) -> tuple[Cell, ...]:
        counted: dict[int, int] = {}
        cells = []
        for each in self._drawn:
            counted[each.row] = counted.get(each.row, 0) + 1
            place = f"表{self.number}第{each.row + 1}行第{counted[each.row]}格"
            size = {"height": each.height, "width": each.width}
            at = {"row": each.row, "column": each.column}
            cells.append(Cell(each.text, place, each.notes, **at, **size))
        return tuple(cells)


def _rows(table: Element, *, gone: bool = False) -> Iterator[Element]:
    """Yield the rows that are still there, or those that are not; in content controls too."""
    for element in table:
        if element.tag == qn("w:tr"):
            if (element.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None) is gone:
                yield element
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
            yield from _rows(element, gone=gone)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if element.tag == qn("w:tc"):
            yield element
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
            yield from _cells(element)


def _is_frame(table: Element) -> bool:
    """Whether a table only draws a frame: one cell, or rows of one cell each round others."""
    rows = [[*_cells(row)] for row in _rows(table)]
    has_tables = any(True for row in rows for cell in row for _ in cell.iter(qn("w:tbl")))
    return (has_tables or len(rows) == 1) and all(len(row) == 1 for row in rows)


def _gap(row: Element) -> int:
    """Return how many columns a row leaves out at its beginning."""
    gap = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return max(0, int((None if gap is None else gap.get(qn("w:val"))) or 0))
