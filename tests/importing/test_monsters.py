"""Documents that nobody wrote by hand: read or refused in little memory, in few words."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.importing.formats.kinds import read_source
from generator.importing.formats.shown_values import shown
from generator.importing.plan_file.units import register
from generator.sheets.cells import found_text
from tests.confined import confined
from tests.conftest import REAL
from tests.importing.sheets import repacked, sheet_of

NOTICE = (REAL / "notice.docx").read_bytes()
SHEET = sheet_of([], [["工作任务", "责任单位"], ["公开规划", "办公室"]])


def lying(data: bytes, name: str) -> bytes:
    """Return a zip with a part of 900 MB that says it has ten bytes."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        with new.open(name, "w", force_zip64=True) as part:
            part.write(b"<a>       ")
            for _ in range(900):
                part.write(bytes(1_000_000))
        told = new.getinfo(name)
        told.file_size, told.CRC = 10, zlib.crc32(b"<a>       ")
    return file.getvalue()


NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
MERGED = '<mergeCells><mergeCell ref="A1&#58;XFD1048576"/></mergeCells>'
MERGES = "<mergeCells>" + '<mergeCell ref="A2:B2"/>' * 40_000 + "</mergeCells>"
TABLE = (
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>工作任务</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
RELATION = '<Relationship Id="r{}" Type="t" Target="styles.xml"/>'


def document(inside: str, part: str = "word/document.xml", root: str = "document") -> bytes:
    """Return the notice with one part of Word written anew."""
    text = f"<w:{root} {NAMESPACE}><w:body>{inside}</w:body></w:{root}>"
    return repacked(NOTICE, {part: text.encode()})


def sheet(rows: str = "", after: str = "") -> bytes:
    """Return a workbook with its sheet written anew."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return repacked(SHEET, {"xl/worksheets/sheet1.xml": text.encode()})


def sheets(*ids: str) -> bytes:
    """Return a workbook that mentions these parts as its sheets."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inside = "".join(
        f'<sheet name="{n}" sheetId="{n + 1}" r:id="{id_}"/>' for n, id_ in enumerate(ids)
    )
    text = f'<workbook xmlns="{space}" xmlns:r="{related}"><sheets>{inside}</sheets></workbook>'
    return repacked(SHEET, {"xl/workbook.xml": text.encode()})


def formatted(code: str) -> bytes:
    """Return a workbook with a format for numbers."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    numbers = f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
    text = f'<styleSheet xmlns="{space}">{numbers}</styleSheet>'
    return repacked(SHEET, {"xl/styles.xml": text.encode()})


def commented(place: str) -> bytes:
    """Return a workbook with a comment on some cells."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<comments xmlns="{space}"><comment ref="{place}" authorId="0"/></comments>'
    return repacked(SHEET, {"xl/comments1.xml": text.encode()})


def relations(count: int) -> bytes:
    """Return the notice with many relations."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    inside = "".join(map(RELATION.format, range(count)))
    text = f'<Relationships xmlns="{space}">{inside}</Relationships>'
    return repacked(NOTICE, {"word/_rels/document.xml.rels": text.encode()})


MONSTERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a text that lies": (lambda: lying(NOTICE, "word/document.xml"), "损坏"),
    "a sheet that lies": (lambda: lying(SHEET, "xl/worksheets/sheet1.xml"), "损坏"),
    "paragraphs": (lambda: document("<w:p/>" * 4_000_000), "展开后过大"),
    "attributes": (lambda: document('<a b="" c="" d="" e=""/>' * 290_000), "展开后过大"),
    "styles": (lambda: document("<a/>" * 5_000_000, "word/styles.xml", "styles"), "展开后过大"),
    "long paragraphs": (lambda: document(PARAGRAPH.format("字" * 500_000) * 3), "文件过长"),
    "many paragraphs": (lambda: document(PARAGRAPH.format("字") * 20_000), "文件过长"),
    "a cell far away": (lambda: sheet('<row r="9"><c r="XFD9"><v>1</v></c></row>'), "没有找到任务"),
    "a range in disguise": (lambda: sheet(after=MERGED), "损坏"),
    "relations": (lambda: relations(290_000), "展开后过大"),
    "sheets": (lambda: sheets(*["rId1"] * 30_000), "最多 200 张"),
    "a sheet many times": (lambda: sheets(*["rId1"] * 200), "损坏"),
    "a format": (lambda: formatted("[" * 100_000), "格式过多"),
    "a comment on all cells": (lambda: commented("A1:XFD1048576"), "占了 17179869184 个单元格"),
    "merged cells": (lambda: sheet(after=MERGES), "合并最多 10000 处"),
    "a book in a cell": (lambda: document(TABLE.format("字" * 400_000)), "一格最多 20000 字"),
}


@pytest.mark.parametrize("name", MONSTERS)
def test_monster(name: str, tmp_path: Path) -> None:
    """A monster is refused in 300 MB, in one sentence, and nothing is written."""
    make, words = MONSTERS[name]
    file = tmp_path / "方案.docx"
    file.write_bytes(make())

    done = confined("--root", tmp_path, "import", file)

    assert (2, 1) == (done.returncode, len(done.stderr.splitlines())), done.stderr
    assert words in done.stderr
    assert [file] == [*tmp_path.iterdir()]


def test_what_stands_beside_cells() -> None:
    """What a sheet holds beside its cells is left alone, however much there is of it."""
    cells = " ".join(f"A{row}" for row in range(1, 60_000))
    sections = "&amp;L" * 20_000
    beside = (
        f'<conditionalFormatting sqref="{cells}"/><dataValidations><dataValidation '
        f'sqref="{cells}"/></dataValidations><headerFooter><oddHeader>{sections}</oddHeader>'
        "</headerFooter>"
    )
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>公开规划</t></is></c></row>'

    source = read_source(sheet(row, beside))

    assert ["公开规划"] == [piece.text for piece in source.pieces]


LIST = (
    '<w:numbering {}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="999999"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="{}"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def test_long_numbers() -> None:
    """What a list prints before each of its paragraphs is no longer than a number can be."""
    counted = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r>'
    data = document(f"{counted}</w:p>" * 20)
    numbering = LIST.format(NAMESPACE, "%1、" * 10_000).encode()

    source = read_source(repacked(data, {"word/numbering.xml": numbering}))

    assert max(len(piece.text) for piece in source.pieces if "甲" in piece.text) < 100


def test_halves_of_characters() -> None:
    """A half of a character, which no file can hold, is replaced; two halves are one."""
    assert "公\ufffd开\U0001f600" == shown("公_xD83D_开_xD83D__xDE00_", "@")
    assert "公\ufffd开\U0001f600" == found_text("公_xD83D_开_xD83D__xDE00_")


def test_open_brackets() -> None:
    """A name of brackets that are never closed takes no longer than another."""
    assert ["unit"] == [*register(["（" * 100_000], {}).departments.values()]
