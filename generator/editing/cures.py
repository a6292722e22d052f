"""What is written the wrong way in one line of YAML, written the way that its message asks for.

A cure takes a line and returns it cured, or as it is. Whether a line needs one is judged by
whoever reads the whole file: the same words may be text there.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    Cure = Callable[[str], str]

_WIDE: Final = "\u3000\u00a0"
_BLANKS: Final = f" \t{_WIDE}"
_LETTER: Final = "A-Za-z_Ａ-Ｚａ-ｚ＿"
_FIELD: Final = re.compile(
    rf"(?P<head>[ \-{{]*)(?P<name>[{_LETTER}]+)(?P<between>[{_BLANKS}]*[：:][{_BLANKS}]*)(?!//)"
)
_WORD: Final = re.compile(
    rf"(?P<word>[^\s：:#\"'\[\]{{}}&*!|>%@`-][^\s：:]*)[{_BLANKS}]*：[{_BLANKS}]*(?=\S)"
)
_DASH: Final = re.compile(
    rf"(?P<indent>\s*)(?:-(?=[{_LETTER}]+[{_BLANKS}]*[：:])|-(?=[{_WIDE}])[{_BLANKS}]+"
    rf"|[—－–−]+[{_BLANKS}]*(?=[{_LETTER}]+[{_BLANKS}]*[：:]))"
)
_BRACES: Final = re.compile(
    r"(?P<head>\s*(?:- +)*(?:[\w-]+: +)?)"
    r"[{｛](?P<inside>(?:[^{}｛｝\"']|\"[^\"\\]*\")*)[}｝](?P<rest>\s*)$"
)
_QUOTED: Final = re.compile(r"(\"[^\"]*\")")
_QUOTED_ADDRESS: Final = re.compile(rf"\burl:[{_BLANKS}]*[“”](?P<address>https?://[^\s“”\"]+)[“”]")
_COLUMN_FIELDS: Final = "title|requirement|responsibility|deadline|number|extra"
_VALUE: Final = re.compile(r"(?P<head>\s*(?:- +)*(?:[\w-]+: +)?)(?P<text>\S.*?)\s*$")
_SEVERAL_FIELDS: Final = re.compile(", +[a-z_]+: ")
_FIELD_AND_VALUE: Final = re.compile(r"\s*(?:- +)*[\w-]+: ")
_LIST: Final = re.compile(
    r"(?P<head>\s*(?:- +)*(?:lead|supporting|responsible|topics|aliases|successors|moved_from): +)"
    r"(?P<text>\[[^\"'\[\]{}]*\]|[^\s\"'\[{&*!|>%@`#].*?)\s*$"
)


def mend_field(line: str) -> str:
    """Put a half-width colon and a blank behind the name of a field, in half-width letters."""
    match = _FIELD.match(line)
    if not match:
        return line
    name, between, rest = match["name"], match["between"], line[match.end() :]
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name).lower()
    is_usual = re.fullmatch(": +", between) or (between == ":" and not rest)
    colon = between if is_usual else ": " if rest else ":"
    return f"{match['head']}{name}{colon}{rest}"


def mend_word(line: str) -> str:
    """Do so behind a word of the glossary, which may be Chinese."""
    match = _WORD.match(line)
    return f"{match['word']}: {line[match.end() :]}" if match else line


def mend_dash(line: str) -> str:
    """Begin an entry with a half-width dash and a blank."""
    match = _DASH.match(line)
    return f"{match['indent']}- {line[match.end() :]}" if match else line


def mend_braces(line: str) -> str:
    """Use half-width marks around and between the fields in braces; what is quoted stays."""
    match = _BRACES.match(line)
    if not match:
        return line
    group = f"{{{match['inside']}}}"
    # Every other piece is quoted.
    pieces = _QUOTED.split(group)
    pieces[::2] = map(_half_width, pieces[::2])
    return f"{match['head']}{''.join(pieces)}{match['rest']}"


def _half_width(piece: str) -> str:
    piece = re.sub(rf"([{{,，]\s*[A-Za-z_]+)[{_BLANKS}]*[：:][{_BLANKS}]*(?!//)", r"\1: ", piece)
    piece = re.sub(rf"：[{_BLANKS}]*(?=(?:{_COLUMN_FIELDS})\s*[,，}}])", ": ", piece)
    return re.sub(rf"[，,][{_BLANKS}]*(?=[^\s,，:{{}}]+: )", ", ", piece)


def mend_address(line: str) -> str:
    """Put an address into quotation marks of YAML instead of Chinese ones."""
    return _QUOTED_ADDRESS.sub(r'url: "\g<address>"', line)


def mend_quotes(line: str) -> str:
    """Put a text into quotation marks that begins with a sign of YAML or holds a colon."""
    match = _VALUE.match(line)
    if not match or " #" in match["text"] or _SEVERAL_FIELDS.search(match["text"]):
        return line
    text, is_value = match["text"], _FIELD_AND_VALUE.match(line)
    needs = text[0] in "@`%" or (is_value and ": " in text and text[0] not in "\"'[{&*!|>?#")
    return f"{match['head']}{json.dumps(text, ensure_ascii=False)}" if needs else line


def mend_list(line: str) -> str:
    """Put names that were written as one text into brackets."""
    match = _LIST.match(line)
    if not match or " #" in match["text"]:
        return line
    names = re.split("[、，；;,]", match["text"].strip("[]【】［］ "))
    return f"{match['head']}[{', '.join(name.strip(_BLANKS) for name in names)}]"


FIELD_CURES: Final[tuple[Cure, ...]] = (
    *(mend_dash, mend_field, mend_address, mend_braces, mend_quotes),
)
"""In the order in which they work."""
WORD_CURES: Final[tuple[Cure, ...]] = (mend_word, mend_quotes)
"""The same for files whose fields are words of one's own."""
LIST_CURES: Final[tuple[Cure, ...]] = (*FIELD_CURES, mend_list)
"""The same where a file can be read, so that a list is known to be missing."""
