"""A plan file with what was changed in its sheet, every other line kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.editing.addition import spaced
from generator.plan.loader import read_plan
from generator.problems import CannotRunError, Location, Problem, Report, Severity
from generator.sheets.columns import columns_of
from generator.sheets.headings import faults_of_headings, remarks_on_headings
from generator.sheets.merging import merge
from generator.source.leaks import find_leaks
from generator.source.patcher import patched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.editing.written import Written
    from generator.plan.model import Plan
    from generator.sheets.merging import Merged
    from generator.sheets.model import Filled


@dataclass(frozen=True, slots=True)
class Update:
    """What becomes of a plan file."""

    text: str
    plan: Plan
    """As the text says it; without problems it is right."""
    problems: tuple[Problem, ...] = ()
    """What keeps the sheet from being taken; those of a row name its line in the workbook."""
    missing: tuple[str, ...] = ()
    """Ids of tasks that have no row any more; they stay in the plan."""
    remarks: tuple[str, ...] = ()
    """What else whoever imports the sheet should know."""
    leaks: tuple[Problem, ...] = ()
    """What must not be published and was not in the file before."""


def updated(written: Written, plan: Plan, filled: Filled) -> Update:
    """Return the file of `plan` with what was changed in a sheet.

    Raises CannotRunError if the sheet is one of another plan.
    """
    if filled.plan not in (plan.id, *plan.moved_from):
        message = f"这是方案 {filled.plan} 的表格，{written.file} 是方案 {plan.id}：请核对文件"
        raise CannotRunError(message)
    columns = columns_of(plan)
    if faults := faults_of_headings(filled, columns):
        return Update(written.text, plan, tuple(faults))
    merged = merge(written.fields, columns, filled)
    missing, remarks = tuple(merged.missing), tuple(remarks_on_headings(filled))
    if merged.problems:
        return Update(written.text, plan, tuple(merged.problems), missing, remarks)
    text = _patched(written, merged)
    report = Report()
    found = read_plan(text, written.file, report)
    errors = (each for each in report.problems if each.severity is Severity.ERROR)
    problems = tuple(_placed(errors, found, merged, filled.file))
    leaks = tuple(_leaks(written, text))
    return Update(text, found or plan, problems, missing, remarks, leaks)


def tasks_at(plan: Plan, problems: Iterable[Problem]) -> dict[Problem, str]:
    """Return the ids of the tasks in whose lines problems lie."""
    lines = {
        line: task.id
        for task in plan.tasks
        for line in range(task.origin.span.line, task.origin.span.last_line + 1)
    }
    where = {problem: lines.get(problem.location.line) for problem in problems}
    return {problem: id_ for problem, id_ in where.items() if id_}


def _patched(written: Written, merged: Merged) -> str:
    text = patched(written.text, written.root, merged.fields)
    for path, count in Counter(place.path for place in merged.added).items():
        text = spaced(text, written.file, path, "tasks", count)
    return text


def _leaks(written: Written, text: str) -> Iterator[Problem]:
    """Yield what `check` will refuse to publish of a text, unless it has refused it before."""
    before, after = Report(), Report()
    find_leaks(written.text, written.file, before)
    find_leaks(text, written.file, after)
    known = {(problem.code, problem.message) for problem in before.problems}
    for problem in after.problems:
        if (problem.code, problem.message) not in known:
            yield problem


def _placed(
    problems: Iterable[Problem], plan: Plan | None, merged: Merged, file: str
) -> Iterable[Problem]:
    """Yield problems of the plan file at the rows of the tasks that they are about."""
    found = [*problems]
    tasks = tasks_at(plan, found) if plan else {}
    for problem in found:
        line = merged.lines.get(tasks.get(problem, ""))
        place = Location(file, line) if line else problem.location
        yield Problem(place, problem.code, problem.message)
