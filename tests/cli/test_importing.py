"""Importing a document from the command line."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REAL, copy_real, disclosure
from tests.importing.drawn import drawn
from tests.importing.sheets import sheet_of

if TYPE_CHECKING:
    from pathlib import Path

LETTER = "虚构省示例局2024年政务公开工作方案"
ROWS = [["工作任务", "责任单位"], ["1.公开规划", "办公室"]]


def test_from_word_to_a_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The notice becomes a plan that passes its check; all of it is accounted for."""
    root = copy_real(tmp_path)
    (root / "plan.yaml").unlink()

    assert 0 == disclosure("--root", root, "import", REAL / "notice.docx")
    assert "28 项任务" in capsys.readouterr().out
    assert 0 == disclosure("--root", root, "--today", "2024-06-01", "check")


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan that is there stays as it is."""
    (tmp_path / "plan.yaml").write_text("我的方案", "utf-8")

    assert 2 == disclosure("--root", tmp_path, "import", REAL / "notice.docx")
    assert "我的方案" == (tmp_path / "plan.yaml").read_text("utf-8")
    assert "已有 plan.yaml" in capsys.readouterr().err


def test_ids_of_an_earlier_plan(tmp_path: Path) -> None:
    """Units that were registered before keep their ids."""
    found = tmp_path / "new.yaml"

    disclosure(
        *("--root", tmp_path, "import", REAL / "notice.docx", "-o", found),
        *("--registry", REAL / "plan.yaml"),
    )

    text = found.read_text("utf-8")
    assert "{id: planning-policy, name: 规划与政策处}" in text
    assert "{id: all-units, name: 各处室（局）及直属单位}" in text


def test_what_was_not_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cell that belongs nowhere is named, and the exit code tells; the plan is written."""
    rows = [["工作任务", "责任单位"], ["1.公开规划", "办公室"], ["", "谁也不知道"]]
    file = tmp_path / "方案.docx"
    file.write_bytes(drawn(LETTER, rows, [["另一个表", "乙", "丙"]]))

    assert 1 == disclosure("--root", tmp_path, "import", file, "--format", "json")

    remarks = json.loads(capsys.readouterr().out)["remarks"]
    assert {"表1第3行第2格", "表2第1行第1格"} <= {remark["place"] for remark in remarks}
    assert (tmp_path / "plan.yaml").exists()


def test_report_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page is written beside the plan, also where something was not understood, and anew."""
    file, page = tmp_path / "方案.docx", tmp_path / "说明.html"
    file.write_bytes(drawn(LETTER, ROWS, [["另一个表", "乙", "丙"]]))

    assert 1 == disclosure("--root", tmp_path, "import", file, "--report", page)
    assert "有 6 字没有看懂" in page.read_text("utf-8")
    assert (tmp_path / "plan.yaml").exists()
    assert "说明.html 是原件与录入对照" in capsys.readouterr().err

    file.write_bytes(drawn(LETTER, ROWS))
    again = ("-o", tmp_path / "again.yaml", "--report", page)
    assert 0 == disclosure("--root", tmp_path, "import", file, *again)
    assert "没有漏字" in page.read_text("utf-8")


@pytest.mark.parametrize("name", ["方案.docx", "notes.html", "folder", "plan.yaml"])
def test_report_takes_no_other_place(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no report of an import is not written over, and then no plan is written either."""
    file = tmp_path / "方案.docx"
    file.write_bytes(drawn(LETTER, ROWS))
    (tmp_path / "notes.html").write_text("<!doctype html>\n<p>我的网页", "utf-8")
    (tmp_path / "folder").mkdir()
    before = {each: each.is_file() and each.read_bytes() for each in tmp_path.iterdir()}

    assert 2 == disclosure("--root", tmp_path, "import", file, "--report", tmp_path / name)
    assert "请用 --report 写明另一个文件" in capsys.readouterr().err
    assert before == {each: each.is_file() and each.read_bytes() for each in tmp_path.iterdir()}


