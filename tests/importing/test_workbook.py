"""A workbook is read as its print would be, and says what it leaves out."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from generator.importing.document import Cell
from generator.importing.draft import said
from generator.importing.formats.kinds import read_source
from generator.importing.reading import read_draft
from tests.importing.drawn import ABOVE, LEFT, LETTER
from tests.importing.reading import imported
from tests.importing.sheets import add_rows, repacked, saved, sheet_of
from tests.importing.test_account import WORDS, tables
from tests.importing.test_layouts import LAYOUTS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ROWS = [
    ["工作任务", "工作要求", "责任单位", "完成时限"],
    ["1.公开规划", "按时。", "甲处", "年底前"],
]
TITLE = "虚构省示例局2024年政务公开工作方案"
SIGNED = ["", "", "虚构省示例局\n2024年3月1日", ""]


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    """A table means the same in a workbook as in a document."""
    rows, tasks = LAYOUTS[name]

    found = imported(sheet_of(LETTER, rows))

    assert tasks == [
        (
            *(task.id, task.number, task.title, task.requirement),
            [party.name for party in task.lead],
            [party.name for party in (*task.responsible, *task.supporting)],
        )
        for task in found.plan.tasks
    ]
    assert [] == [extract.text for extract in found.account.unread]
    assert "虚构函〔2024〕7号" == found.plan.document.number


def sheet_with(rows: list[list[str]] = ROWS) -> tuple[Workbook, Worksheet]:
    """Return a workbook with a table in its sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "任务分解"
    add_rows(sheet, [[TITLE, LEFT, LEFT, LEFT], *rows])
    return workbook, sheet


def notes(workbook: Workbook) -> dict[str, tuple[str, ...]]:
    """Return what is noted of each place."""
    source = read_source(saved(workbook))
    return {piece.place: piece.notes for piece in source.pieces if piece.notes}


def test_place_of_a_cell() -> None:
    """A place is named as the program names it."""
    workbook, _ = sheet_with()
    source = read_source(saved(workbook))

    places = {piece.text: piece.place for piece in source.pieces}
    assert "工作表“任务分解”A1" == places[TITLE]
    assert "工作表“任务分解”C3" == places["甲处"]


def test_heading_that_is_not_merged() -> None:
    """A heading alone in its row stands above what follows, though no cells were merged."""
    workbook, sheet = sheet_with([ROWS[0], ["一、主动公开", "", "", ""], ROWS[1]])

    (section,) = read_draft(read_source(saved(workbook))).sections
    assert "主动公开" == said(section.title)
    assert 1 == len(section.tasks)
    assert sheet.title == "任务分解"


def test_table_under_headings_that_a_plan_explains() -> None:
    """Where headings are known only from the plan, its parts stand in the table all the same."""
    first, second = ["一、主动公开", ""], ["二、政策解读", ""]
    rows = [["事由", "归谁"], first, ["公开规划", "甲科"], second, ["解读政策", "乙科"]]
    source = read_source(sheet_of([TITLE], rows))

    draft = read_draft(source, {"事由": "title", "归谁": "responsibility"})

    assert TITLE == said(draft.title)
    assert [("主动公开", ["公开规划"]), ("政策解读", ["解读政策"])] == [
        (said(section.title), [said(task.title) for task in section.tasks])
        for section in draft.sections
    ]


def test_rows_above_the_headings_of_each_sheet() -> None:
    """Such a row is no heading: it is text of the plan once, and who filled it in is left out."""
    workbook, _ = sheet_with([["单位：虚构省示例局", "", "单位：项", ""], *ROWS])
    second = workbook.create_sheet()
    above = ["单位：虚构省示例局", "日期：2024年3月", "填表人：甲某", "联系电话：0"]
    add_rows(second, [above, ROWS[0], ["2.公开预算", "按时。", "乙处", "年底前"], SIGNED])

    found = imported(saved(workbook))

    (section,) = found.plan.sections
    assert ["公开规划", "公开预算"] == [task.title for task in section.own_tasks]
    assert "单位：虚构省示例局\n单位：项\n日期：2024年3月" == found.plan.text
    assert "填表人：甲某" in {extract.text for extract, _ in found.account.ignored}
    assert [] == [extract.text for extract in found.account.unread]


@pytest.mark.parametrize("is_above", [True, False])
def test_who_filled_a_table_in_is_not_published(*, is_above: bool) -> None:
    """That stands in one row with other such words, above the headings or below the tasks."""
    filled = [["填表人：甲某", "", "审核人：乙某", "联系电话：0"]]
    workbook, _ = sheet_with([*filled, *ROWS, SIGNED] if is_above else [*ROWS, *filled, SIGNED])

    text = imported(saved(workbook)).text

    assert [] == [word for word in ("甲某", "乙某", "电话") if word in text]


