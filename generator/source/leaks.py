"""Finds what must not be published: numbers of persons and marks of secrecy.

The scan helps; it does not replace the review that the law asks for before publication
(条例第十四、十五、十七条，个人信息保护法第二十八条，保守国家秘密法第三十五条). Numbers count only
if their check digits are right, so that document numbers and codes are left alone.
"""

from __future__ import annotations

import datetime
import itertools
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.problems import Location, Problem, Severity, quoted
from generator.source.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.problems import Report


_MOST_REPORTED = 1_000


@dataclass(frozen=True, slots=True)
class _Kind:
    code: str
    name: str
    pattern: re.Pattern[str]
    is_real: Callable[[str], bool]
    severity: Severity = Severity.ERROR
    cure: str = "请删去或遮盖"
    exception: str = "确需公开的"


@dataclass(frozen=True, slots=True)
class Leak:
    """Something in a text that must not be published; equal if the same is shown of it."""

    code: str
    name: str
    """What it is: 手机号码."""
    words: str
    """What may be shown of it: 138****8000 of a number, all of a mark."""
    cure: str
    """What to do."""
    message: str
    """What is wrong and what to do, where it has been taken for the column."""
    severity: Severity
    line: int = field(compare=False)
    column: int = field(compare=False)


def find_leaks(text: str, file: str, report: Report) -> None:
    """Report what in the text of a source file, comments included, must not be published."""
    found = leaks_in(text)
    for leak in itertools.islice(found, _MOST_REPORTED):
        place = Location(file, leak.line, leak.column)
        report.add(Problem(place, leak.code, leak.message, leak.severity))
    if more := next(found, None):
        # Never waived: what follows has not been looked at.
        message = f"不宜公开的内容超过 {_MOST_REPORTED} 处，其余不再列出，请改正后重新检查"
        report.error(Location(file, more.line, more.column), "more-problems", message)


def may_be_shown(text: str) -> bool:
    """Whether a text holds nothing that must not be published."""
    return not any(leak.severity is Severity.ERROR for leak in leaks_in(text))


def leaks_in(text: str) -> Iterator[Leak]:
    """Yield what in a text must not be published."""
    for number, line in lines_of(text):
        for kind, match in _found(line):
            words = _masked(match, line)
            message = (
                f"发现{kind.name}{words}，{kind.cure}；"
                f"{kind.exception}，在 content/waivers.yaml 里写明理由"
            )
            told = (kind.code, kind.name, words.strip(), kind.cure, message, kind.severity)
            yield Leak(*told, number, match.start() + 1)


def with_masks(text: str) -> str:
    """Return a text of which numbers of persons are shown only so much that they can be found."""
    return "\n".join(_with_masks(line) for _, line in lines_of(text))


def _with_masks(line: str) -> str:
    numbers = (match for _, match in _found(line) if _is_number(match))
    shown, at = "", 0
    for match in sorted(numbers, key=lambda match: match.start()):
        shown += line[at : match.start()] + _masked(match, line).strip()
        at = match.end()
    return shown + line[at:]


def _found(line: str) -> Iterator[tuple[_Kind, re.Match[str]]]:
    """Yield the findings in a line, kind by kind, each place once."""
    if not _SUSPECT.search(line):
        return
    # Full-width digits become ordinary ones; the columns stay the same.
    plain = line if line.isascii() else line.translate(_PLAIN)
    taken: set[int] = set()
    for kind in _KINDS:
        for match in kind.pattern.finditer(plain):
            if match.start() not in taken and kind.is_real(_bare(match)):
                taken.update(range(*match.span()))
                yield kind, match


def _bare(match: re.Match[str]) -> str:
    return re.sub(r"[\s.+-]", "", match.group())


def _is_number(match: re.Match[str]) -> bool:
    return _bare(match)[:1].isdigit()


def _masked(match: re.Match[str], line: str) -> str:
    """Return words as they stand in `line`, of a number only so much that it can be found."""
    if _is_number(match):
        digits = _bare(match)
        return f" {digits[:3]}****{digits[-4:]}"
    return quoted(line[slice(*match.span())])


def _is_identity_card(digits: str) -> bool:
    """Check the birth date and the check digit (GB 11643-1999)."""
    try:
        datetime.date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], weights, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def _is_bank_card(digits: str) -> bool:
    """Check the Luhn digit (GB/T 17949, ISO/IEC 7812-1)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - the sum of its two digits
    return total % 10 == 0 and len(set(digits)) > 1


def _always(_: str) -> bool:
    return True


class _Plain(dict[int, str]):
    """What each character is read as: any digit, blank or dash as the ordinary one."""

    def __missing__(self, code: int) -> str:
        character = unicodedata.normalize("NFKC", chr(code))[:1] or chr(code)
        if character.isspace():
            character = " "
        elif unicodedata.category(character) == "Pd" or character == "\u2212":
            character = "-"
        elif character in "·•":
            character = "."
        self[code] = character
        return character


_PLAIN = _Plain()
# What every finding holds, whatever its width; lines without are passed over.
_SUSPECT = re.compile(
    "(?:[\\d①-⓿²³¹⁰-₉][\\s.·•．\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]{0,2}){11}"
    "|[★☆]|内部资料|[此本]件[不依]"
)
_GAP = "[ .-]{0,2}"
_KINDS = (
    _Kind(
        "identity-card",
        "身份证号码",
        re.compile(rf"(?<![\d*])[1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx](?![0-9A-Za-z*])"),
        _is_identity_card,
    ),
    _Kind(
        "bank-card",
        "疑似银行卡号",
        re.compile(
            r"(?<![0-9A-Za-z*.])(?:[3-6]\d{3}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?"
            r"|[3-6]\d{5}[ -]\d{10,13})(?![0-9A-Za-z*])"
        ),
        _is_bank_card,
        Severity.WARNING,
    ),
    _Kind(
        "mobile-number",
        "手机号码",
        re.compile(
            rf"(?<![\d*])(?:(?:\+|00)?86{_GAP}|(?<!\d[-.]))"
            rf"1[3-9]\d(?:(?:{_GAP}\d{{4}}){{2}}|[ -]{{1,2}}\d{{3}}[ -]{{1,2}}\d{{5}})(?![\d*])"
        ),
        _always,
    ),
    _Kind(
        "secrecy-mark",
        "密级标志",
        re.compile(
            r"(?:绝\s*密|机\s*密|秘\s*密)\s*[★☆]"
            r"|[★☆]\s*[\d一二三四五六七八九十]+\s*(?:年|个月|天)|[★☆]\s*长期"
        ),
        _always,
        cure="涉密内容不得公开，请立即移出",
        exception="确已解密的",
    ),
    _Kind(
        "internal-mark",
        "内部文件标志",
        re.compile(
            r"内部资料[，,、 ]*(?:注意保管|注意保存|请勿外传|不得外传|严禁外传)"
            r"|(?:此件|本件)(?:不予?公开|依申请公开)"
        ),
        _always,
        Severity.WARNING,
        cure="请核实能否公开",
        exception="能公开的",
    ),
)
