"""Importing a document from the command line."""

from __future__ import annotations

import io
import json
import re
import warnings
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.conftest import REAL, copy_real, disclosure
from tests.importing.drawn import ABOVE, drawn
from tests.importing.sheets import repacked, sheet_of

if TYPE_CHECKING:
    from pathlib import Path

LETTER = "虚构省示例局2024年政务公开工作方案"
ROWS = [["工作任务", "责任单位"], ["1.公开规划", "办公室"]]


def test_from_word_to_a_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The notice becomes a plan that passes its check; all of it is accounted for."""
    root = copy_real(tmp_path)
    (root / "plan.yaml").unlink()

    assert 0 == disclosure("--root", root, "import", REAL / "notice.docx")
    said = capsys.readouterr()
    assert "28 项任务" in said.out
    assert f"再运行 disclosure --root {root} check" in said.err
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


def new_year(year: int) -> bytes:
    """Return a plan of a year, one of whose units is that of the real plan, and one perhaps."""
    rows = [["工作任务", "责任部门"], ["1.公开规划", "规划与政策处、规划政策处"]]
    title = f"虚构省示例局{year}年政务公开工作方案"
    head = (f"虚构函〔{year}〕7号", f"虚构省示例局关于印发{year}年政务公开工作方案的通知")
    return drawn(
        *head, "各处室：", "现印发给你们。", "虚构省示例局", f"{year}年3月1日", title, rows
    )


def test_next_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan in force is kept as it is; the next has its ids and its topics to choose from."""
    root = copy_real(tmp_path)
    file = tmp_path / "新方案.docx"
    file.write_bytes(new_year(2026))
    before = (root / "plan.yaml").read_bytes()
    editors, kept = before.split(b"\n", 1)
    (root / "content" / "waivers.yaml").write_text(
        "waivers:\n  - {place: 'plan.yaml:9', code: unused-unit, reason: 核对过, by: 办公室}\n",
        "utf-8",
    )

    assert 2 == disclosure("--root", root, "import", file)
    assert "新一年的方案，请加 --next" in capsys.readouterr().err
    assert 2 == disclosure("--root", root, "import", file, "--update")
    assert "换一年的，请加 --next" in capsys.readouterr().err
    assert before == (root / "plan.yaml").read_bytes()
    assert 0 == disclosure(
        "--root", root, "import", file, "--next", "--report", tmp_path / "a.html"
    )

    said = capsys.readouterr()
    assert "“规划与政策处”和“规划政策处”是不是同一个单位" in said.out
    assert "已写入 plan.yaml，2021 的移到 content/plans/2021.yaml" in said.err
    assert "改写 content/about.md 等页面里的旧方案" in said.err
    assert kept == (root / "content" / "plans" / "2021.yaml").read_bytes()
    new = (root / "plan.yaml").read_bytes()
    assert editors == new.split(b"\n", 1)[0]
    assert 'id: "2026"' in new.decode()
    assert "{id: planning-policy, name: 规划与政策处}" in new.decode()
    topics = kept.decode().split("\ntopics:\n")[1].split("\n\n")[0]
    assert f"\ntopics:\n{topics}\n\nsections:" in new.decode()
    assert "content/plans/2021.yaml:8" in (root / "content" / "waivers.yaml").read_text("utf-8")
    (root / "content" / "waivers.yaml").unlink()
    assert 0 == disclosure("--root", root, "--today", "2026-11-20", "check")


