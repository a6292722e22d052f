"""A site in a folder of which every file counts: watched by 防篡改 software, or kept by a CMS.

No link names a release there; the files of the new one replace those of the old, each whole and in
the order of `waves`. A file that is the same is not touched, so whoever watches the folder is told
of what has changed and of nothing else. A run that was broken off is finished by the next.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError, quoted, why_unwritable
from generator.publishing.locking import locked
from generator.publishing.manifest import (
    MANIFEST,
    Manifest,
    differences,
    entry_of_file,
    read_manifest,
    survey,
)
from generator.publishing.storing import copy, make_readable, refuse_no_room, sync, write
from generator.publishing.waves import IN_PLACE, JOURNAL, Published, Put, listed, transition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.publishing.manifest import Difference
    from generator.publishing.waves import Transition

_LOCK: Final = ".disclosure-lock"
_ASIDE: Final = ".disclosure-new"
"""What a file is called until it is whole; there is one at a time."""
_BLOCK: Final = 4096
"""A file takes up whole blocks of a disk."""


class PlainFolder:
    """A folder in which a site lies, and nothing of other releases but what pages may ask for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def holds_site(self) -> bool:
        """Whether a site was published here in this way, or has begun to be."""
        # What says so may be damaged.
        has_run = self._holds(_LOCK) and self._holds(MANIFEST)
        return has_run or self._holds(JOURNAL) or IN_PLACE in listed(self._text(MANIFEST)).facts

    def publish(self, site: Path) -> Published:
        """Let the folder hold a new site.

        Raises CannotRunError: with nothing changed, if there are other files here, too little room
        or another program at work; with each file either old or new, if the disk refuses.
        """
        self._refuse_site_itself(site)
        self._refuse_files_of_others()
        try:
            with locked(self.folder / _LOCK, self.folder.name):
                return self._publish(read_manifest(site), site)
        except OSError as error:
            message = (
                f"写不了 {self.folder.name}：{why_unwritable(error)}；没有全部更新，"
                "但每个网页都完整可用，请解决后再公布一次"
            )
            raise CannotRunError(message) from error

    def examined(self) -> tuple[Manifest, list[Difference]]:
        """Return the list that lies in the folder, and what is not as it says.

        Raises CannotRunError if a run was broken off, and as `read_manifest` and `survey`.
        """
        if self._holds(JOURNAL):
            message = f"{quoted(str(self.folder))} 上次没有公布完：请用 publish --plain 再公布一次"
            raise CannotRunError(message)
        manifest, found = read_manifest(self.folder), survey(self.folder)
        own = {path: entry for path, entry in found.files.items() if path != _LOCK}
        return manifest, [*differences(manifest, Manifest(own))]

    def _publish(self, manifest: Manifest, site: Path) -> Published:
        found = self._without_leftovers(_walk(self.folder))
        owned = listed(self._text(MANIFEST), self._text(JOURNAL))
        asked = {*owned.files, *manifest.files, MANIFEST, JOURNAL}
        there = {path: entry_of_file(self.folder / path) for path in found.files & asked}
        way = transition(manifest, owned, there)
        found.refuse_obstacles(put.path for put in way.puts)
        refuse_no_room(self.folder, sum(put.entry.size + _BLOCK for put in way.puts))
        self._take(way, site)
        known = {*way.after.files, *way.deletions, MANIFEST, JOURNAL, _LOCK}
        strangers = tuple(sorted((found.files | found.others) - known))
        return Published(len(way.puts), len(way.deletions), strangers)

    def _without_leftovers(self, found: _Found) -> _Found:
        """Remove the file that a killed run had not made whole."""
        left = {path for path in found.files | found.others if path.split("/")[-1] == _ASIDE}
        for path in left:
            (self.folder / path).unlink()
        return _Found(found.files - left, found.others - left, found.folders)

    def _holds(self, name: str) -> bool:
        return (self.folder / name).is_file()

    def _text(self, name: str) -> bytes | None:
        return (self.folder / name).read_bytes() if self._holds(name) else None

    def _refuse_site_itself(self, site: Path) -> None:
        ours, theirs = self.folder.resolve(), site.resolve()
        if ours.is_relative_to(theirs) or theirs.is_relative_to(ours):
            message = (
                f"{quoted(str(self.folder))} 就是生成网站的文件夹，或者一个在另一个里面："
                "请换一个文件夹"
            )
            raise CannotRunError(message)

    def _refuse_files_of_others(self) -> None:
        names = {path.name for path in self.folder.iterdir()} - {_LOCK, _ASIDE}
        if names and not self.holds_site:
            message = (
                f"{quoted(str(self.folder))} 里已有别的文件，不是用 publish --plain 公布的，"
                "没有改动：请换一个空文件夹，或者先移走这些文件"
            )
            raise CannotRunError(message)

    def _take(self, way: Transition, site: Path) -> None:
        self._remove_empty_folders(way.journal.files.keys() - way.after.files.keys())
        for wave in way.waves:
            touched = {self.folder}
            for step in wave:
                place = self.folder / step.path
                if isinstance(step, Put):
                    self._put(step, way.content(step.path) or site / step.path, place)
                else:
                    place.unlink(missing_ok=True)
                    self._remove_empty_folders([step.path])
                touched.update(self._folders_of(step.path))
            # What comes later must not be on the disk before what it relies on.
            for each in filter(Path.is_dir, touched):
                sync(each)

    def _put(self, put: Put, source: bytes | Path, place: Path) -> None:
        for each in reversed(self._folders_of(put.path)):
            make_readable(each)
        aside = place.with_name(_ASIDE)
        try:
            write(aside, source) if isinstance(source, bytes) else copy(source, aside)
            if entry_of_file(aside) != put.entry:
                message = (
                    f"写入的 {put.path} 与网站不一致：请用 disclosure build 重新生成，再公布一次"
                )
                raise CannotRunError(message)
            aside.replace(place)
        finally:
            aside.unlink(missing_ok=True)

    def _folders_of(self, path: str) -> list[Path]:
        """Return the folders that a file lies in, the innermost first."""
        return [self.folder / each for each in PurePosixPath(path).parents[:-1]]

    def _remove_empty_folders(self, gone: Iterable[str]) -> None:
        for path in gone:
            folders = self._folders_of(path)
            # What lies behind a link is none of ours, whatever a list says.
            for each in () if any(map(Path.is_symlink, folders)) else folders:
                with suppress(OSError):
                    each.rmdir()


