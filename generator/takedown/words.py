"""Which words are those of something that is taken down, and whether a text holds them.

A page also says what others say: names of units, a document's number, a sentence that two tasks
share. Its own words are those that neither issued text elsewhere says, nor, if they are short and
no number, any other page: there they would mean something else.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTE: Final = "（此项已撤下）"
"""What stands instead; an editor writes it as well where the words were."""
_SENTENCE: Final = re.compile("[。；！？\n\0]")
_NUMBER: Final = re.compile("[0-9]{3,4}-[0-9]{7,8}|[0-9][0-9Xx]{6,}")
"""Of a telephone, a card, an account: telling wherever it stands."""
_SAYING: Final = re.compile(r"[^\W\d_]{2}|[0-9Xx-]{7}")
"""In what says something: two letters or characters, or a long number."""
_SHORT: Final = 12
_ESCAPED: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG: Final = re.compile(r"</?[a-zA-Z!][^<>]*>")


@dataclass(frozen=True, slots=True)
class Words:
    """What may not stand in any file any more."""

    own: tuple[str, ...]
    """Sentences and numbers, without blanks."""

    def are_in(self, text: str) -> bool:
        """Whether a text, in which entities stand for characters, holds any of them."""
        bare = squeezed(text)
        return any(phrase in bare for phrase in self.own)

    def are_in_file(self, content: bytes) -> bool:
        """Whether a file holds any, however its kind writes them."""
        text = content.decode("utf-8", "ignore")
        spelt_out = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
        return self.are_in(spelt_out) or self.are_in(_TAG.sub("", spelt_out))


def squeezed(text: str) -> str:
    """Return a text without blanks and with its characters spelt out."""
    return "".join(html.unescape(text).split())


def own_words(said: Iterable[str], issued: str, elsewhere: str) -> Words:
    """Return the words of what says `said`.

    `issued` is what stands elsewhere in official texts and in the frame of all pages, `elsewhere`
    what all other pages say, both squeezed; neither holds what only repeats it.
    """
    return Words(
        tuple(
            phrase
            for phrase in sorted(phrases(said))
            if phrase not in f"{issued}\0{NOTE}"
            and (_is_telling(phrase) or phrase not in elsewhere)
        )
    )


def sentences(passages: Iterable[str]) -> set[str]:
    """Return what of some passages is long enough to be known again wherever it stands."""
    return {phrase for phrase in phrases(passages) if len(phrase) >= _SHORT}


def phrases(passages: Iterable[str]) -> set[str]:
    """Return the sentences of some passages, and the long numbers in them, without blanks."""
    pieces = {squeezed(piece) for passage in passages for piece in _SENTENCE.split(passage)}
    numbers = {number for piece in pieces for number in _NUMBER.findall(piece)}
    return {piece for piece in pieces | numbers if _SAYING.search(piece)}


def _is_telling(phrase: str) -> bool:
    return len(phrase) >= _SHORT or bool(_NUMBER.fullmatch(phrase))
