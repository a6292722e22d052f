"""Puts a corrected document into a plan file that is there, and says what changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.cli.reading import read_as_written
from generator.cli.saving import save_text
from generator.cli.saying import leave_unchanged, remark, say_each
from generator.cli.waivers import move_waivers_of
from generator.plan.files import PLANS_FOLDER
from generator.problems import CannotRunError, Report, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.cli.workplace import Workplace
    from generator.editing.written import Written
    from generator.history.difference import Difference
    from generator.importing.draft import PlanDraft
    from generator.importing.plan_file.updating import Update
    from generator.importing.telling.findings import Findings
    from generator.plan.model import Plan
    from generator.problems import Problem

_LEFT_TO_FILL: Final = frozenset({"role-missing", "role-not-printed"})
"""What may be wrong after an update: where a cell was not understood, people say who leads."""
_LEFT_TO_MOVE: Final = frozenset({"not-printed"})
"""What may be wrong before an update that moves it."""
_MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update makes of a plan file."""

    workplace: Workplace
    path: Path
    before: str
    """The text of the file, before."""
    update: Update
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]
    """What is left to be filled in."""

    def write(self) -> None:
        """Write the file, unless nothing changes; waivers go along with the lines that they name.

        Raises CannotRunError if it cannot be written.
        """
        text = self.update.text
        if text != self.before:
            save_text(self.path, text)
            move_waivers_of(self.workplace.root, self.path, self.before, text)

    def said(self, findings: Findings, form: str) -> str:
        """Return what changed, what is to be decided, and what became of the document."""
        from generator.history import formats  # noqa: PLC0415 - only an update compares
        from generator.importing.telling import report  # noqa: PLC0415

        if form == "json":
            found = {
                "changes": json.loads(formats.as_json(self.differences)),
                "gone": list(self.update.gone),
                "reworded": list(self.update.reworded),
                "divided": list(self.update.divided),
                **json.loads(report.as_json(findings)),
            }
            return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n"
        gone = "".join(
            f"原件中已没有{each}，没有删除：方案已经公布的，请按 docs/editing.md 废止；"
            "还没有公布的，可以删去\n"
            for each in self.update.gone
        )
        divided = "".join(
            f"{each} 的文字与原件一样，只是分栏、换行与从原件读出的不同，按方案里的，没有改动："
            "原件改了分栏的，请自己改\n"
            for each in self.update.divided
        )
        changed = formats.as_text(self.differences)
        return f"{changed}{gone}{divided}{report.as_text(findings)}"

    def remark(self) -> None:
        """Say what is to be done now."""
        say_each(self.problems)
        if words := self.update.reworded:
            more = f"等 {len(words)} 处" if len(words) > _MOST_NAMED else ""
            remark(
                f"印发文字有改动或新增：{'、'.join(words[:_MOST_NAMED])}{more}。方案已经公布的，"
                "要在这些项里各加一条更改记录（amended），写明日期、种类和依据。"
                "方案里手工改过、与从原件读出的不同的，也照原件改了：请逐条看上面的改动，不对的改回来。"
            )
        if self.differences:
            check = self.workplace.call("check")
            remark(f"已更新 {self.path.name}，请与原件核对，再运行 {check}。")


@dataclass(frozen=True, slots=True)
class Existing:
    """A plan file that is to be updated."""

    workplace: Workplace
    path: Path
    written: Written
    plan: Plan

    @property
    def changed(self) -> Path:
        """The plan file that will not say any more what it says now."""
        return self.path

    @property
    def before(self) -> Plan:
        """The plan that is brought up to the document."""
        return self.plan

    def refuse(self, draft: PlanDraft) -> None:
        """Raise CannotRunError if a document is that of another year, or of another plan."""
        from generator.importing.plan_file.identity import (  # noqa: PLC0415 - only an update asks
            is_of,
            shares_tasks,
            year_of,
        )

        year, plan = year_of(draft), self.plan
        if is_of(draft, plan):
            return
        if not year or int(year) == plan.year:
            if not shares_tasks(draft, plan):
                raise CannotRunError(self._is_another(year))
            return
        name, cure = self.path.name, "换一年的，请加 --next，不加 --update"
        if int(year) < plan.year:
            cure = f"以前的方案，请用 -o {PLANS_FOLDER}/{year}.yaml 另写一个文件，不加 --update"
        message = f"原件是 {year} 年的，{name} 是 {plan.year} 年的方案，没有改动：{cure}"
        raise CannotRunError(message)

    def _is_another(self, year: str) -> str:
        """Return what is said of a document that shares nothing with the plan."""
        other = f"{self.plan.year}-2"
        cure = f"同一年另有一个方案的，请用 -o {PLANS_FOLDER}/{other}.yaml 另写一个文件"
        if not year:
            cure = (
                f"是新一年的，请在原件的副本里给标题写上年份，如 {self.plan.year + 1}年，"
                "用 --next 导入副本，再照原件改回标题"
            )
        return (
            f"原件和 {self.path.name} 的标题、文号都不同，也没有一项相同的任务，"
            f"像是另一个方案，没有改动：{cure}；确是它的更正稿的，先把 {self.path.name}"
            " 的标题改成与原件一致"
        )

    def of(self, draft: PlanDraft, known: Mapping[str, str]) -> Updated:
        """Return what becomes of it by a document; leaves with 1 if that can be no plan."""
        from generator.history.difference import differences  # noqa: PLC0415 - no other compares
        from generator.importing.plan_file.updating import updated  # noqa: PLC0415

        found = updated(self.written, draft, known)
        new, problems = _plan(
            found.text, self.path.name, "照原件改了就有以上错误，请先改正方案或原件", _LEFT_TO_FILL
        )
        changes = differences([self.plan], [new])
        return Updated(self.workplace, self.path, self.written.text, found, changes, problems)


def existing(workplace: Workplace, path: Path) -> Existing:
    """Return the plan in a file; leaves with 1 if it can be none.

    Raises CannotRunError if there is no file.

    What a column holds may have been decided anew there, and its cells not been moved yet.
    """
    if not path.exists():
        message = f"没有 {path.name}，无从更新：第一次导入请去掉 --update"
        raise CannotRunError(message)
    report = Report()
    written = read_as_written(path, path.name, report)
    if written is None:
        leave_unchanged(report.problems)
    plan, _ = _plan(written.text, path.name, "请先改正", _LEFT_TO_MOVE)
    return Existing(workplace, path, written, plan)


def _plan(
    text: str, file: str, cure: str, fillable: frozenset[str] = frozenset()
) -> tuple[Plan, tuple[Problem, ...]]:
    """Return a plan with those of its errors that may be; leaves with 1 if there are others."""
    from generator.plan.loader import read_plan  # noqa: PLC0415 - only an update needs it

    report = Report()
    plan = read_plan(text, file, report)
    errors = tuple(each for each in report.problems if each.severity is Severity.ERROR)
    if plan is None or any(error.code not in fillable for error in errors):
        leave_unchanged([each for each in report.problems if each.code not in fillable], cure)
    return plan, errors
