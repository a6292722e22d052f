"""What an editor that knows the schema says of a plan file."""

from __future__ import annotations

import datetime
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import ruamel.yaml

from generator.plan.guidance import GUIDANCE
from generator.plan.loader import read_plan
from generator.plan.model import Plan
from generator.plan.schema import plan_schema
from generator.problems import Report
from tests.conftest import DEMO, REAL, ROOT, disclosure, parse_plan
from tests.test_cases import cases, lay_out

SCHEMA = plan_schema(None)
SHIPPED = ROOT / ".vscode" / "plan.schema.json"
PLANS = [REAL / "plan.yaml", DEMO / "plan.yaml", *sorted((DEMO / "content/plans").glob("*.yaml"))]
GROUPS = {"PlanFormat": SCHEMA, **SCHEMA["definitions"]}


def as_editors_read(text: str) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return the values of a YAML text by the rules of YAML 1.2, in which a date is text."""
    yaml = ruamel.yaml.YAML(typ="safe", pure=True)
    return json.loads(json.dumps(yaml.load(io.StringIO(text)), default=written_day))


def written_day(value: object) -> str:
    """Return a date as it was written."""
    assert isinstance(value, datetime.date)
    return value.isoformat()


def underlined(text: str, schema: dict[str, Any] | None = None) -> list[str]:
    """Return what an editor says of a YAML text."""
    validator = jsonschema.Draft7Validator(schema or SCHEMA)
    return [error.message for error in validator.iter_errors(as_editors_read(text))]


def at(path: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a field, such as ``TaskFormat.lead``."""
    group, field = path.split(".")
    groups = {"PlanFormat": schema, **schema["definitions"]}
    found: dict[str, Any] = groups[group]["properties"][field]
    return found


def offered(field: dict[str, Any]) -> dict[str, str]:
    """Return the words that are offered for a field or for the items in it, each explained."""
    places = [field, *field.get("anyOf", ()), *field.get("items", {}).get("anyOf", ())]
    return {
        word: explanation
        for place in places
        if "enum" in place
        for word, explanation in zip(place["enum"], place["enumDescriptions"], strict=True)
    }


def test_it_is_a_schema() -> None:
    """Editors can read the schema: it keeps to the draft that it names."""
    jsonschema.Draft7Validator.check_schema(SCHEMA)

    assert jsonschema.Draft7Validator.META_SCHEMA["$id"] == SCHEMA["$schema"]


@pytest.mark.parametrize("name", GROUPS)
def test_everything_is_explained_in_chinese(name: str) -> None:
    """Whoever points at a field or a group of fields is told its name and what to write."""
    group = GROUPS[name]

    for thing in (group, *group["properties"].values()):
        for words in (thing["title"], thing["description"]):
            assert re.search("[一-鿿]", words), words


def test_no_guidance_is_left_over() -> None:
    """What is explained exists."""
    for shape, guidance in GUIDANCE.items():
        assert list(shape.model_fields) == list(guidance.fields)


def examples() -> Iterator[tuple[str, str, str]]:
    """Yield every example of the explanations with the group and the field that it is for."""
    for shape, guidance in GUIDANCE.items():
        for field, words in guidance.fields.items():
            for example in re.split("例：|；或：", words)[1:]:
                yield shape.__name__, field, example


@pytest.mark.parametrize(("group", "field", "example"), list(examples()))
def test_examples_can_be_copied(group: str, field: str, example: str) -> None:
    """An example in an explanation shows its field, written so that it is not underlined."""
    text = f"{field}:\n  {example}" if example.startswith("- ") else example

    assert [field] == list(as_editors_read(text))
    definition = {**GROUPS[group], "required": [], "definitions": SCHEMA["definitions"]}
    assert [] == underlined(text, definition)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: str(path.relative_to(ROOT)))
def test_real_plans_are_not_underlined(path: Path) -> None:
    """A plan without errors has nothing underlined."""
    assert [] == underlined(path.read_text("utf-8"))


@pytest.mark.parametrize("path", cases("accepted"))
def test_what_is_accepted_is_not_underlined(path: Path, tmp_path: Path) -> None:
    """Text that YAML takes for something else, an empty field: what we accept, editors accept."""
    lay_out(path, tmp_path)

    for plan in (tmp_path / "plan.yaml", *(tmp_path / "content").glob("plans/*.yaml")):
        assert [] == underlined(plan.read_text("utf-8-sig"))


# What YAML takes for nothing, a truth value, a number; and what is not text.
ODD = ["", '""', "null", "~", "true", "010", "1.", ".inf", "12:30", "2021-06-16", "[]", "{a: b}"]


@pytest.mark.parametrize("value", ODD)
def test_odd_values_of_any_field(value: str, small_text: str) -> None:
    """What stands in any field and is accepted is not underlined; there is one exception.

    Nothing in a required field: an editor cannot tell it from the text `null`, which is accepted.
    """
    lines = small_text.splitlines()
    for number, line in enumerate(lines):
        start = re.match(r" *(?:- )?[a-z_]+:(?= )", line)
        if start is None:
            continue
        text = "\n".join([*lines[:number], f"{start[0]} {value}", *lines[number + 1 :]])
        report = Report()
        read_plan(text, "plan.yaml", report)
        said = underlined(text)
        assert report.has_errors or not said or (value in ("null", "~") and "None" in said[0]), line


