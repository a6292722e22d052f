"""Tells the letter that issues a plan from the plan: the form of official documents is fixed.

Sources: GB/T 9704-2012 7.2 to 7.4 (number, title, addressees, text, signature, date, note, copies).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.importing.draft import LetterDraft
from generator.importing.wording.sequence import value_of
from generator.plan.names import is_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.document import Extract
    from generator.importing.draft import Text

_NUMBER: Final = re.compile(
    r"[^\s，。；：]{1,20}\s*[〔\[［【（(]\s*\d{4}\s*[〕\]］】）)]\s*第?\s*\d{1,5}\s*号"
)
_BRACKETED: Final = re.compile(rf"[（(]{_NUMBER.pattern}[）)]")
_TOP: Final = 6
"""Lines at the top of a plan among which its number stands."""
_HEAD: Final = re.compile(r"[^，。；：\d]{2,40}")
_NAMED_HEAD: Final = re.compile(r"(?!.*关于)[^，。；：\d]{4,40}文\s*件")
_FILE: Final = re.compile(r"\s*文\s*件$")
_TO_TEN: Final = "[一二三四五六七八九十]"
_DATE: Final = re.compile(
    r"(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})年"
    rf"(?P<month>\d{{1,2}}|{_TO_TEN}|十[一二])月"
    rf"(?P<day>\d{{1,2}}|{_TO_TEN}|二?十[一二三四五六七八九]|[二三]十|三十一)日"
)
_NO_DAY: Final = re.compile(r"\d{4}\s*年\s*(?:\d{1,2}\s*)?月\s*日")
"""A date that is left to be filled in by hand."""
_KINDS: Final = "通知|通告|公告|意见|函|决定|通报|批复|报告"
_LETTER_TITLE: Final = re.compile(rf"关于.*的?(?:{_KINDS})")
_NOTE: Final = re.compile(r"[（(](?P<note>[^（）()]*(?:公开|联系)[^（）()]*)[）)]")
_COPIES: Final = re.compile(r"抄\s*送[:：]")
_LABEL: Final = re.compile(r"附\s*[件表]\s*[\d一二三四五六七八九]*\s*[:：]?")
_LABELLED: Final = re.compile(r"附\s*[件表]\s*\d{0,2}(?:\s*[:：]|\s+|(?<=\d))\s*(?=[^\s\d])")
_IMPRINT: Final = re.compile(rf".{{2,30}}{_DATE.pattern}印发")
_CLOSING: Final = re.compile(r"特此(?:通知|函告|函达|通告|公告|报告)。?")
_ADDRESSEES: Final = re.compile(r"(?!.*(?:[如以]下|现将|。)).+[：:]")
_LONGEST_NAME: Final = 60
_LONGEST_TITLE: Final = 300
_MOST_LINES: Final = 6
"""Into which a title is broken, the first of which may be the office alone."""
_NO_TITLE: Final = re.compile("[。；]|[：:]$")
"""In a line that is none of a title: a sentence, addressees."""
_LONGEST_NOTE: Final = 300
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def read_letter(lines: Sequence[Extract]) -> tuple[LetterDraft, list[Extract]]:
    """Return the letter, and the lines that are none of it: the title of the plan, for one.

    `lines` are those before the first table or heading of the plan, none of them empty.
    """
    letter, rest = LetterDraft(), [*lines]
    found = _title(rest) or _place_of_title(rest)
    if found is None:
        return _without_letter(lines)
    begin, end = found
    letter.title = tuple(rest[begin : end + 1])
    before, rest = rest[:begin], rest[end + 1 :]
    if rest and _NUMBER.fullmatch(rest[0].text):
        before.append(rest.pop(0))
    letter.number = tuple(line for line in before if _NUMBER.fullmatch(line.text))
    letter.head, unread = _head(before, letter.number)
    if rest and rest[0].text.endswith(("：", ":")):
        letter.addressees = (rest.pop(0).stripped(" \u00a0\u3000：:"),)
    signed = next((n for n, line in enumerate(rest) if is_date(line)), None)
    if signed is None:
        letter.issuer = _issuer_in(letter.title)
        return letter, [*unread, *rest]
    letter.body = tuple(rest[: _sign(letter, rest[: signed + 1])])
    letter.issuer = letter.issuer or _issuer_in(letter.title)
    return letter, [*unread, *_end(letter, rest[signed + 1 :])]


def _place_of_title(lines: Sequence[Extract]) -> tuple[int, int] | None:
    """Return between which lines the title is missing that has stayed behind on a web page.

    Such a letter begins with its addressees, perhaps below its head and its number, and is signed
    if it has neither.
    """
    at = next((n for n, line in enumerate(lines) if not _is_head(line)), len(lines))
    is_addressed = at < len(lines) and _ADDRESSEES.fullmatch(lines[at].text) is not None
    is_numbered = any(map(_numbered, lines[:at]))
    return (at, at - 1) if is_addressed and (is_numbered or any(map(is_date, lines))) else None


def _is_head(line: Extract) -> bool:
    """Whether a line stands above the title of a letter: its number, the office or its head."""
    return bool(_numbered(line) or _NAMED_HEAD.fullmatch(line.text) or _is_office(line))


def _without_letter(lines: Sequence[Extract]) -> tuple[LetterDraft, list[Extract]]:
    """Take the letterhead and the number of a plan that is issued by itself (7.2.4, 7.2.5)."""
    letter = LetterDraft()
    top = lines[:_TOP]
    numbers = {n: number for n, line in enumerate(top) if (number := _numbered(line))}
    at = min(numbers, default=-1)
    letter.number = (numbers[at],) if numbers else ()
    letter.head = tuple(
        line
        for n, line in enumerate(top)
        if _NAMED_HEAD.fullmatch(line.text) or (n < at and is_unit(line.text))
    )
    return letter, [line for n, line in enumerate(lines) if n != at and line not in letter.head]


def _numbered(line: Extract) -> Extract | None:
    """Return the number of a document that a line says and nothing else, perhaps in brackets."""
    if _NUMBER.fullmatch(line.text):
        return line
    return line.stripped("（()）") if _BRACKETED.fullmatch(line.text) else None


def _head(before: Sequence[Extract], number: Text) -> tuple[Text, list[Extract]]:
    """Return the lines of the letterhead, which stands above the number (7.2.4), and the others."""
    above = before.index(number[0]) if number and number[0] in before else 0
    head = tuple(
        line
        for at, line in enumerate(before)
        if _NAMED_HEAD.fullmatch(line.text) or (at < above and _HEAD.fullmatch(line.text))
    )
    return head, [line for line in before if line not in (*head, *number)]


def read_signature(letter: LetterDraft, lines: Sequence[Extract]) -> list[Extract]:
    """Take the signature of a letter that goes round the plan; return the lines that are none."""
    signed = next((n for n, line in reversed([*enumerate(lines)]) if is_date(line)), None)
    if letter.issued_on or signed is None:
        return _end(letter, lines)
    rest = _end(letter, lines[signed + 1 :])
    before = [*lines[: _sign(letter, lines[: signed + 1])]]
    if before and _CLOSING.fullmatch(before[-1].text):
        letter.body += (before.pop(),)
    return [*before, *rest]


def take_issuer(letter: LetterDraft) -> None:
    """Take who issues a letter from its letterhead if nothing else says it: once all is read.

    That is the name of the office, perhaps with 文件 behind it (7.2.4). Several issue jointly, and
    who is meant is for people to say.
    """
    parted = [(line, line.cut(len(_FILE.sub("", line.text)))) for line in letter.head]
    offices = [(line, name, rest) for line, (name, rest) in parted if _is_office(name)]
    if letter.issuer or len(offices) != 1:
        return
    ((office, name, rest),) = offices
    letter.issuer = (name,)
    letter.head = tuple(rest if line is office else line for line in letter.head)


def _is_office(name: Extract) -> bool:
    """Whether a line names an office, rather than says that it is a draft (征求意见稿)."""
    return is_unit(name.text) and not re.search(r"[\s（(]", name.text)


def _issuer_in(title: Text) -> Text:
    """Return who issues a letter by its title, in which that stands before 关于 (7.3.1).

    It may stand in a line of its own above; a name that is broken is left to people.
    """
    if not title:
        return ()
    first, *others = title
    at = first.text.find("关于")
    if at < 0 and others and others[0].text.startswith("关于"):
        return (first,)
    return (first.cut(at)[0],) if at > 0 else ()


def _sign(letter: LetterDraft, lines: Sequence[Extract]) -> int:
    """Take the date in the last line, and who signs before it; return how many lines are left."""
    *before, date = lines
    letter.issued_on = (date,)
    if (
        before
        and len(before[-1].text) <= _LONGEST_NAME
        and not re.search("[。；，：]", before[-1].text)
    ):
        letter.issuer = (before.pop(),)
    return len(before)


def _end(letter: LetterDraft, lines: Sequence[Extract]) -> list[Extract]:
    """Take the note and the copies that stand below a signature; return the lines that are none."""
    rest = []
    for line in lines:
        note = _NOTE.fullmatch(line.text) if len(line.text) <= _LONGEST_NOTE else None
        if not letter.note and note:
            letter.note = (line.within(note.start("note"), note.end("note")),)
        elif not letter.copied_to and (copies := copies_in(line)):
            letter.copied_to = (copies,)
        else:
            rest.append(line)
    return rest


def is_date(line: Extract) -> bool:
    """Whether a line says nothing but a day, as below a letter; that may be left open there."""
    return _day(line.text) is not None or _NO_DAY.fullmatch(line.text) is not None


def is_note(line: Extract) -> bool:
    """Whether a line is a note below a signature (7.3.6): （此件公开发布）."""
    return len(line.text) <= _LONGEST_NOTE and _NOTE.fullmatch(line.text) is not None


def _day(text: str) -> re.Match[str] | None:
    """Return the year, month and day that a text says and nothing else; blanks do not count."""
    return _DATE.fullmatch(re.sub(r"\s", "", text))


def is_imprint(text: str) -> bool:
    """Whether a text only says who has sent the letter out, and when (版记)."""
    return _IMPRINT.fullmatch(re.sub(r"\s", "", text)) is not None


def copies_in(line: Extract) -> Extract | None:
    """Return who gets copies, if a line says that (7.4.2)."""
    match = _COPIES.match(line.text)
    return line.cut(match.end())[1].stripped(" \u00a0\u3000。") if match else None


def is_label(line: Extract) -> bool:
    """Whether a line only says that an annex begins."""
    return _LABEL.fullmatch(line.text) is not None


def split_label(line: Extract) -> tuple[Extract, Extract]:
    """Return the label of an annex, and what stands behind it in the same line: its title."""
    match = _LABELLED.match(line.text)
    return line.cut(match.end() if match else 0)


def as_date(text: str) -> str:
    """Return a date as it is written in a plan, 2021-06-16; "" if it is none."""
    match = _day(text)
    if match is None:
        return ""
    year, month, day = int(match["year"].translate(_DIGITS)), *map(value_of, match.group(2, 3))
    return f"{year:04}-{month:02}-{day:02}"


def _title(lines: Sequence[Extract]) -> tuple[int, int] | None:
    """Return the first and last line of the letter's title."""
    for begin, line in enumerate(lines):
        if _COPIES.match(line.text) or _NAMED_HEAD.fullmatch(line.text):
            continue
        text = ""
        for end in range(begin, min(begin + _MOST_LINES, len(lines))):
            if _NUMBER.fullmatch(lines[end].text) or _NO_TITLE.search(lines[end].text):
                break
            text += re.sub(r"\s", "", lines[end].text)
            if len(text) > _LONGEST_TITLE:
                break
            if _LETTER_TITLE.fullmatch(text) or re.fullmatch(f".+{_LETTER_TITLE.pattern}", text):
                return begin, end
    return None
