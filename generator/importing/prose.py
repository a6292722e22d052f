"""Reads a plan without a table: numbered paragraphs, with lines or brackets on who does it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.importing.draft import HeadingDraft, TaskDraft, Text, said
from generator.importing.duties import Duty, assigned_sentences, split_duty
from generator.importing.outline import BULLETS, Level, marked
from generator.plan.lead_notes import holds_below, note_in_brackets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.importing.document import Extract

_LONGEST_TITLE: Final = 60
_NO_TASKS: Final = re.compile(
    ".{0,4}(?:总体要求|指导思想|基本原则|(?:工作|主要|总体)目标|保障措施|组织保障|组织领导|组织实施"
    "|工作要求|有关要求|相关要求|附则).{0,4}"
)
"""Titles of parts that say how the plan is to be carried out."""
_MANY: Final = 2
_UNLABELLED: Final = "责任分工"
"""What units are called that bear no label beside others that do."""


@dataclass
class _Paragraph:
    """A paragraph without a number, with what is said of who does it."""

    text: Extract
    duty: Duty


@dataclass
class _Node:
    """A numbered paragraph with what stands below it."""

    level: Level
    number: Extract
    title: Extract
    rest: Extract
    """What follows the first sentence in the same paragraph."""
    duty: Duty = field(default_factory=Duty)
    paragraphs: list[_Paragraph] = field(default_factory=list)
    below: list[_Node] = field(default_factory=list)
    line: Duty = field(default_factory=Duty)
    """What lines of their own below it say of who does it."""

    @property
    def text(self) -> Text:
        """What its own paragraphs say, and not what those below it say."""
        return _text(self.rest) + tuple(each.text for each in self.paragraphs if each.text)

    @property
    def whole_duty(self) -> Duty:
        """What all of its paragraphs and those below say of who does it."""
        whole = Duty()
        for duty in self._duties():
            whole.add(duty)
        return whole

    def _duties(self) -> Iterator[Duty]:
        yield self.duty
        yield self.line
        yield from (each.duty for each in self.paragraphs)
        yield from (child.whole_duty for child in self.below)


def read_prose(lines: Iterable[Extract], name: Text = ()) -> tuple[Text, list[HeadingDraft]]:
    """Return the text before the first heading, and the parts below it.

    Tasks that stand in no part are put into one that is called `name`.
    """
    opening, roots = _tree(lines)
    has_duties = any(node.whole_duty for node in roots)
    for node in roots:
        _lift(node)
    if roots and not any(node.below for node in roots) and _are_tasks(roots, has=has_duties):
        sections = [HeadingDraft(title=name, tasks=[_task(node) for node in roots])]
    else:
        sections = [_section(node) for node in roots]
    _note_below(task for section in sections for task in section.all_tasks)
    return opening, sections


def _note_below(tasks: Iterable[TaskDraft]) -> None:
    """Give a note at a label that ends in 下同 to that label in all tasks below."""
    noted: dict[str, str] = {}
    for task in tasks:
        task.responsibility = {
            noted.get(key, key): text for key, text in task.responsibility.items()
        }
        for key in task.responsibility:
            if holds_below(note_in_brackets(key)):
                noted[key.split("（")[0]] = key


def read_unnumbered(lines: Sequence[Extract], name: Text) -> tuple[Text, list[HeadingDraft]]:
    """Return the text before the first paragraph that says who does it, and all tasks from there.

    They stand in one part that is called `name`.
    """
    first = next((n for n, line in enumerate(lines) if split_duty(line)[1]), len(lines))
    if first == len(lines):
        return tuple(lines), []
    nothing = lines[first].cut(0)[0]
    node = _Node(Level.PART, nothing, nothing, nothing)
    for line in lines[first:]:
        _say(node, line)
    section = HeadingDraft(title=name)
    _own_tasks(node, section)
    return tuple(lines[:first]), [section] if section.tasks else []


def has_duties(lines: Iterable[Extract]) -> bool:
    """Whether some numbered paragraphs say who does something."""
    return any(node.whole_duty for node in _tree(lines)[1])


def _are_tasks(roots: Sequence[_Node], *, has: bool) -> bool:
    """Whether numbered paragraphs, none of which stands below another, are tasks."""
    are_split = any(len(_assigned(node)) >= _MANY or _heads_tasks(node) for node in roots)
    return not are_split and (has or all(node.level >= Level.ITEM for node in roots))


def _tree(lines: Iterable[Extract]) -> tuple[Text, list[_Node]]:
    opening: Text = ()
    roots: list[_Node] = []
    path: list[_Node] = []
    for line in lines:
        level, number, rest = marked(line)
        if level is not None:
            while path and path[-1].level >= level:
                path.pop()
            node = _node(level, number, rest)
            (path[-1].below if path else roots).append(node)
            path.append(node)
        elif not path:
            opening += (line,)
        else:
            _say(path[-1], line)
    return opening, roots


def _lift(node: _Node) -> None:
    """Give a line on who is responsible that stands below the last of several points to all."""
    others, last = node.below[:-1], node.below[-1] if node.below else node
    if others and last.line and not any(each.whole_duty for each in others):
        node.duty.add(last.line)
        last.line = Duty()
    for child in node.below:
        _lift(child)


def _node(level: Level, number: Extract, paragraph: Extract) -> _Node:
    body, duty = split_duty(paragraph)
    title, rest = _split_title(body)
    sentences = assigned_sentences(paragraph) if level < Level.POINT else ()
    if not sentences:
        return _Node(level, number, title, rest, duty)
    (first, of_first), *others = sentences
    title, rest = _split_title(first)
    if not rest:
        title, rest = first.cut(0)
    paragraphs = [_Paragraph(rest, of_first), *(_Paragraph(*each) for each in others)]
    return _Node(level, number, title, rest.cut(0)[0], paragraphs=paragraphs)


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


def _say(node: _Node, line: Extract) -> None:
    """Take a paragraph without a number for what it says of a heading or a task."""
    last = node.paragraphs[-1].duty if node.paragraphs else node.line
    if last.is_unfinished:
        last.go_on(line)
        return
    if sentences := assigned_sentences(line):
        node.paragraphs += [_Paragraph(*each) for each in sentences]
        return
    text, duty = split_duty(line)
    if text or not duty:
        node.paragraphs.append(_Paragraph(text, duty))
    else:
        last.add(duty)


def _section(node: _Node) -> HeadingDraft:
    section = HeadingDraft(_text(node.number), _text(node.title))
    if _NO_TASKS.fullmatch(said(section.title).rstrip("。")) and not node.whole_duty:
        section.text = node.text
        for child in node.below:
            section.text += _whole(child)
        return section
    if not node.below:
        _own_tasks(node, section)
        return section
    section.text = node.text
    has_aspects = [_heads_tasks(child) for child in node.below]
    if any(has_aspects):
        section.themes = [_theme(child, node.duty) for child in node.below]
    else:
        section.tasks = [task for child in node.below for task in _tasks(child, node.duty)]
    return section


def _heads_tasks(node: _Node) -> bool:
    """Whether tasks stand below it, rather than points of one task."""
    if node.line or any(each.duty for each in node.paragraphs):
        return len(_assigned(node)) >= _MANY
    return any(each.level is Level.ITEM for each in node.below)


def _assigned(node: _Node) -> list[_Paragraph]:
    return [each for each in node.paragraphs if each.duty and each.text]


def _theme(node: _Node, of_all: Duty) -> HeadingDraft:
    theme = HeadingDraft(_text(node.number), _text(node.title))
    if node.below:
        theme.text = node.text
        theme.tasks = [task for child in node.below for task in _tasks(child, node.duty or of_all)]
    else:
        _own_tasks(node, theme)
    return theme


def _own_tasks(node: _Node, heading: HeadingDraft) -> None:
    """Make tasks of the paragraphs of a heading that say who is responsible."""
    assigned = _assigned(node)
    if not node.duty and assigned and (len(assigned) >= _MANY or node.level is Level.PART):
        heading.text = _text(node.rest)
        heading.tasks, behind = _apart(node)
        heading.text += behind
        return
    duty = node.whole_duty
    if duty or (node.text and node.level is not Level.PART):
        task = TaskDraft(title=() if node.text else heading.title, requirement=node.text)
        heading.tasks.append(_task_of(task, duty))
    else:
        heading.text = node.text


def _apart(node: _Node) -> tuple[list[TaskDraft], Text]:
    """Return a task for each paragraph that says who does it, and what stands behind the last."""
    tasks: list[TaskDraft] = []
    waiting: Text = ()
    for each in node.paragraphs:
        waiting += _text(each.text)
        if each.duty:
            # Before several paragraphs the signs tell the points of one task apart.
            if len(waiting) == 1:
                waiting = _text(waiting[0].stripped(f"{BULLETS} \u3000\t"))
            tasks.append(_task_of(TaskDraft(requirement=waiting), each.duty))
            waiting = ()
    return tasks, waiting


def _tasks(node: _Node, of_all: Duty) -> list[TaskDraft]:
    """Make a task of a node, or one of each of its paragraphs where they are for others to do."""
    if node.duty or node.below or len(_assigned(node)) < _MANY:
        return [_task(node, of_all)]
    tasks, behind = _apart(node)
    first, last = tasks[0], tasks[-1]
    first.number, first.title = _text(node.number), _text(node.title)
    first.requirement = _text(node.rest) + first.requirement
    last.requirement += behind
    return tasks


def _task(node: _Node, of_all: Duty | None = None) -> TaskDraft:
    """Make a task of a node; what is said of all that stand beside it is said of it, too."""
    requirement = node.text
    for child in node.below:
        requirement += _whole(child)
    task = TaskDraft(_text(node.number), _text(node.title), requirement)
    return _task_of(task, node.whole_duty or of_all or Duty())


def _task_of(task: TaskDraft, duty: Duty) -> TaskDraft:
    found = duty.responsibility
    if len(found) > 1:
        found = {label or _UNLABELLED: text for label, text in found.items()}
    task.responsibility, task.deadline, task.extra = found, duty.deadline, duty.people
    return task


def _whole(node: _Node) -> Text:
    """Return all the text of a point and of those below it, each in a line."""
    end = (node.rest or node.title).end
    first = type(node.number)(node.number.piece, node.number.start, end)
    below: Text = ()
    for child in node.below:
        below += _whole(child)
    return (first, *(each.text for each in node.paragraphs if each.text), *below)


def _text(extract: Extract) -> Text:
    return (extract,) if extract else ()
