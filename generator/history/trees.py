"""Which files are not the same in two trees of git, found level by level.

A stranger can make a tree of ten small objects that holds more files than any machine can list.
So no more of it is read than may be said.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.history.git import (
    EXECUTABLE,
    FOLDER,
    GONE,
    LINK,
    ODD,
    ORDINARY,
    SUBMODULE,
    KeptFile,
    ask,
    find_tree,
)
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_MOST_BYTES: Final = 8 * 1024 * 1024
"""Of all folders of one level, as git keeps them: some 100,000 names."""
_MODES: Final = {
    b"40000": FOLDER,
    **{mode.encode(): mode for mode in (FOLDER, ORDINARY, EXECUTABLE, LINK, SUBMODULE)},
}
"""As git writes them. It reads others: 40755 is a folder to it as well, and 120777 a link."""
_MISSING: Final = "仓库不完整，请取回完整的仓库再运行"


class TooManyFilesError(Exception):
    """There are more files than were asked for."""


class _Entry(NamedTuple):
    """A file or a folder in a folder. A tree that is made by hand may hold one name twice."""

    name: str
    mode: str
    id: str


class _Pair(NamedTuple):
    """A folder as it was and as it is: the ids of its trees, empty where there is none."""

    path: str
    """With a slash at its end; empty for the top of the repository."""
    before: str
    after: str


def touched_files(
    folder: Path, before: str, after: str, most: int, deepest: int
) -> tuple[KeptFile, ...]:
    """Return the files that are not the same in two commits or trees, as the later one holds them.

    Paths begin at the top of the repository. What lies in more than `deepest` folders is not looked
    at: the folder stands for it. Raises TooManyFilesError if there are more than `most`, and
    CannotRunError if git cannot read the trees.
    """
    found: list[_Entry] = []
    level = [_Pair("", find_tree(folder, before), find_tree(folder, after))]
    for depth in range(deepest + 1):
        trees = _read_trees(folder, [id_ for _, *ids in level for id_ in ids if id_])
        below: list[_Pair] = []
        for pair in level:
            for touched in _touched(pair, trees):
                if isinstance(touched, _Entry):
                    found.append(touched)
                elif depth < deepest:
                    below.append(touched)
                else:
                    path = touched.path.removesuffix("/")
                    found.append(_Entry(path, FOLDER if touched.after else GONE, touched.after))
                if len(found) + len(below) > most:
                    raise TooManyFilesError
        level = below
    found.sort()
    sizes = _sizes(folder, [entry.id for entry in found])
    return tuple(
        KeptFile(path, id_, size if mode not in (FOLDER, GONE) else 0, mode)
        for (path, mode, id_), size in zip(found, sizes, strict=True)
    )


def _touched(pair: _Pair, trees: Mapping[str, Sequence[_Entry]]) -> Iterator[_Entry | _Pair]:
    """Yield the files of a folder that are not the same, and the folders in it that are not."""
    before, after = trees.get(pair.before, ()), trees.get(pair.after, ())
    same = {*before} & {*after}
    old, new = _folders(before), _folders(after)
    for name in sorted({*old, *new}):
        if old.get(name, "") != new.get(name, ""):
            yield _Pair(f"{pair.path}{name}/", old.get(name, ""), new.get(name, ""))
    there = Counter(entry.name for entry in after)
    for entry in after:
        # Of a name that stands there twice both are told, so that it can be refused.
        if entry.mode != FOLDER and (entry not in same or there[entry.name] > 1):
            yield entry._replace(name=f"{pair.path}{entry.name}")
    files = {entry.name for entry in after if entry.mode != FOLDER}
    for entry in before:
        if entry.mode != FOLDER and entry.name not in files:
            yield _Entry(f"{pair.path}{entry.name}", GONE, "")


def _folders(entries: Iterable[_Entry]) -> dict[str, str]:
    return {entry.name: entry.id for entry in entries if entry.mode == FOLDER}


def _read_trees(folder: Path, ids: Sequence[str]) -> dict[str, list[_Entry]]:
    """Return what each tree holds; raises TooManyFilesError if that is very much."""
    if sum(_sizes(folder, ids)) > _MOST_BYTES:
        raise TooManyFilesError
    asked = "".join(f"{id_}\n" for id_ in ids).encode()
    said = ask(folder, "cat-file", "--batch", given=asked)
    trees: dict[str, list[_Entry]] = {}
    at = 0
    for id_ in ids:
        end = said.index(b"\n", at)
        kind, _, size = said[at:end].decode().partition(" ")[2].partition(" ")
        if kind != "tree":
            raise CannotRunError(_MISSING)
        start, at = end + 1, end + 1 + int(size) + 1
        trees[id_] = list(_entries(said[start : at - 1], len(id_) // 2))
    return trees


def _entries(tree: bytes, length: int) -> Iterator[_Entry]:
    """Yield what a tree holds, whose ids have so many bytes."""
    at = 0
    while at < len(tree):
        end = tree.index(b"\0", at)
        mode, _, name = tree[at:end].partition(b" ")
        at = end + 1 + length
        yield _Entry(os.fsdecode(name), _MODES.get(mode, ODD), tree[end + 1 : at].hex())


def _sizes(folder: Path, ids: Sequence[str]) -> list[int]:
    """Return the size of each object; 0 for what is none, or is not here."""
    asked = "".join(f"{id_ or GONE}\n" for id_ in ids).encode()
    said = ask(folder, "cat-file", "--batch-check=%(objectsize)", given=asked).decode()
    return [int(size) if size.isdigit() else 0 for size in said.splitlines()]
