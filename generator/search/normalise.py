"""Which texts count as the same to someone who searches.

``overrides/assets/search/text.js`` does the same to queries; a browser test compares them.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_DROPPED: Final = frozenset({"Pi", "Pf", "Cf"})
_BLANK: Final = frozenset({"Cc", "Zl", "Zp", "Zs"})
_APOSTROPHES: Final = frozenset("'\"`")


class _Forms(dict[int, str]):
    """Each character's normal form, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        compatible = unicodedata.normalize("NFKC", chr(code)).lower()
        form = self[code] = "".join(map(_form, compatible))
        return form


_FORMS: Final = _Forms()


def normalise(text: str) -> str:
    """Return `text` in its normal form, character by character.

    Full and half width, upper and lower case are the same; every bracket is round; quotation marks
    and invisible characters are gone; every white space is a blank.
    """
    return text.translate(_FORMS)


def _form(character: str) -> str:
    category = unicodedata.category(character)
    if character in _APOSTROPHES or category in _DROPPED:
        return ""
    if category in ("Ps", "Pe"):
        return "(" if category == "Ps" else ")"
    return " " if category in _BLANK else character
