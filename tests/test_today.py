"""For which day pages are made."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from generator.problems import CannotRunError
from generator.today import CHINA, Today, find_today
from tests.conftest import git

NOW = datetime.datetime(2024, 7, 2, 0, 30, tzinfo=CHINA)
COMMITTED = Today(datetime.date(2024, 7, 1), "2024-07-01 09:00")
CHANGED = Today(datetime.date(2024, 7, 2), "2024-07-02")
SOURCES = ("plan.yaml", "content")


def today(root: Path, given: str | None = None, **environment: str) -> Today:
    """Return the day for which pages of what `root` holds are made half an hour past midnight."""
    return find_today(given, environment, root, SOURCES, now=NOW.timestamp)


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """Return a column all of which was committed on the day before."""
    root = tmp_path / "folder"
    (root / "content").mkdir(parents=True)
    (root / "plan.yaml").write_text("format: 1\n", "utf-8")
    (root / "content" / "关于.md").write_text("甲\n", "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=plan")
    return root


def test_a_commit_has_its_day(committed: Path) -> None:
    """What has been committed gives the same bytes on any day, whatever lies beside it."""
    (committed / "notes.txt").write_text("甲", "utf-8")
    (committed.parent / "plan.yaml").write_text("甲", "utf-8")

    assert COMMITTED == today(committed)


@pytest.mark.parametrize("file", ["plan.yaml", "content/关于.md", "content/new.md"])
def test_a_change_is_of_the_present_day(file: str, committed: Path) -> None:
    """What is in no commit yet is of the day in China, and gives the same bytes all day."""
    (committed / file).write_text("乙", "utf-8")

    assert CHANGED == today(committed)
    git(committed, "add", "--all")
    assert CHANGED == today(committed)
    git(committed, "commit", "--quiet", "--message=change")
    assert COMMITTED == today(committed)


def test_a_file_that_is_gone(committed: Path) -> None:
    """To take something away is a change."""
    (committed / "plan.yaml").unlink()

    assert CHANGED == today(committed)


def test_before_the_first_commit(committed: Path) -> None:
    """A repository that is new needs no day to be given."""
    git(committed, "init", "--quiet")

    assert CHANGED == today(committed)


def test_a_day_that_is_given_comes_first(committed: Path) -> None:
    """Who says a day gets it, changed or not: first the option, then the build server."""
    (committed / "plan.yaml").write_text("乙", "utf-8")

    assert "2021-06-16" == today(committed, "2021-06-16", SOURCE_DATE_EPOCH="1767139200").updated
    assert "2025-12-31 08:00" == today(committed, SOURCE_DATE_EPOCH="1767139200").updated


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing tells whether something has been changed, a day has to be given."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(CannotRunError, match="不知道今天的日期"):
        today(tmp_path)


def test_another_work_is_not_hindered(committed: Path) -> None:
    """A check while git is at work leaves its index alone."""
    index = committed.parent / ".git" / "index"
    os.utime(committed / "plan.yaml", (0, 0))
    before = index.read_bytes()

    assert COMMITTED == today(committed)
    assert before == index.read_bytes()
