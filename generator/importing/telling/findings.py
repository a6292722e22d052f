"""Gathers what is to be said about a document that was read: totals, remarks, confidence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from generator.importing.draft import said
from generator.importing.plan_file.identity import year_of
from generator.importing.plan_file.units import Units, aliases_in, register
from generator.importing.quoting import in_quotes
from generator.importing.telling.account import characters
from generator.importing.telling.doubts import doubts
from generator.importing.telling.leaking import leaking
from generator.importing.telling.remarks import Kind, Remark, Urgency, by_urgency
from generator.plan.names import is_unit
from generator.plan.parties import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.importing.document import Piece, Source
    from generator.importing.draft import PlanDraft, TaskDraft
    from generator.importing.telling.account import Account
    from generator.plan.model import Plan


class Confidence(StrEnum):
    """How sure it is that a task was read as it was meant."""

    SURE = "sure"
    CHECK = "check"
    UNREAD = "unread"

    @property
    def word(self) -> str:
        """How it is said."""
        return {"sure": "确定", "check": "请核对", "unread": "没有看懂"}[self]


@dataclass(frozen=True, slots=True)
class Totals:
    """How much was found; characters without blanks, each counted once."""

    tasks: int
    sections: int
    themes: int
    departments: int
    groups: int
    used: int
    ignored: int
    unread: int


@dataclass(frozen=True)
class Findings:
    """A document, what was made of it, and what is to be said about that."""

    source: Source
    draft: PlanDraft
    account: Account
    known: Mapping[str, str]
    """Ids of units that have one already, by name."""
    before: Plan | None = None
    """The plan that is brought up to the document."""

    @cached_property
    def units(self) -> Units:
        """Everybody who is named, in the order in which the document does."""
        return register(_names(self.draft), self.known)

    @cached_property
    def aliases(self) -> list[tuple[str, str]]:
        """Pairs of names that may be one unit's, of which one at least is new."""
        here = self.units.departments
        others = {name: id_ for name, id_ in self.known.items() if name not in self.units.groups}
        pairs = aliases_in(Units({**here, **others}))
        return [
            (one, other)
            for one, other in pairs
            if any(name in here and name not in self.known for name in (one, other))
        ]

    @cached_property
    def year(self) -> str:
        """The year of the plan; empty if nothing tells it."""
        return year_of(self.draft) or (str(self.before.year) if self.before else "")

    @cached_property
    def totals(self) -> Totals:
        """How much was found."""
        return Totals(
            tasks=len(self.draft.tasks),
            sections=len(self.draft.sections),
            themes=sum(len(section.themes) for section in self.draft.sections),
            departments=len(self.units.departments),
            groups=len(self.units.groups),
            used=sum(map(self.account.used_in, self.source.pieces)),
            ignored=characters([extract for extract, _ in self.account.ignored]),
            unread=characters(list(self.account.unread)),
        )

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """All that somebody should look at, the most urgent first."""
        order = {piece: at for at, piece in enumerate(self.source.pieces)}
        found = (
            *leaking(self.draft, self.account),
            *self._pieces(),
            *self._missing(),
            *self._body(),
            *doubts(self.draft, self.year),
            *self._registry(),
        )
        return by_urgency(found, order)

    def on_task(self, number: int) -> tuple[Remark, ...]:
        """Return the remarks that bear on a task; the first is 1."""
        return tuple(self._by_task.get(number, ()))

    def confidence(self, number: int) -> Confidence:
        """Return how sure a task is; the first is 1."""
        urgencies = {remark.kind.urgency for remark in self.on_task(number)}
        if Urgency.UNREAD in urgencies:
            return Confidence.UNREAD
        return Confidence.CHECK if Urgency.CHECK in urgencies else Confidence.SURE

    @cached_property
    def _by_task(self) -> dict[int, list[Remark]]:
        found = defaultdict(list)
        for remark in self.remarks:
            for number in remark.tasks:
                found[number].append(remark)
        return found

    def _pieces(self) -> Iterator[Remark]:
        for extract in self.account.unread:
            message = f"没有录入{in_quotes(extract.text)}，请核对后补入 plan.yaml"
            yield self._in_piece(Kind.UNREAD, message, extract.piece)
        for piece in self.source.pieces:
            for note in dict.fromkeys(piece.notes):
                yield self._in_piece(Kind.IN_PIECE, note, piece)

    def _in_piece(self, kind: Kind, message: str, piece: Piece) -> Remark:
        uses = self.account.used.get(piece, ())
        tasks = dict.fromkeys(field.task for _, field in uses if field.task is not None)
        return Remark(kind, message, piece.place, piece, tuple(tasks))

    def _missing(self) -> Iterator[Remark]:
        if self.before:
            return
        facts = {
            "方案标题（title）": said(self.draft.title),
            "年度（year）": self.year,
            "发文机关（document 的 issuer）": said(self.draft.letter.issuer),
        }
        for name, text in facts.items():
            if not text:
                yield Remark(Kind.MISSING, f"没有找到{name}，请在 plan.yaml 里填写", "公文")

    def _body(self) -> Iterator[Remark]:
        for first in self.draft.body[:1]:
            message = "表格前面的正文没有写明责任单位，录入 text；任务只按表格录入，请核对"
            yield self._in_piece(Kind.BODY, message, first.piece)
        for first in self.draft.closing[:1]:
            message = "最后一项任务后面的文字没有写进这项任务，录入 text，请核对"
            yield self._in_piece(Kind.BODY, message, first.piece)

    @cached_property
    def _naming(self) -> dict[str, list[int]]:
        """The tasks in which somebody is called so, by name."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, task in enumerate(self.draft.tasks, start=1):
            for name in dict.fromkeys(_named(task)):
                found[name].append(number)
        return found

    def _cure(self, one: str, other: str) -> str:
        """Return what to do if two names are one unit's; one of them may only be in other plans."""
        for name in (one, other):
            if name not in self.units.departments:
                return f"是的，编号改为 {self.known[name]}，旧名自动列为曾用名"
        return "是的，登记一个，另一个写进 aliases"

    def _registry(self) -> Iterator[Remark]:
        for one, other in self.aliases:
            message = (
                f"{in_quotes(one)}和{in_quotes(other)}是不是同一个单位？{self._cure(one, other)}"
            )
            yield Remark(Kind.ALIAS, message, "单位")
        for name in self.units.departments:
            if not is_unit(name):
                message = (
                    f"{in_quotes(name)}不像单位的名称：是人名的，从 departments 和任务里删去；"
                    "不是的，请核对责任单位是否读对了"
                )
                yield Remark(Kind.ODD_NAME, message, "单位", None, tuple(self._naming[name]))
        for name in self.units.groups:
            message = (
                f"{in_quotes(name)}是集体单位：包括谁（members）由编辑写明，不写的，网页上为未列明"
            )
            yield Remark(Kind.GROUP, message, "单位")


def _names(draft: PlanDraft) -> Iterator[str]:
    for task in draft.tasks:
        yield from _named(task)


def _named(task: TaskDraft) -> Iterator[str]:
    if roles := task.roles:
        for role in Role:
            yield from roles.names_as(role)
