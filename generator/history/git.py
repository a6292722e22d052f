"""Reads what git has kept of a folder; of what it holds nothing is run, no work tree touched."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ORDINARY: Final = "100644"
EXECUTABLE: Final = "100755"
LINK: Final = "120000"
SUBMODULE: Final = "160000"
FOLDER: Final = "040000"
GONE: Final = "000000"
"""What git calls the kinds of files; the last is none any more."""
ODD: Final = "?"
"""Stands for a kind of file that git never writes, though it may read it."""
PATIENCE: Final = 60
"""Seconds that git may take for one answer: a stranger can make it take for ever."""
NO_GIT: Final = "没有找到 git，请先安装，并确认在命令行里能运行 git"


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


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, as much of it as does not need its files."""

    id: str
    parents: tuple[str, ...]
    second: int | None
    """When it was committed, as it says itself; None if it says nothing of sense."""


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
    return ask(folder, *command, failing=failing).decode().strip()


def has_history(folder: Path) -> bool:
    """Whether some commit is known of the repository around `folder`.

    Without git, or outside a repository, there is none.
    """
    try:
        ask(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except CannotRunError:
        return False
    return True


def begin(folder: Path) -> None:
    """Begin to keep the history of a folder, if no repository around it does.

    Raises CannotRunError if there is no git.
    """
    if run(folder, "rev-parse", "--git-dir").returncode:
        answer(run(folder, "init", "--quiet", "--initial-branch=main"), folder)


def is_shallow(folder: Path) -> bool:
    """Whether the repository around `folder` lacks its older commits."""
    return ask(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def commits_of(folder: Path, *under: str) -> list[tuple[str, int]]:
    """Return the commits of the main line that changed something at the paths, oldest first.

    With each comes the second at which it came to the main line.
    """
    form = ("--first-parent", "--reverse", "--format=%H %ct")
    logged = ask(folder, "log", *form, "HEAD", "--", *under).decode()
    return [(commit, int(second)) for commit, second in map(str.split, logged.splitlines())]


def commits_between(folder: Path, base: str, head: str, most: int) -> list[Commit]:
    """Return what led to `head` and is not part of `base`, the latest first, at most so many."""
    form = (f"--max-count={most}", "--format=%H,%ct,%P")
    logged = ask(folder, "log", *form, f"{base}..{head}", "--").decode()
    return [_commit(*line.split(",")) for line in logged.splitlines()]


def _commit(id_: str, second: str, parents: str) -> Commit:
    return Commit(id_, tuple(parents.split()), int(second) if second.isdigit() else None)


def files_at(folder: Path, commit: str, *under: str) -> list[KeptFile]:
    """Return the files that a commit holds at the paths `under`, or below them, in `folder`."""
    listed = ask(folder, "ls-tree", "-r", "-z", "-l", commit, "--", *under)
    return [_kept_file(line) for line in parts(listed)]


def common_ancestor(folder: Path, commit: str, other: str) -> str:
    """Return the commit from which two others have gone their own ways.

    Raises CannotRunError if there is none.
    """
    failing = "这两个提交没有共同的来历，或者仓库不完整，请取回完整的仓库再运行"
    return ask(folder, "merge-base", commit, other, failing=failing).decode().strip()


def folder_in_repository(folder: Path) -> str:
    """Return the path of a folder from the top of its repository, with a slash at its end."""
    return os.fsdecode(ask(folder, "rev-parse", "--show-prefix")).rstrip("\n")


def has_uncommitted(folder: Path, *under: str) -> bool:
    """Whether files at the paths differ from what is committed, or are not committed at all.

    Those that git has been told to ignore count too: nothing but a commit brings them back.
    """
    return bool(ask(folder, "status", "--porcelain", "--ignored", "--", *under))


def read_blob(folder: Path, blob: str) -> bytes:
    """Return the content of a file that some commit holds."""
    return ask(folder, "cat-file", "blob", blob)


def _kept_file(line: str) -> KeptFile:
    facts, _, path = line.partition("\t")
    mode, _, blob, size = facts.split()
    return KeptFile(path, blob, int(size) if size.isdigit() else 0, mode)


def parts(said: bytes) -> list[str]:
    """Return what stands between zero bytes."""
    # A name need not be in any encoding.
    return [part for part in os.fsdecode(said).split("\0") if part]


def ask(folder: Path, *arguments: str, failing: str = "", given: bytes = b"") -> bytes:
    """Return what git answers.

    Raises CannotRunError if there is no git, `folder` is in no repository, or git fails: with the
    words `failing`, or else with its own.
    """
    return answer(run(folder, *arguments, given=given), folder, failing)


def run(
    folder: Path,
    *arguments: str,
    given: bytes = b"",
    beside: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[bytes]:
    """Return how git has ended, with what it said; `beside` are variables of its environment.

    Raises CannotRunError if there is no git, or it takes too long: then whatever it has begun (a
    merge driver) is ended with it.
    """
    command = ["git", "-C", str(folder), *arguments]
    # What git says is recognised in English; what our driver says, not by the system's code page.
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "utf-8", **beside}
    try:
        process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise CannotRunError(NO_GIT) from error
    try:
        said, complained = process.communicate(given, timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        message = f"git 在 {PATIENCE} 秒内没有做完，不再等待：改动的文件可能太多，请核对"
        raise CannotRunError(message) from error
    finally:
        if process.returncode is None:
            _end(process)
    return subprocess.CompletedProcess(command, process.returncode, said, complained)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and, where the system knows groups of processes, all that it has begun."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


def answer(done: subprocess.CompletedProcess[bytes], folder: Path, failing: str = "") -> bytes:
    """Return what git has said; raises CannotRunError as ask, if it has failed."""
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        if "not a git repository" in said:
            failing = f"文件夹{quoted(str(folder))}不在 git 仓库里，没有提交可比"
        raise CannotRunError(failing or f"git 没有答复：{said}")
    return done.stdout
