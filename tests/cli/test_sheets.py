"""Handing tasks out as a workbook and taking them back, from the command line."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import REAL, copy_real, disclosure
from tests.sheets.books import Table, exported

PLAN = (REAL / "plan.yaml").read_text("utf-8")


@pytest.fixture
def column(tmp_path: Path) -> Path:
    """Return a column with the workbook of its plan."""
    root = copy_real(tmp_path / "column")
    assert 0 == disclosure("--root", root, "sheet", "export", root / "plan.xlsx")
    return root


def take_back(root: Path, table: Table, name: str = "plan.xlsx") -> int:
    """Import a workbook; return the exit code."""
    (root / name).write_bytes(table.saved())
    return disclosure("--root", root, "sheet", "import", root / name)


def test_out_and_back(column: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was changed is said in words; issued text without a ground is pointed out."""
    table = Table.of((column / "plan.xlsx").read_bytes())
    table.write("1-3-1", "工作任务", "公开预算。")
    table.write("2-1-1", "主题", "规划")
    table.sheet.delete_rows(table.line("3-1-1"))
    capsys.readouterr()

    assert 0 == take_back(column, table)

    said = capsys.readouterr()
    assert 2 == len(said.out.splitlines())
    assert "任务 1-3-1" in said.out
    assert "没有 1 项任务（3-1-1）" in said.err
    assert "任务 1-3-1 改动了印发文字，没有写依据" in said.err
    assert "title: 公开预算。" in (column / "plan.yaml").read_text("utf-8")
    assert not (column / "plan-问题.xlsx").exists()


def test_problems(column: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With problems the plan stays; they stand in the same workbook, which is then taken back."""
    table = Table.of((column / "plan.xlsx").read_bytes())
    table.write("1-3-1", "工作任务", "公开预算。")
    table.write("1-3-2", "牵头单位", "资配处、农村处、星火")
    table.write("2-1-1", "停止执行", "昨天")

    assert 1 == take_back(column, table)

    line = table.line("1-3-2")
    assert f"plan.xlsx:{line}: 错误 [unknown-unit] “牵头单位”一栏：" in capsys.readouterr().out
    assert PLAN == (column / "plan.yaml").read_text("utf-8")
    marked = Table.of((column / "plan-问题.xlsx").read_bytes())
    assert "▲ “牵头单位”一栏：没有登记的单位“星火”" in marked.cell("1-3-2", "问题").value
    assert marked.cell("1-3-1", "问题").value is None
    assert "公开预算。" == marked.cell("1-3-1", "工作任务").value
    assert "A1:P29" == marked.sheet.auto_filter.ref
    red = marked.cell("1-3-2", "牵头单位").fill.fgColor.rgb
    assert red == marked.cell("2-1-1", "停止执行").fill.fgColor.rgb

    marked.write("1-3-2", "牵头单位", "资配处、农村处、星火办")
    assert 1 == take_back(column, marked, "plan-问题.xlsx")
    marked = Table.of((column / "plan-问题.xlsx").read_bytes())
    assert marked.cell("1-3-2", "问题").value is None
    assert red != marked.cell("1-3-2", "牵头单位").fill.fgColor.rgb

    marked.write("2-1-1", "停止执行", "")
    assert 0 == take_back(column, marked, "plan-问题.xlsx")
    assert "公开预算。" in (column / "plan.yaml").read_text("utf-8")


def test_numbers_of_persons(column: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A number that somebody wrote into the sheet is told at once, masked; an old one is not."""
    plan = column / "plan.yaml"
    plan.write_text(f"# 13900139000\n{PLAN}", "utf-8")
    table = Table.of((column / "plan.xlsx").read_bytes())
    table.write("1-3-1", "工作要求", "请电13800138000。")
    capsys.readouterr()

    assert 0 == take_back(column, table)

    told = [line for line in capsys.readouterr().out.splitlines() if "发现" in line]
    lines = plan.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines, start=1) if "13800138000" in line)
    assert [f"plan.yaml:{at}: 错误 [mobile-number] 发现手机号码 138****8000"] == [
        line.split("，")[0] for line in told
    ]


def test_problems_of_no_row(column: Path) -> None:
    """What is wrong elsewhere in the plan because of the sheet stands at the headings."""
    table = Table.of((column / "plan.xlsx").read_bytes())
    table.sheet.cell(1, table.headings["工作要求"], "要求")
    assert 1 == take_back(column, table)

    marked = Table.of((column / "plan-问题.xlsx").read_bytes())
    (heading,) = [each for each in marked.headings if each.startswith("问题")]
    assert "是否改成了“要求”" in heading
    marked.sheet.cell(1, marked.headings["要求"], "工作要求")
    assert 0 == take_back(column, marked, "plan-问题.xlsx")


