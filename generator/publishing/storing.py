"""Puts the files of a site on a disk so that they are there after a power cut, unchanged ones once.

A file that the release before holds with the same content is linked, not copied: twenty releases
of a column that changes little take little more room than one. Its content is read before, for a
damaged file must not be handed on.
"""

from __future__ import annotations

import math
import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError
from generator.publishing.compressing import ENDINGS, compressed, is_text
from generator.publishing.manifest import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.publishing.manifest import Entry, Manifest

_FOLDER_MODE: Final = 0o755
_FILE_MODE: Final = 0o644
"""The server that shows the site is another user than who publishes it."""


def store(manifest: Manifest, site: Path, folder: Path, kept: Mapping[str, Path]) -> None:
    """Fill an empty folder with the files of a manifest; raises OSError if the disk refuses.

    `kept` names files that lie on the same disk with that very content; all others are in `site`.
    """
    folder.chmod(_FOLDER_MODE)
    for path in manifest.files:
        target = folder / path
        target.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        if path not in kept or not _linked(kept[path], target):
            copy(kept.get(path, site / path), target)
    for each in {target.parent for target in map(folder.joinpath, manifest.files)} | {folder}:
        each.chmod(_FOLDER_MODE)
        sync(each)


def store_compressed(
    manifest: Manifest, folder: Path, before: Manifest, kept: Mapping[str, Path]
) -> dict[str, Entry]:
    """Put compressed forms beside the texts of a stored manifest; return how they are listed.

    Those that `before` lists for a text that is among the `kept` ones are linked.
    """
    made: dict[str, Entry] = {}
    for path in filter(is_text, manifest.files):
        twins = {f"{path}{ending}" for ending in ENDINGS} - manifest.files.keys()
        linked = {twin for twin in twins if path in kept and twin in before.files}
        for twin in linked:
            source = kept[path].with_name(twin.rpartition("/")[2])
            if not _linked(source, folder / twin):
                copy(source, folder / twin)
            made[twin] = before.files[twin]
        if twins and not linked:
            for ending, content in compressed((folder / path).read_bytes()):
                write(folder / f"{path}{ending}", content)
                made[f"{path}{ending}"] = entry_of(content)
    return made


def make_readable(folder: Path) -> None:
    """Make a folder where there is none, for the server to read."""
    if not folder.is_dir():
        folder.mkdir()
        folder.chmod(folder.stat().st_mode | _FOLDER_MODE)


def without_forms(manifest: Manifest) -> Manifest:
    """Return a manifest without the compressed forms, which are made of the texts again."""
    forms = {f"{path}{ending}" for path in filter(is_text, manifest.files) for ending in ENDINGS}
    files = {path: entry for path, entry in manifest.files.items() if path not in forms}
    return replace(manifest, files=files)


def copy(source: Path, target: Path) -> None:
    """Copy the content of a file, down to the disk."""
    shutil.copyfile(source, target)
    target.chmod(_FILE_MODE)
    sync(target)


def write(target: Path, content: bytes) -> None:
    """Write a file, down to the disk."""
    target.write_bytes(content)
    target.chmod(_FILE_MODE)
    sync(target)


def sync(path: Path) -> None:
    """Wait until a file, or which files a folder holds, is on the disk."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _linked(source: Path, target: Path) -> bool:
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def unchanged(manifest: Manifest, there: Manifest, folder: Path) -> dict[str, Path]:
    """Return where the files of a manifest lie in a folder that holds `there`."""
    return {
        path: folder / path
        for path, entry in manifest.files.items()
        if (same := there.files.get(path)) and same.content == entry.content
    }


def room_needed(manifest: Manifest, kept: Iterable[str]) -> int:
    """Return how many bytes have to be copied."""
    held = set(kept)
    return sum(entry.size for path, entry in manifest.files.items() if path not in held)


def refuse_no_room(folder: Path, needed: float) -> None:
    """Raise CannotRunError unless so many bytes can be written into a folder."""
    free = shutil.disk_usage(folder).free
    if needed > free:
        message = (
            f"磁盘空间不足：还要 {_megabytes(needed)} MB，只有 {_megabytes(free)} MB；"
            "公布的网站没有改动，请先腾出空间"
        )
        raise CannotRunError(message)


def _megabytes(size: float) -> int:
    return math.ceil(size / 1_000_000)
