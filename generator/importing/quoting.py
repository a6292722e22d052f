"""Shows words of a document in a sentence about it."""

from __future__ import annotations

from typing import Final

from generator.source.leaks import with_masks

_MOST_SHOWN: Final = 60


def in_quotes(text: str) -> str:
    """Return a text between quotation marks, in one line that is not too long.

    Numbers of persons are masked: a report goes from hand to hand.
    """
    line = " ".join(with_masks(text).split())
    return f"“{line}”" if len(line) <= _MOST_SHOWN else f"“{line[:_MOST_SHOWN]}……”"
