"""Checking again whenever something has changed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.watching import bursts, check_after_each, watched
from generator.problems import CannotRunError
from tests.conftest import ROOT, disclosure

LONG = 60
"""Seconds after which a test gives up; nothing waits so long that works."""
WAITING = "正在等待改动，按 Ctrl-C 结束。"
AGAIN = "有改动，重新检查。"
NOTHING_WRONG = "没有发现问题。"


def scripted(paths: Iterable[str | None]) -> Callable[[float], str]:
    """Return what gives one path after the other; None is a silence, the end is Ctrl-C."""
    remaining = iter(paths)

    def take(_: float) -> str:
        try:
            path = next(remaining)
        except StopIteration:
            raise KeyboardInterrupt from None
        if path is None:
            raise Empty
        return path

    return take


@given(
    st.lists(st.lists(st.sampled_from(["plan.yaml", "mkdocs.yml"]), min_size=1)),
    st.integers(min_value=1, max_value=3),
)
def test_changes_that_come_together_count_once(saves: list[list[str]], silences: int) -> None:
    """However often an editor writes while it saves, there is one check; for each save one."""
    script = [path for save in saves for path in (*save, *[None] * silences)]
    found = bursts(scripted(script))

    seen = [next(found) for _ in saves]

    assert [set(save) for save in saves] == seen
    with pytest.raises(KeyboardInterrupt):
        next(found)


def test_a_plan_in_the_middle_of_a_save() -> None:
    """What cannot be read just then is said, and the next change is checked as ever."""
    outcomes = iter([CannotRunError("找不到 plan.yaml"), FileNotFoundError("a.md"), None])
    said: list[str] = []

    def check() -> None:
        outcome = next(outcomes)
        if outcome is not None:
            raise outcome
        said.append(NOTHING_WRONG)

    check_after_each("123", check, said.append)

    assert [
        AGAIN,
        "找不到 plan.yaml；改好后会再检查。",
        AGAIN,
        "有文件正在改动，读不了；改好后会再检查。",
        AGAIN,
        NOTHING_WRONG,
    ] == said


def test_not_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """A report for a program ends; asking for both is refused with a sentence."""
    assert 2 == disclosure("check", "--watch", "--format", "json")

    said = capsys.readouterr()
    assert "--watch 是给人看的，不能用 --format json" in said.err
    assert "" == said.out


def test_no_column_to_watch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who starts in the wrong folder is told so and does not wait for ever."""
    assert 2 == disclosure("--root", tmp_path, "--today", "2024-06-01", "check", "--watch")

    assert "找不到 plan.yaml" in capsys.readouterr().err


def next_change(changes: Iterator[set[str]]) -> set[str]:
    """Return the next change, within bounds."""
    found: Queue[set[str]] = Queue()
    threading.Thread(target=lambda: found.put(next(changes)), daemon=True).start()
    return found.get(timeout=LONG)


def test_only_what_a_check_reads(column_folder: Callable[..., Path]) -> None:
    """A check does not set off the next by reading, nor does a file that is none of its."""
    root = column_folder(**{"content/a.md": "---\ntitle: 甲\n---\n"}).resolve()
    with watched(root) as changes:
        (root / "plan.yaml").read_text("utf-8")
        (root / "content" / "a.md").read_text("utf-8")
        (root / "notes.txt").write_text("甲", "utf-8")
        (root / "mkdocs.yml").write_text("site_name: 甲\n", "utf-8")

        assert {str(root / "mkdocs.yml")} == next_change(changes)


@pytest.mark.parametrize("place", ["column", "column/content", "."])
@pytest.mark.parametrize("file", ["plan.yaml", "content/a.md"])
def test_a_file_that_is_put_in_its_place(
    file: str, place: str, column_folder: Callable[..., Path], tmp_path: Path
) -> None:
    """Editors write another file and rename it, as we do, from wherever they wrote it."""
    root = column_folder(**{"content/a.md": "甲"}).resolve()
    aside = tmp_path.resolve() / place / ".aside"
    aside.write_text("乙", "utf-8")
    with watched(root) as changes:
        aside.replace(root / file)

        assert str(root / file) in next_change(changes)


def test_a_change_during_a_check(column_folder: Callable[..., Path]) -> None:
    """What is saved while a check runs is checked by the next, however long the first takes."""
    root = column_folder().resolve()
    plan = root / "plan.yaml"
    seen: list[str] = []
    with watched(root) as changes:

        def check() -> None:
            seen.append(plan.read_text("utf-8"))
            if len(seen) < 3:
                plan.write_text(f"# {len(seen)}", "utf-8")

        plan.write_text("# 0", "utf-8")
        some = (next_change(changes) for _ in range(3))
        check_after_each(some, check, lambda _: None)

    assert ["# 0", "# 1", "# 2"] == seen


def test_a_content_folder_that_comes_later(column_folder: Callable[..., Path]) -> None:
    """A folder that was made, or brought back by git, after the start is watched as well."""
    root = column_folder().resolve()
    content = root / "content"
    content.rmdir()
    with watched(root) as changes:
        content.mkdir()
        assert {str(content)} == next_change(changes)
        (content / "a.md").write_text("甲", "utf-8")
        assert {str(content / "a.md")} == next_change(changes)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let processes be interrupted even where the tests run in the background and are not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.skipif(os.name == "nt", reason="a process is interrupted in another way there")
def test_until_interrupted(column_folder: Callable[..., Path], small_text: str) -> None:
    """Mistakes are said as they are made and mended, until Ctrl-C ends it without a fault."""
    root = column_folder()
    plan = root / "plan.yaml"
    command = [sys.executable, "-m", "generator", "--root", str(root), "--today", "2024-06-01"]
    with subprocess.Popen(  # noqa: S603 - this program
        [*command, "check", "--watch"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    ) as process:
        lines = read_by_and_by(process)
        assert NOTHING_WRONG in said_until(lines, WAITING)
        plan.write_text(small_text.replace("lead: [办公室]", "lead: [办公]"), "utf-8")
        assert AGAIN in said_until(lines, "未登记的单位“办公”，是否指“办公室”？")
        plan.unlink()
        assert AGAIN in said_until(lines, "找不到 plan.yaml")
        plan.write_text(small_text, "utf-8")
        assert AGAIN in said_until(lines, NOTHING_WRONG)
        process.send_signal(signal.SIGINT)
        assert 0 == process.wait(timeout=LONG)
        assert "Traceback" not in said_until(lines, "已停止检查。")


def read_by_and_by(process: subprocess.Popen[str]) -> Queue[str]:
    """Return where the lines that a process says arrive."""
    lines: Queue[str] = Queue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)

    threading.Thread(target=read, daemon=True).start()
    return lines


def said_until(lines: Queue[str], words: str) -> str:
    """Return all that is said up to the line that holds `words`."""
    said = lines.get(timeout=LONG)
    while words not in said:
        said += lines.get(timeout=LONG)
    return said
