"""What closes a plan in running text behind its last task, and is none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.importing.letter import is_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importing.draft import Text
    from generator.importing.paragraphs import Node, Paragraph

_MANY: Final = 2


def take_closing(roots: Sequence[Node]) -> Text:
    """Take what closes the plan off its last task: a day, an annex, or text behind its duty.

    The latter only where no other task has such text.
    """
    nodes = [node for root in roots for node in _with_all_below(root)]
    if not nodes:
        return ()
    *others, last = nodes
    is_usual = any(each.is_behind and not each.duty for node in others for each in node.paragraphs)
    are_many = sum(bool(node.own_duties) for node in nodes) >= _MANY
    at = len(last.paragraphs)
    while at and _closes(last.paragraphs[at - 1], is_told=are_many and not is_usual):
        at -= 1
    closing, last.paragraphs = last.paragraphs[at:], last.paragraphs[:at]
    return tuple(each.text for each in closing if each.text)


def _closes(paragraph: Paragraph, *, is_told: bool) -> bool:
    """Whether a paragraph is none of a task; `is_told` says if its place behind a duty tells it."""
    if paragraph.duty:
        return False
    return is_date(paragraph.text) or paragraph.is_of_annexes or (is_told and paragraph.is_behind)


def _with_all_below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.below:
        yield from _with_all_below(child)
