"""Reads what git has kept of a folder. Nothing of it is run, and no work tree is touched."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError, quoted

if TYPE_CHECKING:
    from pathlib import Path

_ORDINARY: Final = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as a commit holds it."""

    path: str
    """From the folder that was asked about."""
    blob: str
    size: int
    is_ordinary: bool
    """Whether it is a file, and not a link to one."""


def find_commit(folder: Path, revision: str) -> str:
    """Return the id of the commit that a revision (a branch, a tag, ``HEAD~1``) means.

    Raises CannotRunError if `folder` is in no repository or there is no such commit.
    """
    try:
        found = _git(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except subprocess.CalledProcessError as error:
        if b"not a git repository" in error.stderr:
            message = f"{quoted(str(folder))}不在 git 仓库里，没有提交可比"
        else:
            message = f"没有文件、文件夹或提交{quoted(revision)}，请核对"
        raise CannotRunError(message) from error
    return found.decode().strip()


def files_at(folder: Path, commit: str, *under: str) -> list[KeptFile]:
    """Return the files that a commit holds at the paths `under`, or below them, in `folder`."""
    listed = _git(folder, "ls-tree", "-r", "-z", "-l", commit, "--", *under)
    return [_kept_file(line) for line in listed.decode().split("\0") if line]


def read_blob(folder: Path, blob: str) -> bytes:
    """Return the content of a file that some commit holds."""
    return _git(folder, "cat-file", "blob", blob)


def _kept_file(line: str) -> KeptFile:
    facts, _, path = line.partition("\t")
    mode, _, blob, size = facts.split()
    return KeptFile(path, blob, int(size) if size.isdigit() else 0, mode in _ORDINARY)


def _git(folder: Path, *arguments: str) -> bytes:
    """Return what git answers. Raises CannotRunError if there is no git."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603
    except OSError as error:
        message = "没有找到 git，请先安装，并确认在命令行里能运行 git"
        raise CannotRunError(message) from error
