"""Reads a plan without a table: numbered paragraphs, with lines or brackets on who does it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.importing.columns import Holds, holds, plain
from generator.importing.draft import HeadingDraft, TaskDraft, Text
from generator.importing.outline import Level, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.importing.document import Extract

_LABEL: Final = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,8})[：:]")
_ENDING: Final = re.compile(
    r"[（(](?P<units>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*"
    r"(?:牵头|配合|负责|落实|承办|协办|参与|责任单位[^（）()]*|责任部门[^（）()]*|时限[^（）()]*))[）)]。?$"
)


@dataclass
class _Node:
    """A numbered paragraph with what stands below it."""

    level: Level
    number: Extract
    title: Extract
    rest: Extract
    """What follows the first sentence in the same paragraph."""
    text: Text
    below: list[_Node]
    responsibility: dict[str, Text]
    deadline: Text = ()


def read_prose(lines: Iterable[Extract]) -> tuple[Text, list[HeadingDraft]]:
    """Return the text before the first heading, and the parts below it."""
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
        elif not _labelled(path[-1], line):
            path[-1].text += (_responsible(path[-1], line),)
    return opening, [_section(node) for node in roots]


def _node(level: Level, number: Extract, paragraph: Extract) -> _Node:
    node = _Node(level, number, paragraph, paragraph.cut(0)[0], (), [], {})
    body = _responsible(node, paragraph)
    end = body.text.find("。") + 1 or len(body.text)
    node.title, node.rest = body.cut(end)
    return node


def _labelled(node: _Node, line: Extract) -> bool:
    """Take a line such as 责任单位：甲、乙。 for what it says of a task, if it is one."""
    found = [
        match
        for match in _LABEL.finditer(line.text)
        if holds(plain(match["label"])) in (Holds.RESPONSIBILITY, Holds.DEADLINE)
    ]
    if not found or found[0].start():
        return False
    ends = [*(match.start() for match in found[1:]), len(line.text)]
    for match, end in zip(found, ends, strict=True):
        value = line.cut(end)[0].cut(match.end())[1].stripped(" \u00a0\u3000；;，,")
        if holds(plain(match["label"])) is Holds.DEADLINE:
            node.deadline += (value.stripped("。"),)
        else:
            node.responsibility[match["label"]] = (value,)
    return True


def _responsible(node: _Node, paragraph: Extract) -> Extract:
    """Take units in brackets at the end of a paragraph; return what stands before them."""
    match = _ENDING.search(paragraph.text)
    if match is None:
        return paragraph
    before, ending = paragraph.cut(match.start())
    units = ending.cut(match.end("units") - match.start())[0].cut(1)[1]
    if not _labelled(node, units):
        node.responsibility[""] = (*node.responsibility.get("", ()), units)
    return before


def _section(node: _Node) -> HeadingDraft:
    section = HeadingDraft(_text(node.number), _text(node.title), _text(node.rest) + node.text)
    if not node.below:
        _own_task(node, section)
    for child in node.below:
        if child.below and any(each.level is Level.ITEM for each in child.below):
            section.themes.append(_theme(child))
        else:
            section.tasks.append(_task(child))
    if section.themes and section.tasks:
        section.themes, section.tasks = _all_in_themes(node.below), []
    return section


def _all_in_themes(nodes: Sequence[_Node]) -> list[HeadingDraft]:
    """Return aspects where only some have tasks below them: else their order would be lost."""
    return [_theme(node) for node in nodes]


def _own_task(node: _Node, heading: HeadingDraft) -> None:
    """Make a task of a heading that itself says who is responsible."""
    if node.responsibility or node.deadline:
        task = TaskDraft(
            requirement=heading.text,
            responsibility=node.responsibility,
            deadline=node.deadline,
        )
        if not task.requirement:
            task.title = heading.title
        heading.text = ()
        heading.tasks.append(task)


def _theme(node: _Node) -> HeadingDraft:
    theme = HeadingDraft(_text(node.number), _text(node.title), _text(node.rest) + node.text)
    if node.below:
        theme.tasks = [_task(child) for child in node.below]
    elif node.responsibility or node.deadline or theme.text:
        task = TaskDraft(
            title=() if theme.text else theme.title,
            requirement=theme.text,
            responsibility=node.responsibility,
            deadline=node.deadline,
        )
        theme.text = ()
        theme.tasks.append(task)
    return theme


def _task(node: _Node) -> TaskDraft:
    requirement = _text(node.rest) + node.text
    for child in node.below:
        requirement += _whole(child)
    return TaskDraft(
        number=_text(node.number),
        title=_text(node.title),
        requirement=requirement,
        responsibility=_with_below(node),
        deadline=node.deadline,
    )


def _whole(node: _Node) -> Text:
    """Return all the text of a point and of those below it, each in a line."""
    below: Text = ()
    for child in node.below:
        below += _whole(child)
    first = type(node.number)(node.number.piece, node.number.start, (node.rest or node.title).end)
    return (first, *node.text, *below)


def _with_below(node: _Node) -> dict[str, Text]:
    found = dict(node.responsibility)
    for child in node.below:
        for heading, text in _with_below(child).items():
            found[heading] = (*found.get(heading, ()), *text)
    return found


def _text(extract: Extract) -> Text:
    return (extract,) if extract else ()
