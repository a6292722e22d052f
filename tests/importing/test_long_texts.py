"""Texts that nobody wrote by hand: no reader goes over what it has read for each sign of them.

A reader that does would need minutes for one of these; nothing here looks at a clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.importing.document import Cell, Source, Table
from generator.importing.formats.kinds import read_source
from generator.importing.plan_file.units import register
from generator.importing.reading import read_draft
from generator.importing.telling.account import account_of
from generator.problems import CannotRunError
from tests.importing.drawn import drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = {
    "open brackets": "（" * 100_000,
    "names in lines": "局 处\n" * 15_000,
    "brackets that say nothing": "（甲）" * 25_000,
    "labels": "责任单位：甲科 " * 10_000,
    "places of many kinds": "各市" + "、县（）办" * 30 + " 甲",
    "brackets in one that does not close": "（" + "（）" * 32 + "、甲",
    "units in brackets": "公开规划。" + "（甲科牵头）" * 15_000,
}
HEADINGS = ["工作任务", "工作要求", "责任单位"]


def table(rows: Sequence[Sequence[str]]) -> Source:
    """Return a document of one table."""
    cells = (
        Cell(text, "", row=y, column=x) for y, row in enumerate(rows) for x, text in enumerate(row)
    )
    return Source((Table((*cells,)),))


@pytest.mark.parametrize("name", TEXTS)
def test_long_texts(name: str) -> None:
    """What repeats that parts texts is read as other texts are, and none of it is lost."""
    text = TEXTS[name]
    for cells in (["公开规划", "按时公开。", text], ["公开规划", text, ""]):
        source = table([HEADINGS, cells])

        account = account_of(source, read_draft(source))

        assert not account.unread


def test_headings_that_change() -> None:
    """Headings hold for the rows up to the next ones, of which there may be thousands."""
    rows = [
        ["工作任务", "责任单位", f"栏{n}"] if n % 2 else ["公开规划", "甲局", "略"]
        for n in range(2_900)
    ]

    draft = read_draft(table([["工作任务", "责任单位", "栏"], *rows]))

    assert 1_450 == len(draft.tasks)


def test_lines_without_a_number() -> None:
    """Thousands of lines below one heading are its text."""
    source = read_source(
        drawn("一、公开", *["公开规划"] * 4_900, [HEADINGS, ["公开规划", "", "甲科"]])
    )

    assert not account_of(source, read_draft(source)).unread


def test_rows_that_go_on() -> None:
    """A sentence that goes on over thousands of rows is one requirement."""
    rows = [HEADINGS, ["公开规划", "按照要求", "办公室"], *[["", "，并按照要求", ""]] * 2_900]

    draft = read_draft(table(rows))

    assert [2_901] == [len(task.requirement) for task in draft.tasks]


def test_cell_beside_all_tasks() -> None:
    """A long text that stands beside thousands of tasks is refused, and not repeated with each."""
    tasks = [Cell("公开规划", "", row=n, column=0) for n in range(1, 2_900)]
    heads = [Cell(text, "", column=x) for x, text in enumerate(("工作任务", "责任单位"))]
    beside = Cell("办公室、" * 500, "", row=1, column=1, height=2_899)

    with pytest.raises(CannotRunError, match="合并的单元格里文字过多"):
        read_draft(Source((Table((*heads, *tasks, beside)),)))


def test_more_units_than_there_are() -> None:
    """Names in the thousands are no units: the column was mistaken, or the file."""
    names = [f"第{number}处" for number in range(1_001)]

    with pytest.raises(CannotRunError, match="读出 1001 个责任单位"):
        register(names, {})


def test_more_text_than_a_cell_has() -> None:
    """A cell that holds a whole book is refused with its place."""
    with pytest.raises(CannotRunError, match="表1第2行第3格有 20001 字，一格最多 20000 字"):
        read_source(drawn([HEADINGS, ["公开规划", "按时公开。", "字" * 20_001]]))
