"""Lays the content of a commit out as files, beside a program and settings that are trusted."""

from __future__ import annotations

import shutil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.column.settings import CONTENT_FOLDER
from generator.history.git import files_at, has_uncommitted, read_blob
from generator.plan.files import PLAN_FILE
from generator.problems import CannotRunError
from generator.review.paths import path_fault, shown

if TYPE_CHECKING:
    from pathlib import Path

_PLACES: Final = (PLAN_FILE, CONTENT_FOLDER)


def lay_out(root: Path, tree: str, folder: Path) -> None:
    """Write the plan and the content of a tree or commit of the repository around `root`.

    In `folder` they take the place of those that are there; everything else there stays. Raises
    CannotRunError if something of it is no harmless ordinary file.
    """
    files = files_at(root, tree, *_PLACES)
    paths = {file.path for file in files}
    folders = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    for file in files:
        if not file.is_ordinary or path_fault(file.path) or file.path in folders:
            message = f"仓库里的 {shown(file.path)} 不是普通文件，没有取出"
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


def take(root: Path, tree: str) -> None:
    """Put what a tree holds in the place of the plan and the content of `root`.

    Raises CannotRunError if changes there are not committed yet: they would be lost.
    """
    if has_uncommitted(root, *_PLACES):
        message = f"{PLAN_FILE} 或 {CONTENT_FOLDER}/ 有没有提交的改动，取出会覆盖：请先提交"
        raise CannotRunError(message)
    lay_out(root, tree, root)