def test_nothing_is_written_over(column: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither an export nor the list of problems replaces what somebody may be working on."""
    before = (column / "plan.xlsx").read_bytes()
    assert 2 == disclosure("--root", column, "sheet", "export", column / "plan.xlsx")
    assert "已有 plan.xlsx" in capsys.readouterr().err
    assert before == (column / "plan.xlsx").read_bytes()

    (column / "plan-问题.xlsx").write_bytes(b"mine")
    table = Table.of(before)
    table.write("2-1-1", "停止执行", "昨天")
    assert 1 == take_back(column, table)
    assert b"mine" == (column / "plan-问题.xlsx").read_bytes()
    other = column / "别的.xlsx"
    code = disclosure("--root", column, "sheet", "import", column / "plan.xlsx", "--output", other)
    assert (1, True) == (code, other.exists())


def test_another_plan(column: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan with errors is neither handed out nor changed; another file can be named."""
    other = column / "other.yaml"
    (column / "plan.yaml").rename(other)
    command = ("--root", column, "sheet", "import", column / "plan.xlsx", "--plan", other)
    assert 0 == disclosure(*command)

    other.write_text(PLAN.replace("title: 稳步", "titel: 稳步"), "utf-8")
    assert 1 == disclosure(*command)
    assert "other.yaml 有错误，没有导入" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["export", "import"])
def test_file_that_cannot_be(
    command: str, column: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workbook that is not there, or would be none, is refused in a sentence."""
    file = column / ("plan.csv" if command == "export" else "没有.xlsx")

    assert 2 == disclosure("--root", column, "sheet", command, file)

    said = capsys.readouterr().err
    assert "以 .xlsx 结尾" in said or "没有 没有.xlsx" in said
    assert not file.exists()


def test_recorded_decisions_go_along(column: Path) -> None:
    """A waiver keeps naming the line that it is about."""
    line = PLAN.split("\n").index("          - id: 1-4-1") + 1
    waivers = column / "content" / "waivers.yaml"
    waivers.write_text(
        f"waivers:\n  - place: plan.yaml:{line}\n    code: document-number\n"
        "    reason: 原件如此\n    who: 办公室\n    when: 2021-06-18\n",
        "utf-8",
    )
    table = Table.of((column / "plan.xlsx").read_bytes())
    table.write("1-3-1", "工作要求", "第一段。\n第二段。")
    table.write("2-1-1", "工作要求", "第一段。\n第二段。")

    assert 0 == take_back(column, table)

    assert f"plan.yaml:{line + 2}\n" in waivers.read_text("utf-8")


def repacked(**parts: bytes) -> bytes:
    """Return the workbook of a plan with parts put in the place of its own."""
    replaced = {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(exported(PLAN))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, replaced.get(name, old.read(name)))
    return file.getvalue()


def sheet_with(inside: str) -> bytes:
    """Return a sheet of a workbook."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}">{inside}</worksheet>'.encode()


def other_workbook() -> bytes:
    """Return a workbook that is none of ours."""
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
CELLS = "<sheetData/>"
BROKEN = {
    "empty": (b"", "打不开"),
    "truncated": (exported(PLAN)[:5_000], "打不开"),
    "no zip": ("任务,单位\n".encode("gbk"), "打不开"),
    "pdf": (b"%PDF-1.7", "这是 PDF"),
    "password or old": (b"\xd0\xcf\x11\xe0" + bytes(600), "不设密码"),
    "word": ((REAL / "notice.docx").read_bytes(), "不是 Excel 工作簿"),
    "not ours": (other_workbook(), "重新导出"),
    "zip bomb": (repacked(xl__worksheets__sheet1=bytes(300_000_000)), "过大"),
    "entities": (
        repacked(xl__workbook=f"<!DOCTYPE a [{ENTITIES}]><a>&e11;</a>".encode()),
        "打不开",
    ),
    "no xml": (repacked(xl__worksheets__sheet1=b"<a><b></a>"), "打不开"),
    "merged to the end": (
        repacked(
            xl__worksheets__sheet1=sheet_with(
                f'{CELLS}<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            )
        ),
        "单元格",
    ),
    "many rows": (
        repacked(xl__worksheets__sheet1=sheet_with(f"<sheetData>{'<row/>' * 300_000}</sheetData>")),
        "单元格",
    ),
    "a cell in the last corner": (
        repacked(
            xl__worksheets__sheet1=sheet_with(
                '<sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
                "</row></sheetData>"
            )
        ),
        "1048576 行",
    ),
    "styles": (repacked(xl__styles=b"<a>" + b"<xf/>" * 200_000 + b"</a>"), "格式过多"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_workbook(name: str, column: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is no workbook of ours, or a monster, is refused in a sentence."""
    data, words = BROKEN[name]
    (column / "plan.xlsx").write_bytes(data)

    assert 2 == disclosure("--root", column, "sheet", "import", column / "plan.xlsx")

    assert words in capsys.readouterr().err
    assert PLAN == (column / "plan.yaml").read_text("utf-8")