@pytest.mark.parametrize("first", ["说明：1.甲处牵头。", "说明：", "说明：\n1.甲处牵头。"])
def test_points_of_a_note(first: str) -> None:
    """The points of a note stand in rows of their own, and are no headings of parts."""
    points = ["1.甲处牵头。", "2.按时报送。", "3.每季度更新。"]
    rest = points if first == "说明：" else points[1:]
    rows = [[line, LEFT, LEFT, LEFT] for line in (first, *rest, "2.政策解读")]
    workbook, _ = sheet_with([*ROWS, *rows, SIGNED])

    found = imported(saved(workbook))

    assert "\n".join((first, *rest)) == found.plan.text
    assert [None, "政策解读"] == [
        section.title if section.number else None for section in found.plan.sections
    ]


def test_parts_under_headings_that_are_seldom_used() -> None:
    """Parts stay above their tasks, and the end below, where one heading is none that is usual."""
    rows = [
        ["序号", "民生实事", "责任单位"],
        ["一、主动公开", "", ""],
        ["1", "公开规划", "甲科"],
        ["二、政策解读", "", ""],
        ["2", "解读政策", "乙科"],
        ["", "虚构省示例局\n2024年3月1日", ""],
    ]

    found = imported(sheet_of([TITLE], rows))

    assert [("主动公开", ["公开规划"]), ("政策解读", ["解读政策"])] == [
        (section.title, [task.title for task in section.own_tasks])
        for section in found.plan.sections
    ]
    assert "虚构省示例局" == found.plan.document.issuer
    assert found.text == found.again


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1, "General", "1"),
        (1.0, "0", "1"),
        (1.5, "General", "1.5"),
        (2.1, "0.00", "2.10"),
        (0.95, "0%", "95%"),
        (datetime.datetime(2024, 12, 31), 'yyyy"年"m"月"d"日"', "2024年12月31日"),  # noqa: DTZ001
        (datetime.datetime(2024, 6, 1), '[$-804]yyyy"年"m"月";@', "2024年6月"),  # noqa: DTZ001
        (datetime.datetime(2024, 6, 1), "mm-dd-yy", "2024/6/1"),  # noqa: DTZ001
        (datetime.datetime(2024, 6, 1), "yyyy-mm-dd", "2024-06-01"),  # noqa: DTZ001
        (datetime.datetime(2024, 6, 1), "m\\月d\\日", "6月1日"),  # noqa: DTZ001
        (True, "General", "TRUE"),
        ("2024年_x000D_\n底", "General", "2024年\n底"),
        ("=不是公式", "@", "=不是公式"),
    ],
)
def test_what_a_cell_shows(value: object, number_format: str, text: str) -> None:
    """A number, a day and a text are read as the sheet shows them."""
    workbook, sheet = sheet_with()
    cell = sheet["D3"]
    cell.value = value
    cell.number_format = number_format
    if isinstance(value, str):
        cell.data_type = "s"

    (task,) = read_draft(read_source(saved(workbook))).tasks
    assert text == said(task.deadline)


@pytest.mark.parametrize(
    ("number", "text"),
    [(31, "2021年12月31日"), (57, "2021年12月"), (58, "12月31日"), (14, "2021/12/31")],
)
@pytest.mark.parametrize(("epoch", "value"), [(WINDOWS_EPOCH, 44561), (MAC_EPOCH, 43099)])
def test_day_whose_format_is_a_number(
    number: int, text: str, epoch: datetime.datetime, value: int
) -> None:
    """A Chinese Excel names its formats of days by number alone, and counts from two epochs."""
    workbook, sheet = sheet_with()
    workbook.epoch = epoch
    sheet["D3"].value = value
    sheet["D3"].number_format = "0.00"
    sheet["D3"]._style.numFmtId = number

    (task,) = read_draft(read_source(saved(workbook))).tasks
    assert text == said(task.deadline)


