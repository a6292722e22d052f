"""A site in object storage, where every object is seen at once and none can be changed in one step.

It comes and goes in the order of `waves`, as in a folder that is watched. What the list there names
is ours, and what says of itself that we put it there; no other object is touched. Storage keeps no
lock for whoever has died: the lock is an object.
"""

from __future__ import annotations

import json
import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from generator.problems import CannotRunError, quoted
from generator.publishing.bucket import AT_ONCE, RefusedError, mark_of
from generator.publishing.manifest import MANIFEST, Entry, entry_of, read_manifest
from generator.publishing.naming import LASTING
from generator.publishing.waves import JOURNAL, Published, Put, listed, transition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from generator.publishing.bucket import Bucket
    from generator.publishing.manifest import Manifest
    from generator.publishing.waves import Delete, Transition

_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")
LOCK: Final = ".disclosure-lock"
_OTHER: Final = Entry(0, "")
"""What stands for an object with a content that is not known: it is not the one that is wanted."""


class StoredSite:
    """A site below an address of object storage, `s3://bucket/prefix/`."""

    def __init__(self, bucket: Bucket, address: str) -> None:
        self._bucket = bucket
        self._address = address

    def publish(self, site: Path, since: str) -> Published:
        """Let the storage hold a new site; whoever comes meanwhile is told `since` when.

        Raises CannotRunError: with nothing changed, if an object of others is in the way or another
        program at work; with each object either old or new, if the storage refuses.
        """
        try:
            with self._held(since):
                found = self._survey(read_manifest(site), site)
                self._take(found.way, site)
        except RefusedError as error:
            message = f"{self._address} {error}；公布的网站没有改动"
            raise CannotRunError(message) from error
        known = {*found.way.after.files, *found.way.deletions, MANIFEST, JOURNAL, LOCK}
        strangers = tuple(sorted(found.objects - known))
        return Published(len(found.way.puts), len(found.way.deletions), strangers)

    @contextmanager
    def _held(self, since: str) -> Iterator[None]:
        token = json.dumps({"since": since, "token": secrets.token_hex(8)}).encode()
        if held := self._bucket.read(LOCK):
            self._refuse_held(held)
        self._bucket.put_new(LOCK, token)
        if (held := self._bucket.read(LOCK)) != token:
            self._refuse_held(held or b"")
        try:
            yield
        except BaseException:
            with suppress(RefusedError):
                self._bucket.delete(LOCK)
            raise
        try:
            self._bucket.delete(LOCK)
        except RefusedError as error:
            message = (
                f"{self._address} {error}；网站已全部公布，但锁没有删掉："
                f"请在存储的控制台删去对象 {self._address}{LOCK}，否则下次不能公布"
            )
            raise CannotRunError(message) from error

    def _refuse_held(self, lock: bytes) -> None:
        began = ""
        with suppress(ValueError, TypeError, KeyError):
            began = f"从 {quoted(json.loads(lock)['since'])} 起"
        message = (
            f"另一个程序{began}正在公布到 {self._address}，没有改动：请等它结束；"
            f"确知它已经中断的，请在存储的控制台删去对象 {self._address}{LOCK}，再公布一次"
        )
        raise CannotRunError(message)

    def _survey(self, manifest: Manifest, site: Path) -> _Found:
        objects = self._bucket.listing()
        texts = {path: self._bucket.read(path) for path in (MANIFEST, JOURNAL) if path in objects}
        owned = listed(texts.get(MANIFEST), texts.get(JOURNAL))
        self._refuse_others(
            {*manifest.files, MANIFEST, JOURNAL} & objects.keys() - owned.files.keys()
        )
        own: dict[str, Entry] = {
            path: entry_of(text) for path, text in texts.items() if text is not None
        }
        asked = sorted({*manifest.files, *owned.files} & objects.keys())

        def entry(path: str) -> Entry:
            if path in manifest.files:
                is_same = objects[path] == mark_of((site / path).read_bytes())
                return manifest.files[path] if is_same else _OTHER
            was = owned.files[path]
            is_asked_for = re.match(LASTING, path)
            return was if not is_asked_for or self._bucket.checksum(path) == was.sha256 else _OTHER

        there = dict(zip(asked, _each(entry, asked), strict=True))
        return _Found(frozenset(objects), transition(manifest, owned, {**there, **own}))

    def _refuse_others(self, paths: Iterable[str]) -> None:
        """Raise CannotRunError if somebody else has put an object where one of ours has to be."""
        asked = sorted(paths)
        checksums = _each(self._bucket.checksum, asked)
        theirs = [path for path, ours in zip(asked, checksums, strict=True) if not ours]
        if theirs:
            message = (
                f"{self._address} 里已有 {len(theirs)} 个同名的对象，不是用 disclosure publish "
                f"公布的，没有改动：{quoted(theirs[0])}。请换一个前缀，或者先移走它们"
            )
            raise CannotRunError(message)

    def _take(self, way: Transition, site: Path) -> None:
        def take(step: Put | Delete) -> None:
            if isinstance(step, Put):
                self._bucket.put(step.path, _content(step, way, site))
            else:
                self._bucket.delete(step.path)

        try:
            for wave in way.waves:
                # What comes later relies on all of it.
                _each(take, wave)
        except RefusedError as error:
            message = (
                f"{self._address} {error}；没有全部更新，但每个网页都完整可用，请解决后再公布一次"
            )
            raise CannotRunError(message) from error


@dataclass(frozen=True, slots=True)
class _Found:
    objects: frozenset[str]
    """The paths of all that lie there, ours or not."""
    way: Transition


def _content(put: Put, way: Transition, site: Path) -> bytes:
    content = way.content(put.path) or (site / put.path).read_bytes()
    if entry_of(content) != put.entry:
        message = (
            f"{put.path} 在公布期间变了，没有全部更新，但每个网页都完整可用："
            "请用 disclosure build 重新生成，再公布一次"
        )
        raise CannotRunError(message)
    return content


def _each(work: Callable[[_Thing], _Made], things: Iterable[_Thing]) -> list[_Made]:
    """Do something with each of some things, several at a time; what fails ends it."""
    with ThreadPoolExecutor(AT_ONCE) as working:
        try:
            return [*working.map(work, things)]
        except BaseException:
            working.shutdown(cancel_futures=True)
            raise
