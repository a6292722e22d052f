"""Has LibreOffice, where it is installed, turn an old file into one that can be read.

The program gets a profile of its own, made for this once, so that it meets no window that is open
and keeps nothing of the file; it is ended with all that it started when it takes too long.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.importing.document import Piece
from generator.importing.formats.kinds import CONVERTIBLE, kind_of, read_source
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.importing.document import Source

_PROGRAMS: Final = ("soffice", "libreoffice")
_SECONDS: Final = 60
_SHEETS: Final = frozenset({".xls", ".et", ".xlsb", ".ods", ".csv"})
_NOTE: Final = "这是旧格式，由 LibreOffice 转换后导入：转换可能改动文字和表格，请逐字与原件核对"


def read_file(data: bytes, ending: str) -> Source:
    """Return what a file says, whose name ends so (``.doc``); an old one is converted first.

    Raises CannotRunError, with what to do instead, if it can neither be read nor converted.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None or kind_of(data) not in CONVERTIBLE:
        return read_source(data)
    source = read_source(_converted(data, ending.lower(), program))
    return replace(source, asides=(Piece("", "全文", (_NOTE,)), *source.asides))


def _converted(data: bytes, ending: str, program: str) -> bytes:
    """Return a file as .docx or, if its name ends as that of a sheet, as .xlsx."""
    form = "xlsx" if ending in _SHEETS else "docx"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = folder / f"given{ending}"
        given.write_bytes(data)
        profile = f"-env:UserInstallation={folder.joinpath('profile').as_uri()}"
        options = (profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", form)
        _run((program, *options, "--outdir", name, str(given)), folder)
        try:
            return given.with_suffix(f".{form}").read_bytes()
        except OSError as error:
            message = (
                "LibreOffice 没有转换成功，文件可能加了密码或已损坏："
                "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx，不设密码，再导入"
            )
            raise CannotRunError(message) from error


def _run(command: tuple[str, ...], folder: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - the program that was found, on a file of ours
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as program:
        try:
            program.wait(_SECONDS)
        except subprocess.TimeoutExpired as error:
            message = (
                f"LibreOffice 转换超过 {_SECONDS} 秒，已停止："
                "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx，再导入"
            )
            raise CannotRunError(message) from error
        finally:
            _end(program)


def _environment(folder: Path) -> Mapping[str, str]:
    """Return the variables of the program: nothing of the file stays in anybody's home."""
    return os.environ | {"HOME": str(folder)}


def _end(program: subprocess.Popen[bytes]) -> None:
    """End a program with all that it has started."""
    if os.name == "nt":
        program.kill()
        return
    try:
        os.killpg(program.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
