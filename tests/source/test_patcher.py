"""A file is made to say something else, and keeps every line that says the same."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Report
from generator.source.nodes import Mapping
from generator.source.parser import parse_yaml
from generator.source.patcher import patched
from generator.source.values import Conflict, Value, as_value
from tests.conftest import DEMO, REAL
from tests.history.edits import Draft

REAL_PLAN = (REAL / "plan.yaml").read_text("utf-8")
DEMO_PLAN = (DEMO / "plan.yaml").read_text("utf-8")


def read(text: str) -> Mapping:
    """Return what a file holds that our format allows."""
    report = Report()
    node = parse_yaml(text, "plan.yaml", report)
    assert isinstance(node, Mapping), report.problems
    assert not report.problems, (report.problems, text)
    return node


def fields(text: str) -> dict[str, Value]:
    """Return what a file says."""
    value = as_value(read(text))
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("text", [REAL_PLAN, DEMO_PLAN], ids=["real", "demo"])
def test_nothing_to_change(text: str) -> None:
    """A file that says what is wanted stays as it is, to the last blank."""
    assert text == patched(text, read(text), fields(text))
    windows = text.replace("\n", "\r\n")
    assert windows == patched(windows, read(windows), fields(text))


TEXTS = st.one_of(
    st.text("公开：，。1. -:#'\"[]{},&*!|>%@`~a\\/", max_size=12).map(str.strip),
    st.sampled_from(
        ["2021", "1.10", "yes", "null", "on", "2021-06-16", "12:30", "010", "甲: 乙", "甲 #乙"]
    ),
    st.lists(
        st.text("公开: #-", min_size=1, max_size=6).map(str.strip).filter(bool),
        min_size=2,
        max_size=3,
    ).map("\n".join),
)


@given(TEXTS, st.lists(TEXTS.filter(lambda text: text and "\n" not in text), max_size=3))
def test_whatever_is_written_is_read(text: str, others: list[str]) -> None:
    """Every text comes out of the file as it went in, wherever it stands."""
    group: dict[str, Value] = {"title": text, "names": [*others]}
    whole: dict[str, Value] = {
        "id": "1",
        "title": text,
        "names": [*others],
        "extra": dict.fromkeys(others, text or "无"),
        "links": [{"title": other, "url": text or "无"} for other in others],
        "tasks": [{"id": "1-1", **group}, {"id": "1-2", **group}],
    }
    start = "id: '0'\n"

    assert whole == fields(patched(start, read(start), whole))


@given(st.integers(0, 2**32), st.integers(1, 10))
@settings(max_examples=60)
def test_any_edit(seed: int, times: int) -> None:
    """Whatever is edited, the file says it, and the lines that it had in common are still there."""
    draft = Draft(random.Random(seed))
    before = draft.text
    draft.edit(times)
    wanted = fields(draft.text)

    after = patched(before, read(before), wanted)

    assert wanted == fields(after)
    touched = set(after.splitlines()) - set(before.splitlines())
    assert len(touched) <= 12 * times


ONE_TASK = """\
# 说明一
id: "2024"

sections:
  # 第一部分
  - id: "1"
    title:   主动公开

    tasks:
      # 任务一
      - {id: 1-1, title: 甲}
      - id: 1-2
        # 序号照录
        number: 2.
        requirement: |
          第一段。
          第二段。

        lead: [办公室,  规划处]
      -
        id: 1-3
        title: '丙'
