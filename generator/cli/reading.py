"""Reads the files that commands are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.problems import CannotRunError, Report, why_unreadable
from generator.source.files import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from generator.editing.written import Written


def read_bytes(path: Path, most: int) -> bytes:
    """Return what is in a file, of at most so many bytes; raises CannotRunError if it cannot be."""
    try:
        if path.stat().st_size > most:
            message = f"{path.name} 超过 {most // 1_000_000} MB：请检查是否放错了文件"
            raise CannotRunError(message)
        return path.read_bytes()
    except FileNotFoundError as error:
        message = f"没有 {path.name}：请核对文件名和所在的文件夹"
        raise CannotRunError(message) from error
    except OSError as error:
        message = f"读不了 {path.name}：{why_unreadable(error)}"
        raise CannotRunError(message) from error


def read_as_written(path: Path, file: str, report: Report) -> Written | None:
    """Return a YAML file as it is written; None, with the problems of `file`, if it has errors."""
    from generator.editing.written import read_written  # noqa: PLC0415 - few commands edit

    text = read_text(path, file, report)
    return None if text is None else read_written(text, file, report)
