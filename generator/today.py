"""Which day it is, as far as the pages are concerned.

The same commit must give the same bytes on any day, so the day is given on the command line, or
by SOURCE_DATE_EPOCH, or is that of the commit that is built. The clock counts only for what is in
no commit yet: whoever writes what changes today dates it today.
"""

from __future__ import annotations

import datetime
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.problems import CannotRunError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

CHINA = datetime.timezone(datetime.timedelta(hours=8))
_CURE = "请用 --today 2021-06-16 的形式写明，或设置 SOURCE_DATE_EPOCH，或在 git 仓库里运行"


@dataclass(frozen=True, slots=True)
class Today:
    """The day for which the pages are made, and what they say of when that was."""

    day: datetime.date
    """In China."""
    updated: str
    """更新时间: 2026-11-23 10:00, or the day alone if the time is not known."""


def find_today(
    given: str | None,
    environment: Mapping[str, str],
    root: Path,
    sources: Sequence[str],
    now: Callable[[], float] = time.time,
) -> Today:
    """Return the day in China; `given` comes first, then SOURCE_DATE_EPOCH, then what git tells.

    That is `now` if something at `sources`, paths below `root` of what the pages are made from,
    is not as the last commit has it; else the time of that commit.

    Raises CannotRunError if none of them tells, or one is no date.
    """
    if given is not None:
        return _whole_day(_given_day(given))
    seconds = environment.get("SOURCE_DATE_EPOCH")
    if not seconds and _is_changed(root, sources):
        return _whole_day(datetime.datetime.fromtimestamp(now(), CHINA).date())
    seconds = seconds or _git(root, "log", "-1", "--format=%ct")
    if not seconds:
        message = f"不知道今天的日期：{_CURE}"
        raise CannotRunError(message)
    try:
        moment = datetime.datetime.fromtimestamp(int(seconds), CHINA)
    except (ValueError, OverflowError, OSError) as error:
        message = f"SOURCE_DATE_EPOCH 的值{quoted(seconds)}不是秒数，{_CURE}"
        raise CannotRunError(message) from error
    return Today(moment.date(), f"{moment:%Y-%m-%d %H:%M}")


def _whole_day(day: datetime.date) -> Today:
    return Today(day, day.isoformat())


def _given_day(given: str) -> datetime.date:
    try:
        return datetime.datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=CHINA).date()
    except ValueError as error:
        message = f"--today 的值{quoted(given)}不是日期，请写成 2021-06-16 的形式"
        raise CannotRunError(message) from error


def _is_changed(root: Path, sources: Sequence[str]) -> bool:
    return bool(_git(root, "status", "--porcelain", "--", *sources))


def _git(root: Path, *arguments: str) -> str | None:
    """Return what git answers; None if it does not."""
    # Without locks: somebody may be committing while a check runs.
    command = ["git", "--no-optional-locks", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode(errors="replace").strip()