def test_what_is_hidden() -> None:
    """What nobody sees who prints the sheet is named, and not taken over."""
    workbook, sheet = sheet_with([*ROWS, ["2.内部事项", "不公开。", "乙处", "年底前"]])
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    other = workbook.create_sheet("底稿")
    add_rows(other, ROWS)
    other.sheet_state = "hidden"

    source = read_source(saved(workbook))
    draft = read_draft(source)

    words = " ".join(ROWS[0] + ROWS[1])
    assert ["公开规划"] == [said(task.title) for task in draft.tasks]
    assert {
        "工作表“任务分解”D栏": ("隐藏的文字“完成时限 年底前”，没有录入",),
        "工作表“任务分解”第4行": ("隐藏的文字“2.内部事项 不公开。 乙处 年底前”，没有录入",),
        "工作表“底稿”": (f"隐藏的文字“{words}”，没有录入",),
    } == notes(workbook)


def test_what_is_in_a_cell_besides() -> None:
    """Formulas, comments and what is struck through are named for people to judge."""
    workbook, sheet = sheet_with()
    sheet["A3"].comment = Comment("再议", "无名氏")
    sheet["B3"].font = Font(strike=True)
    sheet["C3"].value = CellRichText("甲处", TextBlock(InlineFont(strike=True), "、乙处"))
    sheet["D3"].value = "=1+1"

    assert {
        "工作表“任务分解”A3": ("一条批注",),
        "工作表“任务分解”B3": ("加了删除线的文字“按时。”，已录入，请核对是否应当删去",),
        "工作表“任务分解”C3": ("加了删除线的文字“、乙处”，已录入，请核对是否应当删去",),
        "工作表“任务分解”D3": ("公式没有算出的结果，没有录入：请在 Excel 里打开、保存一次再导入",),
    } == notes(workbook)


SHAPES = (
    '<x:wsDr xmlns:x="urn:x" xmlns:a="urn:a">'
    "<x:twoCellAnchor><x:from><x:col>1</x:col><x:row>4</x:row></x:from><x:sp><x:txBody>"
    "<a:p><a:r><a:t>请各</a:t></a:r><a:r><a:t>单位</a:t></a:r></a:p><a:p><a:r><a:t>落实</a:t></a:r>"
    "</a:p></x:txBody></x:sp></x:twoCellAnchor>"
    "<x:absoluteAnchor><x:pic/></x:absoluteAnchor></x:wsDr>"
)


def test_what_lies_over_the_cells() -> None:
    """A text box and a picture are named with their place, and not taken over."""
    workbook, sheet = sheet_with()
    sheet.add_chart(BarChart(), "B5")
    drawn = repacked(saved(workbook), {"xl/drawings/drawing1.xml": SHAPES.encode()})

    assert {
        "工作表“任务分解”B5": ("文本框里的文字“请各单位 落实”，没有录入：如属正文，请写进单元格",),
        "工作表“任务分解”": ("一幅图片、图表或图形，没有录入：其中如有文字，请写进单元格",),
    } == {aside.place: aside.notes for aside in read_source(drawn).asides}


def test_name_of_a_sheet() -> None:
    """The name of a sheet stands in one line of the report, whatever is in it."""
    workbook, sheet = sheet_with()
    sheet.title = "任务\n\u202e表"

    place = next(iter(read_source(saved(workbook)).pieces)).place

    assert "工作表“任务 ［U+202E］表”A1" == place


def test_empty_sheet_costs_nothing() -> None:
    """A sheet that claims a million rows has as many as say something."""
    workbook, sheet = sheet_with()
    sheet["XFD1048576"].font = Font(bold=True)

    assert 1 == len(read_draft(read_source(saved(workbook))).tasks)


def test_several_sheets() -> None:
    """Each sheet with a table is read, in their order."""
    workbook, _ = sheet_with()
    add_rows(workbook.create_sheet("续"), [ROWS[0], ["2.公开预算", "按时。", "乙处", "年底前"]])

    tasks = read_draft(read_source(saved(workbook))).tasks
    assert ["公开规划", "公开预算"] == [said(task.title) for task in tasks]


@settings(max_examples=40)
@given(tables(), st.lists(WORDS, max_size=3))
def test_nothing_is_lost(rows: list[list[str]], lines: list[str]) -> None:
    """However cells are merged, each text is read once."""
    source = read_source(sheet_of(lines, rows))

    written = "".join(lines) + "".join(
        text for row in rows for text in row if text not in (ABOVE, LEFT)
    )
    read = "".join(piece.text for piece in source.pieces)
    assert Counter("".join(written.split())) == Counter("".join(read.split()))
    cells = [piece for piece in source.pieces if isinstance(piece, Cell)]
    grid = Counter(
        (y, x)
        for cell in cells
        for y in range(cell.row, cell.row + cell.height)
        for x in range(cell.column, cell.column + cell.width)
    )
    assert set(grid.values()) <= {1}
