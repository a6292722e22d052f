"""What has been published is not changed by the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.history.difference import differences
from generator.history.ground import groundless
from generator.plan.format import (
    DocumentFormat,
    Format,
    PlanFormat,
    SectionFormat,
    TaskFormat,
    ThemeFormat,
)
from generator.problems import Report
from tests.conftest import SETTINGS, disclosure, git
from tests.history.test_compare import WHOLE, change, plan_and_group, read
from tests.history.test_diff import HERE, PLAN, edited

CASES: dict[str, Any] = yaml.safe_load((HERE / "grounds.yaml").read_text("utf-8"))
OWN = {"id", "topics", "links", "themes", "tasks", "departments", "groups", "sections", "document"}
"""Fields that hold no issued text: what the column adds, and lists of what has fields itself."""
ISSUED = [
    (form, field)
    for form in (PlanFormat, DocumentFormat, SectionFormat, ThemeFormat, TaskFormat)
    for field in form.model_fields
    if field not in OWN | {"format", "amended", "moved_from", "published_at", "index_number"}
]


@pytest.fixture
def column(tmp_path: Path) -> Path:
    """Return the folder of a column."""
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", CASES)
def test_grounds(name: str, column: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A change is refused or accepted in these words."""
    case = CASES[name]
    published = edited(PLAN, case.get("first", {}))
    (column / "published.yaml").write_text(published, "utf-8")
    (column / "plan.yaml").write_text(edited(published, case["edit"]), "utf-8")

    options = ("--root", column, "--today", "2024-07-01")
    code = disclosure(*options, "check", "--against", "published.yaml")

    assert case["problems"] == capsys.readouterr().out
    assert (1 if case["problems"] else 0) == code


@pytest.mark.parametrize(("form", "field"), ISSUED, ids=lambda it: getattr(it, "noun", it))
def test_every_issued_field(form: type[Format], field: str) -> None:
    """Whatever was issued needs a ground, and a new one is enough."""
    plan, group = plan_and_group(form)
    change(group, field)

    assert ["no-ground"] == codes(plan)
    grounded = plan if form is DocumentFormat else group
    grounded["amended"] = [
        *grounded["amended"],
        {"on": "2024-07-01", "kind": "修订", "basis": "文"},
    ]
    assert [] == codes(plan)


def codes(plan: dict[str, Any]) -> list[str]:
    """Return what is wrong with publishing `plan` after the one that has everything."""
    found = differences([read(json.dumps(WHOLE))], [read(json.dumps(plan))])
    return [problem.code for problem in groundless(found, Report())]


@pytest.fixture
def published(column: Path) -> Path:
    """Return a column whose plan has been published by a commit on the branch main."""
    git(column, "init", "--quiet", "--initial-branch=main")
    git(column, "add", ".")
    git(column, "commit", "--quiet", "--message=published")
    return column


