"""Lets a proposal pass that changes content and nothing else.

What somebody proposes is data: it is read from git, refused or laid out as ordinary files beside
the program and the settings that are trusted already. Nothing of it is run.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.column.settings import CONTENT_FOLDER
from generator.history.git import (
    EXECUTABLE,
    GONE,
    LINK,
    SUBMODULE,
    KeptFile,
    MergeConflictError,
    common_ancestor,
    files_at,
    find_commit,
    folder_in_repository,
    has_uncommitted,
    merged_tree,
    read_blob,
    touched_files,
)
from generator.plan.files import PLAN_FILE
from generator.problems import CannotRunError, Location, Problem, quoted
from generator.source.files import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_PLACES: Final = (PLAN_FILE, CONTENT_FOLDER)
_MOST_FILES: Final = 2_000
_MOST_BYTES: Final = 4 * MAX_BYTES
"""Of all files of one proposal together."""
_DEEPEST: Final = 10
"""Folders and the file, of one path."""
_LONGEST_NAME: Final = 200
"""Bytes of a name."""
_DEVICE: Final = re.compile("con|nul|aux|prn|(com|lpt)[0-9]", re.IGNORECASE)
_NOT_IN_NAMES: Final = '\\/:*?"<>|'
"""What some system cannot have in the name of a file."""
_LONGEST: Final = 200
"""Characters of a path, or of what is said of a conflict, in a message."""
_OUTSIDE: Final = "/"
"""What the path of a file outside the column begins with."""
_KINDS: Final = {
    LINK: ("symbolic-link", "这是一个链接，请换成文件本身"),
    SUBMODULE: ("submodule", "这是别的仓库（子模块），不是文件，请删去"),
    EXECUTABLE: ("executable", "这个文件被标为可以执行的程序，内容不需要，请去掉执行权限"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody proposes to change, as it would be once it is taken over."""

    files: tuple[KeptFile, ...]
    """What the proposal touches, those gone too; paths from the folder of the column."""
    tree: str
    """The tree with the proposal in it; empty if it is refused."""
    problems: tuple[Problem, ...]
    """Why it is refused."""


def read_proposal(root: Path, base: str, head: str) -> Proposal:
    """Return what the commit `head` proposes to change at `base`, both revisions.

    What has come to `base` since the two went their own ways is no part of it. Raises
    CannotRunError if one of them is no commit, or git fails.
    """
    onto, proposed = find_commit(root, base), find_commit(root, head)
    start = common_ancestor(root, onto, proposed)
    files = _touched(root, start, proposed)
    problems = tuple(refusals(files))
    if problems:
        return Proposal(files, "", problems)
    try:
        tree = merged_tree(root, onto, proposed)
    except MergeConflictError as conflict:
        return Proposal(files, "", (_conflicting(conflict),))
    # A merge may touch more than the proposal: where it was begun is for its author to say.
    files = _touched(root, onto, tree)
    problems = tuple(refusals(files))
    return Proposal(files, "" if problems else tree, problems)


def _touched(root: Path, before: str, after: str) -> tuple[KeptFile, ...]:
    prefix = folder_in_repository(root)
    return tuple(_seen_from(prefix, file) for file in touched_files(root, before, after))


def _seen_from(prefix: str, file: KeptFile) -> KeptFile:
    # Not normalised: a path with ".." in it must be seen as what it is.
    inside = file.path.startswith(prefix)
    path = file.path.removeprefix(prefix) if inside else f"{_OUTSIDE}{file.path}"
    return KeptFile(path, file.blob, file.size, file.mode)


def refusals(files: Sequence[KeptFile]) -> Iterator[Problem]:
    """Yield why files may not be changed, or may not be so, by a change of content."""
    if len(files) > _MOST_FILES:
        message = f"一次改动了 {len(files)} 个文件，最多 {_MOST_FILES} 个，请分几次提交"
        yield Problem(Location(PLAN_FILE), "too-many-files", message)
        return
    for file in files:
        if refusal := _refusal(file):
            yield Problem(Location(_shown(file.path)), *refusal)
    if sum(file.size for file in files) > _MOST_BYTES:
        message = f"改动的文件合计超过 {_MOST_BYTES // 1024 // 1024} MB，请压缩或分几次提交"
        yield Problem(Location(PLAN_FILE), "too-large", message)


