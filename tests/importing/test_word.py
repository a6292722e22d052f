"""What Word keeps beside the plain text: accepted, counted and said, never published by the way."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from generator.importing.document import Cell, Piece, Table
from generator.importing.formats.numbering import spelled
from generator.importing.formats.word import read_word
from tests.importing.drawn import ABOVE, LEFT, drawn, saved

if TYPE_CHECKING:
    from docx.document import Document as DocumentObject
    from docx.text.paragraph import Paragraph


def piece(*inside: str) -> Piece:
    """Return a paragraph with some elements of Word in it, as it is read."""
    document = Document()
    paragraph = document.add_paragraph()
    for xml in inside:
        paragraph._p.append(parse_xml(re.sub(r"^<[\w:]+", rf"\g<0> {nsdecls('w')}", xml)))
    found = read_word(saved(document)).blocks[0]
    assert isinstance(found, Piece)
    return found


RUN = "<w:r><w:t>{}</w:t></w:r>"
CASES = {
    "insertion": (
        (RUN.format("公开"), "<w:ins><w:r><w:t>规划</w:t></w:r></w:ins>"),
        ("公开规划", "修订中增加的文字，已按接受修订读取"),
    ),
    "deletion": (
        (RUN.format("公开"), "<w:del><w:r><w:delText>规划</w:delText></w:r></w:del>"),
        ("公开", "修订中删去的文字“规划”，没有录入"),
    ),
    "hidden": (
        (RUN.format("公开"), "<w:r><w:rPr><w:vanish/></w:rPr><w:t>草稿</w:t></w:r>"),
        ("公开", "隐藏的文字“草稿”，没有录入"),
    ),
    "content control": (
        ("<w:sdt><w:sdtContent><w:r><w:t>公开规划</w:t></w:r></w:sdtContent></w:sdt>",),
        ("公开规划", None),
    ),
    "link": (("<w:hyperlink><w:r><w:t>公开</w:t></w:r></w:hyperlink>",), ("公开", None)),
    "field": (
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>',
            RUN.format("3"),
        ),
        ("3", None),
    ),
    "break": (("<w:r><w:t>公开</w:t><w:br/><w:t>规划</w:t></w:r>",), ("公开\n规划", None)),
    "bookmark": (
        ('<w:bookmarkStart w:id="0" w:name="_GoBack"/>', RUN.format("公开")),
        ("公开", None),
    ),
    "comment": (
        (RUN.format("公开"), '<w:r><w:commentReference w:id="1"/></w:r>'),
        ("公开", "一条批注"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_words(name: str) -> None:
    """The text is that with all changes accepted; what is left out is said."""
    inside, (text, note) = CASES[name]
    found = piece(*inside)

    assert (text, (note,) if note else ()) == (found.text, found.notes)


def test_text_box() -> None:
    """What stands in a box is read once, though Word writes it twice."""
    box = "<w:txbxContent><w:p><w:r><w:t>附件1</w:t></w:r></w:p></w:txbxContent>"
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    document = Document()
    paragraph = document.add_paragraph("正文")
    run = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="{space}"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict>'
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph._p.append(run)

    texts = [each.text for each in read_word(saved(document)).pieces]

    assert ["正文", "附件1"] == texts


def test_automatic_numbers() -> None:
    """Numbers that Word counts stand in no text, and are read all the same."""
    document = numbered()
    for level, text in ((0, "公开"), (1, "规划"), (1, "预算"), (0, "解读"), (1, "政策")):
        number(document.add_paragraph(text), level)

    texts = [each.text for each in read_word(saved(document)).pieces]

    assert ["一、公开", "1.规划", "2.预算", "二、解读", "1.政策"] == texts


def numbered() -> DocumentObject:
    """Return a document with a list that counts parts and tasks."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
            '<w:lvlText w:val="%1、"/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    return document


def test_numbers_in_cells_of_their_own() -> None:
    """A cell may hold nothing but the number that Word counts; what is merged away has none."""
    document = numbered()
    table = document.add_table(4, 2)
    for row, text in enumerate(("公开规划", "公开预算", "分月公开", "解读政策")):
        table.cell(row, 1).text = text
        number(table.cell(row, 0).paragraphs[0], 1)
    table.cell(1, 0).merge(table.cell(2, 0))

    texts = [each.text.strip() for each in read_word(saved(document)).pieces]

    assert ["1.", "公开规划", "2.", "公开预算", "分月公开", "3.", "解读政策"] == texts