# 末尾
"""
EDITS = {
    "scalar": (("tasks", 1, "number"), "3.", {"        number: 2.": "        number: 3."}),
    "text of lines": (
        ("tasks", 1, "requirement"),
        "第一段。",
        {"requirement: |\n          第一段。\n          第二段。\n": "requirement: 第一段。\n"},
    ),
    "list": (("tasks", 1, "lead"), ["办公室"], {"[办公室,  规划处]": "[办公室]"}),
    "group in brackets": (("tasks", 0, "title"), "甲, 乙", {"title: 甲}": 'title: "甲, 乙"}'}),
    "first field": (("tasks", 1, "id"), "1-9", {"- id: 1-2": "- id: 1-9"}),
    "new field": (
        ("tasks", 1, "deadline"),
        "年底前",
        {"规划处]\n": "规划处]\n        deadline: 年底前\n"},
    ),
    "dash on its own line": (
        ("tasks", 2, "title"),
        "丁",
        {"-\n        id: 1-3\n        title: '丙'": "- id: 1-3\n        title: 丁"},
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_one_change(name: str) -> None:
    """Comments, blanks and habits around a change stay."""
    path, value, lines = EDITS[name]
    wanted: Any = fields(ONE_TASK)
    group = wanted["sections"][0]
    for step in path[:-1]:
        group = group[step]
    group[path[-1]] = value

    after = patched(ONE_TASK, read(ONE_TASK), wanted)

    expected = ONE_TASK
    for before, instead in lines.items():
        assert 1 == expected.count(before)
        expected = expected.replace(before, instead)
    assert expected == after


@pytest.mark.parametrize("rare", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("number", range(ONE_TASK.count("\n")))
@pytest.mark.parametrize("name", EDITS)
def test_each_line_keeps_its_end(name: str, number: int, rare: str) -> None:
    """A line that ends in another way than the others still does; new ones end as most do."""
    usual = "\n" if rare == "\r\n" else "\r\n"
    path, value, _ = EDITS[name]
    wanted: Any = fields(ONE_TASK)
    group = wanted["sections"][0]
    for step in path[:-1]:
        group = group[step]
    group[path[-1]] = value
    bare = ONE_TASK.splitlines()
    ends = [rare if at == number else usual for at in range(len(bare))]
    text = "".join(map(str.__add__, bare, ends))

    after = patched(text, read(text), wanted).splitlines(keepends=True)

    unended = [line.rstrip("\r\n") for line in after]
    assert patched(ONE_TASK, read(ONE_TASK), wanted).splitlines() == unended
    odd = [line for line, ended in zip(unended, after, strict=True) if ended != line + usual]
    if bare[number] in unended:
        assert [bare[number]] == odd


def test_a_last_line_without_an_end() -> None:
    """What comes behind it stands on a line of its own, and has no end either."""
    text = "id: '1'\r\ntitle: 甲"

    assert f"{text}\r\ntopic: 乙" == patched(text, read(text), {**fields(text), "topic": "乙"})


def test_items_come_go_and_move() -> None:
    """An entry brings its comments along when it moves, and takes them away when it goes."""
    wanted: Any = fields(ONE_TASK)
    _, two, three = wanted["sections"][0]["tasks"]
    wanted["sections"][0]["tasks"] = [three, {"id": "1-4", "title": "新"}, two]

    after = patched(ONE_TASK, read(ONE_TASK), wanted)

    assert wanted == fields(after)
    assert "任务一" not in after
    assert "# 序号照录" in after
    assert after.index("1-3") < after.index("1-4") < after.index("1-2")


def test_conflict() -> None:
    """What two people want differently stands there twice, marked as git marks it."""
    wanted: Any = fields(ONE_TASK)
    wanted["sections"][0]["tasks"][1]["number"] = Conflict("序号", "3.", "2.", None)

    after = patched(ONE_TASK, read(ONE_TASK), wanted)

    assert (
        "        # 序号照录\n"
        "<<<<<<< 本分支：序号\n"
        "        number: 3.\n"
        "||||||| 原来\n"
        "        number: 2.\n"
        "=======\n"
        ">>>>>>> 对方\n"
        "        requirement: |\n"
    ) in after


def test_conflict_in_the_first_field() -> None:
    """The dash of an entry stands on every side."""
    wanted: Any = fields(ONE_TASK)
    wanted["sections"][0]["tasks"][1]["id"] = Conflict("编号", "1-8", "1-2", "1-9")

    after = patched(ONE_TASK, read(ONE_TASK), wanted)

    for id_ in ("1-8", "1-2", "1-9"):
        assert f"\n      - id: {id_}\n" in after
