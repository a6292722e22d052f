"""Lets a proposal pass that changes content and nothing else.

What somebody proposes is data: it is read from git and judged. Nothing of it is run.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.column.settings import CONTENT_FOLDER
from generator.history.git import (
    EXECUTABLE,
    FOLDER,
    GONE,
    LINK,
    ODD,
    SUBMODULE,
    Commit,
    KeptFile,
    commits_between,
    common_ancestor,
    find_commit,
    folder_in_repository,
)
from generator.history.joining import MergeConflictError, merged_tree, tree_by_lines
from generator.history.trees import TooManyFilesError, touched_files
from generator.plan.files import PLAN_FILE
from generator.problems import Location, Problem, quoted
from generator.review.by_lines import otherwise
from generator.review.paths import DEEPEST, OUTSIDE, path_fault, shown
from generator.source.files import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_MOST_FILES: Final = 2_000
_MEGABYTE: Final = 1024 * 1024
_MOST_BYTES: Final = {
    ("文件", ""): 4 * MAX_BYTES,
    ("方案", ".yaml"): 5 * _MEGABYTE,
    ("表格附件", ".csv"): 20 * _MEGABYTE,
}
"""Of all files of one kind together: plans are compared, tables searched, and both take time."""
_MOST_COMMITS: Final = 200
"""Of one proposal; a merge counts once for each of its parents."""
_DAY: Final = 24 * 60 * 60
_LONGEST: Final = 200
"""Characters of what is said of a conflict."""
_REDO: Final = "请从主分支新建分支，只提交最后的内容"
_KINDS: Final = {
    LINK: ("symbolic-link", "这是一个链接，请换成文件本身"),
    SUBMODULE: ("submodule", "这是别的仓库（子模块），不是文件，请删去"),
    FOLDER: ("file-name", f"文件夹套了 {DEEPEST} 层以上，请减少层次"),
    ODD: ("not-a-file", "git 里记的不是普通文件，也不是文件夹，请删去后重新添加"),
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


def read_proposal(
    root: Path, base: str, head: str, now: float, *, by_button: bool = True
) -> Proposal:
    """Return what the commit `head` proposes to change at `base`, both revisions, at a second.

    What has come to `base` since the two went their own ways is no part of it. If it is merged
    `by_button`, the button of a forge, that must come to the same as our driver. Raises
    CannotRunError if one of them is no commit, or git fails.
    """
    onto, proposed = find_commit(root, base), find_commit(root, head)
    start = common_ancestor(root, onto, proposed)
    prefix = folder_in_repository(root)
    files: tuple[KeptFile, ...] = ()
    try:
        files = _touched(root, prefix, start, proposed)
        if problems := tuple(refusals(files)):
            return Proposal(files, "", problems)
        if problems := tuple(_on_the_way(root, prefix, onto, proposed, now)):
            return Proposal(files, "", problems)
        tree = merged_tree(root, onto, proposed)
        # A merge may touch more than the proposal: where it was begun is for its author to say.
        files = _touched(root, prefix, onto, tree)
    except TooManyFilesError:
        message = f"一次改动了 {_MOST_FILES} 个以上的文件，请分几次提交"
        return Proposal((), "", (Problem(Location(PLAN_FILE), "too-many-files", message),))
    except MergeConflictError as conflict:
        return Proposal(files, "", tuple(_conflicting(conflict, prefix)))
    problems = tuple(refusals(files))
    if by_button and not problems:
        problems = tuple(_otherwise(root, prefix, tree, tree_by_lines(root, onto, proposed)))
    return Proposal(files, "" if problems else tree, problems)


def _on_the_way(root: Path, prefix: str, onto: str, proposed: str, now: float) -> Iterator[Problem]:
    """Yield what is wrong with the commits of a proposal, though it may be gone in the end.

    They come to the history of the main branch too, and the day of its last commit is the column's.
    """
    commits = commits_between(root, onto, proposed, _MOST_COMMITS + 1)
    if sum(max(1, len(commit.parents)) for commit in commits) > _MOST_COMMITS:
        message = f"改动有 {_MOST_COMMITS} 个以上的提交，{_REDO}"
        yield Problem(Location(PLAN_FILE), "too-many-commits", message)
        return
    for commit in commits:
        name = commit.id[:10]
        if not commit.parents:
            message = f"提交 {name} 没有上一个提交，是从别的仓库合并进来的。{_REDO}"
            yield Problem(Location(PLAN_FILE), "unrelated-commit", message)
            continue
        # Clocks of other time zones, and those that are not set to the minute, are no fault.
        if commit.second is None or commit.second > now + _DAY:
            message = f"提交 {name} 的日期晚于今天，请校准电脑的时钟。{_REDO}"
            yield Problem(Location(PLAN_FILE), "future-commit", message)
        for problem in refusals(_step(root, prefix, commit)):
            message = f"提交 {name} 里的这个文件不能通过，后来改了回去也还在历史里。{_REDO}"
            yield Problem(problem.location, problem.code, message)


def _step(root: Path, prefix: str, commit: Commit) -> Sequence[KeptFile]:
    """Return the files that a commit has from none of its parents."""
    found: list[tuple[KeptFile, ...]] = []
    for parent in commit.parents:
        # A branch that is brought up to date differs from one of its parents in very much.
        with suppress(TooManyFilesError):
            found.append(_touched(root, prefix, parent, commit.id))
    if not found:
        raise TooManyFilesError
    first, *others = found
    return [file for file in first if all(file in touched for touched in others)]


def _otherwise(root: Path, prefix: str, tree: str, by_lines: str) -> Iterator[Problem]:
    """Yield where the button of a forge would make something else of a merge than was reviewed.

    Where it finds a conflict it does not merge at all.
    """
    if by_lines in ("", tree):
        return
    message = (
        "主分支后来也改了这个文件，平台的合并按钮按行合并，结果会与这里按任务和字段合并、审核的不同"
        "（可能错了位置，也可能留下了没有审核的注释）："
        "请先运行“合入主分支”再合并，或者按主分支现在的内容重新改一次"
    )
    reviewed = _touched(root, prefix, by_lines, tree)
    for file in otherwise(root, reviewed, _touched(root, prefix, tree, by_lines)):
        yield Problem(Location(shown(file.path)), "merge-differs", message)


def _touched(root: Path, prefix: str, before: str, after: str) -> tuple[KeptFile, ...]:
    # The folders of a column that lies deep in a larger repository are none of the proposal's.
    deepest = DEEPEST + prefix.count("/")
    touched = touched_files(root, before, after, _MOST_FILES, deepest)
    return tuple(_seen_from(prefix, file) for file in touched)


def _seen_from(prefix: str, file: KeptFile) -> KeptFile:
    # Not normalised: a path with ".." in it must be seen as what it is.
    inside = file.path.startswith(prefix)
    path = file.path.removeprefix(prefix) if inside else f"{OUTSIDE}{file.path}"
    return KeptFile(path, file.blob, file.size, file.mode)


def refusals(files: Sequence[KeptFile]) -> Iterator[Problem]:
    """Yield why files may not be changed, or may not be so, by a change of content."""
    there = [file.path for file in files if file.mode != GONE]
    folders = {str(parent) for path in there for parent in PurePosixPath(path).parents}
    counted = Counter(there)
    for file in files:
        if refusal := _refusal(file):
            yield Problem(Location(shown(file.path)), *refusal)
        elif counted[file.path] > 1 or (counted[file.path] and file.path in folders):
            message = "同一个名字既是文件又是文件夹，或者写了两次，请改名"
            yield Problem(Location(shown(file.path)), "file-name", message)
    for (kind, ending), most in _MOST_BYTES.items():
        if sum(file.size for file in files if file.path.lower().endswith(ending)) > most:
            message = f"改动的{kind}合计超过 {most // _MEGABYTE} MB，请压缩或分几次提交"
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
    if fault := path_fault(file.path):
        return "file-name", f"{fault}，请改名"
    if file.size > MAX_BYTES:
        return "too-large", f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请压缩或拆分"
    return None


def _is_content(path: str) -> bool:
    return path == PLAN_FILE or path.startswith(f"{CONTENT_FOLDER}/")


def _conflicting(conflict: MergeConflictError, prefix: str) -> Iterator[Problem]:
    said = quoted("；".join(str(conflict).splitlines()), _LONGEST)[1:-1]
    for name in conflict.files:
        path = name.removeprefix(prefix)
        details = f"（{said}）" if said and path in said else ""
        message = (
            f"与主分支上已有的改动不一致，不能合并{details}："
            "请按主分支现在的内容重新改一次，或请管理人员合并"
        )
        yield Problem(Location(shown(path)), "merge-conflict", message)


def described(files: Iterable[KeptFile]) -> Iterator[str]:
    """Yield each file that a proposal touches, in words."""
    for file in files:
        yield f"{shown(file.path)}{'（删去）' if file.mode == GONE else ''}"