def test_against_a_branch(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is published is what the main branch holds."""
    (published / "plan.yaml").write_text(PLAN.replace("公开预算。", "公开决算。"), "utf-8")

    code = disclosure("--root", published, "check", "--against", "main")

    assert 1 == code
    assert "plan.yaml:61: 错误 [no-ground]" in capsys.readouterr().out


def test_what_has_other_errors(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of what has an error it is not known what it would say; that this is left open is said."""
    check = ("--root", published, "check", "--against", "main")
    words = "有错误的地方，没有核对改动的依据：请先改正，再检查一次。"
    wrong = PLAN.replace("topics: [budget]", "topics: [nothing]", 1)

    (published / "plan.yaml").write_text(wrong, "utf-8")
    assert 1 == disclosure(*check)
    assert words not in capsys.readouterr().err

    (published / "plan.yaml").write_text(wrong.replace("公开预算。", "公开决算。"), "utf-8")
    assert 1 == disclosure(*check)
    said = capsys.readouterr()
    assert "no-ground" not in said.out
    assert words in said.err


def test_unit_renamed(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a unit has another name, that is said once, and not that others have taken its part."""
    (published / "plan.yaml").write_text(PLAN.replace("name: 规划处", "name: 发展处"), "utf-8")

    assert 1 == disclosure("--root", published, "check", "--against", "main")
    said = capsys.readouterr().out.splitlines()
    assert ["unknown-unit"] == [line.split("[")[1].split("]")[0] for line in said]
    assert said[0].endswith("在它的登记里写 aliases: [规划处]")


def test_unit_renamed_under_another_id(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A unit that kept its old name as an alias is the same one: it keeps its id, or says so."""
    new = PLAN.replace(
        "{id: planning, name: 规划处, aliases: [规划科]}",
        "{id: growth, name: 发展处, aliases: [规划处, 规划科]}",
    )
    (published / "plan.yaml").write_text(new, "utf-8")

    assert 1 == disclosure("--root", published, "check", "--against", "main")
    (said,) = capsys.readouterr().out.splitlines()
    assert "[removed]" in said
    assert said.endswith("若是改成了 growth，请在那里写 moved_from: [planning]")


def test_next_year(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new plan is no change of the old one, which must be kept."""
    today = ("--today", "2025-01-15")
    new = PLAN.replace('id: "2024"', 'id: "2025"').replace("year: 2024", "year: 2025")
    (published / "plan.yaml").write_text(new, "utf-8")
    assert 1 == disclosure("--root", published, *today, "check", "--against", "main")
    said = capsys.readouterr().out
    assert "plan.yaml:1: 错误 [removed] 方案 2024 已经公布，不能删去：请把它原样存为" in said
    assert "moved_from" not in said

    (published / "content" / "plans").mkdir()
    (published / "content" / "plans" / "2024.yaml").write_text(PLAN, "utf-8")

    assert 0 == disclosure("--root", published, *today, "check", "--against", "main")


@pytest.mark.parametrize(
    ("against", "words"),
    [
        ("nowhere", "没有文件、文件夹或提交“nowhere”"),
        ("--help", ""),
        ("main:plan.yaml", "没有文件"),
    ],
)
def test_nothing_to_compare_with(
    against: str, words: str, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A branch that is not there is a sentence, and never an option of git."""
    code = disclosure("--root", published, "check", f"--against={against}")

    said = capsys.readouterr()
    assert 2 == code
    assert words in said.err
    assert "Traceback" not in said.err


def test_published_plan_with_errors(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read cannot be compared with, which is said; so it can be mended."""
    (published / "plan.yaml").write_text("format: 1\n", "utf-8")
    git(published, "commit", "--quiet", "--all", "--message=broken")
    (published / "plan.yaml").write_text(PLAN, "utf-8")

    assert 0 == disclosure("--root", published, "check", "--strict", "--against", "HEAD")
    said = capsys.readouterr().out
    assert "提示 [not-compared] HEAD 里已公布的方案有错误，没有核对依据" in said


def test_without_git(column: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Outside a repository there are no commits."""
    assert 2 == disclosure("--root", column, "--today", "2024-07-01", "diff", "main")
    assert "不在 git 仓库里" in capsys.readouterr().err


def test_next_plan_under_the_old_id(column: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the id of a new plan was forgotten, that is said, and nothing that follows from it."""
    (column / "published.yaml").write_text(PLAN, "utf-8")
    (column / "content" / "plans").mkdir()
    (column / "content" / "plans" / "2024.yaml").write_text(PLAN, "utf-8")
    new = PLAN.replace("year: 2024", "year: 2025").replace("〔2024〕", "〔2025〕")
    (column / "plan.yaml").write_text(
        new.replace("title: 公开预算。", "title: 公开决算。"), "utf-8"
    )

    options = ("--root", column, "--today", "2025-07-01")
    assert 1 == disclosure(*options, "check", "--against", "published.yaml")

    said = capsys.readouterr().out.splitlines()
    assert ["duplicate-id"] == [line.split("[")[1].split("]")[0] for line in said]
    assert said[0].endswith("请把这里的 id 改为 2025")


NEXT = (
    PLAN.replace("title: 公开", "title: 新的要求：公开")
    .replace("title: 组织", "title: 新的要求：组织")
    .replace("〔2024〕1号", "〔2025〕1号")
)


@pytest.mark.parametrize(
    ("year", "cure"), [("2025", "id 改为 2025"), ("2024", "id、year 改为新方案的年度")]
)
def test_next_plan_over_the_old_one(
    year: str, cure: str, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the old plan was not kept and the id is the old one, that is all that is said."""
    (published / "plan.yaml").write_text(NEXT.replace("year: 2024", f"year: {year}"), "utf-8")

    today = ("--today", "2025-07-01")
    assert 1 == disclosure("--root", published, *today, "check", "--against", "main")
    assert (
        "plan.yaml:3: 错误 [plan-replaced] 方案 2024 已经公布，这里换成了另一个方案："
        "请把原来的方案原样存为 content/plans/2024.yaml（docs/editing.md“换一年”第 1 步），"
        f"这里的 {cure}\n"
    ) == capsys.readouterr().out


def test_next_plan_with_the_same_tasks(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What has another year and another number is another plan, whatever its tasks."""
    new = PLAN.replace("year: 2024", "year: 2025").replace("〔2024〕1号", "〔2025〕1号")
    (published / "plan.yaml").write_text(new, "utf-8")

    today = ("--today", "2025-07-01")
    assert 1 == disclosure("--root", published, *today, "check", "--against", "main")
    assert 1 == capsys.readouterr().out.count("错误 [")


def test_year_and_number_corrected(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where both were misread, a ground stated for the plan is enough: it stays the same plan."""
    ground = "amended:\n  - {on: 2025-02-01, kind: 录入更正, basis: 与原件核对}\nsections:\n"
    new = PLAN.replace("year: 2024", "year: 2025").replace("〔2024〕1号", "〔2025〕1号")
    (published / "plan.yaml").write_text(new.replace("sections:\n", ground), "utf-8")

    today = ("--today", "2025-07-01")
    code = disclosure("--root", published, *today, "check", "--against", "main")

    assert (0, "") == (code, capsys.readouterr().out)


def test_large_amendment(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan that is reworded throughout stays the plan that it was: each change needs a ground."""
    new = NEXT.replace("〔2025〕1号", "〔2024〕1号")
    (published / "plan.yaml").write_text(new, "utf-8")

    assert 1 == disclosure("--root", published, "check", "--against", "main")
    assert 3 <= capsys.readouterr().out.count("[no-ground]")


def test_plan_with_another_id(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same plan under another id has been moved; another plan of another year has not."""
    (published / "plan.yaml").write_text(PLAN.replace('id: "2024"', 'id: "2024-1"'), "utf-8")

    assert 1 == disclosure("--root", published, "check", "--against", "main")
    assert "只是改了编号的，在新编号那里写 moved_from: [2024]" in capsys.readouterr().out


def test_unit_left_without_a_task(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a task was deleted, that nobody names its topic any more is not said beside that."""
    start = PLAN.index("          - id: 1-2-1\n")
    end = PLAN.index('  - id: "2"\n')
    (published / "plan.yaml").write_text(PLAN[:start] + PLAN[end:], "utf-8")

    assert 0 == disclosure("--root", published, "check")
    assert "[unused-" in capsys.readouterr().out
    assert 1 == disclosure("--root", published, "check", "--against", "main")
    said = capsys.readouterr().out
    assert "[removed] 任务 1-2-1" in said
    assert "[unused-" not in said


def test_task_removed_with_its_theme(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is gone is reported in what is still there around it."""
    start = PLAN.index("      - id: 1-2\n")
    end = PLAN.index('  - id: "2"\n')
    (published / "plan.yaml").write_text(PLAN[:start] + PLAN[end:], "utf-8")
    themes = PLAN[:start].count("\n", 0, PLAN.index("    themes:")) + 1

    assert 1 == disclosure("--root", published, "check", "--against", "main")
    said = [line for line in capsys.readouterr().out.splitlines() if "[removed]" in line]
    assert {f"plan.yaml:{themes}"} == {line.split(": ")[0] for line in said}
