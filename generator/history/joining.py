"""Has git merge: two commits without a work tree, or three files line by line."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from generator.history.git import NO_GIT, answer, parts, run
from generator.problems import CannotRunError

_MERGE: Final = ("merge-tree", "--write-tree", "--name-only", "-z")
_CONFLICTS: Final = 1
"""What ``git merge-tree`` ends with if both sides have changed the same."""
_USAGE: Final = 129
"""What git ends with if it does not know what it is asked for."""
_NEEDED: Final = "git 2.38"
"""The first that merges without a work tree."""
_FAILED: Final = 128
"""What ``git merge-file`` ends with at least if it fails; below, it counts the conflicts."""


class MergeConflictError(Exception):
    """Both sides have changed the same; the message is what our driver has said of plans."""

    def __init__(self, said: str, files: tuple[str, ...]) -> None:
        super().__init__(said)
        self.files = files
        """Where; paths from the top of the repository."""


def merged_tree(folder: Path, ours: str, theirs: str) -> str:
    """Return the tree of two commits merged, plans field by field; no work tree is touched.

    Raises MergeConflictError if both have changed the same, and CannotRunError if git fails or is
    too old for it.
    """
    # What git answers stands on standard output; advice for somebody at the file is for nobody.
    program = shlex.join((sys.executable, "-P", "-m", "generator", "merge"))
    driver = f"{program} %O %A %B --path %P >&2 2>/dev/null"
    setting = ("-c", f"merge.disclosure.driver={driver}")
    done = run(folder, *setting, *_MERGE, ours, theirs)
    if done.returncode == _CONFLICTS:
        _, *names = parts(done.stdout.partition(b"\0\0")[0])
        said = done.stderr.decode(errors="replace").strip()
        raise MergeConflictError(said, tuple(names))
    if done.returncode == _USAGE:
        message = f"git 的版本太旧，请安装 {_NEEDED} 或更高版本"
        raise CannotRunError(message)
    return answer(done, folder).rstrip(b"\0\n").decode()


def tree_by_lines(folder: Path, ours: str, theirs: str) -> str:
    """Return the tree of two commits merged as a forge merges them, which knows no driver of ours.

    It is empty if the forge could not. Raises CannotRunError if git fails.
    """
    with tempfile.TemporaryDirectory() as empty:
        # Where there is no work tree and no index, no file says which driver merges what.
        nowhere = {"GIT_WORK_TREE": empty, "GIT_INDEX_FILE": str(Path(empty) / "index")}
        setting = ("-c", f"core.attributesFile={os.devnull}")
        done = run(folder, *setting, *_MERGE, ours, theirs, beside=nowhere)
    return "" if done.returncode == _CONFLICTS else answer(done, folder).rstrip(b"\0\n").decode()


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
        raise CannotRunError(NO_GIT) from error
    if not 0 <= done.returncode < _FAILED:
        message = f"git 没有合并：{done.stderr.decode(errors='replace').strip()}"
        raise CannotRunError(message)
    return done.returncode == 0