def test_report_without_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the report cannot be written there is no plan yet: the command can be given again."""
    file = tmp_path / "方案.docx"
    file.write_bytes(drawn(LETTER, ROWS))
    page = tmp_path / "none" / "说明.html"

    assert 2 == disclosure("--root", tmp_path, "import", file, "--report", page)
    assert "没有它所在的文件夹" in capsys.readouterr().err
    assert not (tmp_path / "plan.yaml").exists()


def test_no_task_no_report(tmp_path: Path) -> None:
    """A document without a task makes no report."""
    file, page = tmp_path / "方案.docx", tmp_path / "说明.html"
    file.write_bytes(drawn("你好"))

    assert 2 == disclosure("--root", tmp_path, "import", file, "--report", page)
    assert not page.exists()


def truncated() -> bytes:
    """Return the first half of a file."""
    data = (REAL / "notice.docx").read_bytes()
    return data[: len(data) // 2]


ENTITIES = b"".join(
    b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"x" * 10) for n in range(10)
)
SPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = (
    b"<w:document " + SPACE + b"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
)


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a zip with some parts put in the place of its own."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return file.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    """Return the notice with some parts put in the place of its own."""
    return repacked((REAL / "notice.docx").read_bytes(), parts)


WORKBOOK = sheet_of([], [["工作任务", "责任单位"], ["公开规划", "办公室"]])
SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ROW = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData>'
WORKSHEET = b"<worksheet " + MAIN + b">" + ROW + b"%s</worksheet>"


def zipped(name: str) -> bytes:
    """Return a zip with one empty part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        new.writestr(name, b"")
    return file.getvalue()


def in_sheet(text: bytes, after: bytes = b"", before: bytes = b"") -> bytes:
    """Return a workbook whose sheet holds a text."""
    return repacked(WORKBOOK, {SHEET: before + WORKSHEET % (text, after)})


BROKEN = {
    "empty": (b"", "不是 .docx 或 .xlsx"),
    "text": ("工作任务".encode(), "不是 .docx 或 .xlsx"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "另存为 .docx"),
    "a PDF": (b"%PDF-1.7", "PDF"),
    "half a file": (truncated(), "损坏"),
    "another zip": (b"PK\x05\x06" + bytes(18), "不是 .docx 或 .xlsx"),
    "a bomb": (packed({"word/media/a.bin": bytes(61_000_000)}), "展开后过大"),
    "a long text": (packed({"word/document.xml": BODY % (b"x" * 26_000_000)}), "展开后过大"),
    "entities": (
        packed({"word/document.xml": b"<!DOCTYPE w [" + ENTITIES + b"]>" + BODY % b"&e9;"}),
        "损坏",
    ),
    "a file of the machine": (
        packed(
            {
                "word/document.xml": b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
                + BODY % b"&e;"
            }
        ),
        "没有找到任务",
    ),
    "no XML": (packed({"word/document.xml": b"<w:document"}), "损坏"),
    "no table": (drawn("你好"), "没有找到任务"),
    "half a workbook": (WORKBOOK[: len(WORKBOOK) // 2], "损坏"),
    "a workbook without its sheet": (in_sheet(b"x", b"</worksheet>"), "损坏"),
    "a workbook with entities": (
        in_sheet(b"&e9;", before=b"<!DOCTYPE w [" + ENTITIES + b"]>"),
        "损坏",
    ),
    "a workbook that asks for a file": (
        in_sheet(b"&e;", before=b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "损坏",
    ),
    "a cell as large as a sheet": (
        in_sheet(b"x", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "损坏",
    ),
    "a link as large as a sheet": (
        in_sheet(b"x", b'<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'),
        "损坏",
    ),
    "a long workbook": (in_sheet(b"x" * 9_000_000), "展开后过大"),
    "a bomb in a workbook": (repacked(WORKBOOK, {"xl/a.bin": bytes(61_000_000)}), "展开后过大"),
    "another workbook": (repacked(WORKBOOK, {"xl/workbook.xml": b"<workbook/>"}), "没有找到任务"),
    "a workbook without a table": (in_sheet("你好".encode()), "没有找到任务"),
    "a binary workbook": (zipped("xl/workbook.bin"), "这是 .xlsb 文件"),
    "an OFD file": (zipped("OFD.xml"), "这是 OFD 版式文件"),
    "an open document": (zipped("content.xml"), "这是 .odt 或 .ods 文件"),
    "slides": (zipped("ppt/presentation.xml"), "这是演示文稿"),
    "headings alone": (drawn([["工作任务", "责任单位"]] * 3), "没有找到任务"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read is refused in a sentence, and nothing is written."""
    data, words = BROKEN[name]
    file = tmp_path / "方案.docx"
    file.write_bytes(data)

    assert 2 == disclosure("--root", tmp_path, "import", file)
    captured = capsys.readouterr()
    assert words in captured.err
    assert "root:" not in captured.out + captured.err
    assert [file] == [*tmp_path.iterdir()]
