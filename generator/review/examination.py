"""What a reviewer should know of a proposal, told as a comment below it or on a screen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.edition import prepare_edition
from generator.escaping import escape_comment
from generator.history import formats
from generator.history.gone import without_consequences
from generator.history.ground import groundless
from generator.history.versions import Version, compared, read_version
from generator.problems import Problem, Report, Severity
from generator.review import affected
from generator.review.beside import changes_beside

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.history.difference import Difference
    from generator.review.affected import AffectedPage
    from generator.today import Today

MARK: Final = "<!-- disclosure-review -->"
"""Begins a comment: by it the one of an earlier state is found and replaced."""
_LONGEST: Final = 60_000
"""Characters of a comment: the forges take not many more."""
_MOST_LISTED: Final = 50
"""Problems, or other sentences, of a comment."""
_MOST_FILES: Final = 30
_TO_LOOK_AT: Final = "请逐项核对：豁免、撤下、手写页面、附件和检索用词"


@dataclass(frozen=True, slots=True)
class Examination:
    """What is wrong with a proposal, and what it changes."""

    files: tuple[str, ...]
    """The files that it touches, in words."""
    problems: tuple[Problem, ...]
    differences: tuple[Difference, ...] | None = None
    """What it changes in plans; None if that cannot be said for errors."""
    pages: tuple[AffectedPage, ...] | None = None
    """The pages that it reaches; None likewise."""
    beside: tuple[str, ...] = ()
    """What it does beside the plans: findings that shall pass, attachments, pages by hand."""
    is_compared: bool = True
    """Whether the plans of the main branch have no errors, so that they can be compared with."""

    @property
    def passes(self) -> bool:
        """Whether it could be published as it is."""
        return all(problem.severity is Severity.HINT for problem in self.problems)


def examine(files: Sequence[str], before: Path, after: Path, today: Today) -> Examination:
    """Return what a proposal that touches `files` does to a column.

    The folders hold the column as it is and as it would be. Where what is there already has errors,
    nothing is compared. Raises CannotRunError if one of the two has no plan.
    """
    report = Report()
    beside = changes_beside(before, after)
    outcome = prepare_edition(after, today, with_history=False)
    report.extend(outcome.problems)
    published = read_version(".", before)
    if any(problem.severity is Severity.ERROR for problem in published.problems):
        return Examination(tuple(files), report.problems, beside=beside, is_compared=False)
    differences = compared(published, Version(outcome.plans, report.problems, is_file=False))
    report.extend([*groundless(differences, report)])
    new = outcome.edition
    old = prepare_edition(before, today, with_history=False).edition if new else None
    return Examination(
        files=tuple(files),
        problems=without_consequences(report.problems, differences),
        differences=differences if new else None,
        pages=affected.affected_pages(old, new) if old and new else None,
        beside=beside,
    )


def as_text(examination: Examination) -> str:
    """Return everything for a screen, one fact a line."""
    parts = [f"{_verdict(examination)}\n改动的文件：{'、'.join(examination.files)}\n"]
    if examination.beside:
        lines = "".join(f"{sentence}\n" for sentence in examination.beside)
        parts.append(f"{_TO_LOOK_AT}：\n{lines}")
    if serious := _serious(examination):
        parts.append("".join(f"{problem}\n" for problem in serious))
    if examination.differences is not None:
        parts.append(formats.as_text(examination.differences))
    if examination.pages is not None:
        parts.append(f"受影响的网页：\n{affected.as_text(examination.pages)}")
    return "\n".join(parts)


def as_markdown(examination: Examination) -> str:
    """Return a comment for a forge; of what is too long only the beginning."""
    files = "、".join(map(escape_comment, examination.files[:_MOST_FILES]))
    if len(examination.files) > _MOST_FILES:
        files += f"等 {len(examination.files)} 个"
    parts = [f"{MARK}\n**{_verdict(examination)}**\n\n改动的文件：{files}\n"]
    if examination.beside:
        parts.append(f"## {_TO_LOOK_AT}\n\n{_listed(examination.beside)}")
    if serious := _serious(examination):
        parts.append(f"## 检查\n\n{_listed([*map(str, serious)])}")
    if examination.differences is not None:
        parts.append(formats.as_markdown(examination.differences))
    if examination.pages is not None:
        parts.append(f"## 受影响的网页\n\n{affected.as_markdown(examination.pages)}")
    return _shortened("\n".join(parts))


def _verdict(examination: Examination) -> str:
    uncompared = "" if examination.is_compared else "主分支上的方案有错误，没有比较改了什么。"
    if examination.passes:
        return f"检查通过。{uncompared}"
    found = Counter(problem.severity for problem in examination.problems)
    serious = (Severity.ERROR, Severity.WARNING)
    counts = (f"{found[kind]} 处{kind}" for kind in serious if found[kind])
    return f"检查未通过：{'，'.join(counts)}。{uncompared}"


def _serious(examination: Examination) -> list[Problem]:
    """Return the problems for which a proposal does not pass."""
    return [problem for problem in examination.problems if problem.severity is not Severity.HINT]


def _listed(sentences: Sequence[str]) -> str:
    lines = [f"- {escape_comment(sentence)}\n" for sentence in sentences[:_MOST_LISTED]]
    if len(sentences) > _MOST_LISTED:
        lines.append(f"- 另有 {len(sentences) - _MOST_LISTED} 处，不再列出\n")
    return "".join(lines)


def _shortened(comment: str) -> str:
    """Return a comment that forges take, cut at the end of a line: no mark reaches over one."""
    if len(comment) <= _LONGEST:
        return comment
    whole = comment[:_LONGEST].rpartition("\n")[0]
    return f"{whole}\n\n改动较多，以上只是一部分。全部改动请运行 disclosure review 查看。\n"
