"""The same commit gives the same bytes, wherever and whenever somebody builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from tests.conftest import ROOT, git

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NEXT_YEAR: Final = """
import datetime, time
clock, gap = time.time, 400 * 86_400
time.time = lambda: clock() + gap


class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=gap)

    utcnow = now


datetime.datetime = Later
"""
"""What Python runs first, so that a build takes place on another day."""


def built(column: Path, site: Path, environment: Mapping[str, str]) -> dict[str, bytes]:
    """Build a column in some environment; return every file."""
    command = [sys.executable, "-m", "generator", "--root", str(column), "build", "--strict"]
    done = subprocess.run(  # noqa: S603 - our own program
        [*command, "--site-dir", str(site)],
        env={"PATH": os.environ["PATH"], "HOME": str(column), **environment},
        capture_output=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr.decode("utf-8", "replace")
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_same_commit_same_bytes(demo_column: Path, tmp_path: Path) -> None:
    """Folder, day, time zone, locale, order of hashing and times of files leave no trace."""
    column, elsewhere = tmp_path / "column", tmp_path / "另 一处" / "专栏"
    git(tmp_path, "clone", "--quiet", str(demo_column), str(column))
    git(column, "commit", "--quiet", "--allow-empty", "--message=reviewed", on="2025-12-31")
    git(tmp_path, "clone", "--quiet", str(column), str(elsewhere))
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "sitecustomize.py").write_text(NEXT_YEAR, "utf-8")
    here = {
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "1",
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C.UTF-8",
    }
    there = {
        "PYTHONPATH": f"{tmp_path / 'later'}{os.pathsep}{ROOT}",
        "PYTHONHASHSEED": "2",
        "PYTHONUTF8": "0",
        "TZ": "America/Los_Angeles",
        "LC_ALL": "C",
    }

    one = built(column, tmp_path / "one", here)
    other = built(elsewhere, tmp_path / "two" / "site", there)

    assert sorted(one) == sorted(other)
    assert [] == [path for path in one if one[path] != other[path]]
