"""What is added to a plan is read as it was given, and no other line changes."""

from __future__ import annotations

import difflib
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.editing.addition import Addition, next_task_id, usual_id, with_department, with_task
from generator.editing.written import Fields, Written, free_text, read_written
from generator.plan.values import verbatim
from generator.problems import CannotRunError, Report
from tests.conftest import CASES, DEMO, REAL, parse_plan
from tests.history.edits import Draft

SMALL = (CASES / "plan.yaml").read_text("utf-8")
REAL_PLAN = (REAL / "plan.yaml").read_text("utf-8")
DEMO_PLAN = (DEMO / "plan.yaml").read_text("utf-8")
PLANS = {"small": (SMALL, "1-1"), "real": (REAL_PLAN, "2-3"), "demo": (DEMO_PLAN, "2")}


def written(text: str) -> Written:
    """Return a plan file that can be changed."""
    report = Report()
    plan = read_written(text, "plan.yaml", report)
    assert plan is not None, report.problems
    return plan


def added_lines(before: str, after: str) -> list[str]:
    """Return the lines that came; none may have gone."""
    marked = [*difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))]
    assert not [line for line in marked if line.startswith("- ")]
    return [line[2:] for line in marked if line.startswith("+ ")]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("plan", PLANS)
def test_department(plan: str, newline: str) -> None:
    """A unit stands at the end of its list, and only its lines are new."""
    text = PLANS[plan][0].replace("\n", newline)

    addition = with_department(written(text), "law-2", "法规二处")

    new = parse_plan(addition.text).departments[-1]
    assert ("law-2", "法规二处") == (new.id, new.name)
    assert new.origin.location.line == addition.line
    lines = added_lines(text, addition.text)
    assert len(lines) <= 2
    assert all(line.endswith(newline) for line in lines)


def test_first_department() -> None:
    """Where no unit is registered yet, the list comes to stand where plans have it."""
    head, rest = SMALL.split("departments:\n")
    text = head + rest.split("topics:\n", 1)[1].partition("\n")[2]

    addition = with_department(written(text), "law", "法规处")

    assert ["departments:\n", "  - id: law\n", "    name: 法规处\n"] == added_lines(
        text, addition.text
    )
    assert addition.text.index("departments:") < addition.text.index("sections:")
    assert addition.text.index("columns:") < addition.text.index("departments:")


@pytest.mark.parametrize(
    ("id_", "name", "said"),
    [
        ("law", "规划处", "“规划处”已经登记，编号是 planning-policy"),
        ("law", "各处室", "“各处室”已经登记，编号是 all-units"),
        ("office", "法规处", "编号 office 已用于“办公室”"),
        ("all-units", "法规处", "编号 all-units 已用于“各处室”"),
        ("main-office", "法规处", "编号 main-office 已用于“办公室”（曾用编号也算）"),
        ("Law", "法规处", "“Law”不能用作编号"),
        ("law", "法规处、监督处", "里有顿号"),
        ("law", "", "缺少字段 name"),
        ("law", "法规\u200b处", "不可见的零宽字符"),
        ("law", "法规\n处", "只能写一行"),
    ],
)
def test_department_refused(id_: str, name: str, said: str) -> None:
    """What cannot be registered is refused in a sentence that says why."""
    text = SMALL.replace("name: 办公室}", "name: 办公室, moved_from: [main-office]}")

    with pytest.raises(CannotRunError) as refusal:
        with_department(written(text), id_, name)

    assert said in str(refusal.value)


def test_department_that_a_task_lacks() -> None:
    """A plan in which a task names an unknown unit can be mended by registering the unit."""
    text = SMALL.replace("lead: [办公室]", "lead: [法规处]").replace("办公室牵头", "法规处牵头")

    addition = with_department(written(text), "law", "法规处")

    assert "法规处" == parse_plan(addition.text).tasks[1].lead[0].name


def test_usual_id() -> None:
    """A unit keeps the id that earlier plans gave it."""
    plans = [parse_plan(SMALL), parse_plan(REAL_PLAN)]

    assert "planning-policy" == usual_id("规划处", plans)
    assert "archives" == usual_id("档案馆", plans)
    assert usual_id("法规处", plans) is None


def test_empty_task() -> None:
    """A task without words has the fields of the plan's table, and is said to lack a title."""
    addition = with_task(written(REAL_PLAN), "1-2", {})

    assert [
        "          - id: 1-2-2\n",
        "            number:\n",
        "            title:\n",
        "            requirement:\n",
        "            responsibility:\n",
        "            lead: []\n",
        "            supporting: []\n",
        "            topics: []\n",
        "\n",
    ] == sorted(added_lines(REAL_PLAN, addition.text), key=lambda line: line == "\n")
    assert "1-2-2" == addition.id
    assert "- id: 1-2-2" == addition.text.split("\n")[addition.line - 1].strip()
    assert ["missing-field"] == [problem.code for problem in addition.problems]


def test_empty_line_of_windows() -> None:
    """The empty line between tasks ends as the others do."""
    text = REAL_PLAN.replace("\n", "\r\n")

    addition = with_task(written(text), "1-2", {"title": "公开年报。"})

    assert 3 == len(added_lines(text, addition.text))
    assert addition.text.count("\n") == addition.text.count("\r\n")


