"""What closes a plan in running text behind its last task, and is none of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.importing.opening.letter import is_date
from generator.importing.wording.outline import HEADING_LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.draft import Text
    from generator.importing.prose.paragraphs import Node, Paragraph

_TO_ALL: Final = re.compile(
    "(?:以上|上述)[^。；]{0,12}(?:请|由)[^。；]{0,20}(?:落实|执行|办理|实施)"
    "|各(?:股室|科室|处室|部门|单位|有关|相关|责任|级|镇|乡|街道)[^，。；]{0,12}(?:要|应|须|请|务必)"
)
"""What a plan asks at its end of all who have tasks."""
_MANY: Final = 2


def take_closing(roots: Sequence[Node]) -> Text:
    """Take what closes the plan off its last task.

    That is a day, an annex, what is asked of all, or, where no other task has such text, text
    behind the duty of the task.
    """
    nodes = [node for root in roots for node in _with_all_below(root)]
    if not nodes:
        return ()
    *others, last = nodes
    is_usual = any(each.is_behind and not each.duty for node in others for each in node.paragraphs)
    are_many = sum(bool(node.own_duties) for node in nodes) >= _MANY
    is_told = are_many and not is_usual
    at = len(last.paragraphs)
    for each in reversed(last.paragraphs):
        if not (_closes(each, is_told=is_told) or _is_for_all(last, each)):
            break
        at -= 1
    closing, last.paragraphs = last.paragraphs[at:], last.paragraphs[:at]
    return tuple(each.text for each in closing if each.text)


def _closes(paragraph: Paragraph, *, is_told: bool) -> bool:
    """Whether a paragraph is none of a task; `is_told` says if its place behind a duty tells it."""
    if paragraph.duty:
        return False
    is_behind = is_told and paragraph.is_behind
    return is_date(paragraph.text) or paragraph.is_of_annexes or is_behind


def _is_for_all(node: Node, paragraph: Paragraph) -> bool:
    """Whether what stands below a task, and no heading, is asked of all who have one."""
    is_task = node.level not in HEADING_LEVELS
    return is_task and not paragraph.duty and _TO_ALL.match(paragraph.text.text) is not None


def _with_all_below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.below:
        yield from _with_all_below(child)
