"""Numbers before headings and tasks, and the parts, aspects and tasks that they tell apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from generator.importing.draft import HeadingDraft, TaskDraft

if TYPE_CHECKING:
    from generator.importing.document import Extract


class Level(IntEnum):
    """How high a number stands, by the custom of official documents (GB/T 9704 7.3.3)."""

    PART = 1
    ASPECT = 2
    ITEM = 3
    POINT = 4


_HAN: Final = "〇零一二三四五六七八九十百"
_MARKS: Final = {
    Level.PART: rf"第[{_HAN}]+[部条章][分]?[、：:]?|[{_HAN}]{{1,4}}[、．.]",
    Level.ASPECT: rf"[（(][{_HAN}]{{1,4}}[）)][、．.]?",
    Level.ITEM: r"\d{1,3}(?:[．、]|\.(?!\d))",
    Level.POINT: r"[（(]\d{1,3}[）)][、．.]?|[①-⑳]|\d{1,3}[）)]",
}
_MARK: Final = re.compile("|".join(f"(?P<{level.name}>{mark})" for level, mark in _MARKS.items()))


def marked(text: Extract) -> tuple[Level | None, Extract, Extract]:
    """Return the level of a text, its number and the rest; without a number the first are empty."""
    match = _MARK.match(text.text)
    number, rest = text.cut(match.end() if match else 0)
    return (Level[str(match.lastgroup)] if match else None), number, rest


@dataclass
class Outline:
    """The parts of a plan while it is read from top to bottom."""

    sections: list[HeadingDraft] = field(default_factory=list)
    _theme: HeadingDraft | None = None

    def open(self, level: Level | None, number: Extract, title: Extract) -> None:
        """Begin a part or an aspect; an aspect that stands in no part is a part."""
        heading = HeadingDraft((number,) if number else (), (title,) if title else ())
        if level is Level.ASPECT and self.sections and not self._is_flat:
            self.sections[-1].themes.append(heading)
            self._theme = heading
        else:
            self.sections.append(heading)
            self._theme = None
            self._is_flat = level is Level.ASPECT

    _is_flat: bool = False
    """Whether the parts bear numbers that aspects usually do."""

    @property
    def here(self) -> HeadingDraft:
        """What was begun last."""
        if not self.sections:
            self.sections.append(HeadingDraft())
        return self._theme or self.sections[-1]

    def add(self, task: TaskDraft) -> None:
        """Add a task to what was begun last."""
        self.here.tasks.append(task)

    def say(self, text: Extract) -> None:
        """Add running text to what was begun last."""
        here = self.here
        here.text = (*here.text, text)