def test_no_empty_line_where_tasks_have_none() -> None:
    """Tasks are set apart by an empty line only in a file that does so."""
    addition = with_task(written(SMALL), "1-1", {"title": "公开年报。"})

    assert ["          - id: 1-1-3\n", "            title: 公开年报。\n"] == added_lines(
        SMALL, addition.text
    )


TEXT = st.text("公开：，。1. -:#'\"[]{},&*!|>%@`~a\\/\n\r　\u00a0\t", max_size=14)


@pytest.mark.parametrize("plan", PLANS)
@given(title=TEXT, requirement=TEXT, cell=TEXT, basis=TEXT)
@settings(max_examples=40)
def test_any_text(plan: str, title: str, requirement: str, cell: str, basis: str) -> None:
    """Every text is read as it was given, blanks at the ends of lines aside."""
    text, place = PLANS[plan]
    ground = free_text(f"丙{basis}").split("\n")[0]
    given: Fields = {
        "title": free_text(f"甲{title}"),
        "requirement": free_text(f"{requirement}乙"),
        "amended": [{"on": "2024-05-01", "kind": "调整", "basis": ground}],
    }
    if plan != "demo":
        given["responsibility"] = free_text(f"丁{cell}")

    addition = with_task(written(text), place, given)

    task = last_task(addition)
    assert {"id": addition.id, **given} == task
    assert given["title"] == verbatim(f"甲{title}".replace("\r\n", "\n").replace("\r", "\n"))
    assert added_lines(text, addition.text)
    assert list(task) == [key for key in ("id", *FIELDS) if key in task]


FIELDS = ("title", "requirement", "responsibility", "amended")


def last_task(addition: Addition) -> Fields:
    """Return what a plan says of the task that was added."""
    fields: Any = written(addition.text).fields
    tasks = [
        task
        for section in fields["sections"]
        for part in (section, *section.get("themes", ()))
        for task in part.get("tasks", ())
        if task["id"] == addition.id
    ]
    (task,) = tasks
    assert isinstance(task, dict)
    return task


def test_ids_are_never_used_again() -> None:
    """The next id follows the highest that was ever used, in the theme or elsewhere."""
    fields: Any = written(SMALL).fields
    tasks = fields["sections"][0]["themes"][0]["tasks"]

    assert "1-1-3" == next_task_id(fields, "1-1")
    tasks[0]["moved_from"] = ["1-1-12", "9"]
    assert "1-1-13" == next_task_id(fields, "1-1")
    tasks[1] |= {"id": "1-1-40", "withdrawn": {"on": "2024-06-01", "reason": "已废止"}}
    assert "1-1-41" == next_task_id(fields, "1-1")
    assert "1-1" == next_task_id({}, "1")


@given(st.integers(0, 2**32))
@settings(max_examples=40)
def test_task_in_any_plan(seed: int) -> None:
    """In whatever plan, only lines of the task are new, and its id is new."""
    draft = Draft(random.Random(seed))
    draft.edit(5)
    text = draft.text
    place = draft.chance.choice([theme["id"] for theme in draft._themes()])

    addition = with_task(written(text), place, {"title": "公开: 年报"})

    assert 2 == len(added_lines(text, addition.text))
    assert f"id: {addition.id}\n" not in text
    assert {"id": addition.id, "title": "公开: 年报"} == last_task(addition)


@pytest.mark.parametrize(
    ("place", "given", "said"),
    [
        ("1", {}, "部分 1 分了方面，任务要放在方面里，没有增加；可以写：1-1"),
        ("1-11", {}, "没有编号为“1-11”的方面或部分，没有增加；是否指 1-1？"),
        ("甲", {}, "没有编号为“甲”的方面或部分，没有增加；可以写：1-1"),
        ("1-1", {"title": "甲", "topics": ["规划"]}, "这里写主题的编号，请改为“planning”"),
        ("1-1", {"title": "甲", "lead": ["办公厅"]}, "未登记的单位“办公厅”"),
        ("1-1", {"title": "甲\u202e"}, "改变文字方向的控制字符"),
        (
            "1-1",
            {"title": "甲", "amended": [{"on": "昨天", "kind": "调整", "basis": "文"}]},
            "日期",
        ),
    ],
)
def test_task_refused(place: str, given: Fields, said: str) -> None:
    """What cannot stand in a plan is refused in a sentence that says what can."""
    with pytest.raises(CannotRunError) as refusal:
        with_task(written(SMALL), place, given)

    assert said in str(refusal.value)


def test_old_line_ends() -> None:
    """A file whose lines end as no editor of today ends them is left alone, with the cure."""
    with pytest.raises(CannotRunError, match="请在编辑器里把换行改为 LF 或 CRLF"):
        read_written(SMALL.replace("\n", "\r"), "plan.yaml", Report())


def test_no_line_end_at_the_end() -> None:
    """The last line of a file may lack its end."""
    addition = with_task(written(SMALL.rstrip("\n")), "1-1", {"title": "公开年报。"})

    assert SMALL.rstrip("\n") in addition.text
    assert "公开年报。" == parse_plan(addition.text).tasks[-1].title
