"""Reads the files that commands are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.plan.files import plan_files
from generator.problems import CannotRunError, Report, why_unreadable
from generator.source.files import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from generator.editing.written import Written
    from generator.plan.model import Plan


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


def plans_of(root: Path, report: Report) -> list[Plan]:
    """Return all plans of a column that can be read, the one in force first."""
    plans = (plan_in(path, file, report) for path, file in plan_files(root))
    return [each for each in plans if each is not None]


def plan_in(path: Path, file: str, report: Report) -> Plan | None:
    """Return the plan in a file, None if it cannot be read; problems are those of `file`."""
    from generator.plan.loader import read_plan  # noqa: PLC0415 - few commands read plans

    text = read_text(path, file, report)
    return None if text is None else read_plan(text, file, report)
