"""Lays the document beside what was made of it, so that each leads to the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from generator.importing.document import Cell, Piece, Table
from generator.importing.draft import deadline_in, in_one_line, said
from generator.importing.telling.account import Fate
from generator.importing.telling.remarks import alike
from generator.plan.deadline import DeadlineKind
from generator.plan.parties import Role
from generator.source.characters import made_visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importing.draft import HeadingDraft, TaskDraft, Text
    from generator.importing.telling.findings import Confidence, Findings
    from generator.importing.telling.remarks import Remark

_UNCLEAR: Final = "看不出是哪一天"
_KINDS: Final = {
    DeadlineKind.CONTINUOUS: "长期",
    DeadlineKind.PERIODIC: "定期",
    DeadlineKind.UNCLEAR: _UNCLEAR,
}


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a place of the page."""

    words: str
    to: str


@dataclass(frozen=True, slots=True)
class Destination:
    """Fields, and all that have the text of a piece in them."""

    names: str
    """Empty where the link itself names the field."""
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a row of a table; without a cell it is a gap in the grid."""

    width: int
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A text of the plan with its name, and where it comes from."""

    name: str
    text: str
    sources: tuple[Link, ...]


@dataclass(frozen=True)
class TaskView:
    """A task as it was read."""

    number: int
    heading: str
    entries: tuple[Entry, ...]
    readings: tuple[tuple[str, str], ...]
    """What was understood of a printed text: 牵头, 读作."""
    confidence: Confidence
    remarks: tuple[Remark, ...]
    """Each thing that is to be said of it, once."""


