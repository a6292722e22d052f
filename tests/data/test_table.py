"""The tasks as CSV."""

from __future__ import annotations

import csv
import io

import pytest

from generator.data.table import COLUMNS, tasks_csv
from tests.conftest import parse_plan

FORMULAS = ("=1+1", "+86", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM", '=HYPERLINK("x")')


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_is_text(text: str, small_text: str) -> None:
    """A spreadsheet must not run what a plan says."""
    written = f"title: '{text}'"
    plan = parse_plan(small_text.replace("title: 公开规划。", written))

    (row, *_) = csv.DictReader(io.StringIO(tasks_csv(plan).decode("utf-8-sig")))

    assert f"'{text}" == row["工作任务"]
    assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in row.values())


def test_comma_quote_and_line_end_stay_in_their_cell(small_text: str) -> None:
    """Text with the marks of CSV comes back as it was."""
    text = '甲,乙"丙\n丁'
    written = (
        f"title: |\n              {text.splitlines()[0]}\n              {text.splitlines()[1]}"
    )
    plan = parse_plan(small_text.replace("title: 公开规划。", written))

    (row, *_) = csv.DictReader(io.StringIO(tasks_csv(plan).decode("utf-8-sig")))

    assert text == row["工作任务"]


def test_every_column_is_explained() -> None:
    """No two columns have one heading, and each has its meaning."""
    assert len({column.heading for column in COLUMNS}) == len(COLUMNS)
    assert all(column.meaning.endswith("。") for column in COLUMNS)
