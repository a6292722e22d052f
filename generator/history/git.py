"""Reads what git has kept of a folder. Nothing of it is run, and no work tree is touched."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError, quoted

if TYPE_CHECKING:
    from pathlib import Path

_ORDINARY: Final = ("100644", "100755")
_NO_GIT: Final = "没有找到 git，请先安装，并确认在命令行里能运行 git"
_FAILED: Final = 128
"""What ``git merge-file`` ends with at least if it fails; below, it counts the conflicts."""


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
    command = ("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    return (
        _git(folder, *command, failing=f"没有文件、文件夹或提交{quoted(revision)}，请核对")
        .decode()
        .strip()
    )


def has_history(folder: Path) -> bool:
    """Whether some commit is known of the repository around `folder`.

    Without git, or outside a repository, there is none.
    """
    try:
        _git(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except CannotRunError:
        return False
    return True


def is_shallow(folder: Path) -> bool:
    """Whether the repository around `folder` lacks its older commits."""
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def commits_of(folder: Path, *under: str) -> list[tuple[str, int]]:
    """Return the commits of the main line that changed something at the paths, oldest first.

    With each comes the second at which it came to the main line.
    """
    form = ("--first-parent", "--reverse", "--format=%H %ct")
    logged = _git(folder, "log", *form, "HEAD", "--", *under).decode()
    return [(commit, int(second)) for commit, second in map(str.split, logged.splitlines())]


def files_at(folder: Path, commit: str, *under: str) -> list[KeptFile]:
    """Return the files that a commit holds at the paths `under`, or below them, in `folder`."""
    listed = _git(folder, "ls-tree", "-r", "-z", "-l", commit, "--", *under)
    return [_kept_file(line) for line in listed.decode().split("\0") if line]


def read_blob(folder: Path, blob: str) -> bytes:
    """Return the content of a file that some commit holds."""
    return _git(folder, "cat-file", "blob", blob)


def merge_by_lines(base: Path, ours: Path, theirs: Path) -> bool:
    """Merge three files into `ours` as git does of itself; return whether there is no conflict.

    Raises CannotRunError if git cannot.
    """
    names = ("-L", "本分支", "-L", "原来", "-L", "对方")
    files = (str(each) for each in (ours, base, theirs))
    command = ["git", "merge-file", "--diff3", *names, *files]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise CannotRunError(_NO_GIT) from error
    if not 0 <= done.returncode < _FAILED:
        message = f"git 没有合并：{done.stderr.decode(errors='replace').strip()}"
        raise CannotRunError(message)
    return done.returncode == 0


def _kept_file(line: str) -> KeptFile:
    facts, _, path = line.partition("\t")
    mode, _, blob, size = facts.split()
    return KeptFile(path, blob, int(size) if size.isdigit() else 0, mode in _ORDINARY)


def _git(folder: Path, *arguments: str, failing: str = "") -> bytes:
    """Return what git answers.

    Raises CannotRunError if there is no git, `folder` is in no repository, or git fails: with the
    words `failing`, or else with its own.
    """
    command = ["git", "-C", str(folder), *arguments]
    # What git says is recognised in English.
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(command, capture_output=True, check=True, env=environment)  # noqa: S603
    except OSError as error:
        raise CannotRunError(_NO_GIT) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        if "not a git repository" in said:
            failing = f"文件夹{quoted(str(folder))}不在 git 仓库里，没有提交可比"
        raise CannotRunError(failing or f"git 没有答复：{said}") from error
    return done.stdout
