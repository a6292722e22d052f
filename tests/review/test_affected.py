"""A reviewer is told which pages say something else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import disclosure, git

DAY = ("--today", "2026-06-01")


def affected(root: Path, *options: str) -> int:
    """List what differs from the main branch."""
    return disclosure("--root", root, *DAY, "affected", "main", *options)


def edit(root: Path, old: str, new: str) -> None:
    """Change the plan of a column."""
    path = root / "plan.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_pages_of_a_changed_task(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A changed title reaches the task and every page that lists it, and no other."""
    edit(repository, "公开预算。", "公开预算和决算。")

    assert 0 == affected(repository)

    lines = capsys.readouterr().out.splitlines()
    assert "内容有变 /plan/2024/tasks/1-1-2/ 公开预算和决算。（2024年方案一、（一）2.）" in lines
    addresses = {line.split()[1] for line in lines}
    assert {"/plan/2024/full/", "/departments/office/", "/tasks/"} <= addresses
    assert not {"/topics/planning/", "/about/", "/data/", "/search/"} & addresses


def test_pages_that_come_and_go(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that is new, and one whose address is gone, are told apart."""
    (repository / "content" / "about.md").rename(repository / "content" / "contact.md")

    assert 0 == affected(repository)

    assert ["新增 /contact/ 关于", "不再有 /about/ 关于"] == capsys.readouterr().out.splitlines()


def test_nothing(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A comment in the plan reaches nobody."""
    edit(repository, "format: 1", "# 说明\nformat: 1")

    assert 0 == affected(repository)

    assert "没有网页受到影响。\n" == capsys.readouterr().out


def test_two_commits(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is asked about is read from git, whatever the folder holds."""
    edit(repository, "公开预算。", "公开预算和决算。")
    git(repository, "commit", "--quiet", "--all", "--message=proposal")
    edit(repository, "公开预算和决算。", "公开账目。")

    assert 0 == affected(repository, "proposal", "--format", "json")

    titles = {page["title"] for page in json.loads(capsys.readouterr().out)}
    assert "公开预算和决算。（2024年方案一、（一）2.）" in titles


def test_markdown(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a comment, pages stand under their kinds, and their titles call nobody."""
    edit(repository, "公开预算。", "公开 <b>@office</b> 预算。")

    assert 0 == affected(repository, "--format", "markdown")

    said = capsys.readouterr().out
    assert said.startswith("- 任务（2 页）\n")
    assert "    - 内容有变：公开 &#60;b&#62;&#64;\u2060office" in said
    assert "\n- 责任部门（2 页）\n" in said


def test_many_pages(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of very many pages of one kind a comment lists the first, and says how many more."""
    tasks = "".join(f"          - {{id: 1-1-{n}, title: 第{n}项。}}\n" for n in range(3, 43))
    with (repository / "plan.yaml").open("a", encoding="utf-8") as plan:
        plan.write(tasks)

    assert 0 == affected(repository, "--format", "markdown")

    said = capsys.readouterr().out
    assert said.startswith("- 任务（42 页）\n")
    assert "    - 另有 12 页，不再列出\n" in said


def test_errors(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan with errors has no pages to compare: the errors are said."""
    edit(repository, "公开预算。", "")

    assert 1 == affected(repository)

    said = capsys.readouterr()
    assert said.out.startswith("plan.yaml:")
    assert "现在的内容有错误，没有比较：请先改正。" == said.err.splitlines()[-1]


def test_into_a_file(repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A console of Windows would write the list in another encoding than readers expect."""
    edit(repository, "公开预算。", "公开预算和决算。")
    affected(repository)
    said = capsys.readouterr().out

    assert 0 == affected(repository, "--output", str(tmp_path / "网页.txt"))

    assert said.encode() == (tmp_path / "网页.txt").read_bytes()
    assert "" == capsys.readouterr().out
