"""Numbered paragraphs grown to a tree, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.importing.prose.annexes import annexes_in
from generator.importing.prose.fields import Kind, numbered_fields
from generator.importing.prose.paragraphs import (
    Node,
    Paragraph,
    node_of,
    say,
    says_how,
    says_who,
    under_labels,
)
from generator.importing.prose.unnumbered import begins_plan, unnumbered_headings
from generator.importing.wording.duties import Duty, split_duty
from generator.importing.wording.outline import HEADING_LEVELS, Level, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.importing.document import Extract
    from generator.importing.draft import Text

_MANY: Final = 2
_CALLED: Final = "任务"
_DASHES: Final = re.compile("—{1,2}|－{1,2}")
_COUNTED: Final = re.compile(rf"{_CALLED}\d")
"""Is itself a number behind the dashes."""
_HEADING: Final = re.compile("[^，,。；;：:！]{4,30}")
_STOPS: Final = "、.．"
_ABOVE_TASKS: Final = (None, *HEADING_LEVELS)


@dataclass
class _Tree:
    """What has grown so far: the text before the first number, the roots, and where it grows."""

    opening: Text = ()
    roots: list[Node] = field(default_factory=list)
    path: list[Node] = field(default_factory=list)

    def add(self, node: Node) -> None:
        """Let a node stand where its level lets it stand."""
        while self.path and self.path[-1].level >= node.level and not _may_head(self.path, node):
            self.path.pop()
        (self.path[-1].below if self.path else self.roots).append(node)
        self.path.append(node)

    def take_field(self, line: Extract, kind: Kind) -> None:
        """Take a numbered line for what it says of what stands above."""
        if not self.path:
            self.opening += (line,)
            return
        text, duty = split_duty(marked(line)[2])
        if kind is Kind.OF_TASK and duty and not text:
            self.path[-1].line.add(duty)
        else:
            own = duty if kind is Kind.OF_TASK else Duty()
            above = self.path[-1]
            above.paragraphs.append(Paragraph(line, own, above.is_assigned))

    def take_plain(self, line: Extract) -> None:
        """Take a line without a number for what it says of what stands above."""
        if self.path:
            say(self.path[-1], line, is_task=not any(map(says_how, self.path)))
        else:
            self.opening += (line,)


def tree(lines: Iterable[Extract]) -> tuple[Text, list[Node]]:
    """Return the text before the first number, and the numbered paragraphs that stand in none."""
    read = [*under_labels(lines)]
    texts = [line for line, _ in read]
    steps, annexes, fields = _tasks_in_words(read), annexes_in(texts), numbered_fields(texts)
    headings = unnumbered_headings(texts, fields)
    grown = _Tree()
    for n, (line, announced) in enumerate(read):
        level, number, rest = _marked(line)
        if kind := fields.get(n):
            grown.take_field(line, kind)
        elif line in annexes and grown.path:
            grown.path[-1].paragraphs.append(Paragraph(line, Duty(), is_of_annexes=True))
        elif announced and grown.path:
            grown.path[-1].last.add(announced)
        elif level is not None and (level is not Level.STEP or n in steps):
            grown.add(node_of(level, number, rest))
        elif n in headings:
            grown.add(_unnumbered(headings[n], line))
        elif grown.path and begins_plan(texts, n):
            grown.add(_unnumbered(Level.PART, line))
        else:
            grown.take_plain(line)
    return grown.opening, grown.roots


def _unnumbered(level: Level, line: Extract) -> Node:
    nothing = line.cut(0)[0]
    return Node(level, nothing, line, nothing)


def _marked(line: Extract) -> tuple[Level | None, Extract, Extract]:
    """Return the level of a line, its number and the rest: dashes stand before a heading, too."""
    match = _DASHES.match(line.text)
    if match and _COUNTED.match(line.text, match.end()):
        return marked(line.cut(match.end())[1])
    if match and _HEADING.fullmatch(line.text, match.end()) and not says_who(line):
        return Level.ASPECT, *line.cut(match.end())
    return marked(line)


def _may_head(path: Sequence[Node], node: Node) -> bool:
    """Whether a number stands below one of its level: 1.1 below 1, and 1. below 任务一：."""
    *above, last = path
    number = node.number
    if node.level is not Level.ITEM or number.text.startswith(_CALLED):
        return False
    whole = last.number.text.strip(_STOPS)
    if whole.isdigit() and re.match(rf"{whole}[.．-]\d", number.text):
        return True
    return last.number.text.startswith(_CALLED) and all(each.level is Level.PART for each in above)


def _tasks_in_words(read: Sequence[tuple[Extract, Duty]]) -> set[int]:
    """Return the lines numbered as 一是 that are tasks: all that stand together say who does them.

    Others are points of one task, and so are those below the number of a task.
    """
    runs: list[tuple[Level | None, dict[int, bool]]] = [(None, {})]
    for n, (line, announced) in enumerate(read):
        level = marked(line)[0]
        if level not in (None, Level.STEP):
            runs.append((level, {}))
            continue
        _, steps = runs[-1]
        if level is Level.STEP:
            steps[n] = False
        if steps:
            steps[max(steps)] |= bool(announced or says_who(line))
    return {
        n
        for above, steps in runs
        if above in _ABOVE_TASKS and len(steps) >= _MANY and all(steps.values())
        for n in steps
    }