@dataclass(frozen=True, slots=True)
class _Found:
    """What a folder holds, by path."""

    files: frozenset[str]
    others: frozenset[str]
    """Links and devices."""
    folders: frozenset[str]

    def refuse_obstacles(self, paths: Iterable[str]) -> None:
        """Raise CannotRunError if a file cannot lie at one of the paths."""
        for path in paths:
            above = {parent.as_posix() for parent in PurePosixPath(path).parents}
            if in_the_way := {path} & self.folders | above & (self.files | self.others):
                message = (
                    f"{quoted(min(in_the_way))} 那里有同名的文件、文件夹或链接，放不下 {path}；"
                    "公布的网站没有改动，请先移走它"
                )
                raise CannotRunError(message)


def _walk(folder: Path) -> _Found:
    files, others, folders = set[str](), set[str](), set[str]()
    for place, inner, names in os.walk(folder, onerror=_fail):
        for name in (*inner, *names):
            path = Path(place, name)
            found = path.relative_to(folder).as_posix()
            is_regular = not path.is_symlink() and (path.is_dir() or path.is_file())
            kind = others if not is_regular else folders if path.is_dir() else files
            kind.add(found)
    return _Found(frozenset(files), frozenset(others), frozenset(folders))


def _fail(error: OSError) -> None:
    raise error
