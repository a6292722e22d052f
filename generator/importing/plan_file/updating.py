"""Brings a plan file up to a corrected document: what is printed changes, all else stays."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.editing.written import Fields, Written, groups_in, texts_in
from generator.importing.draft import in_one_line, said
from generator.importing.plan_file.parts import KINDS, Part, all_parts, parts_in, same_parts
from generator.importing.plan_file.units import register
from generator.importing.plan_file.writing import letter_of, sections_of
from generator.plan.format import (
    DocumentFormat,
    Format,
    PlanFormat,
    SectionFormat,
    TaskFormat,
    ThemeFormat,
)
from generator.plan.parties import Role
from generator.plan.repetition import repeats
from generator.plan.values import verbatim
from generator.source.patcher import patched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.importing.draft import PlanDraft
    from generator.source.values import Value

_PRINTED: Final[Mapping[str, tuple[str, ...]]] = {
    "sections": ("number", "title", "text"),
    "themes": ("number", "title", "text"),
    "tasks": ("number", "title", "requirement", "responsibility", "deadline", "extra"),
}
_FORMS: Final[Mapping[str, type[Format]]] = {
    "sections": SectionFormat,
    "themes": ThemeFormat,
    "tasks": TaskFormat,
}
_BY_HEADING: Final = ("responsibility", "extra")
"""Fields in which each cell stands below the heading of its column."""
_NOUNS: Final[Mapping[str, str]] = {"sections": "部分", "themes": "方面", "tasks": "任务"}
_ROLES: Final = tuple(role.value for role in Role)


@dataclass(frozen=True, slots=True)
class Update:
    """What a plan file becomes, and what somebody has to decide."""

    text: str
    gone: tuple[str, ...]
    """What the file keeps though the document has it no more, such as ``任务 1-1-1``."""
    reworded: tuple[str, ...]
    """What says other words than before, or is new, likewise."""
    divided: tuple[str, ...]
    """What says the same, divided into other fields or lines than it was read; it stays so."""


def updated(plan: Written, draft: PlanDraft, known: Mapping[str, str]) -> Update:
    """Return the plan file with what the document says.

    Ids, topics, grounds and all that no document gives stay, and so do the roles of a task whose
    printed cell has not changed. So does what says the very same in other fields: somebody has put
    right how it was read. What the document lacks stays too: whether it goes is for people
    to say. `known` gives ids of units of other plans, by name.
    """
    fields = plan.fields
    columns = fields.get("columns")
    renewal = _Renewal(
        parts_in([*sections_of(draft)]),
        parts_in(fields.get("sections")),
        columns if isinstance(columns, dict) else {},
    )
    wanted = _with_front(fields, draft)
    wanted = _put(wanted, "sections", renewal.sections(), PlanFormat)
    wanted = _with_units(wanted, renewal.named, known)
    text = patched(plan.text, plan.root, wanted)
    return Update(
        text,
        tuple(renewal.gone()),
        tuple(map(_called, renewal.reworded)),
        tuple(map(_called, renewal.divided)),
    )


class _Renewal:
    """The parts of a file, made to say what those of a document say."""

    def __init__(self, new: list[Part], old: list[Part], columns: Fields) -> None:
        self._new, self._old, self._columns = new, old, columns
        self._before = same_parts(new, old)
        self._found = set(self._before.values())
        self._used = _highest_numbers(old)
        self.named: list[str] = []
        """Units in tasks that are new or whose printed cell has changed."""
        self.reworded: list[Part] = []
        """What says other words than before, or is new."""
        self.divided: list[Part] = []
        """What says the same in other fields or lines."""
        self._is_changed = False
        """Whether who does the task that was renewed last has changed."""

    def sections(self) -> list[Value]:
        """Return all parts with what is in them."""
        return self._listed(self._new, self._old, "")

    def gone(self) -> Iterator[str]:
        """Yield what is not in the document any more, and not withdrawn."""
        for part in all_parts(self._old):
            if part not in self._found and "withdrawn" not in part.fields:
                yield _called(part)

    def _listed(self, new: Iterable[Part], old: Iterable[Part], id_: str) -> list[Value]:
        """Return one list; what is gone stands behind what it stood behind."""
        befores = {part: self._before.get(part) for part in new}
        here = set(befores.values())
        behind: defaultdict[Part | None, list[Value]] = defaultdict(list)
        last: Part | None = None
        for part in old:
            if part in here:
                last = part
            elif part not in self._found:
                behind[last].append(self._kept(part))
        listed = [*behind[None]]
        for part, before in befores.items():
            listed.append(self._renewed(part, before, id_))
            if before:
                listed += behind[before]
        return listed

    def _renewed(self, new: Part, before: Part | None, parent: str) -> Fields:
        """Return a part of the document with all that it had in the file."""
        fields: Fields = dict(before.fields) if before else {"id": self._next_id(new, parent)}
        form = _FORMS[new.kind]
        changed = [
            name
            for name in _PRINTED[new.kind]
            if not _same(fields.get(name, ""), new.fields.get(name, ""))
        ]
        is_divided = before and _says_the_same(before, new) and self._fits_columns(before)
        if changed and before and is_divided:
            self.divided.append(before)
            changed = []
        roles = self._roles_changed(new, changed)
        self.named += [name for role in roles for name in texts_in(new.fields.get(role))]
        for name in (*changed, *roles):
            fields = _put(fields, name, new.fields.get(name), form)
        if changed or not before:
            self.reworded.append(before or Part(new.kind, fields, None))
        return self._with_below(fields, new, before, str(fields["id"]))

    def _roles_changed(self, new: Part, changed: list[str]) -> tuple[str, ...]:
        """Return the roles of a task if other units have them now.

        So it is too where its cell says 同上, and the one above has changed.
        """
        if new.kind != "tasks":
            return ()
        says_above = repeats(dict(_cells(new.fields.get("responsibility", ""))))
        self._is_changed = "responsibility" in changed or (self._is_changed and says_above)
        return _ROLES if self._is_changed else ()

    def _fits_columns(self, part: Part) -> bool:
        """Whether a part keeps what its columns print where the plan says that belongs.

        If not, somebody has decided anew what a column holds.
        """
        printed = Counter(map(str, self._columns.values()))
        cells = [
            (field, heading)
            for field in _BY_HEADING
            for heading, _ in _cells(part.fields.get(field, ""))
        ]
        if part.text("requirement") and not printed["requirement"] and printed["title"] > 1:
            return False
        return all(
            self._columns.get(heading, field) == field if heading else printed[field] <= 1
            for field, heading in cells
        )

    def _with_below(self, fields: Fields, new: Part, before: Part | None, id_: str) -> Fields:
        for kind in KINDS[new.kind]:
            mine = [part for part in new.below if part.kind == kind]
            theirs = [part for part in before.below if part.kind == kind] if before else []
            if mine or theirs:
                fields = _put(fields, kind, self._listed(mine, theirs, id_), _FORMS[new.kind])
        return fields

    def _kept(self, part: Part) -> Fields:
        """Return a part that is gone from the document, without what stands elsewhere there."""
        fields = dict(part.fields)
        for kind in KINDS[part.kind]:
            below = [each for each in part.below if each.kind == kind]
            if any(each in self._found for each in all_parts(below)):
                left: list[Value] = [self._kept(each) for each in below if each not in self._found]
                fields = _put(fields, kind, left, _FORMS[part.kind])
        return fields

    def _next_id(self, part: Part, parent: str) -> str:
        """Return the next id below `parent` that was never used."""
        self._used[part.kind, parent] += 1
        number = self._used[part.kind, parent]
        return f"{parent}-{number}" if parent else str(number)


def _highest_numbers(parts: Iterable[Part]) -> defaultdict[tuple[str, str], int]:
    """Return the highest number that was used in ids of each kind behind each beginning."""
    highest: defaultdict[tuple[str, str], int] = defaultdict(int)
    for part in all_parts(parts):
        for id_ in (part.id, *texts_in(part.fields.get("moved_from"))):
            parent, _, number = id_.rpartition("-")
            if re.fullmatch("[0-9]{1,9}", number):
                highest[part.kind, parent] = max(highest[part.kind, parent], int(number))
    return highest


def _called(part: Part) -> str:
    return f"{_NOUNS[part.kind]} {part.id}"


def _with_front(fields: Fields, draft: PlanDraft) -> Fields:
    """Return a plan with the title and the letter; what the document does not say there stays."""
    letter = fields.get("document")
    before = letter if isinstance(letter, dict) else {}
    given: Fields = {**letter_of(draft)}
    columns: Value = {**draft.columns}
    front: Fields = {
        "title": in_one_line(draft.title),
        "text": said(draft.text),
        "document": _with_given(before, given, DocumentFormat),
        "columns": columns,
    }
    return _with_given(fields, front, PlanFormat)


def _with_given(fields: Fields, given: Fields, form: type[Format]) -> Fields:
    """Return fields with those given that say anything, and anything else than before."""
    for name, value in given.items():
        if value and not _same(fields.get(name, ""), value):
            fields = _put(fields, name, value, form)
    return fields


def _with_units(fields: Fields, named: Iterable[str], known: Mapping[str, str]) -> Fields:
    """Return a plan in which everybody who is named is registered."""
    registered: dict[str, str] = {}
    former: dict[str, str] = {}
    for kind in ("departments", "groups"):
        for party in groups_in(fields.get(kind)):
            names = (str(party.get("name")), *texts_in(party.get("aliases")))
            registered |= dict.fromkeys(names, str(party.get("id")))
            former |= {id_: id_ for id_ in texts_in(party.get("moved_from"))}
    # A name that is in use elsewhere must not take an id that means somebody else here.
    taken = {*registered.values(), *former}
    others = {name: id_ for name, id_ in known.items() if id_ not in taken}
    units = register(named, {**others, **former, **registered})
    for kind, entries in (("departments", units.departments), ("groups", units.groups)):
        new: list[Value] = [
            {"id": id_, "name": name} for name, id_ in entries.items() if name not in registered
        ]
        if new:
            there = fields.get(kind)
            before = there if isinstance(there, list) else []
            fields = _put(fields, kind, [*before, *new], PlanFormat)
    return fields


def _put(fields: Fields, name: str, value: Value | None, form: type[Format]) -> Fields:
    """Return fields of which one says something else, or is not there any more.

    One that is new stands behind the last that comes before it in the form.
    """
    if not value:
        return {key: each for key, each in fields.items() if key != name}
    if name in fields:
        return {**fields, name: value}
    order = [*form.model_fields]
    earlier = order[: order.index(name)]
    keys = [*fields]
    at = max((place for place, key in enumerate(keys, start=1) if key in earlier), default=0)
    merged = {**fields, name: value}
    return {key: merged[key] for key in (*keys[:at], name, *keys[at:])}


def _says_the_same(one: Part, other: Part) -> bool:
    """Whether all that is printed of two is the same, one field after the other, without blanks."""
    return _printed(one) == _printed(other)


def _printed(part: Part) -> str:
    fields = (part.fields.get(name, "") for name in _PRINTED[part.kind])
    return re.sub(r"\s", "", "".join(text for field in fields for _, text in _cells(field)))


def _same(one: Value, other: Value) -> bool:
    """Whether two fields print the same: blanks around lines do not count, order does.

    A cell may be written with the heading of its column or without.
    """
    cells = [_cells(one), _cells(other)]
    if any("" in dict(each) for each in cells):
        return len({tuple(text for _, text in each) for each in cells}) == 1
    return cells[0] == cells[1]


def _cells(value: Value) -> list[tuple[str, str]]:
    """Return the texts of a field by heading; "" for one alone."""
    if isinstance(value, dict):
        return [(key, verbatim(str(each))) for key, each in value.items()]
    text = verbatim(value) if isinstance(value, str) else ""
    return [("", text)] if text else []
