"""Reads who leads and who supports from a printed cell such as “甲、乙牵头，丙配合”.

Only what the wording says is read: a bare list names no lead (role 责任), and 各… is a party of
its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.plan.duty_verbs import BESIDE, UNIT_WORD, VERBS
from generator.plan.lead_notes import (
    MARK,
    are_told_by_looks,
    is_followed,
    leads_by,
    note_behind,
    note_in_brackets,
    others_support,
    without_note,
)
from generator.plan.names import ends_openly, is_one, is_unit, names_in
from generator.plan.parties import Role
from generator.plan.persons import names_persons, without_persons
from generator.plan.repetition import says_the_same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class PrintedRoles:
    """The names a cell prints, by role, in printed order."""

    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """Who has none of these roles, but advises or watches over those who do: 甲局指导."""
    is_lead_open: bool = False
    """Whether people may well see a lead where no word says so: in the first of names that are
    joined by 会同, or in what is printed bold, if a note says that this means leads."""

    def names_as(self, role: Role) -> tuple[str, ...]:
        """Return the names that the cell prints in `role`."""
        return {
            Role.LEAD: self.lead,
            Role.RESPONSIBLE: self.responsible,
            Role.SUPPORTING: self.supporting,
        }[role]


_ROLE_OF_HEADING = (
    (Role.LEAD, re.compile("牵头|主办")),
    (Role.SUPPORTING, re.compile("配合|协办|协助|参与|参加|会办|联办|协同|协作|支持")),
    (Role.RESPONSIBLE, re.compile("责任|负责|承办|落实|实施|主责|经办|办理")),
)
_BESIDE = "beside"
_VERB = re.compile(
    "(?:"
    + "|".join(f"(?P<{role.value}>{verbs})" for role, verbs in VERBS.items())
    + f")(?:[，,；;。、\\s]+|$)|(?P<{_BESIDE}>{BESIDE})(?:[，,；;。\\s]+|$)"
)
_COMMA = re.compile("[，,；;](?![^（(]*[）)])")
"""One outside brackets."""
_UNREAD = re.compile("商请|会商|^同左$")
"""Words that join names in a way that is not read, or stand for some that are printed elsewhere."""
_TOGETHER = "会同"
_SHORT_FOR_TOGETHER = re.compile(
    "(?<=[处科室局股])会(?![同计议展员务商费谈面场])"
    "(?=[^、，,；;\\s]{0,20}[处科室局股办](?:[、，,；;。\\s]|$))"
)
"""会 between two units, as letters pass from one to the other: 甲处会乙处."""
_UNPARTED = re.compile(f"(?<=牵头)(?={_TOGETHER}|各(?!项))")
"""Where a comma is left out behind a lead: 甲局牵头各部门配合."""
_BY = re.compile("^由")
_List = tuple[Role | None, str]
"""A role, and the names that have it, as printed; None for those who stand beside."""
_FOR_OTHERS = re.compile(
    "[，,。；;]\\s*(?:以下|下列|其[他它余]|上述|具体|各项)[^。；;]{0,60}"
    "(?:不再[^，,。；;]{0,8}|均(?:需|须|要|由|涉及|包[含括])[^，,。；;]*)(?:[，,]以?下同)?"
)
"""A note on the tasks below, which names who has a part in all of them: it gives no role in this
one."""
_LABEL = re.compile("([\u4e00-\u9fff]{2,8})\\s*[：:]")
_BARE_LABEL = re.compile(
    "(?:^|(?<=[\\s；;，,。]))(?P<label>(?:牵头|主办|配合|协办|协助|参与|责任|承办|落实)"
    f"{UNIT_WORD})[ \u3000\t]+(?=[\u4e00-\u9fff])"
)
"""A label behind which blanks stand instead of a colon."""
_NO_UNITS = re.compile("时限|时间|期限|领导|人$|人员|范围")
"""Labels before what is no unit: a time limit, a person, a place."""
_SIGNS = "。；; \n"
_NONE = frozenset({"无", "无。", "/", "\\", "-", "—", "——", "－", "--"})
_IN_BRACKETS = (
    "[（(](?P<all>联合|共同|分别)?"
    "(?P<tag>牵头|主办|主责|责任|负责|承办|配合|协办|协助|参与|协同|协作|支持|会办|监督|指导|督办|督导)"
    f"{UNIT_WORD}?[）)]"
)
"""A role behind a name: 甲（牵头）、乙; or behind all of them: 甲、乙（联合牵头）."""
_NO_NAME = re.compile(
    "牵头|负责|职责|按照?(?:各自)?(?:职能|分工|要求|规定)"
    "|(?:配合|统筹|落实|具体|推进|参与|指导|协调|实施|分别|共同|参照|主办|承办|督促)$"
    "|(?<![高平中初同特上下一二三])等(?![级学院教候价])|第一[位个名]|首位|者$|[以如]下|不再"
    f"|[年月]底|完成$|(?<!申)请|(?:^|[^自理])由|[：:]|。.|{MARK}|^[省市县区州盟旗镇乡]$"
)
"""What no unit is called: such a text says what somebody does, in words that are not read, by when,
or which others are meant."""
_TAG = re.compile(_IN_BRACKETS)
_DOING = re.compile(f"[（(]({VERBS[Role.RESPONSIBLE]})[）)](?=[，,；;。\\s]|$)")
"""What all of a list do, in brackets behind it: 甲处、乙处（按职责分工负责）."""
_HELPING = re.compile(
    "[（(](?!联合|共同|分别)([^（）()]{2,}(?:配合|协助|协办|参与|参加|协同|协作))[）)]"
)
"""Who helps, in brackets behind whoever answers for a task: 甲科（乙科、丙科配合）."""
_NOT_NAMES = re.compile(
    "(?:" + "|".join(VERBS.values()) + ")(?=[，,；;。、\\s]|$)"
    "|按照?职[责能]"
    f"|{_LABEL.pattern}"
    f"|{_IN_BRACKETS}"
)
"""What stands between the names of a cell and says who does what."""
_TAGGED = re.compile(f"(?P<name>.+?)(?:{_IN_BRACKETS}|(?P<verb>牵头|配合))")


def read_responsibility(printed: Mapping[str, str], note_for_all: str = "") -> PrintedRoles | None:
    """Return the roles that the printed cells say; None if the wording is not understood.

    `printed` maps the heading of each responsibility column to its cell; the heading is empty
    where there is one column only. `note_for_all` is what the plan says elsewhere of how leads
    are told from others.
    """
    lists: list[_List] = []
    is_answered = any(
        _role_of_heading(heading) is not Role.SUPPORTING and cell and cell not in _NONE
        for heading, cell in printed.items()
    )
    for heading, cell in printed.items():
        role = _role_below(heading, is_answered=is_answered)
        units = without_persons(cell) if names_persons(heading) and cell not in _NONE else cell
        read = None if units is None else _read_below(heading, role, units, note_for_all)
        if read is None:
            return None
        lists += read
    if any(_UNREAD.search(names) or says_the_same(names) for _, names in lists):
        return None
    lead, supporting, responsible, beside = (
        tuple(name for of, names in lists if of == role for name in _names(names))
        for role in (Role.LEAD, Role.SUPPORTING, Role.RESPONSIBLE, None)
    )
    names = (*lead, *supporting, *responsible, *beside)
    if not all(map(is_one, names)) or any(map(_NO_NAME.search, names)):
        return None
    is_joined = any(of is Role.RESPONSIBLE and _TOGETHER in names for of, names in lists)
    is_shown = bool(responsible) and not lead and are_told_by_looks(printed, note_for_all)
    return PrintedRoles(lead, supporting, responsible, beside, is_lead_open=is_joined or is_shown)


def _role_below(heading: str, *, is_answered: bool) -> Role:
    """Return the role of a bare list.

    Below 配合/责任单位 stands who helps, unless no other column says who leads or answers.
    """
    role = _role_of_heading(heading)
    answers = dict(_ROLE_OF_HEADING)[Role.RESPONSIBLE].search(without_note(heading))
    return Role.RESPONSIBLE if role is Role.SUPPORTING and answers and not is_answered else role


def _read_below(heading: str, role: Role, cell: str, note_for_all: str) -> list[_List] | None:
    own = note_in_brackets(heading) or note_behind(cell)
    bare = _FOR_OTHERS.sub("", cell.replace(own, "") if own else cell)
    note = own or (note_for_all if role is Role.RESPONSIBLE else "")
    lists = _read_cell(bare, role)
    if not note or lists is None or [of for of, _ in lists] != [role]:
        return lists
    if not is_followed(note):
        return None if own and own not in heading else lists
    others = Role.SUPPORTING if others_support(note) else role
    told = leads_by(note, _names(lists[0][1]))
    return [(Role.LEAD if leads else others, name) for leads, name in told]


def _read_cell(cell: str, bare_role: Role) -> list[_List] | None:
    if cell in _NONE or _VERB.fullmatch(cell):
        return []
    cell = _DOING.sub(r"\1", cell)
    if helping := _HELPING.findall(cell):
        return _read_all((_HELPING.sub("", cell), *helping), bare_role)
    if _TAG.search(cell):
        return _read_tagged(cell)
    before, *labelled = _LABEL.split(_BARE_LABEL.sub(r"\g<label>：", cell))
    if labelled:
        read = _read_labelled(labelled[::2], labelled[1::2])
        unlabelled = filter(None, [before.strip(f"，,{_SIGNS}")])
        first = _read_all(unlabelled, bare_role)
        return None if read is None or first is None else [*first, *read]
    together = _SHORT_FOR_TOGETHER.sub(_TOGETHER, cell)
    return _read_phrase(_UNPARTED.sub("，", together), bare_role)


def _read_all(cells: Iterable[str], bare_role: Role) -> list[_List] | None:
    lists: list[_List] = []
    for cell in cells:
        read = _read_cell(cell, bare_role)
        if read is None:
            return None
        lists += read
    return lists


def _read_phrase(cell: str, bare_role: Role) -> list[_List] | None:
    """Read names with what they do behind them: 甲、乙牵头，丙配合."""
    lists: list[_List] = []
    end = 0
    # At least one character of a name stands before the verb.
    while match := _VERB.search(cell, end + 1):
        names, verb = cell[end : match.start()], str(match.lastgroup)
        read = _read_clause(names, verb, bare_role, is_first=not lists)
        if read is None:
            return None
        lists += read
        end = match.end()
    rest = cell[end:].strip(_SIGNS)
    if rest and not end:
        return [(bare_role, rest)]
    if rest.startswith(_TOGETHER):
        return [*lists, (Role.SUPPORTING, rest.removeprefix(_TOGETHER))]
    if not all(map(is_unit, names_in(rest))):
        return None
    return [*lists, (Role.RESPONSIBLE, rest)] if rest else lists


def _read_clause(names: str, verb: str, bare_role: Role, *, is_first: bool) -> list[_List] | None:
    if verb == _BESIDE:
        return [(None, names)] if all(map(is_unit, names_in(names))) else None
    role = Role(verb)
    if role is Role.SUPPORTING and is_first:
        return _supporting(names, bare_role)
    # A list under 牵头单位 that ends in 按职责分工负责 is still the list of leads.
    is_under_leads = role is Role.RESPONSIBLE and bare_role is Role.LEAD
    return [(bare_role if is_under_leads else role, names)]


def _supporting(names: str, bare_role: Role) -> list[_List]:
    """Read who supports where nobody is said to lead: in 甲，乙、丙配合 the duty is that of 甲."""
    *before, behind = _COMMA.split(names)
    if len(before) == 1:
        return [(bare_role, before[0]), (Role.SUPPORTING, behind)]
    return [(Role.SUPPORTING, names)]


def _read_tagged(cell: str) -> list[_List] | None:
    """Read names that bear their role in brackets; what bears none has no role that is said.

    A lead in the middle of a list is left to people: all before it may be meant.
    """
    lists: list[_List] = []
    waiting: list[str] = []
    for name in names_in(cell.strip(_SIGNS)):
        match = _TAGGED.fullmatch(name)
        if match is None:
            waiting.append(name)
            continue
        tag = match["tag"] or match["verb"]
        if re.fullmatch(BESIDE, tag):
            lists.append((None, match["name"]))
            continue
        role = _role_of_heading(tag)
        if role is Role.LEAD and waiting and not match["all"]:
            return None
        lists += [(role, each) for each in (*waiting, match["name"])]
        waiting = []
    return [*lists, *((Role.RESPONSIBLE, name) for name in waiting)]


def _read_labelled(labels: list[str], cells: list[str]) -> list[_List] | None:
    lists: list[_List] = []
    for label, cell in zip(labels, cells, strict=True):
        if _NO_UNITS.search(label):
            continue
        role = next((role for role, words in _ROLE_OF_HEADING if words.search(label)), None)
        read = None if role is None else _read_cell(cell.strip(f"，,{_SIGNS}"), role)
        if read is None:
            return None
        lists += read
    return lists


def says_role(heading: str) -> bool:
    """Whether a bare list says more below a heading than without one, as below 牵头单位."""
    return (
        _role_of_heading(heading) is not Role.RESPONSIBLE
        or bool(note_in_brackets(heading))
        or names_persons(heading)
    )


def _role_of_heading(heading: str) -> Role:
    bare = without_note(heading)
    found = (role for role, words in _ROLE_OF_HEADING if words.search(bare))
    return next(found, Role.RESPONSIBLE)


def names_units(cell: str) -> bool:
    """Whether a text says nothing but which units do something."""
    read = read_responsibility({"": cell})
    names = () if read is None else tuple(name for role in Role for name in read.names_as(role))
    return bool(names) and all(map(is_unit, names))


def is_open_list(cell: str) -> bool:
    """Whether a printed cell ends a list of names in 等, and so means others that it leaves out."""
    return any(map(ends_openly, _NOT_NAMES.sub("\n", cell).rstrip(_SIGNS).split("\n")))


def _names(text: str) -> tuple[str, ...]:
    return names_in(_BY.sub("", text).replace(_TOGETHER, "、"))
