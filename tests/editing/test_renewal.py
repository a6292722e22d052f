"""The plan of a new year begins with what stays, and says what is to be filled in."""

from __future__ import annotations

import pytest

from generator.editing.places import after_adding, to_file, with_places
from generator.editing.renewal import archived, next_plan, refuse_year
from generator.editing.written import Written, read_written
from generator.plan.loader import read_plan
from generator.problems import CannotRunError, Report
from tests.conftest import CASES, DEMO, REAL, parse_plan

SMALL = (CASES / "plan.yaml").read_text("utf-8")
REAL_PLAN = (REAL / "plan.yaml").read_text("utf-8")
DEMO_PLAN = (DEMO / "plan.yaml").read_text("utf-8")
ENDED = SMALL.replace(
    "  - {id: planning-policy",
    "  - {id: law, name: 法规处, until: 2024-12-31}\n"
    "  - {id: data, name: 数据处, withdrawn: {on: 2024-05-01, reason: 已废止}}\n"
    "  - {id: service, name: 服务处, until: 2025-06-30}\n"
    "  - {id: planning-policy",
).replace(
    "topics:\n",
    "  - {id: some, name: 有关处室, members: [法规处, 办公室]}\n"
    "  - {id: gone, name: 两处, members: [法规处, 数据处]}\n"
    "topics:\n"
    "  - {id: old, name: 旧主题, withdrawn: {on: 2024-05-01, reason: 已失效}}\n",
)


EMPTY_TASK = "missing-field 任务 1-1-1 没有任务名称也没有工作要求，请至少填写 title 或 requirement"
EMPTY_CELLS = [
    f"no-value 任务 1-1-1 的 responsibility 的{heading}：后面没有内容：不填请删去这一栏；"
    "若用了全角冒号，请改为半角冒号加空格"
    for heading in ("牵头单位", "责任单位")
]
"""What is said where each column of responsibilities has its own place."""


def written(text: str, file: str = "plan.yaml") -> Written:
    """Return a file that can be changed."""
    found = read_written(text, file, Report())
    assert found is not None
    return found


def problems(text: str) -> list[str]:
    """Return what is said of a plan file."""
    report = Report()
    read_plan(text, "plan.yaml", report)
    return [f"{problem.code} {problem.message}" for problem in report.problems]


@pytest.mark.parametrize("text", [REAL_PLAN, DEMO_PLAN, SMALL], ids=["real", "demo", "small"])
def test_what_is_to_be_filled_in(text: str) -> None:
    """What is said of the new plan is what has to be written, and nothing else."""
    new = next_plan(written(text), "2026", "")

    assert [
        "missing-field 方案缺少字段 title（方案标题），请补上",
        "missing-field 方案的 document 缺少字段 title（公文标题），请补上",
        "missing-field 方案的 document 缺少字段 issuer（发文机关），请补上",
        "missing-field 部分 1 没有序号也没有标题，请至少填写 number 或 title",
        "missing-field 方面 1-1 没有序号也没有标题，请至少填写 number 或 title",
        *(EMPTY_CELLS if text is DEMO_PLAN else [EMPTY_TASK]),
    ] == problems(new)


def test_what_stays() -> None:
    """Units, groups, topics and the table are those of the year before, as they were written."""
    new = next_plan(written(REAL_PLAN), "2026", "2026年方案: “一”")

    plan, before = written(new).fields, written(REAL_PLAN).fields
    for field in ("columns", "departments", "groups", "topics"):
        assert before[field] == plan[field]
    assert ("2026", "2026", "2026年方案: “一”") == (plan["id"], plan["year"], plan["title"])
    lines = [line for line in REAL_PLAN.split("\n") if line.startswith("  - {id: ")]
    assert lines == [line for line in new.split("\n") if line.startswith("  - {id: ")]


def test_what_has_ended() -> None:
    """Units that ended before the year, and what was withdrawn, are not in the new plan."""
    new = written(next_plan(written(ENDED), "2025", ""))

    def ids(field: str) -> list[object]:
        entries = new.fields[field]
        assert isinstance(entries, list)
        return [entry["id"] for entry in entries if isinstance(entry, dict)]

    assert ["office", "service", "planning-policy"] == ids("departments")
    assert ["all-units", "some"] == ids("groups")
    assert ["planning"] == ids("topics")
    assert "members: [办公室]" in new.text
    assert not [message for message in problems(new.text) if "missing-field" not in message]


