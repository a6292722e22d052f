"""Traditional characters, for those who type them. The only importer of opencc."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import opencc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FIRST, _LAST = 0x3400, 0x9FFF
"""The Han characters in common use: extension A and the main block."""


def traditional_forms(characters: Iterable[str]) -> dict[str, str]:
    """Return the traditional characters that stand for some of `characters`, each with its own.

    A character that is itself among them is left out: whoever types it means it.
    """
    known = set(characters)
    return {
        traditional: simplified
        for traditional, simplified in _simplified().items()
        if simplified in known and traditional not in known
    }


@cache
def _simplified() -> Mapping[str, str]:
    traditional = [chr(code) for code in range(_FIRST, _LAST + 1)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(traditional)).split("\n")
    pairs = zip(traditional, simplified, strict=True)
    return {one: other for one, other in pairs if one != other}
