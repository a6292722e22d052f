"""What is changed in a workbook changes in the plan, and nothing else does."""

from __future__ import annotations

import datetime
import difflib
import io
import random
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.formula import ArrayFormula

from generator.history.compare import Act, compare
from generator.plan.loader import read_plan
from generator.problems import CannotRunError, Report
from generator.sheets.drawing import workbook_of
from generator.sheets.forms import KEPT
from generator.source.patcher import patched
from tests.conftest import CASES, DEMO, REAL, parse_plan
from tests.history.edits import Draft
from tests.sheets.books import FILE, Table, exported, imported, written

SMALL = (CASES / "plan.yaml").read_text("utf-8")
REAL_PLAN = (REAL / "plan.yaml").read_text("utf-8")
DEMO_PLAN = (DEMO / "plan.yaml").read_text("utf-8")
PLANS = {"small": SMALL, "real": REAL_PLAN, "demo": DEMO_PLAN}


def with_fields(text: str, id_: str, **values: object) -> str:
    """Return a plan file in which a task says something else."""
    plan = written(text)
    fields: Any = plan.fields
    for section in fields["sections"]:
        for part in (section, *section.get("themes", ())):
            for task in part.get("tasks", ()):
                task.update(values if task["id"] == id_ else {})
    return patched(plan.text, plan.root, fields)


def changed_lines(before: str, after: str) -> list[str]:
    """Return the lines that came and went."""
    marked = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in marked if line[0] in "+-"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", PLANS)
def test_nothing_changed(name: str, newline: str) -> None:
    """A sheet that comes back as it went leaves the file as it is, to the last blank."""
    text = PLANS[name].replace("\n", newline)

    update = imported(exported(text), text)

    assert () == update.problems
    assert text == update.text


def test_same_bytes() -> None:
    """The same plan gives the same file, whenever it is exported."""
    plan, fields = parse_plan(DEMO_PLAN), written(DEMO_PLAN).fields

    assert workbook_of(plan, fields) == workbook_of(plan, fields)


NASTY = st.one_of(
    st.sampled_from(
        [
            "=1+1",
            "+86",
            "-1",
            "@甲",
            "007",
            "1.10",
            "2021-12-31",
            "1e5",
            "TRUE",
            "#N/A",
            "'甲",
            "_x000D_",
            "_x0041_甲_x5F_",
            "😀科普",
            "甲\n乙",
            "甲\u00a0乙",
            "甲  乙",
            "<b>&amp;</b>",
            "甲\t乙",
            "字" * 32_767,
            "字" * 32_768,
            KEPT,
        ]
    ),
    st.text("甲乙=+-@'\"_x0Dd\n\t ，：😀1.", min_size=1, max_size=20),
)


def is_valid(text: str) -> bool:
    """Whether a plan file has no errors."""
    report = Report()
    return read_plan(text, "plan.yaml", report) is not None and not report.has_errors


@given(st.integers(0, 2**32), st.lists(NASTY, min_size=4, max_size=4))
@settings(max_examples=20)
def test_any_plan_comes_back(seed: int, texts: list[str]) -> None:
    """Whatever a valid plan says, its sheet changes nothing of it."""
    draft = Draft(random.Random(seed))
    draft.edit(4)
    tasks = [task for theme in draft.plan["sections"][0]["themes"] for task in theme["tasks"]]
    fields = ("requirement", "requirement", "deadline", "extra")
    for field, text in zip(fields, texts, strict=True):
        said_by = {"deadline": text.replace("\n", "")[:900], "extra": {"备注": text}}
        draft.chance.choice(tasks)[field] = said_by.get(field, text)
    assume(is_valid(draft.text))

    update = imported(exported(draft.text), draft.text)

    assert () == update.problems
    assert draft.text == update.text


WRITABLE = {
    "工作任务": ("title", "公开部门预算。"),
    "工作要求": ("requirement", "=每季度一次\n及时更新"),
    "序号": ("number", "007"),
    "主题": ("topics", "规划、预决算与惠民资金"),
    "公开位置": ("links", "部门预算 https://www.xugou.example/yusuan/"),
    "停止执行": ("withdrawn", "2024-06-01 已废止：不再需要"),
    "更改记录": ("amended", "2024-06-01 录入更正 与原件核对"),
}


