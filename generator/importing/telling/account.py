"""Counts what became of every character of a document: used, left out for a reason, or neither."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final

from generator.importing.document import Cell, Extract
from generator.importing.wording.labels import BARE_LABEL, LEADING_SIGNS, QUALIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importing.document import Piece, Source
    from generator.importing.draft import HeadingDraft, PlanDraft, Text

_BRACKETS_AND_STOPS: Final = rf"[\s（）()〔〕【】［］\[\]：:；;。，,、{re.escape(LEADING_SIGNS)}]*"
_ANNOUNCED: Final = (
    "单位|部门|科室|处室|股室|主体|分工|责任|牵头|负责|承办|主办|配合|协办|协助|处|科"
    "|时限|时间|期限|抄送|附件|机构|领导|责任人|负责人|牵头人|负责同志"
)
_COUNT: Final = r"(?:[一二三四五六七八九十\d]{1,3}[、．.）)]{1,2}\s*)?"
"""A number before a label: （二）责任单位：."""
_LABEL: Final = (
    rf"(?:{_COUNT}[\u4e00-\u9fff]{{0,2}}(?:{QUALIFIERS}|\s){{0,8}}(?:{_ANNOUNCED})(?:要求|安排)?(?:（[^（）]*）)?\s*\d*[为是]?\s*[：:]"
    rf"|{BARE_LABEL})"
)
_FORM: Final = re.compile(f"{_BRACKETS_AND_STOPS}(?:{_LABEL})?{_BRACKETS_AND_STOPS}")
"""What only says what kind of text comes next, or where it ends."""
_MARKS: Final = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Field:
    """Where a text goes: a field of the letter, of a heading or of a task."""

    name: str
    """As people call it: 工作要求."""
    key: str
    """What holds it: letter, plan, columns, section-1, theme-1-2, task-3."""
    task: int | None = None
    """Which task in printed order, if it is of one; the first is 1."""


class Fate(Enum):
    """What became of a stretch of text."""

    USED = auto()
    FORM = auto()
    """Says only what kind of text comes next, or where it ends."""
    IGNORED = auto()
    UNREAD = auto()


@dataclass(frozen=True)
class Account:
    """What became of a document."""

    used: dict[Piece, list[tuple[Extract, Field]]]
    """Every use of each piece."""
    ignored: tuple[tuple[Extract, str], ...]
    unread: tuple[Extract, ...]
    """What went nowhere: nobody has understood it."""

    def stretches(self, piece: Piece) -> Iterator[tuple[str, Fate]]:
        """Yield all the text of a piece, cut where its fate changes."""
        fates = [Fate.FORM] * len(piece.text)
        left_out = [extract for extract, _ in self._ignored_of.get(piece, ())]
        taken = {extract for extract, _ in self.used.get(piece, ())}
        for fate, extracts in (
            (Fate.UNREAD, self._unread_of.get(piece, ())),
            (Fate.IGNORED, left_out),
            (Fate.USED, taken),
        ):
            for extract in extracts:
                fates[extract.start : extract.end] = [fate] * (extract.end - extract.start)
        at = 0
        for fate, run in groupby(fates):
            end = at + sum(1 for _ in run)
            yield piece.text[at:end], fate
            at = end

    def used_in(self, piece: Piece) -> int:
        """Return how many characters of a piece were used, blanks not counted, each once."""
        stretches = (text for text, fate in self.stretches(piece) if fate is Fate.USED)
        return sum(len(re.sub(r"\s", "", text)) for text in stretches)

    def reasons(self, piece: Piece) -> tuple[str, ...]:
        """Return why something of a piece was left out, each reason once."""
        return tuple(dict.fromkeys(reason for _, reason in self._ignored_of.get(piece, ())))

    @cached_property
    def _ignored_of(self) -> dict[Piece, list[tuple[Extract, str]]]:
        found = defaultdict(list)
        for extract, reason in self.ignored:
            found[extract.piece].append((extract, reason))
        return found

    @cached_property
    def _unread_of(self) -> dict[Piece, list[Extract]]:
        found = defaultdict(list)
        for extract in self.unread:
            found[extract.piece].append(extract)
        return found

    @property
    def is_whole(self) -> bool:
        """Whether nothing in a table has gone nowhere."""
        return not any(isinstance(extract.piece, Cell) for extract in self.unread)


def account_of(source: Source, draft: PlanDraft) -> Account:
    """Return what became of `source` in `draft`."""
    used: defaultdict[Piece, list[tuple[Extract, Field]]] = defaultdict(list)
    for field, text in texts_of(draft):
        for extract in text:
            used[extract.piece].append((extract, field))
    gone = defaultdict(list)
    for extract, _ in draft.ignored:
        gone[extract.piece].append(extract)
    unread = []
    for piece in source.pieces:
        covered = [extract for extract, _ in used[piece]] + gone[piece]
        # A label alone announces nothing: then somebody should see that there is nothing.
        form = _FORM if covered else _MARKS
        unread += [rest for rest in _rest(piece, covered) if not form.fullmatch(rest.text)]
    return Account(dict(used), tuple(draft.ignored), tuple(unread))


def characters(extracts: Iterator[Extract] | list[Extract]) -> int:
    """Return how many characters some extracts have, blanks not counted."""
    return sum(len(re.sub(r"\s", "", extract.text)) for extract in extracts)


def texts_of(draft: PlanDraft) -> Iterator[tuple[Field, Text]]:
    """Yield every text of a plan with where it goes, empty ones too."""
    yield Field("方案标题", "plan"), draft.title
    yield Field("标题下的文字", "plan"), draft.text
    for name, text in draft.letter.texts():
        yield Field(name, "letter"), text
    yield Field("栏名", "columns"), draft.headings
    for at, section in enumerate(draft.sections, start=1):
        yield from _heading("部分", f"section-{at}", section)
        for below, theme in enumerate(section.themes, start=1):
            yield from _heading("方面", f"theme-{at}-{below}", theme)
    for number, task in enumerate(draft.tasks, start=1):
        for name, text in task.texts():
            yield Field(name, f"task-{number}", number), text


def _heading(noun: str, key: str, heading: HeadingDraft) -> Iterator[tuple[Field, Text]]:
    yield Field(f"{noun}的序号", key), heading.number
    yield Field(f"{noun}的标题", key), heading.title
    yield Field(f"{noun}标题下的文字", key), heading.text


def _rest(piece: Piece, covered: list[Extract]) -> Iterator[Extract]:
    """Yield what of a piece lies between the extracts that cover it."""
    at = 0
    for extract in sorted(covered, key=lambda each: each.start):
        if rest := Extract(piece, at, max(at, extract.start)).stripped():
            yield rest
        at = max(at, extract.end)
    if rest := Extract(piece, at, len(piece.text)).stripped():
        yield rest