def _refusal(file: KeptFile) -> tuple[str, str] | None:
    if not _is_content(file.path):
        message = (
            f"内容的改动只能涉及 {PLAN_FILE} 和 {CONTENT_FOLDER}/，不能同时改动程序和设置："
            "请恢复这个文件，新加的请删去；确需改动的，另行提交，由维护程序的人审核"
        )
        return "not-content", message
    if file.mode == GONE:
        message = f"{PLAN_FILE} 是现行方案，不能删去：请恢复"
        return ("removed", message) if file.path == PLAN_FILE else None
    if file.mode in _KINDS:
        return _KINDS[file.mode]
    if fault := _path_fault(file.path):
        return "file-name", f"{fault}，请改名"
    if file.size > MAX_BYTES:
        return "too-large", f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请压缩或拆分"
    return None


def _is_content(path: str) -> bool:
    return path == PLAN_FILE or path.startswith(f"{CONTENT_FOLDER}/")


def _path_fault(path: str) -> str:
    """Return what is wrong with a path; nothing if it is harmless."""
    names = path.split("/")
    if len(names) > _DEEPEST:
        return f"文件夹套了 {len(names)} 层，最多 {_DEEPEST} 层"
    return next(filter(None, map(_fault, names)), "")


def _fault(name: str) -> str:
    """Return what is wrong with the name of a file or a folder; nothing if it is harmless."""
    if not name or name.startswith("."):
        return "文件名和文件夹名不能以点开头，也不能是空的"
    if not name.isprintable() or any(mark in _NOT_IN_NAMES for mark in name):
        return "文件名里有不能使用的字符"
    if name.endswith((".", " ")):
        return "文件名不能以点或空格结尾"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        return "文件名太长"
    if _DEVICE.fullmatch(name.partition(".")[0]) or "~" in name:
        return "文件名在 Windows 上另有用处"
    return ""


def _conflicting(conflict: MergeConflictError) -> Problem:
    said = quoted("；".join(str(conflict).splitlines()), _LONGEST)[1:-1]
    message = (
        f"与主分支上已有的改动不一致，不能合并（{said}）："
        "请按主分支现在的内容重新改一次，或请管理人员合并"
    )
    return Problem(Location(PLAN_FILE), "merge-conflict", message)


def _shown(path: str) -> str:
    """Return a path as it may stand in a message: printable, and of bearable length."""
    shown = quoted(path.removeprefix(_OUTSIDE), _LONGEST)[1:-1]
    # A forge takes some lines that a job prints for commands to itself.
    return shown.replace(":", "\\u003a").replace("#", "\\u0023")


def lay_out(root: Path, tree: str, folder: Path) -> None:
    """Write the plan and the content of a tree or commit of the repository around `root`.

    In `folder` they take the place of those that are there; everything else there stays. Raises
    CannotRunError if something of it is no harmless ordinary file.
    """
    files = files_at(root, tree, *_PLACES)
    paths = {file.path for file in files}
    folders = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    for file in files:
        if not file.is_ordinary or _path_fault(file.path) or file.path in folders:
            message = f"仓库里的 {_shown(file.path)} 不是普通文件，没有取出"
            raise CannotRunError(message)
    if len(paths) < len(files):
        message = "仓库里有两个文件路径相同，没有取出"
        raise CannotRunError(message)
    if (folder / CONTENT_FOLDER).is_dir():
        shutil.rmtree(folder / CONTENT_FOLDER)
    (folder / PLAN_FILE).unlink(missing_ok=True)
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(read_blob(root, file.blob))


def take(root: Path, proposal: Proposal) -> None:
    """Put what is proposed in the place of the plan and the content of `root`.

    Raises CannotRunError if changes there are not committed yet: they would be lost.
    """
    if has_uncommitted(root, *_PLACES):
        message = f"{PLAN_FILE} 或 {CONTENT_FOLDER}/ 有没有提交的改动，取出会覆盖：请先提交"
        raise CannotRunError(message)
    lay_out(root, proposal.tree, root)


def described(files: Iterable[KeptFile]) -> Iterator[str]:
    """Yield each file that a proposal touches, in words."""
    for file in files:
        yield f"{_shown(file.path)}{'（删去）' if file.mode == GONE else ''}"