@given(st.integers(0, 2**32))
@settings(max_examples=15)
def test_any_edits(seed: int) -> None:
    """Exactly what was changed in the sheet has changed in the plan, wherever rows stand by now."""
    chance = random.Random(seed)
    table = Table.of(exported(REAL_PLAN))
    ids = [task.id for task in parse_plan(REAL_PLAN).tasks]
    edits = {(chance.choice(ids), chance.choice([*WRITABLE])) for _ in range(4)}
    for id_, heading in edits:
        table.write(id_, heading, WRITABLE[heading][1])
    table.shuffle(chance)

    update = imported(table.saved(), REAL_PLAN)

    assert () == update.problems
    changes = compare(parse_plan(REAL_PLAN), update.plan)
    assert {Act.CHANGED} == {change.act for change in changes}
    found = {(change.element.id, change.path[0]) for change in changes}
    assert {(id_, WRITABLE[heading][0]) for id_, heading in edits} == found
    assert (0, 0) == (update.text.count("\t"), update.text.count("\r"))


EDITS: dict[str, tuple[str, str, object, list[str]]] = {
    "text": (
        *("1-1-1", "工作任务", "公开规划。"),
        ["-             title: 主动公开科技相关规划，引导全社会关心支持规划实施工作。"]
        + ["+             title: 公开规划。"],
    ),
    "formula that is text": (
        *("1-3-1", "工作任务", "=SUM(1)"),
        ["-             title: 稳步扩大预决算公开范围。", '+             title: "=SUM(1)"'],
    ),
    "lines, blanks and escapes": (
        *("1-3-1", "工作要求", " 第一段。_x000D_\r\n\u3000第二段。\u00a0\n\n"),
        ["-             requirement: 推进部门所属单位预算、决算及相关报表公开。"]
        + ["+             requirement: |", "+               第一段。", "+               第二段。"],
    ),
    "number": (
        *("1-3-1", "序号", 2),
        ["-             number: 1.", '+             number: "2"'],
    ),
    "topic with the mark in its name": (
        *("1-3-1", "主题", "公开标准、制度与年度报告、规划"),
        ["-             topics: [funds]", "+             topics: [standards, planning]"],
    ),
    "topic by id": (
        *("1-3-1", "主题", "funds；planning"),
        ["-             topics: [funds]", "+             topics: [funds, planning]"],
    ),
    "rich text": (
        *("1-3-1", "工作任务", CellRichText("公开", TextBlock(InlineFont(b=True), "预算。"))),
        ["-             title: 稳步扩大预决算公开范围。", "+             title: 公开预算。"],
    ),
    "emptied": ("1-3-1", "主题", None, ["-             topics: [funds]"]),
    "same unit, other marks": ("1-3-2", "牵头单位", "资配处 ，农村处\n星火办", []),
    "same unit by id": ("1-3-1", "牵头单位", "resource-allocation", []),
    "same number": ("1-3-1", "序号", 1.0, []),
    "only blanks": ("1-3-1", "工作任务", " 稳步扩大预决算公开范围。\u3000\n", []),
}


@pytest.mark.parametrize("name", EDITS)
def test_one_edit(name: str) -> None:
    """A cell that was changed changes its field; what a program did to it changes nothing."""
    id_, heading, value, lines = EDITS[name]
    table = Table.of(exported(REAL_PLAN))
    table.write(id_, heading, value)

    update = imported(table.saved(), REAL_PLAN)

    assert () == update.problems
    assert sorted(lines) == sorted(changed_lines(REAL_PLAN, update.text))


def test_taken_for_a_date() -> None:
    """A text that a program took for a date is unchanged where it is that day, else refused."""
    text = with_fields(DEMO_PLAN, "2-1", deadline="2025-12-31")
    table = Table.of(exported(text))
    table.write("2-1", "时限要求", datetime.date(2025, 12, 31), "yyyy-mm-dd")

    assert text == imported(table.saved(), text).text

    table.write("2-1", "时限要求", datetime.date(2025, 12, 30), "yyyy-mm-dd")
    assert ["sheet-not-text"] == [each.code for each in imported(table.saved(), text).problems]