REFUSED = {
    "an unknown field": ("            deadline: 年底前", "            dedline: 年底前"),
    "a list where text belongs": ("title: 公开规划。", "title: [公开规划。]"),
    "text where a list belongs": ("lead: [办公室]", "lead: 办公室"),
    "fields where text belongs": ("title: 公开规划。", "title: {公开规划: 。}"),
    "a list in a list": ("topics: [planning]", "topics: [[planning]]"),
    "a required field that is missing": ("- id: 1-1-1\n            number", "- number"),
    "a required field that is empty": ("  issuer: 示例局", "  issuer:"),
    "an id in capitals": ("id: 1-1-2", "id: Task2"),
    "a date with points": ("issued_on: 2024-03-01", "issued_on: 2024.3.1"),
    "a date without hyphens": ("issued_on: 2024-03-01", "issued_on: 20240301"),
    "a year that is none": ("year: 2024", "year: 二〇二四"),
    "a year of another age": ("year: 2024", "year: 24"),
    "another format": ("format: 1", "format: 2"),
    "two units in one name": ("name: 办公室", "name: 办公室、督查室"),
    "a letter that is not public": ("disclosure: 主动公开", "disclosure: 依申请公开"),
    "a column for nothing": ("工作任务: title", "工作任务: titel"),
    "an empty cell": ("deadline: 年底前", "extra: {备注: }"),
    "a group of any kind": ("members: named", "members: all"),
}


@pytest.mark.parametrize("edit", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_underlined(edit: tuple[str, str], small_text: str) -> None:
    """A mistake of form is underlined while it is made; `check` refuses it too."""
    old, new = edit
    assert 1 <= small_text.count(old)
    text = small_text.replace(old, new, 1)

    assert underlined(text)
    with pytest.raises(AssertionError):
        parse_plan(text)


def test_units_are_offered(small_plan: Plan) -> None:
    """Where a unit is named, those of the plan are offered by name or alias, groups included."""
    schema = plan_schema(small_plan)
    units = {
        "办公室": "office",
        "规划与政策处": "planning-policy",
        "规划处": "规划与政策处的别名",
    }

    for role in ("lead", "supporting", "responsible"):
        assert units | {"各处室": "all-units"} == offered(at(f"TaskFormat.{role}", schema))
    assert {"named": "方案写到的全部单位"} | units == offered(at("GroupFormat.members", schema))
    assert {"office": "办公室", "planning-policy": "规划与政策处"} == offered(
        at("DepartmentFormat.successors", schema)
    )


def test_topics_are_offered_with_their_names(small_plan: Plan) -> None:
    """Where the id of a topic stands, one chooses by its name."""
    assert {"planning": "规划"} == offered(at("TaskFormat.topics", plan_schema(small_plan)))


def test_what_has_ended_is_not_offered(small_text: str) -> None:
    """Nobody is led to name a unit or a topic that is no longer used."""
    withdrawn = ", withdrawn: {on: 2024-05-01, reason: 已废止：撤销}}"
    plan = parse_plan(
        small_text.replace("name: 办公室}", f"name: 办公室{withdrawn}").replace(
            "name: 规划}", f"name: 规划{withdrawn}"
        )
    )

    schema = plan_schema(plan)

    assert "办公室" not in offered(at("TaskFormat.lead", schema))
    assert {} == offered(at("TaskFormat.topics", schema))


def test_a_new_unit_is_not_underlined(small_text: str, small_plan: Plan) -> None:
    """What is offered is no restriction: a unit may be written before it is registered."""
    text = small_text.replace("lead: [办公室]", "lead: [新成立的处]").replace(
        "topics: [planning]", "topics: [new]"
    )

    assert [] == underlined(text, plan_schema(small_plan))


def without_offers(schema: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a schema without the names of units and topics that it offers."""
    if isinstance(schema, dict):
        return {key: without_offers(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [without_offers(each) for each in schema if not is_offer(each)]
    return schema


def is_offer(form: object) -> bool:
    """Whether a form offers names; what is a choice of ours also says so where one errs."""
    return isinstance(form, dict) and "enum" in form and "errorMessage" not in form


def test_the_shipped_schema_is_current(small_plan: Plan) -> None:
    """The editor explains the fields that there are now: else run ``make schema``.

    Which names it offers is not required: who registers a unit in a browser cannot make it anew.
    """
    assert SCHEMA == without_offers(plan_schema(small_plan))

    assert SCHEMA == without_offers(json.loads(SHIPPED.read_text("utf-8")))


def test_plan_names_the_schema() -> None:
    """An editor finds the schema from plan.yaml, whatever its settings."""
    first = (REAL / "plan.yaml").read_text("utf-8").splitlines()[0]

    assert "# yaml-language-server: $schema=.vscode/plan.schema.json" == first
    assert SHIPPED == ROOT / first.split("=")[1]


def test_written_to_a_file(
    column_folder: Callable[..., Path], small_plan: Plan, tmp_path: Path
) -> None:
    """The file is UTF-8 on every system, whatever the console writes."""
    file = tmp_path / "plan.schema.json"

    assert 0 == disclosure("--root", column_folder(), "schema", file)

    assert plan_schema(small_plan) == json.loads(file.read_bytes().decode("utf-8"))
    assert b"\r" not in file.read_bytes()


def test_a_file_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence says that the folder is not there."""
    assert 2 == disclosure("schema", tmp_path / "none" / "plan.schema.json")

    assert "写不了" in capsys.readouterr().err


@pytest.mark.parametrize("plan", [None, "format: 2\n", "a: [\n", b"\xff"])
def test_without_a_sound_plan(
    plan: str | bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is no plan, or one with errors, the fields are explained all the same."""
    if plan is not None:
        (tmp_path / "plan.yaml").write_bytes(plan if isinstance(plan, bytes) else plan.encode())

    assert 0 == disclosure("--root", tmp_path, "schema")

    assert SCHEMA == json.loads(capsys.readouterr().out)
