"""Lines in, between and below tables that are none of their tasks, and why they are left out."""

from __future__ import annotations

import re
from typing import Final

from generator.plan.lead_notes import is_followed, note_in_sentence

_NOTE: Final = re.compile(r"(?:备?注|说明|(?:填表|填报)说明)\d*[：:.．、]")
_POINT: Final = re.compile(r"[（(]?(\d{1,2})[）)．.、]")
_SUM: Final = re.compile(r"(?:总|合|小)\s*计(?!划)")
_SIGNED: Final = re.compile(
    r"(?:(?:填表|填报|审核|制表|联系|经办|签发)人?|负责人)(?:签字|签名)?[：:]|联系电话[：:]"
    r"|(?:编制|校对|复核|审批|制作)(?:人[：:]|[：:]\s*[\u4e00-\u9fff]{1,4}\s+[审校复签][核对批发][：:])"
)
_LABELLED: Final = re.compile("[：:]")
_LIST_OF_PEOPLE: Final = re.compile(
    "[^，。；：、．.（）()]{0,40}(?:成员|人员|联络员|联系人|信息员|发言人|负责人)"
    "(?:[及和][^，。；：]{1,8})?(?:名单|名册|一览表|通讯录)"
)
_SUM_REASON: Final = "合计，不是任务，没有录入"
_PEOPLE_REASON: Final = "人员名单，不是任务，没有录入"
_SIGNED_REASON: Final = "填表、联系信息，不是任务，没有录入"


def reason_to_ignore(text: str) -> str:
    """Return why a line between or below tables says nothing of tasks; "" if it may do so."""
    return _PEOPLE_REASON if _LIST_OF_PEOPLE.fullmatch(text) else reason_below(text)


def reason_below(text: str) -> str:
    """Return why a row of a table, or a line below it, is none of its tasks; else ""."""
    if _SUM.match(text):
        return _SUM_REASON
    return _SIGNED_REASON if _SIGNED.match(text) else ""


def is_note(text: str) -> bool:
    """Whether a line explains a table, or what stands above it: it is text of the plan."""
    return _NOTE.match(text.strip()) is not None


def counts_on(note: str, text: str) -> bool:
    """Whether a line is the next point of a note above it: 2.… below 说明：1.…."""
    said = _NOTE.sub("", note.strip(), count=1)
    points = [int(found[1]) for line in said.split("\n") if (found := _POINT.match(line.strip()))]
    found = _POINT.match(text.strip())
    is_counted = bool(points) or not said.strip()
    return is_counted and found is not None and int(found[1]) == max(points, default=0) + 1


def tells_leads(text: str) -> bool:
    """Whether a line says nothing but how leads are told from others, and that is read."""
    note = note_in_sentence(text)
    is_alone = text.strip(" （()）") == note and not _LABELLED.search(text)
    return is_followed(note) and (is_alone or is_note(text))
