"""Which characters a text that is to be published may not hold.

Invisible characters make two texts look alike that are not, or turn their reading order round;
radicals copied out of a PDF look like the character meant and are never found by a search.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.problems import Location

if TYPE_CHECKING:
    from generator.problems import Report

# The zero-width joiner stands inside many emoji, so it is refused elsewhere only.
_REFUSED = re.compile(
    "(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f])"
    "|(?P<bidi>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    "|(?P<invisible>[\u00ad\u200b\u200c\u2060-\u2064\ufeff\ufff9-\ufffb\u2028\u2029]"
    "|(?<![\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d)"
    "|(?P<private>[\ue000-\uf8ff\U000f0000-\U0010ffff])"
    "|(?P<noncharacter>[\ufffd-\uffff\ud800-\udfff])"
    "|(?P<radical>[\u2e80-\u2fdf\uf900-\ufaff])"
)

_KINDS = {
    "control": "不可见的控制字符",
    "bidi": "改变文字方向的控制字符",
    "invisible": "不可见的零宽字符",
    "private": "只在个别字体里有的自造字",
    "noncharacter": "转码时损坏的字符",
}


def find_refused(text: str, file: str, report: Report) -> None:
    """Report every kind of character in `text` that may not be published, once a line."""
    for number, line in enumerate(re.split("\r\n|\r|\n", text), start=1):
        said: set[str] = set()
        for match in _REFUSED.finditer(line):
            character, kind = match.group(), match.lastgroup or ""
            if character in said:
                continue
            said.add(character)
            _report(character, kind, Location(file, number, match.start() + 1), report)


def _report(character: str, kind: str, location: Location, report: Report) -> None:
    point = f"U+{ord(character):04X}"
    if kind != "radical":
        report.error(
            location,
            "bad-character",
            f"第 {location.column} 个字是{_KINDS[kind]}（{point}），请删去",
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
    return all(
        match.lastgroup == "radical"
        and unicodedata.normalize("NFKC", match.group()) == match.group()
        for match in _REFUSED.finditer(text)
    )
