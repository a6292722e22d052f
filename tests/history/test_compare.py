"""Comparing finds exactly what was changed."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.history.compare import Change, compare
from generator.history.rewording import Mark, reworded
from generator.plan.format import (
    DepartmentFormat,
    DocumentFormat,
    Format,
    GroupFormat,
    PlanFormat,
    SectionFormat,
    TaskFormat,
    ThemeFormat,
    TopicFormat,
)
from generator.plan.loader import read_plan
from generator.plan.model import Plan
from generator.problems import Report
from tests.history.edits import Draft, Expected

TEXTS = st.text("公开政务，。2024 \n", max_size=30)


def read(text: str) -> Plan:
    """Return the plan of a text whose shape is right."""
    plan = read_plan(text, "plan.yaml", Report())
    assert plan is not None
    return plan


def brief(change: Change) -> Expected:
    """Return what an edit says of a change."""
    return change.act, change.element.kind, change.element.id, "".join(change.path[:1])


@given(st.integers(0, 2**32), st.integers(0, 12))
@settings(max_examples=100)
def test_exactly_the_edits(seed: int, times: int) -> None:
    """Of a random set of edits those changes are listed, no more and no less."""
    draft = Draft(random.Random(seed))
    before = read(draft.text)

    draft.edit(times)

    changes = [brief(change) for change in compare(before, read(draft.text))]
    assert sorted(draft.expected) == sorted(changes)


@given(TEXTS, TEXTS)
def test_rewording_holds_both_texts(before: str, after: str) -> None:
    """What was kept and deleted is the old text; what was kept and inserted is the new one."""
    pieces = reworded(before, after)

    assert before == "".join(piece.text for piece in pieces if piece.mark is not Mark.INSERTED)
    assert after == "".join(piece.text for piece in pieces if piece.mark is not Mark.DELETED)


def test_long_texts_are_compared_in_parts() -> None:
    """Of a text of many pages only the clause that changed is marked."""
    clauses = [f"第{number}项工作按时完成" for number in range(2_000)]
    before = "，".join(clauses)
    after = before.replace("第700项工作按时", "第700项工作提前")

    marked = [piece.text for piece in reworded(before, after) if piece.mark is not Mark.KEPT]

    assert ["按时", "提前"] == marked


WITHDRAWN = {"on": "2024-06-01", "reason": "已废止"}
AMENDED = [{"on": "2024-06-01", "kind": "修订", "basis": "依据"}]
ENDED: dict[str, Any] = {"withdrawn": WITHDRAWN, "moved_from": ["a-9"]}
ISSUED = {"amended": AMENDED, **ENDED}
TASK = {
    "id": "1-1-1",
    "number": "1.",
    "title": "甲",
    "requirement": "乙",
    "responsibility": "丙",
    "deadline": "年底前",
    "extra": {"备注": "丁"},
    "lead": ["办公室"],
    "supporting": ["规划处"],
    "responsible": ["各处室"],
    "topics": ["t"],
    "links": [{"title": "戊", "url": "https://www.xugou.example/"}],
    **ISSUED,
}
THEME = {"id": "1-1", "number": "（一）", "title": "方面", "text": "文", "tasks": [TASK], **ISSUED}
SECTION = {"id": "1", "number": "一、", "title": "部分", "text": "文", "themes": [THEME], **ISSUED}
DOCUMENT = dict.fromkeys(DocumentFormat.model_fields, "文") | {
    "issued_on": "2024-01-01",
    "published_at": "2024-01-02",
    "disclosure": "主动公开",
}
UNIT = {
    "id": "u",
    "name": "办公室",
    "full_name": "局办公室",
    "aliases": ["办"],
    "kind": "内设机构",
    "phone": "0",
    "until": "2024-12-31",
    "successors": ["v"],
    **ENDED,
}
WHOLE = {
    "format": 1,
    "id": "2024",
    "year": 2024,
    "title": "方案",
    "text": "文",
    "document": DOCUMENT,
    "columns": {"任务": "title"},
    "departments": [UNIT, {"id": "v", "name": "规划处"}],
    "groups": [{"id": "g", "name": "各处室", "members": ["办公室"], "moved_from": ["a-8"]}],
    "topics": [{"id": "t", "name": "主题", "summary": "说明", **ENDED}],
    "sections": [SECTION],
    **ISSUED,
}
PLACES: dict[type[Format], tuple[str | int, ...]] = {
    PlanFormat: (),
    DocumentFormat: ("document",),
    DepartmentFormat: ("departments", 0),
    GroupFormat: ("groups", 0),
    TopicFormat: ("topics", 0),
    SectionFormat: ("sections", 0),
    ThemeFormat: ("sections", 0, "themes", 0),
    TaskFormat: ("sections", 0, "themes", 0, "tasks", 0),
}
FIELDS = [
    (form, field)
    for form in PLACES
    for field in form.model_fields
    if field not in ("format", "tasks") or form is ThemeFormat
]


def plan_and_group(form: type[Format]) -> tuple[dict[str, Any], Any]:
    """Return a plan that has everything, and the group of such fields in it."""
    plan = deepcopy(WHOLE)
    group: Any = plan
    for step in PLACES[form]:
        group = group[step]
    return plan, group


def change(group: dict[str, Any], field: str) -> None:
    """Leave a field out, or state something else where it is required."""
    del group[field]
    others = {"id": "other", "year": 2023, "title": "其他", "issuer": "其他", "name": "其他"}
    if field in others:
        group[field] = others[field]


@pytest.mark.parametrize(("form", "field"), FIELDS, ids=lambda value: getattr(value, "noun", value))
def test_no_field_is_forgotten(form: type[Format], field: str) -> None:
    """Whatever a plan file may state, leaving it out or stating otherwise is a change."""
    plan, group = plan_and_group(form)

    change(group, field)

    assert compare(read(json.dumps(WHOLE)), read(json.dumps(plan)))
