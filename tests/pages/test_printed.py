"""A plan as it was issued."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest

from generator.pages.printed import printed_cells, printed_clause
from tests.built import Built
from tests.conftest import disclosure, parse_plan


def test_requirement_in_the_column_of_titles(small_text: str) -> None:
    """Where one column holds both, its cell says what was printed in it, in one piece."""
    both = "columns: {工作任务及要求: title, 责任部门: responsibility, 完成时限: deadline}"
    lines = small_text.splitlines(keepends=True)
    plan = parse_plan("".join(f"{both}\n" if "columns:" in line else line for line in lines))
    task = plan.tasks[0]

    cell = printed_cells([*plan.columns.items()], task)[0]

    assert task.requirement
    assert f"{task.number}{task.title}{task.requirement}" == cell.text
    assert cell.is_link


CLAUSES: dict[str, tuple[str, tuple[str, str, tuple[str, ...]]]] = {
    "a heading that runs on": (
        "title: 公开规划。\nrequirement: 按时公开。",
        ("1.公开规划。", "按时公开。", ()),
    ),
    "a heading in a line of its own": (
        "title: 公开规划\nrequirement: |\n  按时公开。\n\n  专栏公开。",
        ("1.公开规划", "", ("按时公开。", "专栏公开。")),
    ),
    "no heading": (
        "requirement: |\n  按时公开。专栏公开。\n  逐项公开。",
        ("1.按时公开。", "专栏公开。", ("逐项公开。",)),
    ),
    "no sentence": ("requirement: 按时公开", ("1.按时公开", "", ())),
    "one sentence": ("title: 公开规划，按时更新。", ("1.公开规划，按时更新。", "", ())),
}


@pytest.mark.parametrize("name", CLAUSES)
def test_running_text(name: str, small_text: str) -> None:
    """A plan without a table is printed in paragraphs, as it was issued."""
    fields, expected = CLAUSES[name]
    printed = "            title: 公开规划。\n            requirement: 公开各类规划。\n"
    assert printed in small_text
    plan = parse_plan(small_text.replace(printed, indent(f"{fields}\n", " " * 12)))

    clause = printed_clause(plan.tasks[0])

    assert expected == (clause.name, clause.rest, clause.paragraphs)


def test_who_and_when_in_running_text(small_text: str) -> None:
    """What is said besides stands below by its name, as the labels or brackets said it."""
    cells = "responsibility: {牵头单位: 规划与政策处, 配合单位: 各处室}"
    bare = re.sub(r"(?m)^columns: .*\n", "", small_text)
    labelled = bare.replace("responsibility: 规划与政策处牵头，各处室配合", cells)
    first, second = parse_plan(labelled).tasks

    assert (
        (("牵头单位", "规划与政策处"), ("配合单位", "各处室"), ("完成时限", "年底前")),
        (("责任分工", "办公室牵头，规划处配合"),),
    ) == (printed_clause(first).duties, printed_clause(second).duties)


def test_full_plan_in_running_text(
    column_folder: Callable[..., Path], small_text: str, tmp_path: Path
) -> None:
    """The page of a plan without a table has headings and paragraphs, with the same anchors."""
    text = re.sub(r"(?m)^columns: .*\n", "", small_text)
    root, site = column_folder(text), tmp_path / "site"
    assert 0 == disclosure("--root", root, "--today", "2024-06-01", "build", "--site-dir", site)
    page = Built(site / "plan/2024/full/index.html")

    assert [] == page.all("//div[@class='document']//table")
    assert ["一、主动公开", "（一）规划公开"] == page.texts(
        "//div[@class='document']/*[self::h3 or self::h4]"
    )
    assert (
        "1.公开规划。公开各类规划。 责任分工：规划与政策处牵头，各处室配合；完成时限：年底前"
        == " ".join(page.text("//section[@id='task-1-1-1']").split())
    )
    assert "../tasks/1-1-1/" == page.all("//section[@id='task-1-1-1']//a")[0].get("href")
