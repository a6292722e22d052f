"""Running text before a table: the plan's own where the table stands apart from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from generator.importing.draft import said
from generator.importing.telling.remarks import Kind
from tests.importing.drawn import LEFT, LETTER, drawn
from tests.importing.reading import imported
from tests.importing.shown import shown

if TYPE_CHECKING:
    from tests.importing.drawn import Block

PROSE: Final = (
    *("一、主动公开", "（一）公开规划。按时公开。", "二、政策解读", "（二）解读政策。"),
    "各科室要高度重视。",
)
FLAT: Final = [["工作任务", "责任单位"], ["公开规划", "甲科"], ["解读政策", "乙科"]]
TASKS: Final = ("- ｜公开规划｜｜负责：甲科", "- ｜解读政策｜｜负责：乙科")
IN_PARTS: Final = [
    ["工作任务", "责任单位"],
    ["一、主动公开", LEFT],
    ["公开规划", "甲科"],
    ["二、政策解读", LEFT],
    ["解读政策", "乙科"],
]
IN_COLUMN: Final = [
    ["类别", "工作任务", "责任单位"],
    ["主动公开", "公开规划", "甲科"],
    ["政策解读", "解读政策", "乙科"],
]
DOCUMENTS: Final[dict[str, tuple[tuple[Block, ...], tuple[str, ...], tuple[str, ...]]]] = {
    "a table without parts in an annex": (
        (*PROSE, "附件：任务分解表", "附件", "任务分解表", FLAT),
        (*PROSE, "附件：任务分解表"),
        ("# 任务分解表", *TASKS),
    ),
    "a table with the same parts, and parts of the text that it lacks": (
        (*PROSE, "三、保障措施", "加强领导。", "附件2", "任务分解表", IN_PARTS),
        ("三、保障措施", "加强领导。"),
        (
            *("# 一、主动公开", "> （一）公开规划。按时公开。", TASKS[0]),
            *("# 二、政策解读", "> （二）解读政策。/各科室要高度重视。", TASKS[1]),
        ),
    ),
    "a table with the same parts in a column": (
        (*PROSE, "附件", "任务分解表", "（2024年3月）", IN_COLUMN),
        ("（2024年3月）",),
        (
            *("# 主动公开", "> （一）公开规划。按时公开。", TASKS[0]),
            *("# 政策解读", "> （二）解读政策。/各科室要高度重视。", TASKS[1]),
        ),
    ),
    "a table with some parts of its own": (
        (*PROSE[:2], "附件", "任务分解表", IN_PARTS),
        PROSE[:2],
        ("# 一、主动公开", TASKS[0], "# 二、政策解读", TASKS[1]),
    ),
    "a mark of the annex before the title": (
        (*PROSE, "附件1：任务分解表", FLAT),
        PROSE,
        ("# 任务分解表", *TASKS),
    ),
    "a table below a title, in no annex": (
        (*PROSE, "2024年政务公开任务分工表", FLAT),
        PROSE,
        ("# 2024年政务公开任务分工表", *TASKS),
    ),
    "a table behind the last point": ((*PROSE, FLAT), PROSE, ("# 工作任务", *TASKS)),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_text_of_its_own(name: str) -> None:
    """Tasks are those of the table; nothing is lost or doubled, and somebody is asked to look."""
    blocks, text, expected = DOCUMENTS[name]
    found = imported(drawn(*LETTER, *blocks))

    assert "\n".join(text) == found.plan.text
    assert [*expected] == shown(found.plan)
    assert not found.account.unread
    assert Kind.BODY in [remark.kind for remark in found.findings.remarks]


HEADED: Final[dict[str, tuple[tuple[Block, ...], tuple[str, ...]]]] = {
    "announced by a sentence": (
        ("一、总体要求", "坚持公开。", "二、重点任务", "任务分解如下：", "任务分解表", FLAT),
        ("# 一、总体要求", "> 坚持公开。", "# 二、重点任务", "> 任务分解如下：/任务分解表", *TASKS),
    ),
    "with the next heading behind it": (
        ("一、重点任务", "（一）全面公开", "抓好落实。", FLAT, "二、保障措施", "加强领导。"),
        (
            *("# 一、重点任务", "## （一）全面公开", "> 抓好落实。", *TASKS),
            *("# 二、保障措施", "> 加强领导。"),
        ),
    ),
}


@pytest.mark.parametrize("name", HEADED)
def test_headings_of_the_table(name: str) -> None:
    """A table that the text announces, or that stands in its midst, belongs to its headings."""
    blocks, expected = HEADED[name]
    found = imported(drawn(*LETTER, *blocks))

    assert [*expected] == shown(found.plan)
    assert not found.account.unread
    assert Kind.BODY not in [remark.kind for remark in found.findings.remarks]


NOTED = "注：本表所称各科室，包括甲科、乙科。"
ROWS = [["工作任务", "责任单位"], ["公开规划", "甲科"]]
NOTES: dict[str, tuple[Block, ...]] = {
    "below a table": (ROWS, NOTED),
    "in the last row": ([*ROWS, [NOTED, LEFT]],),
    "between two tables": (ROWS, NOTED, ROWS),
    "below running text": ("一、公开规划。按时公开。（甲科负责）", NOTED),
}


@pytest.mark.parametrize("name", NOTES)
def test_notes_are_text_of_the_plan(name: str) -> None:
    """What a note says was issued with the plan, and is published with it; it does no task."""
    found = imported(drawn(*LETTER, *NOTES[name]))

    assert NOTED == said(found.draft.text)
    assert {("甲科",)} == {task.roles.responsible for task in found.draft.tasks if task.roles}
    assert not found.account.unread
