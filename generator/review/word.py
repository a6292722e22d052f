"""Writes paragraphs and tables as a file of Word, in portrait on A4."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from generator.history.rewording import Mark, Piece
from generator.review.paper import HEIGHT, LABEL, MARGIN, STYLES, headings, row_height, text_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as DocumentObject
    from docx.table import _Row
    from docx.text.paragraph import Paragraph

    from generator.review.paper import Column, Row, Style, Text

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Pages:
    """A document that is written from top to bottom."""

    def __init__(self, title: str) -> None:
        self.left = HEIGHT
        """Points that are left of the first page."""
        self._document = Document()
        _lay_out(self._document)
        _name(self._document, title)
        for style in STYLES:
            _define(self._document, style)

    def write(self, text: str, style: Style, *, on_new_page: bool = False) -> None:
        """Write a paragraph."""
        paragraph = self._document.add_paragraph(style=style.name)
        if on_new_page:
            paragraph.paragraph_format.page_break_before = True
        _fill(paragraph, (Piece(text),))
        self.left -= text_height(text, style)

    def tabulate(self, rows: Sequence[Row], columns: Sequence[Column], least: float = 0) -> None:
        """Write a table, each row at least so many points high, its headings on every page."""
        above = headings(columns)
        table = self._document.add_table(len(above) + len(rows), len(columns), "Table Grid")
        table.autofit = False
        for place, column in enumerate(columns):
            table.columns[place].width = Pt(column.width)
        written = iter(table.rows)
        for texts in above:
            row = next(written)
            _write_row(row, texts, columns, [LABEL] * len(columns))
            _repeat_on_every_page(row)
            self.left -= row_height(texts, columns)
        for row, texts in zip(written, rows, strict=True):
            _write_row(row, texts, columns, [column.style for column in columns])
            if least:
                row.height, row.height_rule = Pt(least), WD_ROW_HEIGHT_RULE.AT_LEAST
            self.left -= max(least, row_height(texts, columns))

    def saved(self) -> bytes:
        """Return the file; the same bytes whenever it is written."""
        written = io.BytesIO()
        self._document.save(written)
        return _timeless(written)


def _lay_out(document: DocumentObject) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Pt(MARGIN)
    section.top_margin = section.bottom_margin = Pt(MARGIN)
    for language in document.styles.element.iter(qn("w:lang")):
        # It decides which marks may not begin a line.
        language.set(qn("w:eastAsia"), "zh-CN")


def _name(document: DocumentObject, title: str) -> None:
    properties = document.core_properties
    # Author and day would be those of the library's own template.
    properties._element.clear()  # noqa: SLF001 - they cannot be left out otherwise
    properties.title = title


def _define(document: DocumentObject, style: Style) -> None:
    defined = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    defined.font.name = "Times New Roman"
    defined.font.size = Pt(style.size)
    defined.font.bold = style.is_bold
    fonts = defined.element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), style.font)
    # Without it quotation marks and ellipses are taken from the Latin font.
    fonts.set(qn("w:hint"), "eastAsia")
    form = defined.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.line)
    form.space_before = form.space_after = Pt(style.around)
    if style.is_centred:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _write_row(row: _Row, texts: Row, columns: Sequence[Column], styles: Sequence[Style]) -> None:
    for cell, paragraphs, column, style in zip(row.cells, texts, columns, styles, strict=True):
        cell.width = Pt(column.width)
        if style.is_centred:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for place, text in enumerate(paragraphs):
            paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
            paragraph.style = style.name
            _fill(paragraph, text)


def _repeat_on_every_page(row: _Row) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no word for it
    properties.append(OxmlElement("w:tblHeader"))


def _fill(paragraph: Paragraph, text: Text) -> None:
    for piece in text:
        run = paragraph.add_run(_NOT_IN_XML.sub("\ufffd", piece.text))
        if piece.mark is Mark.DELETED:
            run.font.strike = True
        elif piece.mark is Mark.INSERTED:
            run.underline = True


def _timeless(document: io.BytesIO) -> bytes:
    """Return a file of Word whose parts do not say when they were written."""
    copied = io.BytesIO()
    with zipfile.ZipFile(document) as parts, zipfile.ZipFile(copied, "w") as copy:
        for name in parts.namelist():
            copy.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return copied.getvalue()
