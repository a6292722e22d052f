"""Old files go through LibreOffice, of which a stand-in does what it may do."""

from __future__ import annotations

import fcntl
import os
import sys
from typing import TYPE_CHECKING

import pytest

from generator.importing.formats import office
from generator.importing.formats.office import read_file
from generator.problems import CannotRunError
from tests.importing.drawn import drawn
from tests.importing.sheets import sheet_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script")
OLD = b"\xd0\xcf\x11\xe0" + bytes(60)
ROWS = [["工作任务", "责任单位"], ["公开规划", "办公室"]]
# Like the program, it writes beside the file, under its name with another ending.
CONVERTS = """
import os, pathlib, shutil, sys
place = pathlib.Path(sys.argv[-1])
form = sys.argv[sys.argv.index("--convert-to") + 1]
assert os.environ["HOME"] == str(place.parent)
shutil.copyfile(pathlib.Path(__file__).with_name(f"made.{form}"), place.with_suffix(f".{form}"))
"""
FAILS = "raise SystemExit(1)"
# Both wait; what was started says so if it is let wait to the end.
CHILD = """
import fcntl, pathlib, signal, sys
held = open(sys.argv[1] + ".lock", "w")
fcntl.flock(held, fcntl.LOCK_EX)
signal.signal(signal.SIGALRM, lambda *_: pathlib.Path(sys.argv[1] + ".end").touch())
signal.alarm(20)
signal.pause()
"""
HANGS = f"""
import signal, subprocess, sys
subprocess.Popen([sys.executable, "-c", {CHILD!r}, __file__])
signal.pause()
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder in which programs are looked for."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(programs: Path, script: str) -> None:
    """Put a stand-in where the program is looked for."""
    (programs / "made.docx").write_bytes(drawn(ROWS))
    (programs / "made.xlsx").write_bytes(sheet_of([], ROWS))
    program = programs / "soffice"
    program.write_text(f"#!{sys.executable}\n{script}", "utf-8")
    program.chmod(0o755)


def test_without_it(programs: Path) -> None:
    """Where it is not installed, it is said how to save the file."""
    assert [] == [*programs.iterdir()]
    with pytest.raises(CannotRunError, match=r"这是旧格式（\.doc、\.xls、\.wps、\.et）或加了密码"):
        read_file(OLD, ".doc")


@pytest.mark.parametrize(
    ("ending", "place"), [(".DOC", "表1第2行第1格"), (".wps", "表1第2行第1格"), (".xls", "A2")]
)
def test_converted(programs: Path, ending: str, place: str) -> None:
    """What comes out is read, and whoever imports is told to compare."""
    install(programs, CONVERTS)

    source = read_file(OLD, ending)

    places = {piece.text: piece.place for piece in source.pieces}
    assert places["公开规划"].endswith(place)
    assert "由 LibreOffice 转换后导入" in source.asides[0].notes[0]


def test_new_file_is_not_converted(programs: Path) -> None:
    """What can be read is read as it is."""
    install(programs, FAILS)

    assert () == read_file(drawn(ROWS), ".docx").asides


def test_it_fails(programs: Path) -> None:
    """A file with a password comes out as nothing."""
    install(programs, FAILS)

    with pytest.raises(CannotRunError, match="没有转换成功，文件可能加了密码或已损坏"):
        read_file(OLD, ".doc")


def test_it_hangs(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended in the end, with what it has started."""
    install(programs, HANGS)
    monkeypatch.setattr(office, "_SECONDS", 1)

    with pytest.raises(CannotRunError, match="超过 1 秒，已停止"):
        read_file(OLD, ".doc")

    with (programs / "soffice.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
    assert not (programs / "soffice.end").exists()
