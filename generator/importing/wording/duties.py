"""Finds in running text who is to do something, and by when.

Offices write it in a line of its own (责任单位：甲、乙), in brackets at the end of a paragraph
（甲牵头，乙配合）, or as the last sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from generator.importing.draft import deadline_in
from generator.importing.wording.brackets import ENDS, SENTENCE_SIGNS, closings, depth_of, opening
from generator.importing.wording.columns import Holds
from generator.importing.wording.labels import after_signs, gapped_labels, labels_in
from generator.plan.deadline import DeadlineKind
from generator.plan.lead_notes import MARK, note_in_brackets
from generator.plan.names import is_unit, names_in
from generator.plan.responsibility import names_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.document import Extract
    from generator.importing.draft import Text
    from generator.importing.wording.labels import Label

_DOES: Final = re.compile(r".*(?:牵头|配合|协助|负责|落实|承办|协办|参与|办理|组织实施)")
_SHORTEST: Final = 3
"""Signs of a name that is no part of another, as 市 is in 各县（市、区）."""
_ABOUT: Final = re.compile("含|包括|包含|如|即|原|除|以下|指")
_KIND: Final = re.compile("(?:单位|部门|机构|[处科股]室|街道|乡镇|[省市县区])$")
"""Before a bracket that only says which of these are meant."""
SURELY: Final = re.compile(
    "各.+|.*办公室|.+(?:[局委厅股]|(?<![好用])处|(?<![干全])部|(?<![本专学文理])科|(?<!代)办|委员会"
    "|(?:政府|法院|检察院)(?:办公[厅室])?)"
)
"""A unit, where 中心, 网站 or 平台 might be what is done."""
_AT_SOME_TIME: Final = re.compile(
    r"[^、，,；;（(]{1,16}(?:期内?|期间|[前后起]\d{1,3}(?:个?工作)?[日天月周]内?|[日天月周]内|[前后])"
    "(?:完成)?"
)
"""A time limit that no calendar tells: 汛期, 批复后15日内."""
_MOST_BRACKETS: Final = 9
_MOST_SENTENCES: Final = 300
"""Brackets in a paragraph that are looked at: nobody writes so many."""
_MANY: Final = 2
_SENTENCE_ENDS: Final = ("。", "；", ";", "）", ")")
_GAP: Final = 2
"""Blanks that part two texts in one line."""
_SIGNS: Final = " \u00a0\u3000；;，,"


@dataclass
class Duty:
    """Who does something, by the label before them, and by when."""

    responsibility: dict[str, Text] = field(default_factory=dict)
    deadline: Text = ()
    people: dict[str, Text] = field(default_factory=dict)
    """Who answers for it in person, by the label: 分管领导."""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.responsibility or self.deadline or self.people)

    def add(self, other: Duty) -> None:
        """Add what another says."""
        for mine, others in (
            (self.responsibility, other.responsibility),
            (self.people, other.people),
        ):
            for label, text in others.items():
                mine[label] = (*mine.get(label, ()), *text)
        self.deadline += other.deadline

    @property
    def is_unfinished(self) -> bool:
        """Whether the last list of units stops behind a sign that announces one more."""
        *_, last = self.responsibility.values() or [()]
        return bool(last) and last[-1].text.endswith("、")

    def go_on(self, line: Extract) -> None:
        """Take a line for more of the last list of units."""
        *_, label = self.responsibility
        self.responsibility[label] += (line,)


def split_duty(paragraph: Extract) -> tuple[Extract, Duty]:
    """Return what a paragraph says, and apart from it who does that, if it says so at its end."""
    if found := _labelled(paragraph.cut(after_signs(paragraph.text))[1]):
        return paragraph.cut(0)[0], found
    for split in (_split_labels, _split_brackets, _split_sentence):
        if (parts := split(paragraph)) is not None:
            return parts
    return paragraph, Duty()


def stated_deadline(cell: Extract) -> Text:
    """Return the time limits that a cell of units states behind labels of their own.

    So it is with 牵头单位：甲 in one line and 完成时限：年底前 in the next.
    """
    values = (
        value.stripped(f"{_SIGNS}。\n")
        for label, value in _behind([*labels_in(cell.text)], cell)
        if label.holds is Holds.DEADLINE
    )
    return tuple(filter(None, values))


def _behind(labels: Sequence[Label], text: Extract) -> Iterator[tuple[Label, Extract]]:
    """Yield labels with what stands behind each, where a text begins with the first."""
    if not labels or labels[0].start:
        return
    ends = [*(label.start for label in labels[1:]), len(text.text)]
    for label, end in zip(labels, ends, strict=True):
        yield label, text.within(label.end, end)


def _split_brackets(paragraph: Extract) -> tuple[Extract, Duty] | None:
    """Take the brackets at the end of a paragraph that say who does it; there may be several."""
    before, duties = paragraph, list[Duty]()
    while len(duties) < _MOST_BRACKETS and (split := _split_bracket(before)):
        before = split[0]
        duties.append(split[1])
    whole = Duty()
    for duty in reversed(duties):
        whole.add(duty)
    return (before, whole) if duties else None


def assigned_sentences(paragraph: Extract) -> tuple[tuple[Extract, Duty], ...]:
    """Return a paragraph cut behind each bracket that says who does what stands before it.

    So it is with 公开规划。（甲局负责）公开预算。（乙局负责）. Nobody is said to do what stands
    behind the last of them. Nothing is returned where less than two say who does something.
    """
    found: list[tuple[Extract, Duty]] = []
    rest = paragraph
    for end in islice(closings(paragraph.text), _MOST_SENTENCES):
        piece = paragraph.within(rest.start - paragraph.start, end)
        if (split := _split_bracket(piece)) is None:
            continue
        before, duty = split
        if before:
            found.append((before, duty))
        elif found:
            found[-1][1].add(duty)
        behind = paragraph.text[end:]
        rest = paragraph.cut(len(paragraph.text) - len(behind.lstrip(SENTENCE_SIGNS)))[1]
    if len(found) < _MANY:
        return ()
    return (*found, (rest, Duty())) if rest else tuple(found)


def _split_bracket(paragraph: Extract) -> tuple[Extract, Duty] | None:
    text = paragraph.text.rstrip(SENTENCE_SIGNS)
    start = opening(text)
    if start is None:
        return None
    before, ending = paragraph.cut(start)
    inside = ending.cut(len(text) - start - 1)[0].cut(1)[1]
    found = _labelled(inside) or _named(inside, before)
    return (before, found) if found else None


def _split_labels(paragraph: Extract) -> tuple[Extract, Duty] | None:
    """Take the end of a paragraph that begins with a label behind a sentence."""
    text, depth, last = paragraph.text, 0, 0
    for label in labels_in(text):
        between = text[last : label.start]
        depth, last = depth + depth_of(between), label.start
        is_outside = depth <= 0 and _ends_sentence(between)
        if is_outside and label.holds is Holds.RESPONSIBILITY:
            before, ending = paragraph.cut(label.start)
            return before, _labelled(ending)
    return None


def _ends_sentence(text: str) -> bool:
    """Whether something new may begin behind a text: a sentence has ended, or a gap is there."""
    bare = text.rstrip()
    return bare.endswith(_SENTENCE_ENDS) or len(text) - len(bare) >= _GAP or text.endswith("\n")


def _split_sentence(paragraph: Extract) -> tuple[Extract, Duty] | None:
    """Take a last sentence that says nothing but who does what."""
    at = paragraph.text.rstrip("。").rfind("。") + 1
    before, sentence = paragraph.cut(at)
    duty = duty_sentence(sentence) if at else Duty()
    return (before, duty) if duty else None


def duty_sentence(line: Extract) -> Duty:
    """Return what a line says that is nothing but a sentence on who does what.

    Units alone are one behind a sign that sets them off: ——甲科、乙科.
    """
    at = after_signs(line.text)
    bare, when = _timed(line.cut(at)[1].stripped("。"))
    is_told = bool(at) or _DOES.fullmatch(bare.text)
    says = is_told and "。" not in bare.text and names_units(bare.text)
    return Duty({"": (bare,)}, when) if says else Duty()


def _labelled(line: Extract) -> Duty:
    """Return what a text says that begins with a label such as 责任单位：."""
    labels = [label for label in labels_in(line.text) if label.announces]
    found = [*_behind(labels, line)] or _gapped(line)
    duty = Duty()
    for label, behind in found:
        value = behind.stripped(_SIGNS)
        if not value:
            continue
        if label.holds is Holds.DEADLINE:
            duty.add(Duty(deadline=(value.stripped("。"),)))
        elif label.is_of_person:
            duty.add(Duty(people={label.name: (value.stripped("。"),)}))
        else:
            noted = label.name + label.note
            units, when = _timed(value)
            duty.add(Duty({noted if note_in_brackets(noted) else label.name: (units,)}, when))
    return duty


def _gapped(line: Extract) -> list[tuple[Label, Extract]]:
    """Return labels without colons and what stands behind, where that can be nothing else."""
    found = [*_behind(gapped_labels(line.text), line)]
    is_sure = all(
        _is_time(value.stripped("。").text)
        if label.holds is Holds.DEADLINE
        else names_units(value.text)
        for label, value in found
    )
    return found if is_sure else []


def _timed(value: Extract) -> tuple[Extract, Text]:
    """Return units, and apart from them the time limit that may stand behind them."""
    text = value.text
    at = max(text.rfind("，"), text.rfind("；"), text.rfind(","), text.rfind(";"))
    if at <= 0:
        return value, ()
    units, when = value.cut(at)
    when = _without_label(when.stripped(f"{_SIGNS}。"))
    are_times = all(map(_is_time, when.text.split("、")))
    return (units, (when,)) if are_times else (value, ())


def _named(inside: Extract, before: Extract) -> Duty:
    """Return what a text in brackets says if it is of units, perhaps with a time limit behind.

    Names alone are taken for units behind a whole sentence, and behind a heading where they can
    be nothing else: 各县（市、区） is no list. Of several sentences the first says who does it.
    """
    is_apart = not before or before.text.endswith(ENDS)
    units, when = _timed(inside)
    if when and (_DOES.fullmatch(units.text) or names_units(units.text)):
        return Duty({"": (units,)}, when)
    first, *others = re.sub(MARK, "", inside.text).split("。")
    if others:
        is_of_units = bool(_DOES.fullmatch(first)) and names_units(first)
    else:
        is_of_units = (
            bool(_DOES.fullmatch(first))
            or (is_apart and names_units(first))
            or (_are_units(names_in(first)) and not _KIND.search(before.text[-_SHORTEST:]))
        )
    return Duty({"": (inside.stripped("。"),)}) if is_of_units else Duty()


def _are_units(names: Sequence[str]) -> bool:
    """Whether names that stand behind a heading are units, and no list of what it is about."""
    return (
        len(names) >= _MANY
        and not _ABOUT.match(names[0])
        and all(len(name) >= _SHORTEST and is_unit(name) for name in names)
        and all(SURELY.fullmatch(name) for name in names)
    )


def _without_label(when: Extract) -> Extract:
    label = next(labels_in(when.text), None)
    is_announced = label is not None and not label.start and label.holds is Holds.DEADLINE
    return when.cut(label.end)[1] if label and is_announced else when


def _is_time(text: str) -> bool:
    is_read = deadline_in(text).kind is not DeadlineKind.UNCLEAR
    return is_read or _AT_SOME_TIME.fullmatch(text) is not None
