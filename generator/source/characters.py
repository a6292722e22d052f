"""Which characters a text that is to be published may not hold.

Invisible characters make two texts look alike that are not, or turn their reading order round;
radicals copied out of a PDF look like the character meant and are never found by a search.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

from generator.problems import Location
from generator.source.lines import lines_of

if TYPE_CHECKING:
    from generator.problems import Report

_EMOJI = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
# The zero-width joiner stands inside many emoji, so it is refused elsewhere only.
_REFUSED = re.compile(
    "(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f])"
    "|(?P<bidi>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    "|(?P<invisible>[\u00ad\u115f\u1160\u180e\u200b\u200c\u2028\u2029\u2060-\u2065\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e007f]"
    f"|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}]))"
    "|(?P<private>[\ue000-\uf8ff\U000f0000-\U0010ffff])"
    "|(?P<noncharacter>[\ufffd-\uffff\ud800-\udfff])"
    "|(?P<radical>[\u2e80-\u2fdf\uf900-\ufaff])"
)
# One class that holds all of the above: much faster where there is nothing to find.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2e80-\u2fdf\u3164\ud800-\ufaff\ufeff\uffa0\ufff9-\uffff"
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_MOST_LOOKED_AT = 10_000
STAND_IN = "\ue000"
"""Written for a refused character where a text is to be read on: refused itself, so never else."""

_CURES = {"private": "请改用正式编码的字", "noncharacter": "请对照原件补正"}
_KINDS = {
    "control": "不可见的控制字符",
    "bidi": "改变文字方向的控制字符",
    "invisible": "不可见的零宽字符",
    "private": "只在个别字体里有的自造字",
    "noncharacter": "转码时损坏的字符",
}


def find_refused(text: str, file: str, report: Report) -> None:
    """Report every kind of character in `text` that may not be published, once a line."""
    if not _SUSPECT.search(text):
        return
    for number, line in lines_of(text):
        said: set[str] = set()
        if not _SUSPECT.search(line):
            continue
        for match in itertools.islice(_REFUSED.finditer(line), _MOST_LOOKED_AT):
            character, kind = match.group(), match.lastgroup or ""
            if character in said:
                continue
            said.add(character)
            _report(character, kind, Location(file, number, match.start() + 1), report)
        if report.is_full(file, "bad-character"):
            return


def made_visible(text: str) -> str:
    """Return a text with ［U+202E］ for each refused character that cannot be seen for what it is.

    Radicals stay: they look like the character meant.
    """
    if not _SUSPECT.search(text):
        return text
    return _REFUSED.sub(
        lambda match: match[0] if match.lastgroup == "radical" else f"［U+{ord(match[0]):04X}］",
        text,
    )


def _report(character: str, kind: str, location: Location, report: Report) -> None:
    point = f"U+{ord(character):04X}"
    if kind != "radical":
        report.error(
            location,
            "bad-character",
            f"第 {location.column} 个字是{_KINDS[kind]}（{point}），{_CURES.get(kind, '请删去')}",
        )
        return
    meant = unicodedata.normalize("NFKC", character)
    if meant != character:
        report.error(
            location,
            "bad-character",
            f"第 {location.column} 个字“{character}”（{point}）是部首或兼容用字，"
            f"搜索不到，请改为“{meant}”",
        )


def is_publishable(text: str) -> bool:
    """Whether `text` holds no character that `find_refused` would report."""
    return _SUSPECT.search(text) is None or all(
        match.lastgroup == "radical"
        and unicodedata.normalize("NFKC", match.group()) == match.group()
        for match in _REFUSED.finditer(text)
    )


def with_stand_ins(text: str) -> str:
    """Return `text`, as long as it was, with what is refused in it mended or made a stand-in.

    So one bad character hides nothing else that is wrong. Where there are very many, some stay.
    """

    def stand_in(match: re.Match[str]) -> str:
        meant = unicodedata.normalize("NFKC", match.group())
        return meant if match.lastgroup == "radical" and len(meant) == 1 else STAND_IN

    return _REFUSED.sub(stand_in, text, _MOST_LOOKED_AT) if _SUSPECT.search(text) else text
