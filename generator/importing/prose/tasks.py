"""Reads a plan without a table: numbered paragraphs, with lines or brackets on who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from generator.importing.draft import HeadingDraft, TaskDraft, Text, said
from generator.importing.prose.added_columns import UNNAMED
from generator.importing.prose.closing import take_closing
from generator.importing.prose.paragraphs import (
    NO_TASKS,
    Node,
    Paragraph,
    as_text,
    lift,
    say,
    says_who,
    under_labels,
    whole,
)
from generator.importing.prose.tree import tree
from generator.importing.wording.columns import Holds
from generator.importing.wording.duties import Duty, duty_sentence, split_duty
from generator.importing.wording.outline import BULLETS, HEADING_LEVELS, Level, marked
from generator.plan.lead_notes import holds_below, note_in_brackets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.importing.document import Extract

_OF_TASKS: Final = (Level.ITEM, Level.STEP)
_MANY: Final = 2


class Prose(NamedTuple):
    """What running text says."""

    opening: Text
    """What stands before the first heading or task."""
    sections: list[HeadingDraft]
    closing: Text = ()
    """What stands behind the last task and is none of it."""


def read_prose(lines: Iterable[Extract], name: Text = ()) -> Prose:
    """Return the parts of a text, and what stands before and behind them.

    Tasks that stand in no part are put into one that is called `name`.
    """
    opening, roots = tree(lines)
    closing = take_closing(roots)
    has_duties = any(node.whole_duty for node in roots)
    for node in roots:
        lift(node)
    if roots and not any(map(_has_parts, roots)) and _are_tasks(roots, has=has_duties):
        sections = [HeadingDraft(title=name, tasks=[_task(node) for node in roots])]
    else:
        sections = [_section(node) for node in roots]
    _note_below(task for section in sections for task in section.all_tasks)
    return Prose(opening, sections, closing)


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


def read_unnumbered(lines: Sequence[Extract], name: Text) -> Prose:
    """Return the text before the first paragraph that says who does it, and all tasks from there.

    A line of units alone is said of the paragraph above it. Numbers that count points of a text
    are those of tasks where each says who does it. All stand in one part that is called `name`.
    """
    opening, roots = tree(lines)
    if roots and all(node.whole_duty for node in roots) and not any(map(says_who, opening)):
        return read_prose(lines, name)
    read = [*under_labels(lines)]
    first = next((n for n, each in enumerate(read) if each[1] or says_who(each[0])), len(read))
    if first == len(read):
        return Prose(tuple(lines), [])
    line, announced = read[first]
    if first and (announced or duty_sentence(line) or not split_duty(line)[0]):
        first -= 1
    nothing = line.cut(0)[0]
    node = Node(Level.PART, nothing, nothing, nothing)
    for line, announced in read[first:]:
        if announced:
            node.last.add(announced)
        else:
            say(node, line)
    section = HeadingDraft(title=name)
    _own_tasks(node, section)
    opening = tuple(line for line, _ in read[:first])
    return Prose(opening, [section] if section.tasks else [])


def has_duties(lines: Iterable[Extract]) -> bool:
    """Whether some numbered paragraphs say who does something."""
    return any(node.whole_duty for node in tree(lines)[1])


def _are_tasks(roots: Sequence[Node], *, has: bool) -> bool:
    """Whether numbered paragraphs, none of which stands below another, are tasks."""
    are_split = any(len(_assigned(node)) >= _MANY or _heads_tasks(node) for node in roots)
    return not are_split and (has or all(node.level >= Level.ITEM for node in roots))


def _section(node: Node) -> HeadingDraft:
    section = HeadingDraft(as_text(node.number), as_text(node.title))
    if NO_TASKS.fullmatch(said(section.title).rstrip("。")) and not node.whole_duty:
        section.text = node.text
        for child in node.below:
            section.text += whole(child)
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


def _heads_tasks(node: Node) -> bool:
    """Whether tasks stand below it, rather than points of one task."""
    if node.line or any(each.duty for each in node.paragraphs):
        return len(_assigned(node)) >= _MANY
    are_points_tasks = not node.text and all(each.duty or each.line for each in node.below)
    are_items = any(each.level in _OF_TASKS for each in node.below)
    return (are_items or are_points_tasks) and _has_parts(node)


def _has_parts(node: Node) -> bool:
    """Whether what stands below it is more than the points of one task: a task has its duty."""
    is_heading = node.level in HEADING_LEVELS
    return bool(node.below) and (is_heading or any(each.whole_duty for each in node.below))


def _assigned(node: Node) -> list[Paragraph]:
    return [each for each in node.paragraphs if each.duty and each.text]


def _theme(node: Node, of_all: Duty) -> HeadingDraft:
    theme = HeadingDraft(as_text(node.number), as_text(node.title))
    if node.below:
        theme.text = node.text
        theme.tasks = [task for child in node.below for task in _tasks(child, node.duty or of_all)]
    else:
        _own_tasks(node, theme)
    return theme


def _own_tasks(node: Node, heading: HeadingDraft) -> None:
    """Make tasks of the paragraphs of a heading that say who is responsible."""
    assigned = _assigned(node)
    if not node.duty and assigned and (len(assigned) >= _MANY or node.level is Level.PART):
        heading.text = as_text(node.rest)
        heading.tasks, behind = _apart(node)
        heading.text += behind
        return
    duty = node.whole_duty
    if duty or (node.text and node.level is not Level.PART):
        task = TaskDraft(title=() if node.text else heading.title, requirement=node.text)
        heading.tasks.append(_task_of(task, duty))
    else:
        heading.text = node.text


def _apart(node: Node) -> tuple[list[TaskDraft], Text]:
    """Return a task for each paragraph that says who does it, and what stands behind the last."""
    tasks: list[TaskDraft] = []
    waiting: Text = ()
    for each in node.paragraphs:
        waiting += as_text(each.text)
        if each.duty:
            # Before several paragraphs the signs tell the points of one task apart.
            if len(waiting) == 1:
                waiting = as_text(waiting[0].stripped(f"{BULLETS} \u3000\t"))
            tasks.append(_task_of(_numbered(waiting), each.duty))
            waiting = ()
    return tasks, waiting


def _numbered(text: Text) -> TaskDraft:
    """Return a task that a paragraph, or a part of one, tells apart by a number: （1）公开规划."""
    first, *others = text
    level, number, rest = marked(first)
    if level in (None, Level.STEP) or not rest:
        return TaskDraft(requirement=text)
    return TaskDraft(as_text(number), requirement=(rest, *others))


def _tasks(node: Node, of_all: Duty) -> list[TaskDraft]:
    """Make a task of a node, or one of each of its paragraphs where they are for others to do."""
    is_whole = bool(node.duty and node.rest and _assigned(node)) and not node.below
    if not is_whole and (node.duty or node.below or len(_assigned(node)) < _MANY):
        return [_task(node, of_all)]
    tasks, behind = _apart(node)
    tasks[-1].requirement += behind
    if is_whole:
        own = TaskDraft(as_text(node.number), as_text(node.title), as_text(node.rest))
        return [_task_of(own, node.duty), *tasks]
    first = tasks[0]
    first.number, first.title = as_text(node.number), as_text(node.title)
    first.requirement = as_text(node.rest) + first.requirement
    return tasks


def _task(node: Node, of_all: Duty | None = None) -> TaskDraft:
    """Make a task of a node; what is said of all that stand beside it is said of it, too."""
    requirement = node.text
    for child in node.below:
        requirement += whole(child)
    task = TaskDraft(as_text(node.number), as_text(node.title), requirement)
    return _task_of(task, node.whole_duty or of_all or Duty())


def _task_of(task: TaskDraft, duty: Duty) -> TaskDraft:
    found = duty.responsibility
    if len(found) > 1:
        found = {label or UNNAMED[Holds.RESPONSIBILITY]: text for label, text in found.items()}
    task.responsibility, task.deadline, task.extra = found, duty.deadline, duty.people
    return task
