"""Reads who leads and who supports from a printed cell such as “甲、乙牵头，丙配合”.

Only what the wording says is read: a bare list names no lead (role 责任), 各… is a party of its
own, and names are split at 、 and ， outside brackets alone, never at 和, 与 or 及, which stand
inside names (规划与政策处).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.plan.parties import Role

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PrintedRoles:
    """The names a cell prints, by role, in printed order."""

    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    is_open: bool = False
    """Whether names are joined by 会同 with no word on who leads: people may well take the first
    for the one who does."""

    def names_as(self, role: Role) -> tuple[str, ...]:
        """Return the names that the cell prints in `role`."""
        return {
            Role.LEAD: self.lead,
            Role.RESPONSIBLE: self.responsible,
            Role.SUPPORTING: self.supporting,
        }[role]


_VERBS = {
    Role.LEAD: "牵头负责|负责牵头|牵头",
    Role.SUPPORTING: "积极配合|共同配合|协助配合|配合|协助|协办|参与|参加",
    Role.RESPONSIBLE: "按照?职责分工(?:分别|共同)?负责|按照?职责(?:分别)?负责|按照?职责分工|"
    "分工负责|分别负责|共同负责|结合实际落实|负责落实|抓好落实|负责|落实",
}
_ROLE_OF_HEADING = (
    (Role.LEAD, re.compile("牵头|主办")),
    (Role.SUPPORTING, re.compile("配合|协办|协助|参与|参加")),
    (Role.RESPONSIBLE, re.compile("责任|负责|承办|落实|实施")),
)
_VERB = re.compile(
    "(?:"
    + "|".join(f"(?P<{role.value}>{verbs})" for role, verbs in _VERBS.items())
    + ")(?:[，,；;。、\\s]+|$)"
)
# Words that join names in a way that is not read: a list with one of them is not understood.
_UNREAD = re.compile("商请|会商")
_TOGETHER = "会同"
_BY = re.compile("^由")
_List = tuple[Role, str]
"""A role, and the names that have it, as printed."""
_LABEL = re.compile("([\u4e00-\u9fff]{2,8})[：:]")
_NONE = frozenset({"无", "/", "-", "—", "——"})
_AND_OTHERS = re.compile("等(?:有关|相关|各有关|各相关)?(?:部门|单位|处室)?$")


def read_responsibility(printed: Mapping[str, str]) -> PrintedRoles | None:
    """Return the roles that the printed cells say; None if the wording is not understood.

    `printed` maps the heading of each responsibility column to its cell; the heading is empty
    where there is one column only.
    """
    lists: list[_List] = []
    for heading, cell in printed.items():
        read = _read_cell(cell, role_of_heading(heading))
        if read is None:
            return None
        lists += read
    if any(_UNREAD.search(names) for _, names in lists):
        return None
    lead, supporting, responsible = (
        tuple(name for of, names in lists if of == role for name in _names(names))
        for role in (Role.LEAD, Role.SUPPORTING, Role.RESPONSIBLE)
    )
    is_open = any(of is Role.RESPONSIBLE and _TOGETHER in names for of, names in lists)
    return PrintedRoles(lead, supporting, responsible, is_open)


def _read_cell(cell: str, bare_role: Role) -> list[_List] | None:
    if cell in _NONE or _VERB.fullmatch(cell):
        return []
    cell = re.sub(f"(?<=牵头)(?={_TOGETHER})", "，", cell)
    labelled = _LABEL.split(cell)
    if len(labelled) > 1 and not labelled[0].strip():
        return _read_labelled(labelled[1::2], labelled[2::2])
    lists: list[_List] = []
    end = 0
    # At least one character of a name stands before the verb.
    while match := _VERB.search(cell, end + 1):
        role = Role(str(match.lastgroup))
        # A list under 牵头单位 that ends in 按职责分工负责 is still the list of leads.
        role = bare_role if role is Role.RESPONSIBLE and bare_role is Role.LEAD else role
        lists.append((role, cell[end : match.start()]))
        end = match.end()
    rest = cell[end:].strip("。；; \n")
    if rest and end:
        helpers = rest.removeprefix(_TOGETHER)
        return None if helpers == rest else [*lists, (Role.SUPPORTING, helpers)]
    return [*lists, (bare_role, rest)] if rest else lists


def _read_labelled(labels: list[str], cells: list[str]) -> list[_List] | None:
    lists: list[_List] = []
    for label, cell in zip(labels, cells, strict=True):
        role = next((role for role, words in _ROLE_OF_HEADING if words.search(label)), None)
        if role is None:
            return None
        lists.append((role, cell.strip("。；;，, \n")))
    return lists


def role_of_heading(heading: str) -> Role:
    """Return the role of those who are merely listed below a heading, such as 牵头单位."""
    found = (role for role, words in _ROLE_OF_HEADING if words.search(heading))
    return next(found, Role.RESPONSIBLE)


def _names(text: str) -> tuple[str, ...]:
    names, depth, name = [], 0, ""
    # A name goes on in the next line with what is in brackets behind it.
    for character in re.sub("\n(?=[（(〔\\[])", "", _BY.sub("", text).replace(_TOGETHER, "、")):
        depth += (character in "（(〔[") - (character in "）)〕]")
        if depth <= 0 and character in "、，,；;\n":
            names.append(name)
            name = ""
        else:
            name += character
    names.append(name)
    trimmed = (_AND_OTHERS.sub("", name.strip()) for name in names)
    return tuple(name for name in trimmed if name)
