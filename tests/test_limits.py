"""Input that nobody wrote by hand: refused soon, in little memory, in few words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.confined import confined
from tests.conftest import CASES, disclosure

MEGABYTE = 1024 * 1024

SMALL = (CASES / "plan.yaml").read_text("utf-8")
MONSTERS: dict[str, Callable[[], str]] = {
    "one long line": lambda: "a" * 47 * MEGABYTE,
    "a file over the limit": lambda: "a: b\n" * (10 * MEGABYTE),
    "many items": lambda: "- a\n" * MEGABYTE,
    "many values": lambda: ("- [" + "x, " * 1000 + "]\n") * 501,
    "many fields": lambda: "".join(f"k{number}: v\n" for number in range(300_000)),
    "many brackets": lambda: "[" * 100_000,
    "many braces": lambda: "{a: " * 100_000,
    "many dashes": lambda: "- " * 100_000,
    "many quotes": lambda: '"\n' * 200_000,
    "many anchors": lambda: "".join(f"- &a{number} x\n" for number in range(100_000)),
    "many tags": lambda: "- !x y\n" * 100_000,
    "many bad characters": lambda: "# \u200b\n" * 200_000,
    "many faulty tasks": lambda: SMALL + "          - {id: X, lead: [nobody]}\n" * 20_000,
    "many phone numbers": lambda: SMALL + "# 13800138000\n" * 20_000,
    "a trap for the responsibility": lambda: SMALL.replace(
        "responsibility: 办公室牵头，规划处配合", "responsibility: " + "按职责" * 10_000
    ),
    "a trap of manners": lambda: SMALL.replace(
        "responsibility: 办公室牵头，规划处配合", "responsibility: " + "根据" * 15_000
    ),
    "a trap of notes": lambda: SMALL.replace(
        "responsibility: 办公室牵头，规划处配合", "responsibility: " + "，其他均" * 7_000
    ),
    "a trap for the deadline": lambda: SMALL.replace(
        "deadline: 年底前", "deadline: " + "每" * 1001
    ),
}


@pytest.mark.parametrize("monster", MONSTERS)
def test_monster(monster: str, column_folder: Callable[..., Path]) -> None:
    """A monster is refused in 300 MB, without a traceback and without flooding the screen."""
    root = column_folder(MONSTERS[monster]())

    done = confined("--root", root, "--today", "2024-06-01", "check")

    assert "Traceback" not in done.stderr
    assert (1, True) == (done.returncode, 0 < len(done.stdout.splitlines()) < 1000), done.stderr


def test_many_faults_of_one_kind(
    column_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Of very many faults of one kind the first 200 are shown, and that there are more."""
    root = column_folder(**{"content/files/a.csv": "13800138000\n" * 1000})

    assert 1 == disclosure("--root", root, "--today", "2024-06-01", "check")

    lines = capsys.readouterr().out.splitlines()
    assert 201 == len(lines)
    assert "[more-problems]" in lines[-1]


def test_too_many_values(
    column_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """More values than any plan has are not read to the end."""
    root = column_folder(MONSTERS["many values"]())

    assert 1 == disclosure("--root", root, "--today", "2024-06-01", "check")

    assert "[too-many-values]" in capsys.readouterr().out


def test_device(column_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe among the pages is refused, not read: reading it would never end."""
    root = column_folder()
    os.mkfifo(root / "content" / "pipe.md")

    assert 1 == disclosure("--root", root, "--today", "2024-06-01", "check")

    assert "content/pipe.md:1: 错误 [not-a-file]" in capsys.readouterr().out
