"""Each forge asks the right people to review, in its own dialect."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.problems import Report
from generator.review.owners import Forge, code_owners, read_owners
from tests.conftest import ROOT, disclosure

OWNERS = """\
owners:
  plan.yaml: chen-li
  content/plans/: [chen-li, "@xugou/openness"]
"""
HEADING = "# 由 owners.yaml 生成，请改那个文件，再运行 make owners。\n"


def written(text: str, forge: str) -> str:
    """Return what a forge is told."""
    report = Report()
    told = code_owners(read_owners(text, "owners.yaml", report), Forge(forge))
    assert () == report.problems
    return told


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_paths(forge: str) -> None:
    """GitHub and GitLab read paths from the root."""
    expected = "/plan.yaml @chen-li\n/content/plans/ @chen-li @xugou/openness\n"

    assert HEADING + expected == written(OWNERS, forge)


def test_expressions() -> None:
    """Gitea unescapes a line once, and then reads an expression for the whole path."""
    lines = written(OWNERS, "gitea").splitlines()[1:]
    plan, plans = (re.sub(r"\\(.)", r"\1", line.split(" ")[0]) for line in lines)

    assert re.fullmatch(plan, "plan.yaml")
    assert not re.fullmatch(plan, "plan-yaml")
    assert not re.fullmatch(plan, "content/plan.yaml")
    assert re.fullmatch(plans, "content/plans/2020.yaml")
    assert not re.fullmatch(plans, "content/plans-old/2020.yaml")
    assert lines[1].endswith(" @chen-li @xugou/openness")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("owners: [chen-li]\n", "owners.yaml:1: 错误 [wrong-type] “owners:”下面每行写"),
        ("owners: {mkdocs.yml: a}\n", "owners.yaml:1: 错误 [owner-path] 路径“mkdocs.yml”应为"),
        ("owners: {content/*.md: a}\n", "owners.yaml:1: 错误 [owner-path] 路径“content/*.md”应为"),
        ("owners: {content/../a: a}\n", "owners.yaml:1: 错误 [owner-path] 路径“content/../a”应为"),
        ("owners:\n  plan.yaml: [陈莉]\n", "owners.yaml:2: 错误 [owner-name] 这里应当是代码平台"),
        ("owners:\n  plan.yaml: {a: b}\n", "owners.yaml:2: 错误 [owner-name] 这里应当是代码平台"),
        ("- a\n", "owners.yaml:1: 错误 [wrong-type] “owners:”下面每行写"),
    ],
)
def test_mistakes(
    text: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake in the file is said with its place; no forge is told anything."""
    (tmp_path / "owners.yaml").write_text(text, "utf-8")

    assert 1 == disclosure("--root", tmp_path, "owners", "github")

    assert capsys.readouterr().out.startswith(problem)


@pytest.mark.parametrize("forge", list(Forge))
def test_files_are_current(forge: Forge) -> None:
    """What the forges are told is what owners.yaml says."""
    owners = (ROOT / "owners.yaml").read_text("utf-8")

    assert written(owners, forge) == (ROOT / f".{forge}" / "CODEOWNERS").read_text("utf-8")