def test_unit_of_another_name_keeps_its_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A unit that this plan calls otherwise than the one before is not registered twice."""
    root = copy_real(tmp_path)
    file = tmp_path / "新方案.docx"
    rows = [["工作任务", "责任部门"], ["1.公开规划", "规划政策处"]]
    file.write_bytes(drawn("虚构省示例局2026年政务公开工作方案", rows))

    assert 0 == disclosure("--root", root, "import", file, "--next")

    said = capsys.readouterr().out
    assert "是不是同一个单位？是的，编号改为 planning-policy" in said
    assert "aliases" not in said


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("2021.yaml", "编号 2021 已用于 plan.yaml"),
        ("2020.yml", "2020.yml 不能用作以前的方案的文件名"),
        ("2020A.yaml", "编号只用小写字母、数字"),
        ("二〇二〇年.yaml", "如 content/plans/2021.yaml"),
    ],
)
def test_no_file_of_an_earlier_plan(
    name: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plan is put beside the others only under an id that it can have, and that is free."""
    root = copy_real(tmp_path)
    file = tmp_path / "旧方案.docx"
    file.write_bytes(new_year(2020))
    path = root / "content" / "plans" / name

    assert 2 == disclosure("--root", root, "import", file, "-o", path)

    assert why in capsys.readouterr().err
    assert not path.exists()


NOT_NEXT: dict[str, tuple[bytes, tuple[str, ...], str]] = {
    "of this year": (new_year(2021), (), "2021 年已有方案"),
    "of an earlier year": (new_year(2020), (), "请用 -o content/plans/2020.yaml 另写一个文件"),
    "of no year": (
        drawn("虚构省示例局政务公开工作方案", [["工作任务", "责任部门"], ["公开规划", "办公室"]]),
        (),
        "没有写明是哪一年的，没有改动：请在原件的副本里给标题写上年份，如 2022年",
    ),
    "into another file": (new_year(2026), ("-o", "b.yaml"), "请去掉 -o 和 --update"),
    "and an update": (new_year(2026), ("--update",), "请去掉 -o 和 --update"),
}


