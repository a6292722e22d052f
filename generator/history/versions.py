"""Reads the plans of another time or place: a file, the folder of a column, or a commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.history.compare import compare
from generator.history.difference import Difference, differences
from generator.history.git import KeptFile, files_at, find_commit, read_blob
from generator.plan.files import PLAN_FILE, PLANS_FOLDER, is_plan_file, plan_files
from generator.plan.loader import read_plan
from generator.problems import Location, Problem, Report
from generator.source.files import MAX_BYTES, decode, is_monstrous, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Version:
    """Plans, the one in force first, and what is wrong with them."""

    plans: tuple[Plan, ...]
    problems: tuple[Problem, ...]
    is_file: bool
    """Whether it is one file, and not what a whole column says."""
    commit: str = ""
    """The id of the commit that holds them; empty if they were read from files."""


def compared(old: Version, new: Version) -> tuple[Difference, ...]:
    """Return what changed; two files are compared with each other, whatever their ids."""
    if old.is_file and new.is_file and old.plans and new.plans:
        before, after = old.plans[0], new.plans[0]
        changes = compare(before, after)
        return (Difference(before, after, changes),) if changes else ()
    return differences(old.plans, new.plans, only_shared=old.is_file or new.is_file)


def plans_at(root: Path, commit: str) -> tuple[Plan, ...] | None:
    """Return the plans that a commit holds; None if there are none, or not all can be read."""
    report = Report()
    plans = _plans(_texts_of_commit(root, commit, report), report)
    return None if report.has_errors or not plans else plans


def read_version(where: str, root: Path) -> Version:
    """Return the plans of a file, of a folder, or of a commit in the repository around `root`.

    A path that exists comes before a commit of the same name. Raises CannotRunError if there is
    neither.
    """
    report = Report()
    path, commit = root / where, ""
    if path.is_dir():
        texts = _texts_of_files(plan_files(path), report)
    elif path.exists():
        texts = _texts_of_files([(path, where)], report)
    else:
        commit = find_commit(root, where)
        texts = _texts_of_commit(root, commit, report)
    plans = _plans(texts, report)
    return Version(plans, report.problems, path.is_file(), commit)


def _plans(texts: Iterable[tuple[str, str]], report: Report) -> tuple[Plan, ...]:
    plans = (read_plan(text, file, report) for file, text in texts)
    return tuple(plan for plan in plans if plan is not None)


def _texts_of_files(files: Iterable[tuple[Path, str]], report: Report) -> Iterator[tuple[str, str]]:
    for path, file in files:
        text = read_text(path, file, report)
        if text is not None:
            yield file, text


def _texts_of_commit(root: Path, commit: str, report: Report) -> Iterator[tuple[str, str]]:
    for kept in files_at(root, commit, PLAN_FILE, PLANS_FOLDER):
        if is_plan_file(kept.path):
            text = _text_of(kept, root, report)
            if text is not None:
                yield kept.path, text


def _text_of(kept: KeptFile, root: Path, report: Report) -> str | None:
    if not kept.is_ordinary or kept.size > MAX_BYTES:
        report.error(Location(kept.path), "not-a-file", "这不是普通文件，或者太大，无法比较")
        return None
    text = decode(read_blob(root, kept.blob), kept.path, report)
    return None if text is None or is_monstrous(text, kept.path, report) else text
