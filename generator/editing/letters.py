"""Characters of a line that nobody meant to write: look-alikes, unseen ones, blanks at its end."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from generator.problems import quoted

_BLANKS: Final = " \t\u3000\u00a0"
# Behind a backslash a blank may be part of what is written.
_AT_END: Final = re.compile(rf"(?<!\\)[{_BLANKS}]+$")
# What normalises at all of these does so to one ideograph.
_LOOK_ALIKE: Final = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
UNSEEN: Final = "\u200b\u2060\ufeff"
# Where nothing else stands before a colon, a field without a name would be left.
_INVISIBLE: Final = re.compile(rf"(?<=[^{{,\s{UNSEEN}])[{UNSEEN}]+|[{UNSEEN}](?![{UNSEEN}\s]*:)")


@dataclass(frozen=True, slots=True)
class Change:
    """What has been changed in a line, in words."""

    words: str
    is_seen: bool = False
    """Whether it is another character that readers see."""


def tidy(line: str) -> tuple[str, tuple[Change, ...]]:
    """Return a line of YAML without such characters, and what has been changed."""
    line, changes = _legible(line)
    tidied = _AT_END.sub("", line)
    return tidied, (*changes, *([Change("行尾的空格：已删去")] if tidied != line else []))


def tidy_page_line(line: str) -> tuple[str, tuple[Change, ...]]:
    """Return a line of Markdown likewise; what breaks a line at its end stays."""
    line, changes = _legible(line)
    end = _AT_END.search(line)
    if line.rstrip(_BLANKS).endswith("\\"):
        # At the end of a line a backslash would break it; before blanks it does not.
        return line, changes
    breaks = end and line.strip() and (end.group().count(" ") > 1 or "\t" in end.group())
    if not end or breaks:
        return line, changes
    return line[: end.start()], (*changes, Change("行尾的空格：已删去"))


def _legible(line: str) -> tuple[str, tuple[Change, ...]]:
    """Return a line with the characters that were meant, without those that nobody sees."""
    changes = []
    for character in dict.fromkeys(_LOOK_ALIKE.findall(line)):
        meant = unicodedata.normalize("NFKC", character)
        if meant != character:
            line = line.replace(character, meant)
            words = f"看似汉字的部首或兼容用字：{quoted(character)}改为{quoted(meant)}"
            changes.append(Change(words, is_seen=True))
    unseen = dict.fromkeys("".join(_INVISIBLE.findall(line)))
    changes += [Change(f"看不见的零宽字符（U+{ord(each):04X}）：已删去") for each in unseen]
    return _INVISIBLE.sub("", line), tuple(changes)
