"""Releases of a site side by side, of which a link names the one that readers see.

``ROOT/releases/<time>-<commit>/`` holds a whole site each, ``ROOT/current`` leads to one of them:
that link is what a server shows. A new release is laid out aside, read back, and only then does
the link change, in one step: a reader gets either site, never a half of one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError, quoted, why_unwritable
from generator.publishing.ledger import LEFT_OUT, Ledger
from generator.publishing.locking import locked
from generator.publishing.manifest import (
    AGAIN,
    MANIFEST,
    Manifest,
    as_json,
    differences,
    examined,
    known_manifest,
    read_manifest,
    survey,
)
from generator.publishing.storing import (
    refuse_no_room,
    room_needed,
    store,
    store_compressed,
    sync,
    unchanged,
    without_forms,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.publishing.ledger import TakenDown

CURRENT: Final = "current"
_RELEASES: Final = "releases"
_ASIDE: Final = ".new-"
_GONE: Final = ".old-"
_LOCK: Final = ".publish-lock"
_SPARE: Final = 1.6
"""Compressed forms, folders and the file system's own records take room as well."""


@dataclass(frozen=True, slots=True)
class Release:
    """A whole site that was published once."""

    folder: Path
    is_current: bool

    @property
    def name(self) -> str:
        """Time and commit."""
        return self.folder.name


