"""Puts a new folder in the place of an old one, whole or not at all.

What is new is made aside, next to its place. Only when it is complete does it take the place of
the old folder, in one step where the system has one (Linux), so that neither a full disk nor a
killed program nor a second run leaves readers with half a site.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.problems import CannotRunError, why_unwritable
from generator.publishing.locking import locked

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def made_aside(place: Path) -> Iterator[Path]:
    """Give an empty folder to fill; if that succeeds, it takes the place of `place`.

    If `place` is a link, the folder that it leads to is replaced. Raises CannotRunError if another
    run is at work on the same place, there is a file, or the disk refuses.
    """
    place = place.resolve()
    if place.is_file():
        message = f"{place.name} 是一个文件，不是文件夹，没有改动：请换一个位置"
        raise CannotRunError(message)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with locked(place.parent / f"{_prefix(place)}lock", place.name):
            _clear_leftovers(place)
            aside = Path(tempfile.mkdtemp(prefix=_prefix(place), dir=place.parent))
            try:
                fresh = aside / "new"
                fresh.mkdir()
                yield fresh
                _exchange(fresh, place, aside / "old")
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        message = f"写不了 {place.name}：{why_unwritable(error)}；原有内容没有改动"
        raise CannotRunError(message) from error


def _exchange(fresh: Path, place: Path, old: Path) -> None:
    if not place.exists():
        fresh.rename(place)
    elif not _exchanged_at_once(fresh, place):
        place.rename(old)
        try:
            fresh.rename(place)
        except OSError:
            old.rename(place)
            raise


def _exchanged_at_once(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system or its file system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    result: int = renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    return result == 0


def _clear_leftovers(place: Path) -> None:
    """Remove what a killed run left; if it was killed between two steps, put the old one back."""
    for aside in place.parent.glob(f"{_prefix(place)}*"):
        old = aside / "old"
        if not place.exists() and old.is_dir():
            old.rename(place)
        if aside.is_dir():
            shutil.rmtree(aside, ignore_errors=True)


def _prefix(place: Path) -> str:
    return f".{place.name}-"
