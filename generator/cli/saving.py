"""Puts what a command has written into the place of a file, whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from typing import TYPE_CHECKING

from generator.problems import CannotRunError, why_unwritable

if TYPE_CHECKING:
    from pathlib import Path

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def save_text(path: Path, text: str) -> None:
    """Put `text` in the place of a file that is there; its byte order mark stays."""
    mark = BYTE_ORDER_MARK if path.read_bytes().startswith(BYTE_ORDER_MARK) else b""
    save(path, mark + text.encode())


def save(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write a file aside, then put it in its place, with the permissions of the file `like`.

    Without `like` it keeps its own, or gets those of any new file. A link goes on leading to it.
    What is no file, such as a pipe, is written to.

    Raises CannotRunError if the disk refuses; what was there is still there then.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data, like or path)
    except OSError as error:
        message = f"写不了 {path.name}：{why_unwritable(error)}；原有内容没有改动"
        raise CannotRunError(message) from error


def make_folder(path: Path) -> None:
    """Make a folder where there is none; raises CannotRunError if the disk refuses."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"建不了文件夹 {path.name}：{why_unwritable(error)}"
        raise CannotRunError(message) from error


def _replace(path: Path, data: bytes, like: Path) -> None:
    aside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            # Else a power failure could leave an empty file under the new name.
            os.fsync(file.fileno())
        if like.exists():
            shutil.copymode(like, aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
