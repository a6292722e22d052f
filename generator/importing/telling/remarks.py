"""What somebody should look at before a plan that was read from a document is used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.importing.document import Piece
    from generator.importing.draft import Text


class Urgency(IntEnum):
    """How much depends on it that somebody looks; the most urgent first."""

    UNREAD = 0
    CHECK = 1
    NOTE = 2

    @property
    def word(self) -> str:
        """How it is called."""
        return ("没有看懂", "请核对", "请知悉")[self]


class Kind(StrEnum):
    """What a remark is about; the value is its key for programs."""

    LEAK = "leak"
    """What must not be published: a number of a person, a mark of secrecy."""
    UNREAD = "unread"
    """Text that is in no field of the plan."""
    ROLES = "roles"
    """Nobody can tell from the wording who leads and who supports."""
    MISSING = "missing"
    """A fact that the plan needs is not in the document."""
    IN_PIECE = "in_piece"
    """Something in a paragraph or cell beside its text: struck out, hidden, a picture."""
    BODY = "body"
    """Running text before a table of tasks, of which it may say the same."""
    NO_TITLE = "no_title"
    NO_RESPONSIBILITY = "no_responsibility"
    NO_UNIT = "no_unit"
    """Somebody is responsible, but no name is given."""
    UNIT_COLUMN = "unit_column"
    """A column of units whose heading does not say what they do; columns of units with marks."""
    OTHER_PLAN = "other_plan"
    """The document holds another plan behind the first."""
    UNITS_ABOVE = "units_above"
    """Who does tasks is only said by the heading above them."""
    EXTRA_COLUMN = "extra_column"
    """A column whose heading is not known, kept beside the fields of a task."""
    DUTY_IN_TEXT = "duty_in_text"
    """The end of a task seems to say who does it, in a form that is not read."""
    TITLE_COLUMN = "title_column"
    """A column that was taken for that of the tasks, as no other is called so."""
    LEAD_NOTE = "lead_note"
    """The document says how leads are told from others, in a way that was not followed."""
    NO_LEAD = "no_lead"
    """Names joined by 会同 without a word on who leads."""
    BESIDE = "beside"
    """Units that advise or watch over those who do a task."""
    OPEN_LIST = "open_list"
    """A list of units that ends in 等."""
    NUMBER = "number"
    """A number that is missing, comes twice or does not follow the one before."""
    DEADLINE = "deadline"
    """A time limit of which the day is not clear."""
    SAME_AS_HEADING = "same_as_heading"
    LONG_TITLE = "long_title"
    ODD_NAME = "odd_name"
    """A name that does not end as names of units do."""
    ALIAS = "alias"
    """Two names that may be one unit's."""
    GROUP = "group"
    """A collective party, whose members the editor decides."""
    ASSUMED_YEAR = "assumed_year"
    JOINED = "joined"
    """A row without a title of its own, taken for more of the task above."""
    SHARED_CELL = "shared_cell"
    """A cell of responsibility that lies beside several tasks."""

    @property
    def urgency(self) -> Urgency:
        """How urgent remarks of the kind are."""
        if self in (Kind.UNREAD, Kind.ROLES):
            return Urgency.UNREAD
        if self in (Kind.GROUP, Kind.ASSUMED_YEAR, Kind.SHARED_CELL):
            return Urgency.NOTE
        return Urgency.CHECK


@dataclass(frozen=True)
class Remark:
    """One thing to look at."""

    kind: Kind
    message: str
    place: str
    """Where, in words: 表1第4行第2格, 单位."""
    piece: Piece | None = None
    tasks: tuple[int, ...] = ()
    """The tasks that it bears on, in printed order; the first is 1."""


def remark_on(kind: Kind, message: str, number: int, *texts: Text) -> Remark:
    """Return a remark on a task, at the place of the first text that there is."""
    piece = next((extract.piece for text in texts for extract in text), None)
    place = f"第{number}项任务" if piece is None else piece.place
    return Remark(kind, message, place, piece, (number,))


def by_urgency(remarks: Iterable[Remark], order: dict[Piece, int]) -> tuple[Remark, ...]:
    """Return remarks in the order in which to look at them; `order` is that of the document."""
    last = len(order)

    def key(remark: Remark) -> tuple[int, int]:
        return remark.kind.urgency, last if remark.piece is None else order[remark.piece]

    return tuple(sorted(remarks, key=key))


def alike(remarks: Iterable[Remark]) -> list[tuple[Remark, ...]]:
    """Return remarks that say the same together, in the order of the first of each."""
    groups: dict[tuple[Kind, str], list[Remark]] = {}
    for remark in remarks:
        groups.setdefault((remark.kind, remark.message), []).append(remark)
    return [tuple(group) for group in groups.values()]
