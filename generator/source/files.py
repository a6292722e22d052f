"""Reads text files, and refuses what is not an ordinary file inside the folder."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from generator.problems import CannotRunError, Location, Report, why_unreadable
from generator.source.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 48 * 1024 * 1024
MAX_LINES = 500_000
"""Ten times what a plan of 3,000 tasks has."""
MAX_LINE = 200_000
"""Characters in one line: more than the longest text there may be, each character escaped."""


def read_text(path: Path, file: str, report: Report) -> str | None:
    """Return the text of a file without its byte order mark; None if it is refused.

    `file` is the path that messages name. Raises CannotRunError if there is no such file, it is
    a folder, or it cannot be read.
    """
    try:
        status = path.lstat()
        if refusal := _refusal(status):
            report.error(Location(file), *refusal)
            return None
        if stat.S_ISDIR(status.st_mode):
            message = f"{file} 是一个文件夹，应当是文件"
            raise CannotRunError(message)
        if status.st_size > MAX_BYTES:
            message = f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请拆分或检查是否放错了文件"
            report.error(Location(file), "too-large", message)
            return None
        text = decode(path.read_bytes(), file, report)
        return None if text is None or is_monstrous(text, file, report) else text
    except FileNotFoundError as error:
        message = f"找不到 {file}：请在它所在的文件夹运行，或用 --root 指定"
        raise CannotRunError(message) from error
    except OSError as error:
        message = f"读不了 {file}：{why_unreadable(error)}"
        raise CannotRunError(message) from error


def decode(data: bytes, file: str, report: Report) -> str | None:
    """Return UTF-8 bytes as text, without a byte order mark; None if they are not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "文件不是 UTF-8 编码的文本：请在编辑器里“另存为”，编码选 UTF-8"
        report.error(Location(file, line), "not-utf8", message)
        return None


def is_monstrous(text: str, file: str, report: Report) -> bool:
    """Whether a text is one that nobody wrote by hand and that would keep every later step busy.

    If so, it is reported.
    """
    for number, line in lines_of(text):
        if len(line) > MAX_LINE or number > MAX_LINES:
            much = f"这一行有 {len(line)} 个字" if len(line) > MAX_LINE else f"超过 {MAX_LINES} 行"
            message = f"{much}，请拆分或检查是否放错了文件"
            report.error(Location(file, number), "too-large", message)
            return True
    return False


def ordinary_files(folder: Path, root: Path, report: Report) -> Iterator[tuple[Path, str]]:
    """Yield every ordinary file below `folder` with its path from `root`, in a fixed order.

    Links, devices and hard links are refused: they can bring files from outside into the site.
    Names that begin with a dot are passed over, as MkDocs does.
    """
    if refusal := _refusal(folder.lstat()):
        report.error(Location(folder.relative_to(root).as_posix()), *refusal)
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = folder / entry.name
        file = path.relative_to(root).as_posix()
        if entry.name.startswith("."):
            continue
        status = entry.stat(follow_symlinks=False)
        if refusal := _refusal(status):
            report.error(Location(file), *refusal)
        elif stat.S_ISDIR(status.st_mode):
            yield from ordinary_files(path, root, report)
        else:
            yield path, file


def _refusal(status: os.stat_result) -> tuple[str, str] | None:
    if stat.S_ISLNK(status.st_mode):
        return "symbolic-link", "这是一个链接，请换成文件本身"
    if stat.S_ISREG(status.st_mode) and status.st_nlink > 1:
        return "hard-link", "这个文件与别处的文件是同一个（硬链接），请换成一份副本"
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        return "not-a-file", "这不是普通文件，请移走"
    return None
