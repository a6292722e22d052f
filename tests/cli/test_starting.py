"""A department's own column from the command line."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REAL, ROOT, disclosure, git

if TYPE_CHECKING:
    from pathlib import Path


def commands() -> list[list[str]]:
    """Return the commands with which the README goes from Word to a column."""
    readme = (ROOT / "README.md").read_text("utf-8")
    (block,) = re.findall(r"## 从 Word 到专栏\n.*?```sh\n(.*?)```", readme, re.DOTALL)
    lines = [line.partition("#")[0].strip() for line in block.splitlines()]
    return [shlex.split(line) for line in lines]


def test_from_word_to_a_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who follows the README in an empty folder has a site with four commands."""
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(REAL / "notice.docx", "方案.docx")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))

    for program, *arguments in commands():
        assert "disclosure" == program
        assert 0 == disclosure(*arguments)

    assert 4 == len(commands())
    site = tmp_path / "本单位专栏" / "site"
    home = (site / "index.html").read_text("utf-8")
    assert "福建省科学技术厅2021年政务公开工作主要任务实施方案" in home
    assert "【示例】" in home
    assert (site / "plan/2021/tasks/1-1-1/index.html").is_file()


def test_history_begins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The column is ready for its first commit, and says what comes next."""
    column = tmp_path / "栏目"

    assert 0 == disclosure("new", "site", column)

    assert "disclosure import 方案.docx" in capsys.readouterr().out
    git(column, "add", ".")
    git(column, "commit", "--quiet", "--message=begin")
    assert "main" == git(column, "branch", "--show-current")
    assert (column / ".ci" / "run").stat().st_mode & 0o100
    assert [column] == [*tmp_path.iterdir()]


def test_inside_a_repository(tmp_path: Path) -> None:
    """What already has a history gets no second one."""
    git(tmp_path, "init", "--quiet")

    assert 0 == disclosure("new", "site", tmp_path / "栏目")
    assert not (tmp_path / "栏目" / ".git").exists()


def test_without_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The column is there all the same; what is missing is said."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert 0 == disclosure("new", "site", tmp_path / "栏目")
    assert "没有 git" in capsys.readouterr().err


@pytest.mark.parametrize("is_folder", [True, False])
def test_nothing_is_written_over(
    is_folder: bool,  # noqa: FBT001 - a case
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is there stays."""
    place = tmp_path / "栏目"
    if is_folder:
        place.mkdir()
    (place / "a" if is_folder else place).write_text("我的", "utf-8")

    assert 2 == disclosure("new", "site", place)
    assert "已有内容，没有改动" in capsys.readouterr().err
    assert "我的" == (place / "a" if is_folder else place).read_text("utf-8")


def test_name_that_is_too_long(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that no disk takes is refused in a sentence."""
    assert 2 == disclosure("new", "site", tmp_path / ("专栏" * 50))

    assert "名称过长" in capsys.readouterr().err
    assert [] == [*tmp_path.iterdir()]