def test_text_that_looks_like_an_escape() -> None:
    """What the file format would take for an escaped character stays as it was printed."""
    text = with_fields(REAL_PLAN, "1-3-1", title="_x0041_甲")
    table = Table.of(exported(text))
    table.write("1-3-1", "工作任务", f"{table.cell('1-3-1', '工作任务').value}乙")

    (change,) = compare(parse_plan(text), imported(table.saved(), text).plan)

    assert "_x0041_甲乙" == change.after


def test_topics_that_read_like_others() -> None:
    """Topics whose names together are the name of a third are called by their ids."""
    topics = ("a, name: 规划", "b, name: 财务", "c, name: 规划、财务")
    head, _, rest = SMALL.partition("topics:\n")
    registered = "".join(f"  - {{id: topic-{each}}}\n" for each in topics)
    text = f"{head}topics:\n{registered}{rest}".replace("[planning]", "[topic-a, topic-b]", 1)
    table = Table.of(exported(text))
    assert "topic-a、topic-b" == table.cell("1-1-1", "主题").value
    table.write("1-1-1", "主题", "规划、财务、topic-a")

    update = imported(table.saved(), text)

    assert "[topic-c, topic-a]" in update.text


def test_new_task() -> None:
    """A row without an id becomes a task at the end of its theme, with the next id."""
    table = Table.of(exported(REAL_PLAN))
    table.add(
        部分="紧扣“十四五”开好局起好步深化政务公开",
        方面="(三)做好财政信息公开",
        工作任务="公开决算。",
        责任部门="办公室牵头",
        牵头单位="office",
        更改记录="2024-06-01 调整 虚构函〔2024〕1号",
    )
    table.add(
        部分="一", 方面="1-3", 工作任务="公开预算。", 责任部门="监督处牵头", 牵头单位="监督处"
    )

    update = imported(table.saved(), REAL_PLAN)

    assert () == update.problems
    assert [
        *("+           - id: 1-3-3", "+             title: 公开决算。"),
        *("+             responsibility: 办公室牵头", "+             lead: [办公室]"),
        "+             amended:",
        "+               - {on: 2024-06-01, kind: 调整, basis: 虚构函〔2024〕1号}",
        *("+ ", "+           - id: 1-3-4", "+             title: 公开预算。"),
        *("+             responsibility: 监督处牵头", "+             lead: [监督处]", "+ "),
    ] == changed_lines(REAL_PLAN, update.text)


def test_row_that_is_gone() -> None:
    """A row that was deleted deletes no task; whoever imports is told."""
    table = Table.of(exported(REAL_PLAN))
    table.sheet.delete_rows(table.line("2-1-1"))

    update = imported(table.saved(), REAL_PLAN)

    assert REAL_PLAN == update.text
    assert ("2-1-1",) == update.missing


def test_others_work_stays() -> None:
    """What others have changed since the export stays; what was changed in the sheet comes in."""
    now = with_fields(REAL_PLAN, "1-3-1", requirement="别人改过的。", topics=["planning"])
    table = Table.of(exported(REAL_PLAN))
    table.write("1-3-1", "工作任务", "公开预算。")
    table.write("1-3-1", "主题", "规划")

    update = imported(table.saved(), now)

    assert () == update.problems
    assert ["title"] == [change.path[0] for change in compare(parse_plan(now), update.plan)]


def test_conflict() -> None:
    """Where both have changed the same, nothing is taken, and both are shown."""
    now = with_fields(REAL_PLAN, "1-3-1", requirement="别人改过的。")
    table = Table.of(exported(REAL_PLAN))
    table.write("1-3-1", "工作要求", "我改过的。")

    (problem,) = imported(table.saved(), now).problems

    assert ("sheet-conflict", table.line("1-3-1")) == (problem.code, problem.location.line)
    assert "别人改过的。" in problem.message
    assert "我改过的。" in problem.message


