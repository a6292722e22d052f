"""Plan files that are made of a document: a new one, or the plan of another year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.cli.outgoing import outgoing
from generator.cli.reading import plans_of
from generator.cli.saving import make_folder, save
from generator.cli.saying import remark
from generator.plan.files import PLAN_FILE, PLANS_FOLDER
from generator.problems import CannotRunError, Report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.cli.outgoing import Outgoing
    from generator.cli.workplace import Workplace
    from generator.importing.draft import PlanDraft
    from generator.importing.telling.findings import Findings


@dataclass(frozen=True, slots=True)
class NewFile:
    """A plan file that is not there yet."""

    before: ClassVar = None
    """The plan that is brought up to the document: there is none."""
    workplace: Workplace
    path: Path

    @property
    def changed(self) -> Path:
        """The plan file that will not say any more what it says now."""
        return self.path

    def refuse(self, draft: PlanDraft) -> None:
        """Any plan may come in."""

    def of(self, draft: PlanDraft, known: Mapping[str, str]) -> Imported:
        """Return what is written of a draft; `known` gives ids of units by name.

        A plan of a past year has the id that its file is called by.
        """
        from generator.editing.renewal import archived  # noqa: PLC0415 - few plans are of the past
        from generator.importing.plan_file.writing import as_plan  # noqa: PLC0415

        if not _is_past(self.workplace, self.path):
            return Imported(self.workplace, self.path, as_plan(draft, known))
        text, _ = archived(as_plan(draft, known, id_=self.path.stem))
        return Imported(self.workplace, self.path, text)


@dataclass(frozen=True, slots=True)
class NextPlan:
    """plan.yaml, where the plan of another year takes the place of the one in force."""

    before: ClassVar = None
    """The plan that is brought up to the document: there is none."""
    changed: ClassVar = None
    """The plan file that will not say any more what it says now: its plan is kept."""
    workplace: Workplace
    path: Path
    past: Outgoing

    def refuse(self, draft: PlanDraft) -> None:
        """Raise CannotRunError unless a draft says of which year it is, and that can follow."""
        from generator.importing.plan_file.identity import is_of, year_of  # noqa: PLC0415

        if is_of(draft, self.past.plan):
            message = (
                f"原件就是现行方案（文号、标题或者多数任务与 {PLAN_FILE} 的相同），没有改动："
                "原件更正了，请加 --update，不加 --next"
            )
            raise CannotRunError(message)
        year = year_of(draft)
        if not year:
            message = (
                "原件的标题和落款没有写明是哪一年的，没有改动："
                f"请在原件的副本里给标题写上年份，如 {self.past.plan.year + 1}年，导入副本，"
                f"再照原件改回 {PLAN_FILE} 里的标题"
            )
            raise CannotRunError(message)
        if int(year) < self.past.plan.year:
            message = (
                f"{year} 年早于现行方案的 {self.past.plan.year} 年，没有改动：以前的方案，"
                f"请用 -o {PLANS_FOLDER}/{year}.yaml 另写一个文件，不加 --next"
            )
            raise CannotRunError(message)
        self.past.refuse_year(year)

    def of(self, draft: PlanDraft, known: Mapping[str, str]) -> Imported:
        """Return what is written of a draft; `known` gives ids of units by name."""
        from generator.importing.plan_file.writing import as_plan  # noqa: PLC0415

        text = as_plan(draft, known, self.past.topics)
        return Imported(self.workplace, self.path, text, self.past)


@dataclass(frozen=True, slots=True)
class Imported:
    """The text of a plan file that was made of a document."""

    workplace: Workplace
    path: Path
    text: str
    past: Outgoing | None = None
    """The plan that gives way to it."""

    def write(self) -> None:
        """Write the file; raises CannotRunError if that cannot be."""
        if self.past:
            self.past.give_way(self.text)
        else:
            if _is_past(self.workplace, self.path):
                make_folder(self.path.parent)
            save(self.path, self.text.encode())

    def said(self, findings: Findings, form: str) -> str:
        """Return what became of the document."""
        from generator.importing.telling import report  # noqa: PLC0415

        return {"text": report.as_text, "json": report.as_json}[form](findings)

    def remark(self) -> None:
        """Say what is to be done now."""
        kept = f"，{self.past.plan.id} 的移到 {self.past.file}" if self.past else ""
        check = self.workplace.call("check")
        remark(f"已写入 {self.path.name}{kept}，请与原件核对，再运行 {check}。")
        if self.past:
            remark(
                "还要做：给各项任务写上主题，删去用不到的主题；"
                "改写 content/about.md 等页面里的旧方案。"
            )


def _is_past(workplace: Workplace, path: Path) -> bool:
    """Whether a file is one of those that hold the plans of past years."""
    return path.resolve().parent == (workplace.root / PLANS_FOLDER).resolve()


def new_file(workplace: Workplace, path: Path) -> NewFile:
    """Return a file to be written; raises CannotRunError if it is there, or cannot hold a plan."""
    if path.exists():
        message = (
            f"已有 {path.name}，没有改动：原件更正了，请加 --update，只改有变化的地方；"
            "新一年的方案，请加 --next；要另写一个文件，请用 -o 写明"
        )
        raise CannotRunError(message)
    if _is_past(workplace, path):
        _refuse_id(workplace, path)
    return NewFile(workplace, path)


def _refuse_id(workplace: Workplace, path: Path) -> None:
    """Raise CannotRunError unless the plan of a past year can have the id that its file bears."""
    from generator.plan.values import is_id  # noqa: PLC0415 - few plans are of the past

    id_ = path.stem
    if path.suffix != ".yaml" or not is_id(id_):
        message = (
            f"{path.name} 不能用作以前的方案的文件名：应为编号加 .yaml，编号只用小写字母、数字和"
            f"单个连字符，如 {PLANS_FOLDER}/2021.yaml"
        )
        raise CannotRunError(message)
    for plan in plans_of(workplace.root, Report()):
        if id_ in (plan.id, *plan.moved_from):
            message = (
                f"编号 {id_} 已用于 {plan.origin.file}，没有改动：原件更正了，请用 --update 改"
                f"那个文件；同一年另有一个方案的，请用 -o {PLANS_FOLDER}/{id_}-2.yaml"
            )
            raise CannotRunError(message)


def next_plan(workplace: Workplace) -> NextPlan:
    """Return plan.yaml with the plan that will give way; leaves with 1 if that has errors.

    Raises CannotRunError if there is none.
    """
    path = workplace.root / PLAN_FILE
    if not path.exists():
        message = f"没有 {path.name}，不用换一年：第一次导入请去掉 --next"
        raise CannotRunError(message)
    return NextPlan(workplace, path, outgoing(workplace.root))
