"""Notes that tell the leads in a list of units from the others: by their place or by a mark.

They stand in brackets in a heading or behind a list, as in 责任单位（列第一位的为牵头单位，其他为
配合单位）, or in a sentence elsewhere: 注：标★的为牵头单位。
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from generator.plan.duty_verbs import UNIT_WORD

if TYPE_CHECKING:
    from collections.abc import Iterable

MARK = "[★☆▲△●◆※*＊]"
"""What stands at a name to set it apart."""
_FIRST_PLACE = f"第一(?:[位个家名]|顺位|责任{UNIT_WORD}|{UNIT_WORD})|首[位个家]|[排列居]首"
_LOOK = "加粗|粗体|黑体|下划线"
_SAYS = (
    f'(?:{_FIRST_PLACE}|{_LOOK}|{MARK}[”"’」）)]?)(?:[的者号]|标[记识注]|符号|责任|{UNIT_WORD})*'
    "(?:为|是|即|系|表示|代表)[^，,。；;、\n]{0,4}牵头"
)
"""Nothing else than units stands between the place or mark and that these lead: 办公室为牵头单位
says nothing of other lists."""
_IN_BRACKETS = re.compile(
    f"[（(](?:[^（()）]*(?:{_SAYS}|(?:为|是|即)牵头)[^（()）]*"
    f"|牵头{UNIT_WORD}?(?:排|列|居|位|在|放)[^（()）]*)[）)]"
)
_BEHIND = re.compile(
    f"[，,。；;\\s](?:[^，,。；;、\\s]{{0,8}}){_SAYS}[^，,。；;、]*"
    "(?:[，,]其[他它余][^，,。；;]*)?(?:[，,]以?下同)?"
)
_TELLS = re.compile(
    f"{_SAYS}|牵头{UNIT_WORD}?(?:排|列|居|位|在|放|用|以|加|标)[^，,。；;\n]{{0,6}}"
    f"(?:{_FIRST_PLACE}|{_LOOK}|{MARK})"
)
_SENTENCE_ENDS = re.compile("[。；;\n]")
_MARK = re.compile(MARK)
_FIRST = re.compile(f"第一|{_FIRST_PLACE}")
_OTHERS_SUPPORT = re.compile("(?:其[他它余]|后面?|以后).{0,6}(?:配合|协办|协助|参与)")


def note_behind(cell: str) -> str:
    """Return the note that stands behind a list, in brackets or not; "" if there is none."""
    note = _IN_BRACKETS.search(cell) or _BEHIND.search(cell)
    return note[0] if note else ""


def note_in_brackets(text: str) -> str:
    """Return the note that a heading or a list holds in brackets; "" if there is none."""
    note = _IN_BRACKETS.search(text)
    return note[0] if note else ""


def without_note(text: str) -> str:
    """Return a heading or a list without such a note."""
    return _IN_BRACKETS.sub("", text)


def note_in_sentence(text: str) -> str:
    """Return the sentence of a running text that is such a note; "" if there is none."""
    return next(filter(_TELLS.search, _SENTENCE_ENDS.split(text)), "")


def is_followed(note: str) -> bool:
    """Whether leads are read as a note says: by their place or a mark, and not by bold letters."""
    return bool(_FIRST.search(note) or _MARK.search(note))


def are_told_by_looks(headings: Iterable[str], note_for_all: str) -> bool:
    """Whether leads are told by what is not read, as a note in a heading or elsewhere says."""
    notes = (*map(note_in_brackets, headings), note_for_all)
    return any(note and not is_followed(note) for note in notes)


def holds_below(note: str) -> bool:
    """Whether a note behind a list holds for the lists below it, too."""
    return "下同" in note


def note_for_all(texts: Iterable[str], cells: Iterable[str]) -> str:
    """Return the note that holds for all lists of a plan, best one to follow; "" if there is none.

    `texts` are what the plan says outside its tasks, `cells` the lists themselves.
    """
    behind_lists = (note for cell in cells if holds_below(note := note_behind(cell)))
    notes = [*filter(None, chain(map(note_in_sentence, texts), behind_lists))]
    return next(filter(is_followed, notes), next(iter(notes), ""))


def leads_by(note: str, names: tuple[str, ...]) -> tuple[tuple[bool, str], ...]:
    """Return whether each of the names in a list leads, and the name without the mark of leads."""
    if _FIRST.search(note):
        return tuple((at == 0, name) for at, name in enumerate(names))
    mark = _MARK.search(note)
    return tuple((bool(mark and mark[0] in name), _bare(name, mark)) for name in names)


def _bare(name: str, mark: re.Match[str] | None) -> str:
    return name.replace(mark[0], "") if mark else name


def others_support(note: str) -> bool:
    """Whether a note says that those who do not lead support."""
    return bool(_OTHERS_SUPPORT.search(note))
