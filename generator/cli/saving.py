"""Puts what a command has written into the place of a file, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from generator.problems import CannotRunError

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def save_text(path: Path, text: str) -> None:
    """Put `text` in the place of a file that is there; its byte order mark stays."""
    mark = BYTE_ORDER_MARK if path.read_bytes().startswith(BYTE_ORDER_MARK) else b""
    save(path, mark + text.encode(), like=path)


def save(path: Path, data: bytes, like: Path) -> None:
    """Write a file aside, then put it in its place, with the permissions of the file `like`.

    Raises CannotRunError if the disk refuses; what was there is still there then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                # Else a power failure could leave an empty file under the new name.
                os.fsync(file.fileno())
            shutil.copymode(like, aside)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        reason = "没有写入权限" if isinstance(error, PermissionError) else error.strerror
        message = f"写不了 {path.name}：{reason}；原有内容没有改动"
        raise CannotRunError(message) from error
