"""Numbers before headings and tasks, and the parts, aspects and tasks that they tell apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from generator.importing.draft import HeadingDraft, TaskDraft, said

if TYPE_CHECKING:
    from generator.importing.document import Extract


class Level(IntEnum):
    """How high a number stands, by the custom of official documents (GB/T 9704 7.3.3)."""

    PART = 1
    ASPECT = 2
    ITEM = 3
    POINT = 4
    STEP = 5
    """Counts in words, as in the middle of a text: 第一，, 一是."""


HEADING_LEVELS: Final = (Level.PART, Level.ASPECT)
"""How high numbers of headings stand: below them are tasks."""

_HAN: Final = "〇零一二三四五六七八九十百"
_FORMAL: Final = "壹贰叁肆伍陆柒捌玖拾"
_GAP: Final = r"(?=[ \u3000\t])"
_DIGITS: Final = (
    "(?:(?:19|20)[0-9]{2}年|[0-9]{1,2}月|1[0-9]{2,4}(?:政务|热线|平台|便民|服务|市民|市长))"
)
"""In front of them a number ends in a point: 1.2024年底前, 2.6月底前, 3.12345热线."""
_MARKS: Final = {
    Level.PART: rf"第[{_HAN}]+[部条章][分]?[、：:]?|第\d{{1,3}}[部条章][分]?(?:[、：:]|{_GAP})"
    rf"|[{_HAN}]{{1,4}}[、．.]|[{_FORMAL}]{{1,3}}[、．.]",
    Level.ASPECT: rf"[（(][{_HAN}]{{1,4}}[）)][、．.]?|[㈠-㈩][、．.]?"
    rf"|(?:专项)?行动(?:\d{{1,2}}|[{_HAN}]{{1,3}})(?:[、：:]|{_GAP})",
    Level.ITEM: rf"\d{{1,3}}(?:[．、]|\.(?:(?!\d)|(?={_DIGITS})))"
    r"|\d{1,2}(?:[.．-]\d{1,2}){1,2}[、．.]?(?![\d年月日%])"
    r"|\d{1,2}(?=[ \u3000\t]+[\u4e00-\u9fff]{2})|[⒈-⒛]"
    rf"|任务(?:\d{{1,3}}|[{_HAN}]{{1,3}})(?:[、：:]|{_GAP})"
    rf"|第(?:\d{{1,3}}|[{_HAN}]{{1,3}})项(?:[、：:]|{_GAP})",
    Level.POINT: r"[（(]\d{1,3}(?:\.\d{1,2})?[）)][、．.]?|[①-⑳㉑-㉟㊱-㊿⑴-⒇㊀-㊉]|\d{1,3}[）)]",
    Level.STEP: rf"第[{_HAN}]{{1,3}}[、，,](?![{_HAN}])|[一二三四五六七八九十]{{1,3}}是",
}
BULLETS: Final = "●○■□◆◇▪•·"
"""Signs that people type before the paragraphs of a list, as Word draws them by itself."""
_GOES_ON: Final = re.compile(r"[（(]续[表\d]?[）)]$")
"""Behind a heading that is printed again on the next page."""
_MARK: Final = re.compile("|".join(f"(?P<{level.name}>{mark})" for level, mark in _MARKS.items()))


_NEXT_STEP: Final = re.compile(rf"[。；;，,：:\s](?:{_MARKS[Level.STEP]})")


def marked(text: Extract) -> tuple[Level | None, Extract, Extract]:
    """Return the level of a text, its number and the rest; without a number the first are empty.

    What counts several things in one text, 一是甲，二是乙, is no number of that text.
    """
    match = _MARK.match(text.text)
    if match and match.lastgroup == Level.STEP.name and _NEXT_STEP.search(text.text, match.end()):
        match = None
    number, rest = text.cut(match.end() if match else 0)
    return (Level[str(match.lastgroup)] if match else None), number, rest


@dataclass
class Outline:
    """The parts of a plan while it is read from top to bottom."""

    sections: list[HeadingDraft] = field(default_factory=list)
    _theme: HeadingDraft | None = None

    def open(self, level: Level | None, number: Extract, title: Extract) -> None:
        """Begin a part or an aspect; an aspect that stands in no part is a part.

        So is one below a part that has tasks of its own already.
        """
        heading = HeadingDraft((number,) if number else (), (title,) if title else ())
        self._is_closed = False
        is_within = self.sections and not (self._is_flat or self.sections[-1].tasks)
        if level is Level.ASPECT and is_within:
            self.sections[-1].themes.append(heading)
            self._theme = heading
        else:
            self.sections.append(heading)
            self._theme = None
            self._is_flat = level is Level.ASPECT

    _is_flat: bool = False
    """Whether the parts bear numbers that aspects usually do."""
    _is_closed: bool = False
    """Whether what comes next without a heading is a part of its own."""

    def is_open(self, level: Level | None, number: Extract, title: Extract) -> bool:
        """Whether the part or the aspect that was begun last is called so."""
        is_aspect = level is Level.ASPECT and not self._is_flat
        last = self._theme if is_aspect else self.sections[-1] if self.sections else None
        return last is not None and (said(last.number), said(last.title)) == (
            number.text,
            _GOES_ON.sub("", title.text),
        )

    @property
    def here(self) -> HeadingDraft:
        """What was begun last."""
        if self._is_closed or not self.sections:
            self.sections.append(HeadingDraft())
            self._is_closed = False
        return self._last

    @property
    def _last(self) -> HeadingDraft:
        return self._theme or [self.sections[-1], *self.sections[-1].themes][-1]

    def extend(self, sections: list[HeadingDraft]) -> None:
        """Add whole parts; what comes next belongs to the last of them if that has no tasks yet."""
        self.sections += sections
        self._theme, self._is_flat = None, False
        self._is_closed = bool(self._last.tasks)

    def ends_with(self, task: TaskDraft | None) -> bool:
        """Whether nothing has been read since a task."""
        if self._is_closed or not self.sections:
            return False
        return any(last is task for last in self._last.tasks[-1:])

    def add(self, task: TaskDraft) -> None:
        """Add a task to what was begun last."""
        self.here.tasks.append(task)

    def say(self, text: Extract) -> None:
        """Add running text to what was begun last."""
        here = self.here
        here.text = (*here.text, text)