@dataclass(frozen=True)
class Comparison:
    """Both sides, with the names of the places in either."""

    findings: Findings

    def id(self, piece: Piece) -> str:
        """Return the name of a piece's place."""
        return f"piece-{self._numbers[piece]}"

    def source(self, piece: Piece) -> Link:
        """Return what leads to a piece."""
        return Link(made_visible(piece.place), self.id(piece))

    def rows(self, table: Table) -> Iterator[list[Slot]]:
        """Yield what begins in each row of a table; what reaches it from above is drawn there."""
        for number, row in enumerate(table.rows):
            slots, at = [], 0
            for cell in row:
                if cell.column > at:
                    slots.append(Slot(cell.column - at))
                if cell.row == number:
                    slots.append(Slot(cell.width, cell))
                at = max(at, cell.column + cell.width)
            yield slots if at >= table.width else [*slots, Slot(table.width - at)]

    def is_table(self, block: Piece | Table) -> bool:
        """Whether a block is a table."""
        return isinstance(block, Table)

    def number(self, table: Table) -> int:
        """Return which table of the document it is; the first is 1."""
        return self._tables[table]

    @cached_property
    def headings(self) -> frozenset[Piece]:
        """The cells that are headings of columns."""
        return frozenset(extract.piece for extract in self.findings.draft.headings)

    def stretches(self, piece: Piece) -> Iterator[tuple[str, str]]:
        """Yield the text of a piece in stretches, each with what became of it."""
        names = {Fate.UNREAD: "unread", Fate.IGNORED: "ignored"}
        for text, fate in self.findings.account.stretches(piece):
            yield made_visible(text), names.get(fate, "")

    def has_unread(self, piece: Piece) -> bool:
        """Whether something of a piece was not understood."""
        return any(fate is Fate.UNREAD for _, fate in self.findings.account.stretches(piece))

    def like(self, name: str) -> list[str]:
        """Return the other names that may be those of a unit."""
        return self._like.get(name, [])

    @cached_property
    def _like(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for one, other in self.findings.aliases:
            found[one].append(other)
            found[other].append(one)
        return found

    def destinations(self, piece: Piece) -> list[Destination]:
        """Return where the text of a piece went."""
        tasks: dict[str, dict[str, Link]] = {}
        others: dict[str, dict[str, None]] = {}
        for _, field in self.findings.account.used.get(piece, ()):
            name = made_visible(field.name)
            if field.task is None:
                others.setdefault(field.key, {})[name] = None
            else:
                link = Link(f"任务{field.task}", field.key)
                tasks.setdefault(name, {})[field.key] = link
        names: dict[tuple[Link, ...], list[str]] = {}
        for name, links in tasks.items():
            names.setdefault(tuple(links.values()), []).append(name)
        return [
            Destination("", (Link("、".join(names), key),)) for key, names in others.items()
        ] + [Destination("、".join(all_names), links) for links, all_names in names.items()]

    @cached_property
    def unread(self) -> list[Entry]:
        """What nobody has understood."""
        return [
            Entry("", made_visible(each.text), (self.source(each.piece),))
            for each in self.findings.account.unread
        ]

    @cached_property
    def ignored(self) -> list[Entry]:
        """What was left out, each with the reason as its name."""
        return [
            Entry(reason, made_visible(each.text), (self.source(each.piece),))
            for each, reason in self.findings.account.ignored
            if each
        ]

    @cached_property
    def letter(self) -> list[Entry]:
        """What was read of the letter."""
        texts = self.findings.draft.letter.texts()
        return [self._entry(name, text) for name, text in texts if text]

    @cached_property
    def plan(self) -> list[Entry]:
        """What was read of the plan before its first heading."""
        draft = self.findings.draft
        texts = (("方案标题", draft.title), ("标题下的文字", draft.text))
        return [self._entry(name, text) for name, text in texts if text]

    @cached_property
    def columns(self) -> Entry:
        """The headings of columns."""
        headings = self.findings.draft.headings
        names = "、".join(in_one_line((heading,)) for heading in headings)
        return Entry("栏名", made_visible(names), self._sources(headings))

    def heading(self, heading: HeadingDraft) -> Entry:
        """Return a part or an aspect: its title, and the text below it as its name."""
        title = said(heading.number) + in_one_line(heading.title)
        texts = heading.number + heading.title + heading.text
        return Entry(made_visible(said(heading.text)), made_visible(title), self._sources(texts))

    def tasks(self, heading: HeadingDraft) -> Iterator[TaskView]:
        """Yield the tasks directly below a heading."""
        for task in heading.tasks:
            yield self._views[id(task)]

    @property
    def all_tasks(self) -> list[TaskView]:
        """All tasks, as printed."""
        return [*self._views.values()]

    @cached_property
    def _views(self) -> dict[int, TaskView]:
        tasks = enumerate(self.findings.draft.tasks, start=1)
        return {id(task): self._view(number, task) for number, task in tasks}

    def _view(self, number: int, task: TaskDraft) -> TaskView:
        title = in_one_line(task.title or task.requirement)
        return TaskView(
            number,
            made_visible(title),
            tuple(self._entry(name, text) for name, text in task.texts() if text),
            tuple(self._readings(task)),
            self.findings.confidence(number),
            tuple(same[0] for same in alike(self.findings.on_task(number))),
        )

    def _readings(self, task: TaskDraft) -> Iterator[tuple[str, str]]:
        for role in Role:
            if task.roles and (names := task.roles.names_as(role)):
                yield f"读作{role.verb}", made_visible("、".join(names))
        if printed := said(task.deadline):
            yield "读作时限", self._deadline(printed)

    def _deadline(self, printed: str) -> str:
        year = self.findings.year
        read = deadline_in(printed, year)
        if read.due is None:
            return _KINDS.get(read.kind, _UNCLEAR)
        day = f"{read.due.month}月{read.due.day}日"
        if not read.is_year_assumed:
            return f"{read.due.year}年{day}"
        return f"{year}年{day}（年份按方案年度）" if year else f"{day}，哪一年不明"

    def _entry(self, name: str, text: Text) -> Entry:
        return Entry(made_visible(name), made_visible(said(text)), self._sources(text))

    def _sources(self, text: Text) -> tuple[Link, ...]:
        pieces = dict.fromkeys(extract.piece for extract in text)
        return tuple(self.source(piece) for piece in pieces)

    @cached_property
    def _numbers(self) -> dict[Piece, int]:
        return {piece: at for at, piece in enumerate(self.findings.source.pieces, start=1)}

    @cached_property
    def _tables(self) -> dict[Table, int]:
        tables = (block for block in self.findings.source.blocks if isinstance(block, Table))
        return {table: at for at, table in enumerate(tables, start=1)}
