"""Takes the main text of a page out of its HTML: passages, in the order in which they are read."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""<!--.*?-->|<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?:[^>"']|"[^"]*"|'[^']*')*>"""
    r"""|(?P<text>[^<]+|<)""",
    re.DOTALL,
)
# What stands inside a line: all else begins a passage.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd"}
    | {"mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"}
)
_SILENT = frozenset({"nav", "script", "style", "template", "form"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})


@dataclass(frozen=True, slots=True)
class MainText:
    """What a page says, without navigation."""

    title: str
    """The main heading; empty if there is none."""
    passages: tuple[str, ...]
    """The text of each paragraph, heading, cell and list entry, the main heading among them."""


def read_main_text(article: str) -> MainText:
    """Return the main text of a page whose main part has the HTML `article`, well formed.

    Left out are navigation and forms.
    """
    reader = _Reader()
    for token in _TOKEN.finditer(article):
        if token["text"] is not None:
            reader.read(token["text"])
        elif token["tag"] and token["end"]:
            reader.leave(token["tag"].lower())
        elif token["tag"]:
            reader.enter(token["tag"].lower())
    reader.end_passage()
    return MainText(" ".join(reader.titles), tuple(reader.passages))


class _Reader:
    def __init__(self) -> None:
        self.passages: list[str] = []
        self.titles: list[str] = []
        self._pieces: list[str] = []
        self._silent: list[str] = []
        """The open elements from the outermost that says nothing."""
        self._is_in_title = False

    def read(self, text: str) -> None:
        if not self._silent:
            self._pieces.append(text)

    def enter(self, tag: str) -> None:
        if tag in _INLINE:
            return
        self.end_passage()
        self._is_in_title |= tag == "h1"
        if (self._silent or tag in _SILENT) and tag not in _VOID:
            self._silent.append(tag)

    def leave(self, tag: str) -> None:
        if tag in _INLINE:
            return
        self.end_passage()
        self._is_in_title &= tag != "h1"
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def end_passage(self) -> None:
        passage = " ".join(html.unescape("".join(self._pieces)).split())
        self._pieces.clear()
        if passage:
            self.passages.append(passage)
            self.titles += [passage] if self._is_in_title else []
