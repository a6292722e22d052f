"""Numbered paragraphs of running text as a tree, with what is said of who does each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.importing.document import BLANKS
from generator.importing.wording.duties import Duty, assigned_sentences, duty_sentence, split_duty
from generator.importing.wording.labels import LEADING_SIGNS, announced_alone
from generator.importing.wording.outline import Level
from generator.plan.responsibility import names_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.importing.document import Extract
    from generator.importing.draft import Text

_MANY: Final = 2
_LONGEST_TITLE: Final = 100
"""Characters of a first sentence that names a task; a longer one belongs to the rest."""
NO_TASKS: Final = re.compile(
    ".{0,4}(?:总体要求|指导思想|基本原则|(?:工作|主要|总体)目标|保障措施|组织保障|组织领导|组织实施"
    "|工作要求|有关要求|相关要求|附则).{0,4}"
)
"""Titles of parts that say how the plan is to be carried out."""


@dataclass
class Paragraph:
    """A paragraph without a number, with what is said of who does it."""

    text: Extract
    duty: Duty
    is_behind: bool = False
    """Whether it has been said before who does the task."""
    is_of_annexes: bool = False
    """Whether it only says which annexes there are."""


@dataclass
class Node:
    """A numbered paragraph with what stands below it."""

    level: Level
    number: Extract
    title: Extract
    rest: Extract
    """What follows the first sentence in the same paragraph."""
    duty: Duty = field(default_factory=Duty)
    paragraphs: list[Paragraph] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)
    line: Duty = field(default_factory=Duty)
    """What lines of their own below it say of who does it."""

    @property
    def last(self) -> Duty:
        """What is said of who does the last of its paragraphs, or itself."""
        return self.paragraphs[-1].duty if self.paragraphs else self.line

    @property
    def text(self) -> Text:
        """What its own paragraphs say, and not what those below it say."""
        return as_text(self.rest) + tuple(each.text for each in self.paragraphs if each.text)

    @property
    def whole_duty(self) -> Duty:
        """What all of its paragraphs and those below say of who does it."""
        whole = Duty()
        for duty in self._duties():
            whole.add(duty)
        return whole

    @property
    def own_duties(self) -> list[Duty]:
        """What is said of who does it itself, or one of its paragraphs."""
        return [*filter(None, (self.duty, self.line, *(each.duty for each in self.paragraphs)))]

    @property
    def is_assigned(self) -> bool:
        """Whether it has been said who does it, or what its paragraphs say so far."""
        last = self.paragraphs[-1] if self.paragraphs else None
        said_before = last is not None and (last.is_behind or bool(last.duty))
        return bool(self.duty or self.line) or said_before

    def _duties(self) -> Iterator[Duty]:
        yield from self.own_duties
        yield from (child.whole_duty for child in self.below)


def says_who(line: Extract) -> bool:
    """Whether a line says who does what it says, or what stands above it."""
    return bool(split_duty(line)[1] or duty_sentence(line))


def under_labels(lines: Iterable[Extract]) -> Iterator[tuple[Extract, Duty]]:
    """Yield lines with what a label says of units that stands in a line of its own above them.

    Such a label is not yielded itself.
    """
    label: Extract | None = None
    for line in lines:
        if label is not None and names_units(line.text):
            # The end of the label says where it stands, and that it has been read.
            here = label.cut(len(label.text))[1]
            yield line, Duty({announced_alone(label.text): (here, line)})
            label = None
            continue
        if label is not None:
            yield label, Duty()
        label = line if announced_alone(line.text) else None
        if label is None:
            yield line, Duty()
    if label is not None:
        yield label, Duty()


def says_how(node: Node) -> bool:
    """Whether a part says how the plan is to be carried out: what it asks of all is no task."""
    return NO_TASKS.fullmatch(node.title.text.rstrip("。")) is not None


def lift(node: Node) -> None:
    """Give a line on who is responsible to all points that it is meant of.

    It stands above them, or below the last of several.
    """
    if node.below and node.line:
        node.duty.add(node.line)
        node.line = Duty()
    others, last = node.below[:-1], node.below[-1] if node.below else node
    if others and last.line and not any(each.whole_duty for each in others):
        node.duty.add(last.line)
        last.line = Duty()
    for child in node.below:
        lift(child)


def node_of(level: Level, number: Extract, paragraph: Extract) -> Node:
    """Return what a numbered paragraph is: its title, the rest, and who does it."""
    body, duty = split_duty(paragraph)
    title, rest = _split_title(body)
    sentences = assigned_sentences(paragraph) if level < Level.POINT else ()
    if not sentences:
        return Node(level, number, title, rest, duty)
    (first, of_first), *others = sentences
    title, rest = _split_title(first)
    if not rest:
        title, rest = first.cut(0)
    paragraphs = [Paragraph(rest, of_first), *(Paragraph(*each) for each in others)]
    return Node(level, number, title, rest.cut(0)[0], paragraphs=paragraphs)


def _split_title(body: Extract) -> tuple[Extract, Extract]:
    """Return the first sentence of a paragraph, or what a colon stands behind, and the rest."""
    text = body.text
    colon = re.match(r"[^，。；：:]{2,30}[：:](?=.)", text)
    if colon:
        title, rest = body.cut(colon.end())
        return title.stripped("：:"), rest
    end = text.find("。") + 1 or len(text)
    title, rest = body.cut(end)
    return (body.cut(0)[0], body) if rest and end > _LONGEST_TITLE else (title, rest)


def say(node: Node, line: Extract, *, is_task: bool = True) -> None:
    """Take a paragraph without a number for what it says of a heading or a task.

    `is_task` says whether a sentence on who does something may be meant of one.
    """
    last = node.last
    if last.is_unfinished:
        last.go_on(line)
        return
    if sentences := assigned_sentences(line):
        node.paragraphs += [Paragraph(*each) for each in sentences]
        return
    text, duty = split_duty(line)
    # A sign that only sets the line off says nothing of a task.
    text = text if text.stripped(f"{LEADING_SIGNS}{BLANKS}") else text.cut(0)[0]
    if is_task and not duty and not last and not node.duty and (sentence := duty_sentence(line)):
        last.add(sentence)
    elif text or not duty:
        node.paragraphs.append(Paragraph(text, duty, node.is_assigned))
    else:
        last.add(duty)


def whole(node: Node) -> Text:
    """Return all the text of a point and of those below it, each in a line."""
    end = (node.rest or node.title).end
    first = type(node.number)(node.number.piece, node.number.start, end)
    below: Text = ()
    for child in node.below:
        below += whole(child)
    return (first, *(each.text for each in node.paragraphs if each.text), *below)


def as_text(extract: Extract) -> Text:
    """Return what an extract says as the lines of a text."""
    return (extract,) if extract else ()