Spoil = Callable[[Table], object]
REFUSED: dict[str, tuple[str, str, Spoil]] = {
    "formula": (
        *("sheet-formula", "“工作任务”一栏：写的是公式"),
        lambda table: table.calculate("1-3-1", "工作任务", "=HYPERLINK(1)"),
    ),
    "array formula": (
        *("sheet-formula", "写的是公式"),
        lambda table: table.write("1-3-1", "工作任务", ArrayFormula("E4", "=SUM(A1:A2)")),
    ),
    "truth": ("sheet-not-text", "不是文字", lambda table: table.write("1-3-1", "序号", value=True)),
    "percentage": (
        *("sheet-not-text", "当成了数字"),
        lambda table: table.write("1-3-1", "工作要求", 0.8, "0%"),
    ),
    "id that is not there": (
        *("sheet-id", "编号不能改"),
        lambda table: table.write("1-3-1", "编号", "1-3-9"),
    ),
    "id twice": (
        *("sheet-id", "同一个编号"),
        lambda table: table.write("1-3-1", "编号", "1-3-2"),
    ),
    "id lost": (
        *("sheet-id", "请恢复编号 1-3-1"),
        lambda table: table.write("1-3-1", "编号", None),
    ),
    "texts sorted": (
        *("sheet-id", "是否只给这一栏排了序"),
        lambda table: [
            table.write(id_, "工作任务", text)
            for id_, text in zip(
                ("1-1-1", "1-2-1", "1-3-1"),
                [table.cell(id_, "工作任务").value for id_ in ("1-2-1", "1-3-1", "1-1-1")],
                strict=True,
            )
        ],
    ),
    "one column sorted": (
        *("sheet-id", "只给一栏排了序"),
        lambda table: (
            table.write("1-3-1", "编号", "x"),
            table.write("1-3-2", "编号", "1-3-1"),
            table.write("x", "编号", "1-3-2"),
        ),
    ),
    "moved to another theme": (
        *("sheet-place", "不能在表格里改"),
        lambda table: table.write("1-3-1", "方面", "（一）做好各类规划主动公开"),
    ),
    "new task without a place": (
        *("sheet-place", "哪个部分"),
        lambda table: table.add(工作任务="公开预算。"),
    ),
    "new task in a section with themes": (
        *("sheet-place", "分了方面"),
        lambda table: table.add(部分="1", 工作任务="公开预算。"),
    ),
    "new task in no theme": (
        *("sheet-place", "没有方面“做好财政信息”，是否指“（三）做好财政信息公开”"),
        lambda table: table.add(部分="1", 方面="做好财政信息", 工作任务="公开预算。"),
    ),
    "unknown unit": (
        *("unknown-unit", "没有登记的单位“资配出”，是否指“资配处”？"),
        lambda table: table.write("1-3-1", "牵头单位", "资配出"),
    ),
    "unknown topic": (
        *("unknown-topic", "没有登记的主题“规化”"),
        lambda table: table.write("1-3-1", "主题", "规化、规划"),
    ),
    "link without an address": (
        *("sheet-entry", "看不懂“部门预算”"),
        lambda table: table.write("1-3-1", "公开位置", "部门预算"),
    ),
    "withdrawn twice": (
        *("sheet-entry", "只能写一行"),
        lambda table: table.write("1-3-1", "停止执行", "2024-06-01 已废止\n2024-06-01 已废止"),
    ),
    "merged": (
        *("sheet-merged", "取消合并"),
        lambda table: table.sheet.merge_cells("E3:E4"),
    ),
    "heading changed": (
        *("sheet-column", "找不到“工作要求”：是否改成了“要求”"),
        lambda table: table.sheet.cell(1, table.headings["工作要求"], "要求"),
    ),
    "heading twice": (
        *("sheet-column", "有几栏都叫“工作要求”"),
        lambda table: table.sheet.cell(1, 30, "工作要求"),
    ),
    "what check refuses": (
        *("bad-date", "2024/6/1"),
        lambda table: table.write("1-3-1", "停止执行", "2024/6/1 已废止"),
    ),
    "nothing left of a task": (
        *("missing-field", "任务 1-3-1"),
        lambda table: (
            table.write("1-3-1", "工作任务", None),
            table.write("1-3-1", "工作要求", None),
        ),
    ),
    "unit that is not printed": (
        *("role-not-printed", "任务 1-3-1"),
        lambda table: table.write("1-3-1", "牵头单位", "资配处、办公室"),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    """What cannot be taken as it stands is named in its row; the plan stays as it is."""
    code, words, spoil = REFUSED[name]
    table = Table.of(exported(REAL_PLAN))
    line = 1 if code == "sheet-column" else table.line("1-3-1")
    made = spoil(table)
    line = made if isinstance(made, int) else line

    found = [each for each in imported(table.saved(), REAL_PLAN).problems if each.code == code]

    assert words in "".join(problem.message for problem in found)
    assert line in {problem.location.line for problem in found}
    assert {FILE} == {problem.location.file for problem in found}


def test_what_no_cell_holds() -> None:
    """A text that is too long for a cell is said to be, never cut, and cannot be changed there."""
    text = with_fields(REAL_PLAN, "1-3-1", requirement="字" * 40_000)
    table = Table.of(exported(text))
    assert KEPT == table.cell("1-3-1", "工作要求").value
    assert text == imported(table.saved(), text).text

    table.write("1-3-1", "工作要求", "短")

    assert ["sheet-kept"] == [each.code for each in imported(table.saved(), text).problems]


def test_whatever_a_user_does_to_the_look() -> None:
    """Own columns, a title above, hidden and reordered columns change nothing."""
    table = Table.of(exported(REAL_PLAN))
    sheet = table.sheet
    sheet.cell(1, 20, "我的进度")
    sheet.cell(2, 20, "=1+1")
    sheet.column_dimensions["F"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet.auto_filter.add_filter_column(1, ["一、"])
    sheet.move_range("G1:G29", cols=14)
    sheet.insert_rows(1)
    sheet.cell(1, 1, "任务表")
    sheet.title = "Sheet1"

    update = imported(table.saved(), REAL_PLAN)

    assert ((), REAL_PLAN) == (update.problems, update.text)
    assert "我的进度" in update.remarks[0]


def test_column_that_is_gone() -> None:
    """A column that was deleted changes nothing; whoever imports is told."""
    table = Table.of(exported(REAL_PLAN))
    table.sheet.delete_cols(table.headings["工作要求"])

    update = imported(table.saved(), REAL_PLAN)

    assert REAL_PLAN == update.text
    assert "工作要求" in update.remarks[0]


def test_every_cell_is_text() -> None:
    """No cell is a formula or a number, and none becomes one when it is edited."""
    text = with_fields(DEMO_PLAN, "2-1", title="=1+1", number="007")
    for sheet in openpyxl.load_workbook(io.BytesIO(exported(text))):
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {"s"} == {cell.data_type for cell in cells}
        assert sheet.title == "原值" or {"@"} == {cell.number_format for cell in cells}


def test_plan_that_no_sheet_holds() -> None:
    """A plan that no import would take back is not handed out."""
    task = "      - {id: 1-%d, title: 公开预算, responsibility: 办公室牵头, lead: [办公室]}\n"
    head, _, _ = SMALL.partition("    themes:")
    text = f"{head}    tasks:\n" + "".join(task % number for number in range(1, 8_001))

    with pytest.raises(CannotRunError, match="8000 项任务"):
        workbook_of(parse_plan(REAL_PLAN), written(text).fields)


@pytest.mark.parametrize("spoil", ["gone", "changed", "other plan"])
def test_not_our_workbook(spoil: str) -> None:
    """Without what it said when it went, nobody could tell what was changed in it."""
    table = Table.of(exported(DEMO_PLAN if spoil == "other plan" else REAL_PLAN))
    if spoil == "gone":
        del table.book["原值"]
    elif spoil == "changed":
        table.book["原值"].cell(5, 5, "别的")

    with pytest.raises(CannotRunError, match=r"请重新导出|请核对文件"):
        imported(table.saved(), REAL_PLAN)
