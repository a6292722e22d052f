"""A plan as it is read from a document: every text still knows where in the document it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from generator.plan.deadline import Deadline, read_deadline
from generator.plan.repetition import in_full
from generator.plan.responsibility import read_responsibility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importing.document import Extract
    from generator.plan.responsibility import PrintedRoles

_BROKEN: Final = re.compile(r"\n(?![（(]?[\d一二三四五六七八九十]{1,3}[）)、．.]|[①-⑳])")
_PADDED: Final = re.compile(r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff])+")
"""Single signs, set apart so that they fill a cell: 工 作, and 项 目 in the line below."""
_ANY_YEAR: Final = 2000
"""A leap year, so that every day that there may be is one."""
Text = tuple["Extract", ...]
"""Lines of one text, from wherever they come."""


@dataclass
class TaskDraft:
    """One task; cells that lie beside several tasks belong to each."""

    number: Text = ()
    title: Text = ()
    requirement: Text = ()
    responsibility: dict[str, Text] = field(default_factory=dict)
    """Text by heading of the column; the heading is empty where there is one column only."""
    deadline: Text = ()
    extra: dict[str, Text] = field(default_factory=dict)
    cells_above: dict[str, str] = field(default_factory=dict)
    """What the cells of responsibility of the task above say, in full."""
    lead_note: str = ""
    """What the document says elsewhere of how leads are told from others."""

    @property
    def cells(self) -> dict[str, str]:
        """What the cells of responsibility say, by heading."""
        return {heading: said(text) for heading, text in self.responsibility.items()}

    @property
    def cells_in_full(self) -> dict[str, str]:
        """What the cells of responsibility mean where they say 同上."""
        return in_full(self.cells, self.cells_above)

    @cached_property
    def roles(self) -> PrintedRoles | None:
        """Who does what as the cells say, None if that is not understood: once all is read."""
        return read_responsibility(self.cells_in_full, self.lead_note)

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Yield every text with what it is called."""
        yield "序号", self.number
        yield "任务名称", self.title
        yield "工作要求", self.requirement
        for heading, text in self.responsibility.items():
            yield heading or "责任分工", text
        yield "完成时限", self.deadline
        yield from self.extra.items()


@dataclass
class HeadingDraft:
    """A part or an aspect, with what stands directly below it."""

    number: Text = ()
    title: Text = ()
    text: Text = ()
    themes: list[HeadingDraft] = field(default_factory=list)
    tasks: list[TaskDraft] = field(default_factory=list)

    @property
    def all_tasks(self) -> list[TaskDraft]:
        """Its own tasks, and those of its aspects."""
        return [*self.tasks, *(task for theme in self.themes for task in theme.tasks)]


@dataclass
class LetterDraft:
    """The letter that issues the plan."""

    head: Text = ()
    """Its letterhead, which says who issues it once more; in none of its fields."""
    title: Text = ()
    number: Text = ()
    issuer: Text = ()
    issued_on: Text = ()
    addressees: Text = ()
    body: Text = ()
    note: Text = ()
    copied_to: Text = ()

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Yield every text with what it is called."""
        yield "公文标题", self.title
        yield "发文字号", self.number
        yield "发文机关", self.issuer
        yield "成文日期", self.issued_on
        yield "主送机关", self.addressees
        yield "正文", self.body
        yield "附注", self.note
        yield "抄送机关", self.copied_to


@dataclass
class PlanDraft:
    """All that was read, and what was left out on purpose."""

    title: Text = ()
    text: Text = ()
    letter: LetterDraft = field(default_factory=LetterDraft)
    columns: dict[str, str] = field(default_factory=dict)
    """Heading as printed, without blanks, to the field that holds the column."""
    decided: frozenset[str] = frozenset()
    """The headings of which somebody has said what they head."""
    headings: Text = ()
    sections: list[HeadingDraft] = field(default_factory=list)
    speaking: tuple[HeadingDraft, ...] = ()
    """Headings that alone say who does the tasks below them."""
    body: Text = ()
    """Running text before the tables that has headings and says of no task who does it."""
    closing: Text = ()
    """Running text behind the last task that is none of it."""
    ignored: list[tuple[Extract, str]] = field(default_factory=list)
    """What belongs to no field, with the reason."""

    @property
    def tasks(self) -> list[TaskDraft]:
        """All tasks, as printed."""
        return [task for section in self.sections for task in section.all_tasks]


def said(text: Text) -> str:
    """Return the lines of a text as they are published: blanks at their ends and empty ones go."""
    whole = ""
    for extract in text:
        lines = "\n".join(line.text for line in extract.lines())
        whole += lines if extract.continues or not (whole and lines) else f"\n{lines}"
    return whole


def as_title(text: Text) -> str:
    """Return a title without what only fits it into its cell; what is numbered stays in lines."""
    title = said(text)
    return re.sub(r"\s", "", title) if _PADDED.fullmatch(title) else _BROKEN.sub("", title)


def in_one_line(text: Text) -> str:
    """Return a title in one line, whatever lines it was broken into."""
    return said(text).replace("\n", "")


def deadline_in(text: str, year: str = "") -> Deadline:
    """Return what a printed time limit says; without the year of the plan, whether it is a day."""
    return read_deadline(text, int(year or _ANY_YEAR))
