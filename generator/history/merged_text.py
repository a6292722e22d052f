"""Merges the texts of plan files, so that comments and the habits of `ours` stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.history.merging import merge
from generator.history.tree import NotMembersError
from generator.plan.loader import read_plan
from generator.problems import Problem, Report
from generator.source.nodes import Mapping
from generator.source.parser import parse_yaml
from generator.source.patcher import patched
from generator.source.values import as_value

if TYPE_CHECKING:
    from generator.source.values import Value


@dataclass(frozen=True, slots=True)
class MergedText:
    """What two plan files have become."""

    text: str
    conflicts: tuple[str, ...]
    """What a person must decide, in a few words each."""
    problems: tuple[Problem, ...]
    """What is wrong with the result and was wrong with neither side."""


def merge_texts(base: str, ours: str, theirs: str, file: str) -> MergedText:
    """Return what the plan file `file` becomes that two people have changed.

    Raises NotMembersError if one of the texts is no YAML of ours, or its members have no ids.
    """
    root, fields = _read(ours, file)
    merged = merge(_read(base, file)[1], fields, _read(theirs, file)[1])
    text = patched(ours, root, merged.fields)
    problems = () if merged.conflicts else _new_problems(text, (ours, theirs), file)
    return MergedText(text, merged.conflicts, problems)


def _read(text: str, file: str) -> tuple[Mapping, dict[str, Value]]:
    report = Report()
    root = parse_yaml(text, file, report)
    if not isinstance(root, Mapping) or report.has_errors:
        raise NotMembersError
    fields = as_value(root)
    assert isinstance(fields, dict)  # noqa: S101 - it is what a mapping says
    return root, fields


def _new_problems(text: str, sides: tuple[str, str], file: str) -> tuple[Problem, ...]:
    known = {problem.message for side in sides for problem in _problems(side, file)}
    return tuple(problem for problem in _problems(text, file) if problem.message not in known)


def _problems(text: str, file: str) -> tuple[Problem, ...]:
    report = Report()
    read_plan(text, file, report)
    return report.problems
