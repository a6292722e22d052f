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
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.formula import ArrayFormula

from generator.history.compare import Act, compare
from generator.sheets.forms import KEPT
from generator.source.parser import parse_yaml
from generator.source.patcher import patched
from generator.source.values import said
from generator.problems import CannotRunError, Report
from tests.conftest import CASES, DEMO, REAL, parse_plan
from tests.history.edits import Draft
from tests.sheets.books import FILE, Table, exported, imported, written

SMALL = (CASES / "plan.yaml").read_text("utf-8")
REAL_PLAN = (REAL / "plan.yaml").read_text("utf-8")
DEMO_PLAN = (DEMO / "plan.yaml").read_text("utf-8")
PLANS = {"small": SMALL, "real": REAL_PLAN, "demo": DEMO_PLAN}


def with_fields(text: str, id_: str, **values: Any) -> str:
    """Return a plan file in which a task says something else."""
    plan = written(text)
    fields: Any = plan.fields
    for section in fields["sections"]:
        for part in (section, *section.get("themes", ())):
            for task in part.get("tasks", ()):
                if task["id"] == id_:
                    task |= values
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
    assert exported(DEMO_PLAN) == exported(DEMO_PLAN)


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


@given(st.integers(0, 2**32), st.lists(NASTY, min_size=4, max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_plan_comes_back(seed: int, texts: list[str]) -> None:
    """Whatever a valid plan says, its sheet changes nothing of it."""
    draft = Draft(random.Random(seed))
    draft.edit(4)
    tasks = [task for theme in draft._themes() for task in theme["tasks"]]
    for field, text in zip(("requirement", "requirement", "deadline", "extra"), texts, strict=True):
        line = text.replace("\n", "")[:900] if field == "deadline" else text
        draft.chance.choice(tasks)[field] = {"备注": line} if field == "extra" else line
    report = Report()
    from generator.plan.loader import read_plan

    text = draft.text
    if read_plan(text, "plan.yaml", report) is None or report.has_errors:
        return

    update = imported(exported(text), text)

    assert () == update.problems
    assert text == update.text
