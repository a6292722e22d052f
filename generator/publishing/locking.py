"""One program at a time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def locked(lock: Path, name: str) -> Iterator[None]:
    """Hold a place called `name` by its lock file; the system lets go of it if we are killed.

    Raises CannotRunError if another program holds it.
    """
    with lock.open("a", encoding="utf-8") as file:
        if not _take(file):
            message = f"另一个程序正在写 {name}：请等它结束后再试"
            raise CannotRunError(message)
        yield


def _take(file: IO[str]) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return _take_on_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_on_windows(file: IO[str]) -> bool:
    import msvcrt  # noqa: PLC0415 - there is one on Windows only

    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True
