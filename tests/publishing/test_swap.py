"""A folder is replaced whole or not at all."""

from __future__ import annotations

import errno
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from generator.problems import CannotRunError
from generator.publishing import swap
from generator.publishing.swap import made_aside


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a site folder with an old page."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "old.html").write_text("old", "utf-8")
    return folder


def names(folder: Path) -> list[str]:
    """Return what a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def fill(place: Path) -> None:
    """Make a new site in the place of the old one."""
    with made_aside(place) as aside:
        (aside / "new.html").write_text("new", "utf-8")


def test_new_replaces_old(place: Path) -> None:
    """After a run only what is new is there, and nothing is left beside it but the lock."""
    fill(place)

    assert ["new.html"] == names(place)
    assert [".site-lock", "site"] == names(place.parent)


def test_first_time(tmp_path: Path) -> None:
    """There need not be an old folder, nor one to hold it."""
    fill(tmp_path / "a" / "b" / "site")

    assert ["new.html"] == names(tmp_path / "a" / "b" / "site")


def test_without_one_step(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot swap two folders in one step, two renames do."""
    monkeypatch.setattr(swap, "_exchanged_at_once", lambda *_: False)

    fill(place)

    assert ["new.html"] == names(place)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘空间不足"),
        (
            PermissionError(errno.EACCES, "Permission denied"),
            "没有写入权限，或者正在别的程序里打开",
        ),
    ],
)
def test_disk_refuses(place: Path, error: OSError, words: str) -> None:
    """A full disk leaves the old folder whole and is said in one sentence."""
    with pytest.raises(CannotRunError, match=f"写不了 site：{words}；原有内容没有改动"):
        fill_and_fail(place, error)

    assert ["old.html"] == names(place)
    assert [".site-lock", "site"] == names(place.parent)


def fill_and_fail(place: Path, error: Exception) -> None:
    """Write half of a site, then fail."""
    with made_aside(place) as aside:
        (aside / "half.html").write_text("half", "utf-8")
        raise error


def test_program_fails(place: Path) -> None:
    """Any other failure leaves the old folder whole too."""
    with pytest.raises(ZeroDivisionError):
        fill_and_fail(place, ZeroDivisionError())

    assert ["old.html"] == names(place)


def test_two_at_once(place: Path) -> None:
    """A second run does not wait, nor mix its files with those of the first."""
    with made_aside(place), pytest.raises(CannotRunError, match="另一个程序正在写 site"):
        fill(place)


KILLED_WHILE_WRITING = """
    with made_aside(place) as aside:
        (aside / "half.html").write_text("half", "utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
"""
KILLED_BETWEEN_TWO_STEPS = """
    swap._exchanged_at_once = lambda *_: False
    rename = Path.rename
    def killed_after(self, target):
        rename(self, target)
        os.kill(os.getpid(), signal.SIGKILL)
    Path.rename = killed_after
    with made_aside(place) as aside:
        (aside / "new.html").write_text("new", "utf-8")
"""


@pytest.mark.parametrize("program", [KILLED_WHILE_WRITING, KILLED_BETWEEN_TWO_STEPS])
def test_killed(place: Path, program: str) -> None:
    """After a run that was killed the next one succeeds and clears up."""
    head = f"""
    import os, signal
    from pathlib import Path
    from generator.publishing import swap
    from generator.publishing.swap import made_aside
    place = Path({str(place)!r})
    """
    text = textwrap.dedent(head) + textwrap.dedent(program)
    done = subprocess.run([sys.executable, "-c", text], check=False)  # noqa: S603 - our own text

    with pytest.raises(ZeroDivisionError):
        fill_and_fail(place, ZeroDivisionError())
    assert -9 == done.returncode
    assert ["old.html"] == names(place)
    assert [".site-lock", "site"] == names(place.parent)

    fill(place)

    assert ["new.html"] == names(place)


def test_place_is_a_file(tmp_path: Path) -> None:
    """A file in the place of the folder is not overwritten."""
    (tmp_path / "site").write_text("precious", "utf-8")

    with pytest.raises(CannotRunError, match="site"):
        fill(tmp_path / "site")

    assert "precious" == (tmp_path / "site").read_text("utf-8")


def test_place_is_a_link(place: Path) -> None:
    """A link to the folder that a server shows stays a link, and the server shows the new site."""
    link = place.parent / "current"
    link.symlink_to(place)

    fill(link)

    assert link.is_symlink()
    assert ["new.html"] == names(place)