@pytest.mark.parametrize("name", NOT_NEXT)
def test_no_next_year(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot follow the plan in force leaves everything as it is."""
    root = copy_real(tmp_path)
    document, options, said = NOT_NEXT[name]
    file = tmp_path / "新方案.docx"
    file.write_bytes(document)
    before = (root / "plan.yaml").read_bytes()

    assert 2 == disclosure("--root", root, "import", file, "--next", *options)

    assert said in capsys.readouterr().err
    assert before == (root / "plan.yaml").read_bytes()
    assert not (root / "content" / "plans").exists()


def test_no_next_year_where_a_folder_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder in the place where the plan in force is to be kept is said to be in the way."""
    root = copy_real(tmp_path)
    file = tmp_path / "新方案.docx"
    file.write_bytes(new_year(2026))
    (root / "content" / "plans" / "2021.yaml").mkdir(parents=True)

    assert 2 == disclosure("--root", root, "import", file, "--next")

    assert "content/plans/2021.yaml 已有别的内容，没有改动" in capsys.readouterr().err


def test_earlier_year_has_a_place_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document of a past year is not put into the plan in force, and where it goes is said."""
    root = copy_real(tmp_path)
    file = tmp_path / "旧方案.docx"
    file.write_bytes(new_year(2019))

    assert 2 == disclosure("--root", root, "import", file, "--update")

    assert "用 -o content/plans/2019.yaml 另写一个文件" in capsys.readouterr().err
    monkeypatch.chdir(root)
    assert 0 == disclosure("import", file, "-o", "content/plans/2019.yaml")
    assert 'id: "2019"' in (root / "content" / "plans" / "2019.yaml").read_text("utf-8")
    assert 2 == disclosure("import", file, "-o", "content/plan/2019.yaml")
    assert "没有它所在的文件夹" in capsys.readouterr().err


def letter(year: int, number: str, title: str, rows: list[list[str]]) -> bytes:
    """Return a plan that a letter of a year issues."""
    head = (number, f"虚构省示例局关于印发{title}的通知", "各处室：", "现印发给你们。")
    return drawn(*head, "虚构省示例局", f"{year}年3月1日", title, rows)


TASKS = [["工作任务", "责任部门"], ["1.公开规划", "办公室"], ["2.公开预算", "财务处"]]
OTHERS = [["工作任务", "责任部门"], ["1.公开年报", "办公室"]]
BESIDE: dict[str, tuple[bytes, tuple[str, str]]] = {
    "other brackets round the year": (
        letter(2025, "虚构函[2024]7号", "政务公开工作方案（更正）", OTHERS),
        ("就是现行方案", ""),
    ),
    "issued anew a year later, without a year in its title": (
        letter(2025, "虚构函〔2025〕1号", "政务公开工作方案（更正）", TASKS),
        ("就是现行方案", ""),
    ),
    "the title of every year": (
        letter(2025, "虚构函〔2025〕1号", "政务公开工作方案", OTHERS),
        ("", "原件是 2025 年的"),
    ),
    "a plan that carries out one of another year": (
        letter(2025, "虚构函〔2025〕1号", "落实2024年省要点的2025年方案", TASKS),
        ("", "原件是 2025 年的"),
    ),
    "another plan of this year": (
        letter(2024, "虚构函〔2024〕9号", "基层政务公开工作方案", OTHERS),
        (
            "2024 年已有方案",
            "像是另一个方案，没有改动：同一年另有一个方案的，请用 -o content/plans/2024-2.yaml",
        ),
    ),
    "another plan of no year": (
        drawn("基层政务公开工作方案", OTHERS),
        ("没有写明是哪一年的", "像是另一个方案，没有改动：是新一年的，请在原件的副本里"),
    ),
}


@pytest.mark.parametrize("name", BESIDE)
def test_which_plan_a_document_is(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A correction goes into the plan in force, the plan of another year never does.

    What --next and --update say is given, empty where they do what they should.
    """
    document, said = BESIDE[name]
    for option, words in zip(("--next", "--update"), said, strict=True):
        root = tmp_path / option.strip("-")
        (root / "content").mkdir(parents=True)
        (root / "方案.docx").write_bytes(
            letter(2024, "虚构函〔2024〕7号", "政务公开工作方案", TASKS)
        )
        assert 0 == disclosure("--root", root, "import", root / "方案.docx")
        (root / "另一份.docx").write_bytes(document)
        before = (root / "plan.yaml").read_bytes()
        capsys.readouterr()

        code = disclosure("--root", root, "import", root / "另一份.docx", option)

        assert (2 if words else 0) == code
        assert words in capsys.readouterr().err
        assert (before == (root / "plan.yaml").read_bytes()) == bool(words)


@pytest.mark.parametrize("name", ["2019", "2021-2"])
def test_plan_beside_the_one_in_force(name: str, tmp_path: Path) -> None:
    """A plan that is put beside has the id that its file is called by, and no path for editors."""
    root = copy_real(tmp_path)
    file, target = tmp_path / "方案.docx", root / "content" / "plans" / f"{name}.yaml"
    file.write_bytes(new_year(int(name[:4])))

    assert 0 == disclosure("--root", root, "import", file, "-o", target)

    assert 0 == disclosure("--root", root, "--today", "2026-11-20", "check")
    text = target.read_text("utf-8")
    assert re.search(rf'^id: "?{name}"?$', text, re.MULTILINE)
    assert "yaml-language-server" not in text


def test_update_asks_for_nothing_that_the_plan_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who issued it and when is known, also where a correction says only its tasks."""
    root = copy_real(tmp_path)
    file = tmp_path / "更正.docx"
    title = re.search("(?m)^title: (.*)$", (root / "plan.yaml").read_text("utf-8"))
    assert title
    rows = [["工作任务", "责任部门", "完成时限"], ["1.公开规划", "办公室", "6月底前"]]
    file.write_bytes(drawn(title[1], rows))

    disclosure("--root", root, "import", file, "--update")

    said = capsys.readouterr().out
    assert "没有找到" not in said
    assert "按方案年度读作2021年6月30日" in said


def test_nothing_to_follow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first plan follows none."""
    file = tmp_path / "新方案.docx"
    file.write_bytes(new_year(2026))

    assert 2 == disclosure("--root", tmp_path, "import", file, "--next")

    assert "没有 plan.yaml，不用换一年" in capsys.readouterr().err


def test_no_such_registry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever names a file that is not there hears from where its path counts."""
    found = REAL / "notice.docx"

    assert 2 == disclosure("--root", tmp_path, "import", found, "--registry", "plans/2020.yaml")
    assert "没有 plans/2020.yaml 这个文件" in capsys.readouterr().err


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


def twice(data: bytes, name: str) -> bytes:
    """Return a zip with two parts of one name."""
    file = io.BytesIO(data)
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as new:
        warnings.simplefilter("ignore")
        new.writestr(name, b"<a/>")
    return file.getvalue()


def crowded() -> bytes:
    """Return a zip with far more parts than any document has."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for number in range(3000):
            new.writestr(f"word/{number}.xml", b"<a/>")
    return file.getvalue()


def packed_as(method: int, data: bytes) -> bytes:
    """Return a zip whose parts are packed in another way."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return file.getvalue()


def locked(data: bytes) -> bytes:
    """Return a zip that says its parts have a password."""
    return re.sub(rb"(PK\x01\x02.{4}).", rb"\g<1>" + b"\x01", data, flags=re.DOTALL)


def encoded(encoding: str, declared: str) -> bytes:
    """Return a part in another encoding, which hides a document type."""
    text = f'<?xml version="1.0" encoding="{declared}"?><!DOCTYPE w [<!ENTITY e "e">]><w>&e;</w>'
    return text.encode(encoding)


BROKEN = {
    "empty": (b"", "不是 .docx 或 .xlsx"),
    "text": ("工作任务".encode(), "不是 .docx 或 .xlsx"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "另存为 .docx"),
    "a file with a password": (
        b"\xd0\xcf\x11\xe0" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        "文件加了密码",
    ),
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
        "损坏",
    ),
    "two parts of one name": (twice(packed({}), "word/document.xml"), "损坏"),
    "thousands of parts": (crowded(), "展开后过大"),
    "packed in another way": (packed_as(zipfile.ZIP_BZIP2, packed({})), "损坏"),
    "parts with a password": (locked(packed({})), "损坏"),
    "UTF-16": (packed({"word/styles.xml": encoded("utf-16", "utf-16")}), "损坏"),
    "UTF-7": (packed({"word/numbering.xml": encoded("utf-7", "utf-7")}), "损坏"),
    "EBCDIC": (packed({"word/comments.xml": encoded("cp037", "IBM037")}), "损坏"),
    "another root": (packed({"word/document.xml": b"<a/>"}), "损坏"),
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
        "个单元格",
    ),
    "a link as large as a sheet": (
        in_sheet(b"x", b'<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'),
        "个单元格",
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


def shipped(folder: Path, end: str = "\n", mark: bytes = b"") -> Path:
    """Return a column with the plan that people have typed."""
    root = copy_real(folder)
    text = (REAL / "plan.yaml").read_text("utf-8").replace("\n", end)
    (root / "plan.yaml").write_bytes(mark + text.encode())
    return root


def corrected(folder: Path) -> Path:
    """Return the notice with one requirement written anew and the last task left out."""
    document = Document(str(REAL / "notice.docx"))
    (table,) = document.tables
    requirement = table.rows[3].cells[1].paragraphs[0]
    requirement.text = "公开全部非秘科技规划。"
    table._tbl.remove(table.rows[-1]._tr)
    path = folder / "更正.docx"
    document.save(str(path))
    return path


def test_refusal_names_the_update(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever has a plan already is told how to bring it up to date."""
    root = shipped(tmp_path)

    assert 2 == disclosure("--root", root, "import", REAL / "notice.docx")
    assert "--update" in capsys.readouterr().err


def test_nothing_to_update(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A first import needs no such option."""
    assert 2 == disclosure("--root", tmp_path, "import", REAL / "notice.docx", "--update")
    assert "没有 plan.yaml" in capsys.readouterr().err


def test_update_without_a_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The document that a plan was typed from changes no byte of it."""
    root = shipped(tmp_path, "\r\n", b"\xef\xbb\xbf")
    before = (root / "plan.yaml").read_bytes()

    assert 0 == disclosure("--root", root, "import", REAL / "notice.docx", "--update")
    assert before == (root / "plan.yaml").read_bytes()
    assert capsys.readouterr().out.startswith("方案内容没有改动。\n")


@pytest.mark.parametrize(("end", "mark"), [("\n", b""), ("\r\n", b"\xef\xbb\xbf")])
def test_update(end: str, mark: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line changes, as lines end there; what is gone stays, and people are told."""
    root = shipped(tmp_path, end, mark)
    before = (root / "plan.yaml").read_bytes().splitlines(keepends=True)

    assert 0 == disclosure("--root", root, "import", corrected(tmp_path), "--update")

    after = (root / "plan.yaml").read_bytes().splitlines(keepends=True)
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [f"            requirement: 公开全部非秘科技规划。{end}".encode()] == changed
    said = capsys.readouterr()
    assert "任务 1-1-1：工作要求有改动" in said.out
    assert "原件中已没有任务 4-3-2，没有删除" in said.out
    assert "有改动或新增：任务 1-1-1。" in said.err
    assert "amended" in said.err
    assert f"再运行 disclosure --root {root} check" in said.err


def test_update_of_what_was_put_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever has mended how a task was read hears that the document says no more than the plan."""
    root = shipped(tmp_path)
    plan = root / "plan.yaml"
    title = "主动公开科技相关规划，引导全社会关心支持规划实施工作。"
    text = plan.read_text("utf-8")
    requirement = text.split(f"title: {title}\n")[1].split("requirement: ")[1].split("\n")[0]
    text = text.replace(f"title: {title}", f"title: {title[:11]}").replace(
        f"requirement: {requirement}", f"requirement: {title[11:]}{requirement}", 1
    )
    plan.write_text(text, "utf-8")

    assert 0 == disclosure("--root", root, "import", REAL / "notice.docx", "--update")

    assert text == plan.read_text("utf-8")
    said = capsys.readouterr()
    assert "任务 1-1-1 的文字与原件一样" in said.out
    assert "改动或新增" not in said.err


def test_column_decided_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever writes what a column holds has all of its cells moved there; ids and topics stay."""
    rows = [
        ["工作任务", "怎么干", "责任单位"],
        ["1.公开规划", "按时", "甲处"],
        ["2.解读", "当天", "乙处"],
    ]
    file = tmp_path / "方案.docx"
    file.write_bytes(drawn(LETTER, rows))
    plan = tmp_path / "plan.yaml"
    disclosure("--root", tmp_path, "import", file)
    assert "在 plan.yaml 的 columns 里改写" in capsys.readouterr().out
    text = plan.read_text("utf-8").replace("issuer:\n", "issuer: 虚构省示例局\n")
    text = text.replace("id: 1-1\n", "id: 1-9\n").replace("怎么干: extra", "怎么干: requirement")
    plan.write_text(text, "utf-8")

    assert 0 == disclosure("--root", tmp_path, "import", file, "--update")

    wanted = re.sub(
        r"( +)(responsibility: .+\n.+)\n +extra: {怎么干: (.+)}", r"\1requirement: \3\n\1\2", text
    )
    assert wanted == plan.read_text("utf-8")


def test_column_decided_anew_whose_texts_stay_in_order(tmp_path: Path) -> None:
    """What says the same, field after field, is moved too where the plan says otherwise of it."""
    rows = [["工作任务", "责任单位", "何时办"], ["1.公开规划", "甲处", "2024年6月底前"]]
    file = tmp_path / "方案.docx"
    file.write_bytes(drawn(LETTER, rows))
    plan = tmp_path / "plan.yaml"
    disclosure("--root", tmp_path, "import", file)
    text = plan.read_text("utf-8").replace("issuer:\n", "issuer: 虚构省示例局\n")
    plan.write_text(text.replace("何时办: extra", "何时办: deadline"), "utf-8")

    assert 0 == disclosure("--root", tmp_path, "import", file, "--update")
    assert "deadline: 2024年6月底前\n" in plan.read_text("utf-8")


def test_common_headings_mean_what_the_document_shows(tmp_path: Path) -> None:
    """Another plan of the column tells nothing of headings that may group tasks here."""
    root = copy_real(tmp_path)
    rows = [
        ["工作要求", "一级要点", "责任部门"],
        ["一、主动公开", "（一）公开规划", "办公室"],
        [ABOVE, "（二）公开预算", "资源配置与管理处"],
    ]
    file = tmp_path / "新方案.docx"
    file.write_bytes(drawn("虚构省示例局2026年政务公开工作方案", rows))
    found = tmp_path / "new.yaml"

    assert 0 == disclosure("--root", root, "import", file, "-o", found)
    assert "title: 主动公开" in found.read_text("utf-8")


@pytest.mark.parametrize(
    ("heading", "field", "expected"),
    [
        ("怎么算完成", "requirement", "requirement: |\n          按时\n          上网\n"),
        ("怎么干", "title", "title: 公开规划按时\n"),
        ("怎么干", "responsibility", "responsibility: {怎么干: 按时, 责任单位: 甲处}\n"),
    ],
)
def test_two_columns_of_a_kind(heading: str, field: str, expected: str, tmp_path: Path) -> None:
    """Two columns may be said to hold the same: no task is parted or stays behind."""
    rows = [
        ["工作任务", "怎么干", "责任单位", "怎么算完成"],
        ["1.公开规划", "按时", "甲处", "上网"],
        ["2.解读", "当天", "乙处", "上网"],
    ]
    file = tmp_path / "方案.docx"
    file.write_bytes(drawn(LETTER, rows))
    plan = tmp_path / "plan.yaml"
    disclosure("--root", tmp_path, "import", file)
    text = plan.read_text("utf-8").replace("issuer:\n", "issuer: 虚构省示例局\n")
    meant = {"怎么干": "requirement", "怎么算完成": "extra", heading: field}
    for each, kind in meant.items():
        text = text.replace(f"{each}: extra", f"{each}: {kind}")
    plan.write_text(text, "utf-8")

    assert 0 == disclosure("--root", tmp_path, "import", file, "--update")

    text = plan.read_text("utf-8")
    assert expected in text
    assert ["1-1", "1-2"] == re.findall(r"id: (\d-\d)", text)


def test_columns_of_an_earlier_plan(tmp_path: Path) -> None:
    """What people have decided of a heading holds for the next year."""
    rows = [["工作任务", "怎么干", "责任单位"], ["1.公开规划", "按时", "甲处"]]
    file = tmp_path / "方案.docx"
    file.write_bytes(drawn(LETTER, rows))
    former = tmp_path / "former.yaml"
    text = (REAL / "plan.yaml").read_text("utf-8")
    former.write_text(text.replace("工作要求: requirement", "怎么干: requirement"), "utf-8")

    assert 0 == disclosure("--root", tmp_path, "import", file, "--registry", former)
    assert "requirement: 按时\n" in (tmp_path / "plan.yaml").read_text("utf-8")


def test_update_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same as JSON."""
    root = shipped(tmp_path)
    file = corrected(tmp_path)

    assert 0 == disclosure("--root", root, "import", file, "--update", "--format", "json")

    found = json.loads(capsys.readouterr().out)
    assert ["1-1-1"] == [change["id"] for change in found["changes"]]
    assert (["任务 4-3-2"], ["任务 1-1-1"]) == (found["gone"], found["reworded"])
    assert "remarks" in found


@pytest.mark.parametrize("name", BROKEN)
def test_broken_update(name: str, tmp_path: Path) -> None:
    """What cannot be read changes nothing."""
    root = shipped(tmp_path)
    before = (root / "plan.yaml").read_bytes()
    file = tmp_path / "方案.docx"
    file.write_bytes(BROKEN[name][0])

    assert 2 == disclosure("--root", root, "import", file, "--update")
    assert before == (root / "plan.yaml").read_bytes()


def test_page_beside_an_update(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who asks for the page is told where it is, whether the plan changes or not."""
    root = shipped(tmp_path)
    page = ("--report", tmp_path / "说明.html")

    for file in (REAL / "notice.docx", corrected(tmp_path)):
        assert 0 == disclosure("--root", root, "import", file, "--update", *page)
        assert "说明.html 是原件与录入对照" in capsys.readouterr().err


def test_update_of_a_broken_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan with an error is not made worse, and no report says that anything was imported."""
    root = shipped(tmp_path)
    text = (root / "plan.yaml").read_text("utf-8").replace("lead: [", "lead: [没有登记的处, ", 1)
    (root / "plan.yaml").write_text(text, "utf-8")
    page = tmp_path / "说明.html"
    written = ("import", corrected(tmp_path), "--update", "--report", page)

    assert 1 == disclosure("--root", root, *written)
    assert text == (root / "plan.yaml").read_text("utf-8")
    assert not page.exists()
    assert "没有改动：请先改正" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["plan.yaml", "content/plans/2021.yaml"])
def test_waivers_go_along(name: str, tmp_path: Path) -> None:
    """A recorded decision names the line that it was made for, wherever an update puts that."""
    root = shipped(tmp_path)
    plan = root / name
    plan.parent.mkdir(exist_ok=True)
    (root / "plan.yaml").rename(plan)
    lines = plan.read_text("utf-8").splitlines()
    line = lines.index("          - id: 4-2-1") + 1
    waivers = root / "content" / "waivers.yaml"
    waivers.write_text(
        f"waivers:\n  - place: {name}:{line}\n    code: leak-phone\n    reason: 示例\n"
        "    by: 示例\n    on: 2024-05-01\n",
        "utf-8",
    )
    document = Document(str(REAL / "notice.docx"))
    document.tables[0].rows[3].cells[2].paragraphs[0].text = "规划与政策处牵头"
    document.save(str(tmp_path / "更正.docx"))

    assert 0 == disclosure("--root", root, "import", tmp_path / "更正.docx", "--update", "-o", plan)

    now = plan.read_text("utf-8").splitlines().index("          - id: 4-2-1") + 1
    assert now == line - 1
    assert f"place: {name}:{now}" in waivers.read_text("utf-8")


def test_no_such_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that was typed wrong is said in Chinese, whatever the system's language."""
    assert 2 == disclosure("--root", tmp_path, "import", tmp_path / "方桉.docx")
    assert "没有 方桉.docx：请核对文件名和所在的文件夹" in capsys.readouterr().err


class Watched(io.StringIO):
    """A terminal that a person watches."""

    def isatty(self) -> bool:
        """Tell that it is one."""
        return True


@pytest.mark.parametrize(
    "name", ["方\n案.docx", "方\u202e案.docx", "方\x1b[2J案.docx", "-方案.docx"]
)
def test_odd_names(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name neither ends the sentence in which it stands, nor tells the screen what to do."""
    assert 2 == disclosure("--root", tmp_path, "import", tmp_path / name)

    said = capsys.readouterr().err
    assert 1 == len(said.splitlines())
    assert not {"\u202e", "\x1b"} & {*said}
    assert "没有" in said


def test_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever watches sees which step is under way."""
    terminal = Watched()
    monkeypatch.setattr("sys.stderr", terminal)

    disclosure("--root", tmp_path, "import", REAL / "notice.docx")

    assert "写入方案" in terminal.getvalue()
