"""Checks again whenever a file that a check reads has changed. The only importer of watchdog."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, Final

from watchdog import events
from watchdog.observers import Observer

from generator.column.loader import SOURCES
from generator.column.settings import CONTENT_FOLDER
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from watchdog.observers.api import BaseObserver, ObservedWatch

_CHANGES: Final[list[type[events.FileSystemEvent]]] = [
    events.FileCreatedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
    events.FileDeletedEvent,
    events.DirCreatedEvent,
    events.DirMovedEvent,
    events.DirDeletedEvent,
]
"""Not that a file was opened: a check does that itself."""
_QUIET: Final = 0.3
"""Seconds without a change after which a save is taken to be complete; editors write twice."""
_PATIENCE: Final = 1.0
"""Seconds after which waiting begins anew: on Windows nothing else lets Ctrl-C through."""


def check_whenever_changed(
    root: Path, check: Callable[[], object], say: Callable[[str], object]
) -> None:
    """Check at once and after each change below `root`, until interrupted from the keyboard.

    Raises CannotRunError if not even the first check can run, or nothing can be watched.
    """
    try:
        with watched(root.resolve()) as changes:
            check()
            say("正在等待改动，按 Ctrl-C 结束。")
            check_after_each(changes, check, say)
    except KeyboardInterrupt:
        say("已停止检查。")


def check_after_each(
    changes: Iterable[object], check: Callable[[], object], say: Callable[[str], object]
) -> None:
    """Check after each of `changes`; what cannot be read just then is said and waited for."""
    for _ in changes:
        say("有改动，重新检查。")
        try:
            check()
        except CannotRunError as error:
            say(f"{error}；改好后会再检查。")
        except OSError:
            # A file went away between being listed and being read.
            say("有文件正在改动，读不了；改好后会再检查。")


def bursts(take: Callable[[float], str]) -> Iterator[set[str]]:
    """Yield what has changed each time that changes come and then cease for a moment.

    `take` waits so many seconds for the path of the next change; raises Empty if none comes.
    """
    while True:
        changed = set()
        with suppress(Empty):
            changed.add(take(_PATIENCE))
            while True:
                changed.add(take(_QUIET))
        if changed:
            yield changed


@contextmanager
def watched(root: Path) -> Iterator[Iterator[set[str]]]:
    """Watch what a check reads below `root`; gives the changes, for as long as one asks."""
    observer = Observer()
    watch = _Watch(root, observer)
    try:
        observer.start()
        watch.begin()
    except OSError as error:
        message = f"监视不了文件夹 {root}：{error.strerror or error}"
        raise CannotRunError(message) from error
    try:
        yield watch.changes()
    finally:
        observer.stop()
        observer.join()


class _Watch(events.FileSystemEventHandler):
    """Knows which changes matter, and follows a content folder that comes and goes."""

    def __init__(self, root: Path, observer: BaseObserver) -> None:
        self._root = root
        self._content = root / CONTENT_FOLDER
        self._observer = observer
        self._within: ObservedWatch | None = None
        self._paths: Queue[str] = Queue()

    def begin(self) -> None:
        self._observer.schedule(self, str(self._root), event_filter=_CHANGES)
        self._follow_content()

    def changes(self) -> Iterator[set[str]]:
        for changed in bursts(lambda seconds: self._paths.get(timeout=seconds)):
            if str(self._content) in changed:
                self._follow_content()
            yield changed

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        for path in (os.fsdecode(event.src_path), os.fsdecode(event.dest_path)):
            if any(Path(path).is_relative_to(self._root / name) for name in SOURCES):
                self._paths.put(path)

    def _follow_content(self) -> None:
        if self._within is not None:
            self._observer.unschedule(self._within)
            self._within = None
        if self._content.is_dir():
            # It may be gone again: then its coming back will be noticed.
            with suppress(FileNotFoundError):
                self._within = self._observer.schedule(
                    self, str(self._content), recursive=True, event_filter=_CHANGES
                )