def number(paragraph: Paragraph, level: int) -> None:
    """Make a paragraph one of a list."""
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        )
    )


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("japaneseCounting", 35, "三十五"),
        ("ideographDigital", 10, "一〇"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalFullWidth", 10, "１０"),
        ("upperLetter", 2, "B"),
        ("lowerLetter", 27, "aa"),
        ("decimal", 7, "7"),
    ],
)
def test_numbers(form: str, number: int, written: str) -> None:
    """Numbers are written as Word writes them."""
    assert written == spelled(number, form)


def test_cells_once() -> None:
    """A merged cell is one, with all that it covers."""
    (table,) = read_word(drawn([["甲", LEFT, "乙"], ["丙", "丁", ABOVE]])).blocks

    assert isinstance(table, Table)
    assert [("甲", 1, 2), ("乙", 2, 1), ("丙", 1, 1), ("丁", 1, 1)] == [
        (cell.text.strip(), cell.height, cell.width) for cell in table.cells
    ]


def test_row_that_begins_late() -> None:
    """A row may leave out columns at its beginning."""
    document = Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, "甲乙丙丁", strict=True):
        cell.text = text
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))

    (found,) = read_word(saved(document)).blocks

    assert isinstance(found, Table)
    assert 1 == found.cells[-1].column


def test_words_that_a_merged_cell_hides() -> None:
    """What stands in a cell that Word does not show is kept apart, and said."""
    document = Document()
    table = document.add_table(2, 1)
    for cell, text, merge in zip(table._cells, "甲乙", ("restart", "continue"), strict=True):
        cell.text = text
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vMerge {nsdecls("w")} w:val="{merge}"/>'))

    (found,) = read_word(saved(document)).blocks

    assert isinstance(found, Table)
    assert ["甲", "乙"] == [cell.text for cell in found.cells]
    assert found.cells[1].notes


def test_table_in_a_cell() -> None:
    """A table inside a cell gives its words to the cell, and the cell says so."""
    document = Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "外"
    inner = document.add_table(1, 1)
    inner.cell(0, 0).text = "内"
    outer.cell(0, 0)._tc.append(copy.deepcopy(inner._tbl))
    document.element.body.remove(inner._tbl)

    (found,) = read_word(saved(document)).blocks

    assert isinstance(found, Table)
    cell, _ = found.cells
    assert isinstance(cell, Cell)
    assert ["外", "内"] == cell.text.split("\n")
    assert cell.notes


def test_row_that_was_struck_out_is_told() -> None:
    """Whoever checks the plan learns that a task was struck out, and which."""
    document = Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text = "公开规划", "公开预算"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')}/>"))

    *_, last = read_word(saved(document)).pieces

    assert ("", "表1", ("修订中删去的一行“公开预算”，没有录入",)) == (
        last.text,
        last.place,
        last.notes,
    )


def test_row_of_a_frame_that_was_struck_out() -> None:
    """So it is where the rows are only drawn round text, or round a table."""
    document = Document()
    document.add_paragraph("前言")
    frame = document.add_table(2, 1)
    frame.cell(0, 0).text, frame.cell(1, 0).text = "公开规划", "公开预算"
    frame.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')}/>"))

    before, inside, struck = read_word(saved(document)).pieces

    assert ("前言", "公开规划") == (before.text, inside.text)
    assert ("第2段所在的框", ("修订中删去的一行“公开预算”，没有录入",)) == (
        struck.place,
        struck.notes,
    )


def test_row_that_was_struck_out() -> None:
    """A row that somebody has deleted is not there."""
    document = Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, "甲乙丙丁", strict=True):
        cell.text = text
    properties = table.rows[1]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:del {nsdecls('w')}/>"))

    (found,) = read_word(saved(document)).blocks

    assert isinstance(found, Table)
    assert ["甲", "乙"] == [cell.text for cell in found.cells]
    assert properties.tag == qn("w:trPr")
