"""Numbered lines that are no tasks, but say of one task what a row says in its columns.

So it is with （一）工作内容：…, （二）责任单位：…, （三）完成时限：… below the name of each task.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from generator.importing.wording.columns import ABOUT
from generator.importing.wording.duties import split_duty
from generator.importing.wording.labels import labels_in
from generator.importing.wording.outline import HEADING_LEVELS, Level, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.document import Extract

_MANY: Final = 2
_LABEL: Final = re.compile("[\u4e00-\u9fff]{2,8}[：:]|【[\u4e00-\u9fff]{2,8}】")


@dataclass
class _Run:
    """Numbered lines of one level that stand together."""

    level: Level
    is_below_heading: bool
    """Whether what stands above them is a heading and nothing else."""
    lines: list[int] = field(default_factory=list)
    are_labelled: bool = True
    says_who: bool = False
    says_what: bool = False

    @property
    def are_fields(self) -> bool:
        """Whether they say of one thing what there is to say, each behind a label."""
        return self.are_labelled and self.says_who and len(self.lines) >= _MANY


class Kind(Enum):
    """What a line is that bears the number of a task and is none."""

    OF_TASK = auto()
    """It says who does the task above it, by when, or what that asks."""
    OF_TEXT = auto()
    """It says something of the whole plan, as a preface does."""


def numbered_fields(lines: Sequence[Extract]) -> dict[int, Kind]:
    """Return what some lines are, by their number from 0.

    A single run of labels below a heading is running text, unless one says what is to be done.
    """
    found = [run for run in _runs(lines) if run.are_fields]
    is_usual = len(found) >= _MANY
    return {
        n: Kind.OF_TASK if run.says_what or is_usual or not run.is_below_heading else Kind.OF_TEXT
        for run in found
        for n in run.lines
    }


def _runs(lines: Sequence[Extract]) -> list[_Run]:
    runs: list[_Run] = []
    open_runs: dict[Level, _Run] = {}
    above: Level | None = None
    """The level of the last line that bears a number."""
    for n, line in enumerate(lines):
        level, _, rest = marked(line)
        if level is not None:
            open_runs = {each: run for each, run in open_runs.items() if each <= level}
            if level not in open_runs:
                open_runs[level] = _Run(level, is_below_heading=above in HEADING_LEVELS)
                runs.append(open_runs[level])
            _enter(open_runs[level], n, rest)
            above = level
    return runs


def _enter(run: _Run, n: int, rest: Extract) -> None:
    run.lines.append(n)
    text, duty = split_duty(rest)
    run.says_who |= bool(duty) and not text
    run.are_labelled &= _begins_with_label(rest)
    label = next(labels_in(rest.text), None)
    run.says_what |= label is not None and not label.start and label.holds in ABOUT


def _begins_with_label(text: Extract) -> bool:
    """Whether a text begins with a word or two and a colon."""
    return _LABEL.match(text.text) is not None
