"""Reads what git has kept of a folder, and has it merge; of what it holds nothing is run.

No work tree is touched.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ORDINARY: Final = "100644"
EXECUTABLE: Final = "100755"
LINK: Final = "120000"
SUBMODULE: Final = "160000"
GONE: Final = "000000"
"""What git calls the kinds of files; the last is none any more."""
_PATIENCE: Final = 60
"""Seconds that git may take for one answer: a stranger can make it take for ever."""
_CONFLICTS: Final = 1
"""What ``git merge-tree`` ends with if both sides have changed the same."""
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
    mode: str

    @property
    def is_ordinary(self) -> bool:
        """Whether it is a file, and not a link to one."""
        return self.mode in (ORDINARY, EXECUTABLE)


class MergeConflictError(Exception):
    """Both sides have changed the same; the message is what was said of it."""


def find_commit(folder: Path, revision: str) -> str:
    """Return the id of the commit that a revision (a branch, a tag, ``HEAD~1``) means.

    Raises CannotRunError if `folder` is in no repository or there is no such commit.
    """
    return _find(folder, f"{revision}^{{commit}}", revision)


def find_tree(folder: Path, revision: str) -> str:
    """Return the id of the tree that a revision means; raises CannotRunError as find_commit."""
    return _find(folder, f"{revision}^{{tree}}", revision)


def _find(folder: Path, meant: str, revision: str) -> str:
    command = ("rev-parse", "--verify", "--end-of-options", meant)
    failing = f"没有文件、文件夹或提交{quoted(revision)}，请核对"
    return _git(folder, *command, failing=failing).decode().strip()


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
    return [_kept_file(line) for line in _parts(listed)]


def common_ancestor(folder: Path, commit: str, other: str) -> str:
    """Return the commit from which two others have gone their own ways.

    Raises CannotRunError if there is none.
    """
    failing = "这两个提交没有共同的来历，或者仓库不完整，请取回完整的仓库再运行"
    return _git(folder, "merge-base", commit, other, failing=failing).decode().strip()


def touched_files(folder: Path, before: str, after: str) -> list[KeptFile]:
    """Return the files that are not the same in two commits, as the later one holds them.

    Paths begin at the top of the repository.
    """
    raw = _git(folder, "diff-tree", "-r", "-z", "--no-renames", "--no-relative", before, after)
    parts = _parts(raw)
    facts = [part.removeprefix(":").split() for part in parts[::2]]
    sizes = _sizes(folder, [blob for _, _, _, blob, _ in facts])
    return [
        KeptFile(path, blob, size, mode)
        for (_, mode, _, blob, _), path, size in zip(facts, parts[1::2], sizes, strict=True)
    ]


def folder_in_repository(folder: Path) -> str:
    """Return the path of a folder from the top of its repository, with a slash at its end."""
    return os.fsdecode(_git(folder, "rev-parse", "--show-prefix")).rstrip("\n")


def has_uncommitted(folder: Path, *under: str) -> bool:
    """Whether files at the paths differ from what is committed, or are not committed at all."""
    return bool(_git(folder, "status", "--porcelain", "--", *under))


def merged_tree(folder: Path, ours: str, theirs: str) -> str:
    """Return the tree of two commits merged, plans field by field; no work tree is touched.

    Raises MergeConflictError if both have changed the same.
    """
    # What git answers stands on standard output; advice for somebody at the file is for nobody.
    program = shlex.join((sys.executable, "-P", "-m", "generator", "merge"))
    driver = f"{program} %O %A %B --path %P >&2 2>/dev/null"
    setting = ("-c", f"merge.disclosure.driver={driver}")
    command = ("merge-tree", "--write-tree", "--name-only", "-z", ours, theirs)
    done = _run(folder, *setting, *command)
    if done.returncode == _CONFLICTS:
        _, *names = _parts(done.stdout.partition(b"\0\0")[0])
        said = done.stderr.decode(errors="replace").strip()
        raise MergeConflictError(said or "、".join(names))
    return _answer(done, folder).rstrip(b"\0\n").decode()


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
    return KeptFile(path, blob, int(size) if size.isdigit() else 0, mode)


def _parts(answer: bytes) -> list[str]:
    # A name need not be in any encoding.
    return [part for part in os.fsdecode(answer).split("\0") if part]


def _sizes(folder: Path, blobs: Sequence[str]) -> list[int]:
    """Return the size of each blob; 0 for what is none, or is not here."""
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    said = _git(folder, "cat-file", "--batch-check=%(objectsize)", given=asked).decode()
    return [int(size) if size.isdigit() else 0 for size in said.splitlines()]


def _git(folder: Path, *arguments: str, failing: str = "", given: bytes = b"") -> bytes:
    """Return what git answers.

    Raises CannotRunError if there is no git, `folder` is in no repository, or git fails: with the
    words `failing`, or else with its own.
    """
    return _answer(_run(folder, *arguments, given=given), folder, failing)


def _run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), *arguments]
    # What git says is recognised in English; what our driver says, not by the system's code page.
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}
    try:
        return subprocess.run(  # noqa: S603
            command,
            input=given,
            capture_output=True,
            check=False,
            env=environment,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        message = f"git 在 {_PATIENCE} 秒内没有做完，不再等待：改动的文件可能太多，请核对"
        raise CannotRunError(message) from error
    except OSError as error:
        raise CannotRunError(_NO_GIT) from error


def _answer(done: subprocess.CompletedProcess[bytes], folder: Path, failing: str = "") -> bytes:
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        if "not a git repository" in said:
            failing = f"文件夹{quoted(str(folder))}不在 git 仓库里，没有提交可比"
        raise CannotRunError(failing or f"git 没有答复：{said}")
    return done.stdout
