"""Where brackets in running text begin and end, of all the shapes in which duties are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENED_BY: Final = {
    "）": "（(",
    ")": "（(",
    "】": "【",
    "〕": "〔",
    "]": "[",
    "］": "［",
    "﹞": "﹝",
}
_OPENING: Final = "（(【〔[［﹝"
ENDS: Final = ("。", "；", "！", "：")
"""Signs behind which a sentence is whole."""
SENTENCE_SIGNS: Final = "。；; "
"""What parts a bracket from the sentence behind it."""


def closings(text: str) -> Iterator[int]:
    """Yield where brackets end that stand in no others, behind a sentence or before its end."""
    depth = start = 0
    for at, sign in enumerate(text):
        if sign in _OPENING:
            start = start if depth else at
            depth += 1
        elif sign in _OPENED_BY and depth:
            depth -= 1
            before, behind = text[:start].rstrip(), text[at + 1 : at + 2]
            is_apart = before.endswith((*ENDS, *_OPENED_BY)) or behind in SENTENCE_SIGNS
            if not depth and is_apart:
                yield at + 1


def opening(text: str) -> int | None:
    """Return where the bracket begins that closes at the end of a text."""
    if text[-1:] not in _OPENED_BY:
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in _OPENED_BY) - (text[at] in _OPENING)
        if depth == 0:
            return at if text[at] in _OPENED_BY[text[-1]] else None
    return None


def depth_of(text: str) -> int:
    """Return how many brackets are open at the end of a text."""
    return sum((sign in _OPENING) - (sign in _OPENED_BY) for sign in text)