@pytest.mark.parametrize(
    ("until", "stays"), [("2024-12-31", False), ("2025-01-01", True), ("2025-06-30", True)]
)
def test_first_day_of_the_year(until: str, stays: bool) -> None:  # noqa: FBT001 - a table
    """A unit that was there on the first day of the year still belongs to its plan."""
    text = SMALL.replace("name: 办公室}", f"name: 办公室, until: {until}}}")

    assert stays == ("id: office" in next_plan(written(text), "2025", ""))


def test_member_under_another_name() -> None:
    """A unit that has ended is no member any more, under whatever name the group lists it."""
    text = ENDED.replace("name: 法规处, until", "name: 法规处, aliases: [法制处], until").replace(
        "[法规处, 办公室]", "[法制处, 办公室]"
    )

    assert "members: [办公室]" in next_plan(written(text), "2025", "")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_for_editors(end: str) -> None:
    """What tells an editor of the schema stays in plan.yaml: its path holds only there."""
    line = "# yaml-language-server: $schema=.vscode/plan.schema.json"
    assert REAL_PLAN.startswith(f"{line}\n")

    new = next_plan(written(REAL_PLAN.replace("\n", end)), "2026", "")

    assert new.startswith(f"{line}\n# 2026年度方案")
    rest = REAL_PLAN.removeprefix(f"{line}\n").replace("\n", end)
    assert (rest, 1) == archived(REAL_PLAN.replace("\n", end))
    assert (SMALL, 0) == archived(SMALL)
    assert not next_plan(written(SMALL), "2026", "").startswith("# yaml")


def test_plan_that_is_filled_in() -> None:
    """Once the gaps are filled, there is nothing left to say against the plan."""
    new = next_plan(written(SMALL), "2025", "示例局2025年政务公开工作方案")
    for field, value in {
        "document:\n  title:": "示例局通知",
        "  issuer:": "示例局",
        '  - id: "1"\n    number:': "一、",
        "      - id: 1-1\n        number:": "（一）",
        "          - id: 1-1-1\n            number:\n            title:": "公开规划。",
        "            responsibility:": "办公室牵头，规划处、各处室配合",
    }.items():
        assert 1 == new.count(f"{field}\n"), field
        new = new.replace(f"{field}\n", f"{field} {value}\n")
    new = new.replace("lead: []", "lead: [办公室]").replace("topics: []", "topics: [planning]")
    new = new.replace("supporting: []", "supporting: [规划处, 各处室]")

    assert [] == problems(new)


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("2024", "2024 年已有方案（编号 2024，plan.yaml）"),
        ("2021", "2021 年已有方案（编号 2021，content/plans/2021.yaml）"),
        ("2023", "早于现行方案的 2024 年，没有改动：以前的方案请写成 content/plans/2023.yaml"),
        ("二〇二五", "“二〇二五”不是年份，请写四位数字，如 2025"),
        ("2025-2", "不是年份"),
        ("2026", "2026 年已有方案（编号 2024，plan.yaml）"),
    ],
)
def test_year_refused(year: str, said: str) -> None:
    """A year that has a plan, or that is past, is refused in a sentence."""
    report = Report()
    earlier = read_plan(REAL_PLAN, "content/plans/2021.yaml", report)
    assert earlier is not None
    in_force = parse_plan(SMALL.replace("year: 2024", "year: 2024\nmoved_from: ['2026']"))

    with pytest.raises(CannotRunError) as refusal:
        refuse_year(year, [in_force, earlier])

    assert said in str(refusal.value)


WAIVERS = """\
# 核对过
waivers:
  - place: plan.yaml:26
    code: document-number
  - {place: "plan.yaml:4", code: unused-unit}
  - place: content/about.md:9
    code: mobile-number
"""


def test_waivers_follow_their_lines() -> None:
    """A recorded decision stays at what it is about, and the rest of its file as it is."""
    waivers = written(WAIVERS, "content/waivers.yaml")
    before = "".join(f"{number}\n" for number in range(30))
    after = before.replace("10\n", "10\na\nb\n")

    moved = with_places(waivers, to_file("content/plans/2024.yaml", without=0))
    shifted = with_places(waivers, after_adding(before, after))

    assert WAIVERS.replace("plan.yaml:26", "content/plans/2024.yaml:26").replace(
        '"plan.yaml:4"', '"content/plans/2024.yaml:4"'
    ) == moved.replace("place: content/plans/2024.yaml:4", 'place: "content/plans/2024.yaml:4"')
    assert WAIVERS.replace("plan.yaml:26", "plan.yaml:28") == shifted
