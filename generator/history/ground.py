"""Whether a change of what has been published says its ground.

An issued document is not amended by the way: a change of its text needs a new entry in ``amended``.
An address that has been published stays: what is there may be withdrawn or moved, not deleted.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from generator.history.compare import Act, Change
from generator.history.elements import (
    LISTS,
    MOVED_FROM,
    Element,
    Fact,
    Key,
    Kind,
    Path,
    elements,
    entries,
    shown,
)
from generator.history.gone import is_another_plan, plan_gone, plan_replaced
from generator.history.wording import Labels
from generator.plan.parties import Role
from generator.problems import Location, Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.history.difference import Difference
    from generator.problems import Report

AMENDED: Final[Path] = ("amended",)
WITHDRAWN: Final[Path] = ("withdrawn",)
_HEADING: Final = frozenset({"number", "title", "text"})
_ISSUED: Final = {
    Kind.PLAN: frozenset({"year", "title", "text", "columns", "document"}),
    Kind.SECTION: _HEADING,
    Kind.THEME: _HEADING,
    Kind.TASK: frozenset(
        {"number", "title", "requirement", "responsibility", "lead", "supporting", "responsible"}
        | {"deadline", "extra"}
    ),
}
"""Fields by kind of which every later change needs a ground."""
_NOT_ISSUED: Final = {("document", "published_at"), ("document", "index_number")}
"""What is only known once the document has been published."""
_PARTIES: Final = {Kind.DEPARTMENT, Kind.GROUP}
_ROLES: Final = tuple((role.value,) for role in Role)
_SHOWN: Final = 30
_EXAMPLE: Final = (
    "{on: 更改日期, kind: 录入更正, basis: 依据}；机关修订或调整的，kind 写修订或调整，basis 写文号"
)
_WITHDRAWN: Final = "withdrawn: {on: 日期, reason: 已废止：原因}"
_ENDINGS: Final = {
    Kind.DEPARTMENT: f"撤并的写 until: 日期，不再使用的写 {_WITHDRAWN}",
    Kind.TOPIC: f"不再使用的写 {_WITHDRAWN}",
}
"""What is written instead of deleting something, where it is not a task or a part of the text."""


class Fault(StrEnum):
    """Why what has been published may not be changed so; the value is the code of the problem."""

    REMOVED = "removed"
    FORMER_ID_LOST = "former-id-lost"
    GROUND_LOST = "ground-lost"
    NO_GROUND = "no-ground"


def groundless(differences: Iterable[Difference], report: Report) -> Iterator[Problem]:
    """Yield what has changed since it was published without a ground, and what must not change.

    Elements with an error in `report` are passed over: what differs there may follow from it.
    """
    found = [*differences]
    unsure = {each.location.file for each in report.problems if each.code == "unknown-unit"}
    for difference in found:
        if difference.new is None:
            # A file that cannot be read has not been deleted.
            if not report.has_errors:
                yield plan_gone(difference.plan, (each.new for each in found))
        elif report.has_error_at(difference.new.origin.at("id")):
            # Under the id of another plan everything in it would seem to have changed.
            continue
        elif is_another_plan(difference):
            yield plan_replaced(difference)
        elif difference.old is not None:
            for problem, change, element in _Judge(difference).problems():
                if not (_is_flawed(element, report) or _is_unsure(change, unsure)):
                    yield problem


def _is_unsure(change: Change, files: set[str]) -> bool:
    """Whether it is about who has a part, in one of `files`, where a unit is not registered.

    Of a unit that many tasks name only the first says that it is unknown.
    """
    file = change.element.origin.location.file
    return change.path[:1] in _ROLES and file in files


def _is_flawed(element: Element, report: Report) -> bool:
    if element.kind is Kind.PLAN:
        return report.has_errors
    return report.has_error_within(element.origin.location, element.origin.span.last_line)


class Grounds:
    """On what the changes of a plan rest, whose `difference` has an old and a new side."""

    def __init__(self, difference: Difference) -> None:
        self.elements = elements(difference.plan)
        """All that there is now, the plan itself first."""
        self.there = {element.key: element for element in self.elements}
        self._added = {
            change.element.key for change in difference.changes if change.act is Act.ADDED
        }
        self.successors = dict(self._likely_successors(difference.changes))
        """What was removed with what was added under the same name."""
        self._new = {
            change.element.key: _lost(change.after, change.before)
            for change in difference.changes
            if change.path == AMENDED
        }
        """New entries in ``amended`` of elements that were there before."""

    def _likely_successors(self, changes: Iterable[Change]) -> Iterator[tuple[Key, Key]]:
        added = {(key[0], name): key for key in self._added for name in _names(self.there[key])}
        for change in changes:
            element = change.element
            key = added.get((element.kind, element.name))
            if change.act is Act.REMOVED and element.name and key:
                yield element.key, key

    def may_have_moved(self, removed: Element) -> bool:
        """Whether something was added that it may be under another id and another name."""
        return any(kind is removed.kind for kind, _ in self._added)

    def fault(self, change: Change) -> Fault | None:
        """Return why what has been published may not be changed so."""
        element, path = change.element, change.path
        if change.act is Act.REMOVED and element.kind is not Kind.GROUP:
            return Fault.REMOVED
        if path == MOVED_FROM and _lost(change.before, change.after):
            return Fault.FORMER_ID_LOST
        if path == AMENDED and _lost(change.before, change.after):
            return Fault.GROUND_LOST
        if element.key in self.successors.values() or self._names_the_same(change):
            return None
        if self.is_needed(change) and not self.stated(element):
            return Fault.NO_GROUND
        return None

    def _names_the_same(self, change: Change) -> bool:
        """Whether units only have other ids than before: that is said where they are registered."""
        ids = {old[1]: new[1] for old, new in self.successors.items() if old[0] in _PARTIES}
        before = [ids.get(entry.id, entry.id) for entry in entries(change.before)]
        return bool(before) and before == [entry.id for entry in entries(change.after)]

    def is_needed(self, change: Change) -> bool:
        """Whether a change must state its ground: one of issued text must."""
        issued = _ISSUED.get(change.element.kind)
        if issued is None or change.act in (Act.RENAMED, Act.REMOVED):
            return False
        if change.act is not Act.CHANGED:
            return True
        if change.path == WITHDRAWN:
            # That something ends says its own reason.
            return change.before is not None
        return change.path[0] in issued and change.path not in _NOT_ISSUED

    def stated(self, element: Element) -> list[str]:
        """Return the grounds that changes of an element state, in the words of its ``amended``."""
        if element.key not in self._added:
            return self._new.get(element.key, [])
        own = [entry.shown for entry in entries(element.facts.get(AMENDED))]
        # What was added with a section or a theme shares its ground.
        parent = self.there.get(element.parent) if element.parent else None
        return own or (self.stated(parent) if parent else [])


class _Judge:
    def __init__(self, difference: Difference) -> None:
        self._changes = difference.changes
        self._labels = Labels(difference.plan.columns)
        self._grounds = Grounds(difference)
        before = elements(difference.old) if difference.old else ()
        self._parents = {element.key: element.parent for element in before}

    def problems(self) -> Iterator[tuple[Problem, Change, Element]]:
        """Yield each problem with the change and the element that it concerns."""
        for change in self._changes:
            fault = self._grounds.fault(change)
            if fault is None:
                continue
            message = self._message(fault, change)
            if change.act is Act.REMOVED:
                place, element = self._near(change.element)
                yield Problem(place, fault.value, message), change, element
            else:
                place = change.element.origin.at(*change.path)
                yield Problem(place, fault.value, message), change, change.element

    def _message(self, fault: Fault, change: Change) -> str:
        element = change.element
        match fault:
            case Fault.REMOVED:
                return self._removed(element)
            case Fault.FORMER_ID_LOST:
                return self._former_id_lost(element, _lost(change.before, change.after))
            case Fault.GROUND_LOST:
                return self._ground_lost(element, _lost(change.before, change.after))
            case Fault.NO_GROUND:
                return self._no_ground(change)

    def _near(self, removed: Element) -> tuple[Location, Element]:
        """Return where something that was removed stood, and in what that is still there."""
        kind, parent = removed.kind, removed.parent
        while parent and parent not in self._grounds.there:
            kind, parent = parent[0], self._parents.get(parent)
        element = self._grounds.there[parent] if parent else self._grounds.elements[0]
        return element.origin.at_key(LISTS[kind]), element

    def _removed(self, element: Element) -> str:
        named = f"{element.kind} {element.id}"
        if successor := self._grounds.successors.get(element.key):
            cure = f"若是改成了 {successor[1]}，请在那里写 moved_from: [{element.id}]"
        else:
            cure = f"请恢复，{_ENDINGS.get(element.kind, '停止执行的写 ' + _WITHDRAWN)}"
            if self._grounds.may_have_moved(element):
                cure += f"；改了编号的，在新编号那里写 moved_from: [{element.id}]"
        return f"{named}{_called(element)}已经公布，不能删去：{cure}"

    def _former_id_lost(self, element: Element, lost: list[str]) -> str:
        return (
            f"{element.kind} {element.id} 的曾用编号 {'、'.join(lost)} 不能删去，"
            "旧网址还要转到新网址：请恢复 moved_from"
        )

    def _ground_lost(self, element: Element, lost: list[str]) -> str:
        return (
            f"{element.kind} {element.id} 的更改记录“{'”“'.join(lost)}”已经公布，"
            "只能增加，不能删改：请恢复，再另起一条"
        )

    def _no_ground(self, change: Change) -> str:
        element = change.element
        named = f"{element.kind} {element.id}"
        if change.act is Act.ADDED:
            return (
                f"{named}{_called(element)}是公布以后增加的，没有写明依据：请删去；"
                f"确需增加的，在它的 amended 里写一条 {_EXAMPLE}"
            )
        if change.act is Act.CHANGED:
            label = self._labels.label(element.kind, change.path)
            what = f"{named} 的{label}与已公布的{_before(change.before)}不同"
        else:
            what = f"{named} 的位置与已公布的不同"
        usual = f"请恢复原样；确需更改的，在它的 amended 里加一条 {_EXAMPLE}"
        return f"{what}，没有写明依据：{self._misplaced(element) or usual}"

    def _misplaced(self, element: Element) -> str | None:
        """Return the cure if a new ground stands in what is around an element instead."""
        there = self._grounds.there
        around = there.get(element.parent) if element.parent else None
        while around and not self._grounds.stated(around):
            around = there.get(around.parent) if around.parent else None
        if around is None:
            return None
        place = around.origin.at_key(*AMENDED)
        column = element.origin.location.column - 1
        return (
            f"更改记录写在了{around.kind} {around.id} 里（第 {place.line} 行），"
            f"{element.kind}的请写在{element.kind} {element.id} 里，缩进 {column} 格"
        )


def _names(element: Element) -> list[str]:
    """Return what an element is called, by its present name and by others."""
    return [element.name, *(entry.shown for entry in entries(element.facts.get(("aliases",))))]


def _called(element: Element) -> str:
    return quoted(element.name, _SHOWN) if element.name else ""


def _before(fact: Fact | None) -> str:
    return "" if fact is None else quoted(shown(fact).replace("\n", ""), _SHOWN)


def _lost(before: Fact | None, after: Fact | None) -> list[str]:
    """Return what entries of a list are not there any more."""
    return [entry.shown for entry in entries(before) if entry not in entries(after)]
