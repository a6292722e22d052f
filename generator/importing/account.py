"""Counts what became of every character of a document: used, left out for a reason, or neither."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.importing.document import Cell, Extract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importing.document import Piece, Source
    from generator.importing.draft import PlanDraft, Text

_FORM: Final = re.compile(
    r"[\s（）()〔〕\[\]：:；;。，,、]*"
    r"(?:[\u4e00-\u9fff\s]{0,10}(?:单位|部门|科室|处室|时限|时间|期限|抄送|附件|机构)\s*\d*[：:])?"
    r"[\s（）()〔〕\[\]：:；;。，,、]*"
)
"""What only says what kind of text comes next, or where it ends."""


@dataclass(frozen=True)
class Account:
    """What became of a document."""

    used: dict[Piece, list[tuple[Extract, str]]]
    """Every use of each piece, with what it is called in the plan."""
    ignored: tuple[tuple[Extract, str], ...]
    unread: tuple[Extract, ...]
    """What went nowhere: nobody has understood it."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing in a table has gone nowhere."""
        return not any(isinstance(extract.piece, Cell) for extract in self.unread)


def account_of(source: Source, draft: PlanDraft) -> Account:
    """Return what became of `source` in `draft`."""
    used: defaultdict[Piece, list[tuple[Extract, str]]] = defaultdict(list)
    for what, text in _texts(draft):
        for extract in text:
            used[extract.piece].append((extract, what))
    gone = defaultdict(list)
    for extract, _ in draft.ignored:
        gone[extract.piece].append(extract)
    unread = []
    for piece in source.pieces:
        covered = [extract for extract, _ in used[piece]] + gone[piece]
        unread += [rest for rest in _rest(piece, covered) if not _FORM.fullmatch(rest.text)]
    return Account(dict(used), tuple(draft.ignored), tuple(unread))


def characters(extracts: Iterator[Extract] | list[Extract]) -> int:
    """Return how many characters some extracts have, blanks not counted."""
    return sum(len(re.sub(r"\s", "", extract.text)) for extract in extracts)


def _texts(draft: PlanDraft) -> Iterator[tuple[str, Text]]:
    yield "方案标题", draft.title
    yield "标题下的文字", draft.text
    yield from draft.letter.texts()
    yield "栏名", draft.headings
    for section in draft.sections:
        for heading in (section, *section.themes):
            noun = "部分" if heading is section else "方面"
            yield f"{noun}的序号", heading.number
            yield f"{noun}的标题", heading.title
            yield f"{noun}标题下的文字", heading.text
    for number, task in enumerate(draft.tasks, start=1):
        for what, text in task.texts():
            yield f"第{number}项任务的{what}", text


def _rest(piece: Piece, covered: list[Extract]) -> Iterator[Extract]:
    """Yield what of a piece lies between the extracts that cover it."""
    at = 0
    for extract in sorted(covered, key=lambda each: each.start):
        if rest := Extract(piece, at, max(at, extract.start)).stripped():
            yield rest
        at = max(at, extract.end)
    if rest := Extract(piece, at, len(piece.text)).stripped():
        yield rest
