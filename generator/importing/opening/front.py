"""Reads what stands before a plan: the letter, the title, perhaps some text below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.importing.opening.letter import is_date, is_note, read_letter, split_label
from generator.importing.wording.outline import HEADING_LEVELS, Level, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.document import Extract
    from generator.importing.draft import LetterDraft, PlanDraft

_KINDS: Final = (
    *("方案", "计划", "要点", "任务", "安排", "措施", "意见", "台账"),
    *("表", "分工", "清单"),
)
"""How the names of plans end."""
_ENDS_OF_TITLES: Final = (*_KINDS, "）", ")")
_LONGEST: Final = 80
_NOTES: Final = re.compile("(?:填[表写报]|编制|制表|使用)?(?:说明|须知)[:：]?")
"""Heads notes on how a form is filled in, which may stand on a sheet of their own before it."""
_SENTENCE: Final = re.compile("[。；，：！？]")


def is_title(line: Extract) -> bool:
    """Whether a line may be a title: no sentence, and not long."""
    return len(line.text) <= _LONGEST and not _SENTENCE.search(re.sub("《.*?》", "", line.text))


def names_plan(line: Extract) -> bool:
    """Whether a line is a title that says what kind of plan or list it is of."""
    return is_title(line) and line.text.endswith(_KINDS)


def read_front(draft: PlanDraft, lines: list[Extract], *, goes_round: bool) -> list[Extract]:
    """Take the letter and the title from the beginning of a document; return the other lines.

    The letter ends where it is signed: numbers before that are those of its own text. A letter
    that is not signed before the plan goes round it, and its text ends where the plan begins:
    `goes_round` says whether a plan may stand above a signature. Where the beginning has been read,
    above a table that is none of tasks, only labels of annexes are taken.
    """
    if any(map(names_plan, draft.title)) and draft.title != draft.letter.title:
        return [_without_label(draft, line) for line in lines]
    signed = next((n for n, line in enumerate(lines) if is_date(line)), None)
    levels = _LEVELS if goes_round else _LEVELS[:1]
    begins = _begin(lines, -1 if signed is None else signed, levels)
    if begins == len(lines) and goes_round:
        begins = _begin(lines, -1, levels)
    draft.letter, rest = read_letter(lines[:begins])
    if _is_unsigned(draft.letter):
        above = _title_below(rest)
        draft.letter.body, rest = tuple(rest[:above]), rest[above:]
    rest[:1] = [_without_label(draft, line) for line in rest[:1]]
    begin = _title_below(rest) if rest and _NOTES.fullmatch(rest[0].text) else 0
    end = begin + _end_of_title(rest[begin:])
    draft.title = tuple(rest[begin:end]) or draft.letter.title
    text = (*rest[:begin], *rest[end:])
    if _is_unsigned(draft.letter) and not end:
        draft.letter.body = text
    else:
        draft.text = text
    return lines[begins:]


def _without_label(draft: PlanDraft, line: Extract) -> Extract:
    """Return a title without the label of an annex in the same line, which orders the pages."""
    label, title = split_label(line) if line.text.startswith("附") else (None, line)
    if not label or not is_title(title):
        return line
    draft.ignored.append((label, "附件标记，不录入"))
    return title


def _is_unsigned(letter: LetterDraft) -> bool:
    """Whether a letter is not signed above the plan, so that its text ends where that begins."""
    return bool(letter.title or letter.addressees) and not letter.issued_on


def _title_below(lines: Sequence[Extract]) -> int:
    """Return the line with which the title of the plan begins below the text of a letter; else 0.

    A list of annexes names plans, too.
    """
    named = [n for n, line in enumerate(lines) if names_plan(line)]
    own = [n for n in named if not lines[n].text.startswith("附")]
    at = next(iter(own or named), 0)
    while at and is_title(lines[at - 1]) and not is_note(lines[at - 1]):
        at -= 1
    return at


_LEVELS: Final = (HEADING_LEVELS, (Level.ITEM,))
"""Numbers with which a plan begins, the likelier first; above a table only those of headings."""


def _begin(lines: list[Extract], above: int, among: Sequence[tuple[Level, ...]]) -> int:
    """Return the line with which the plan begins: its first number, of the highest kind."""
    levels = [marked(line)[0] for line in lines]
    for kinds in among:
        found = [n for n in range(above + 1, len(lines)) if levels[n] in kinds]
        if found:
            return found[0]
    return len(lines)


def _end_of_title(lines: list[Extract]) -> int:
    """Return how many lines make the title: up to the one that ends as names of plans do."""
    end = 0
    while end < len(lines) and is_title(lines[end]):
        end += 1
        if lines[end - 1].text.endswith(_ENDS_OF_TITLES):
            return end
    return min(end, 1)
