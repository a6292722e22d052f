"""What is written and said arrives whole, whatever stands there and whatever the code page."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli.saving import save
from tests.conftest import ROOT, disclosure

FORMS = ("text", "json", "github", "gitlab", "sarif")
RARE = "𠮷处"
"""A name with a character that GBK lacks."""


@pytest.fixture
def faulty(column_folder: Callable[..., Path], small_text: str) -> Path:
    """Return a column in which a unit is named that nobody has registered."""
    return column_folder(small_text.replace("lead: [办公室]", f"lead: [{RARE}]"))


@pytest.mark.parametrize("form", FORMS)
def test_a_report_in_a_file(
    form: str, faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No redirection is needed, of which some shells make another encoding."""
    check = ("--root", faulty, "--today", "2024-06-01", "check", "--format", form)
    assert 1 == disclosure(*check)
    on_screen = capsys.readouterr().out

    assert 1 == disclosure(*check, "--output", tmp_path / "report.txt")

    said = capsys.readouterr()
    assert on_screen == (tmp_path / "report.txt").read_bytes().decode()
    assert ("", "已写入 report.txt。") == (said.out, said.err.splitlines()[0])


def test_a_report_does_not_wait(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is written once: it is not for whoever watches."""
    assert 2 == disclosure("check", "--watch", "--output", tmp_path / "report.txt")

    assert "--watch 是给人看的，不能用 --output" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("setting", "encoding"),
    [
        ({"PYTHONIOENCODING": "gbk"}, "gbk"),
        ({"PYTHONIOENCODING": "ascii"}, "utf-8"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0"}, "utf-8"),
        ({"LC_ALL": "C", "PYTHONIOENCODING": "gbk"}, "gbk"),
    ],
    ids=["gbk", "ascii", "C", "C with gbk"],
)
@pytest.mark.parametrize("form", ["text", "github"])
def test_any_code_page(setting: dict[str, str], encoding: str, form: str, faulty: Path) -> None:
    """What a code page lacks is written as its number; nothing breaks off."""
    command = [sys.executable, "-m", "generator", "--root", str(faulty), "--today", "2024-06-01"]

    done = subprocess.run(  # noqa: S603 - this program
        [*command, "check", "--format", form],
        env={**os.environ, **setting, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )

    assert 1 == done.returncode
    said = done.stdout.decode(encoding)
    name = RARE if encoding == "utf-8" else RARE.encode("gbk", "backslashreplace").decode("gbk")
    assert f"未登记的单位“{name}”" in said
    assert b"Traceback" not in done.stderr


def test_permissions_stay(tmp_path: Path) -> None:
    """A file that is replaced is for the same people as before; a new one for whoever is usual."""
    file, usual = tmp_path / "file", tmp_path / "usual"
    usual.touch()
    save(file, b"a")
    assert usual.stat().st_mode == file.stat().st_mode

    file.chmod(0o640)
    save(file, b"b")

    assert (b"b", 0o640) == (file.read_bytes(), stat.S_IMODE(file.stat().st_mode))
    assert {"file", "usual"} == {path.name for path in tmp_path.iterdir()}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Where the file lies elsewhere, it is replaced there."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(Path("elsewhere", "file"))

    save(tmp_path / "link", b"a")

    assert (tmp_path / "link").is_symlink()
    assert b"a" == (tmp_path / "elsewhere" / "file").read_bytes()


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """Another program may take what is written, instead of a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()

    save(pipe, b"a")

    reader.join(timeout=60)
    assert [b"a"] == read


def test_a_merge_is_whole_or_not_at_all(
    tmp_path: Path,
    small_text: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A full disk leaves our own version as it was."""
    texts = {
        "base.yaml": small_text,
        "ours.yaml": small_text.replace("公开预算。", "公开决算。"),
        "theirs.yaml": small_text.replace("公开规划。", "公开计划。"),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")

    def full(_: int) -> None:
        raise OSError(28, "磁盘空间不足")

    monkeypatch.setattr(os, "fsync", full)

    assert 2 == disclosure("merge", *(tmp_path / name for name in texts))
    assert "写不了 ours.yaml：磁盘空间不足；原有内容没有改动" in capsys.readouterr().err
    assert texts["ours.yaml"] == (tmp_path / "ours.yaml").read_text("utf-8")
    assert set(texts) == {path.name for path in tmp_path.iterdir()}