class Root:
    """The folder in which the releases of one site lie."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def ledger(self) -> Ledger:
        """What has been taken down here, as it is written down now."""
        return Ledger(self.folder)

    @property
    def releases(self) -> list[Release]:
        """All releases, the latest first."""
        shown = self._shown()
        folders = self.folder.joinpath(_RELEASES).glob("[!.]*")
        found = (folder for folder in folders if folder.is_dir() and not folder.is_symlink())
        return [
            Release(each, is_current=each.name == shown) for each in sorted(found, reverse=True)
        ]

    @property
    def current(self) -> Release | None:
        """What readers see; None if nothing has been published."""
        return next((each for each in self.releases if each.is_current), None)

    def _shown(self) -> str:
        link = self.folder / CURRENT
        return link.readlink().name if link.is_symlink() else ""

    def publish(self, site: Path, name: str, keep: int) -> Release:
        """Show a new site from now on; `keep` releases stay, this one among them.

        Raises CannotRunError, with nothing changed, if the disk refuses, another program is at
        work here or keeps releases of its own, or what was written is not what was to be written.
        """
        self._refuse_releases_of_others()
        self.folder.joinpath(_RELEASES).mkdir(parents=True, exist_ok=True)
        with self._held():
            folder = self._add(read_manifest(site), site, name, keep)
        return Release(folder, is_current=True)

    def roll_back(self, as_name: str, keep: int, name: str = "") -> Release:
        """Show an earlier release again, by default the one before, and return it.

        It becomes a release of its own, for pages that readers have just loaded still ask for
        files of the one that goes. Raises CannotRunError as `publish`, and if there is none.
        """
        with self._held():
            release = self._wanted(name)
            manifest, found = examined(release.folder)
            if found:
                message = (
                    f"版本 {release.name} 不完整（{found[0]}），没有改动：请用 --release 换一个版本"
                )
                raise CannotRunError(message)
            self._add(manifest.again(release.name), release.folder, as_name, keep)
        return release

    def take_down(self, entry: TakenDown, name: str, cut: Callable[[Path, set[str]], None]) -> None:
        """Show what is shown without something, and remove every other release that holds it.

        `cut` takes what is at some addresses out of a site. What an earlier run has left undone,
        because it was killed or refused, is done now. Raises CannotRunError as `publish`, and if a
        release that holds it cannot be removed.
        """
        with self._held():
            self.ledger.add(entry)
            current = self.current
            if current and not self.ledger.allows(current.folder):
                self._add_without(current, name, cut)
            self._prune(keep=len(self.releases))
            folders = self.folder.joinpath(_RELEASES)
            held = [each.folder for each in self.releases if not self.ledger.allows(each.folder)]
            # Some of its files may belong to another user.
            if held := [*held, *folders.glob(f"{_GONE}*")]:
                message = f"版本 {held[0].name} 里还有已撤下的内容，删不掉：请删去这个文件夹"
                raise CannotRunError(message)

    def _add_without(
        self, release: Release, name: str, cut: Callable[[Path, set[str]], None]
    ) -> None:
        """Show a release again, with what has been taken down cut out of it."""
        with tempfile.TemporaryDirectory(prefix=_ASIDE, dir=release.folder.parent) as aside:
            site, addresses = Path(aside), self.ledger.addresses
            there = without_forms(survey(release.folder))
            store(there, release.folder, site, unchanged(there, there, release.folder))
            cut(site, addresses)
            facts = {**known_manifest(release.folder).facts, LEFT_OUT: " ".join(sorted(addresses))}
            self._add(survey(site, facts), site, name, len(self.releases))

    def _add(self, manifest: Manifest, site: Path, name: str, keep: int) -> Path:
        self.ledger.refuse(manifest)
        current = self.current
        before = _sound_files(current.folder) if current else Manifest({})
        if current and self.ledger.allows(current.folder):
            asked = without_forms(before).asked_for_after(without_forms(manifest))
            manifest = manifest.with_carried(asked)
        kept = unchanged(manifest, before, current.folder) if current else {}
        refuse_no_room(self.folder, room_needed(manifest, kept) * _SPARE)
        folder = self._unused(name)
        with self._laid_out(folder) as aside:
            _fill(aside, manifest, site, before, kept)
        self._show(folder)
        self._prune(keep)
        return folder

    def _name_at_first(self) -> str:
        """Return under what name the release that is shown was published the first time."""
        current = self.current
        if current is None:
            return ""
        return known_manifest(current.folder).facts.get(AGAIN, current.name)

    def _wanted(self, name: str) -> Release:
        shown = self._name_at_first()
        meant = (
            each for each in self.releases if (each.name == name if name else each.name < shown)
        )
        release = next(meant, None)
        if release is None:
            message = (
                f"没有版本{quoted(name)}：请用 disclosure releases 查看有哪些"
                if name
                else "没有更早的版本可以退回，没有改动"
            )
            raise CannotRunError(message)
        return release

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the folder, and have what the system refuses said in a sentence."""
        if not self.folder.is_dir():
            message = f"没有文件夹{quoted(str(self.folder))}：还没有在这里公布过"
            raise CannotRunError(message)
        try:
            with locked(self.folder / _LOCK, self.folder.name):
                self._refuse_other_site()
                self._clear_leftovers()
                yield
        except OSError as error:
            message = f"写不了 {self.folder.name}：{why_unwritable(error)}；公布的网站没有改动"
            raise CannotRunError(message) from error

    def _refuse_releases_of_others(self) -> None:
        """Raise CannotRunError for what was never published here: old releases are deleted."""
        is_ours = any(map(Path.is_file, (self.folder / _LOCK, self.folder / CURRENT / MANIFEST)))
        if self.releases and not is_ours:
            message = (
                f"{quoted(str(self.folder))} 里已有 {_RELEASES} 文件夹，里面不是用 disclosure "
                "publish 公布的版本，没有改动：请换一个文件夹公布"
            )
            raise CannotRunError(message)

    def _refuse_other_site(self) -> None:
        link = self.folder / CURRENT
        if link.exists() and not link.is_symlink():
            message = (
                f"{self.folder.name} 里的 {CURRENT} 不是链接，没有改动："
                "请移走它，或换一个文件夹公布"
            )
            raise CannotRunError(message)

    def _clear_leftovers(self) -> None:
        """Remove what a killed run left: it was never shown, or no longer."""
        for pattern in (f"{_ASIDE}*", f"{_GONE}*"):
            for folder in self.folder.joinpath(_RELEASES).glob(pattern):
                shutil.rmtree(folder)
        for link in self.folder.glob(f".{CURRENT}-*"):
            link.unlink()

    def _unused(self, name: str) -> Path:
        place = self.folder / _RELEASES / name
        number = 2
        while place.exists():
            place = place.with_name(f"{name}-{number}")
            number += 1
        return place

    @contextmanager
    def _laid_out(self, place: Path) -> Iterator[Path]:
        """Give a folder to fill; it becomes `place` if that succeeds, and nothing if it fails."""
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=place.parent))
        try:
            yield aside
            aside.rename(place)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        sync(place.parent)

    def _show(self, release: Path) -> None:
        """Let the link name a release, in one step."""
        fresh = self.folder / f".{CURRENT}-{os.getpid()}"
        fresh.symlink_to(Path(_RELEASES, release.name), target_is_directory=True)
        fresh.replace(self.folder / CURRENT)
        sync(self.folder)

    def _prune(self, keep: int) -> None:
        others = [each for each in self.releases if not each.is_current]
        kept = [each for each in others if self.ledger.allows(each.folder)][: max(keep - 1, 0)]
        for release in (each for each in others if each not in kept):
            gone = release.folder.with_name(f"{_GONE}{release.name}")
            # The new one is shown by now; what cannot be removed is tried again next time.
            with suppress(OSError):
                release.folder.rename(gone)
                shutil.rmtree(gone)


def _fill(
    folder: Path, manifest: Manifest, site: Path, before: Manifest, kept: dict[str, Path]
) -> None:
    """Lay a release out and read it back; raises CannotRunError if it is not what it should be."""
    store(manifest, site, folder, kept)
    manifest = manifest.with_files(store_compressed(manifest, folder, before, kept))
    write(folder / MANIFEST, as_json(manifest))
    sync(folder)
    if found := [*differences(manifest, survey(folder))]:
        message = f"写入的文件与网站不一致（{found[0]}）；公布的网站没有改动，请重试"
        raise CannotRunError(message)


def _sound_files(release: Path) -> Manifest:
    """Return what of a release is as it was published: it may be damaged."""
    try:
        said, there = read_manifest(release), survey(release)
    except CannotRunError:
        return Manifest({})
    return Manifest({path: said.files[path] for path in unchanged(said, there, release)})
