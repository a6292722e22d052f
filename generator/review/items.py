"""What changed, item by item, each with the ground that it states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.history.compare import Act, Change
from generator.history.elements import Kind, entries, shown
from generator.history.ground import AMENDED, WITHDRAWN, Fault, Grounds
from generator.history.wording import Statement, statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.history.difference import Difference
    from generator.history.rewording import Piece

_GONE: Final = "已经公布，不能删去"
_FAULTS: Final = {
    Fault.REMOVED: _GONE,
    Fault.FORMER_ID_LOST: "曾用编号不能删去",
    Fault.GROUND_LOST: "更改记录只能增加，不能删改",
    Fault.NO_GROUND: "未写明依据",
}
_NOT_NEEDED: Final = "栏目自行归类、登记，无需依据"
_ITSELF: Final = "本项即是依据"


@dataclass(frozen=True, slots=True)
class Item:
    """One change, in words."""

    place: str
    """What changed, such as 任务 2-2-1; with its plan, if several plans changed."""
    name: str
    """How that is called, in one line; may be empty."""
    sentence: tuple[Piece, ...]
    details: tuple[str, ...]
    """Everything that a new element says, one fact each."""
    grounds: tuple[str, ...]
    """The grounds that are stated, or why there is none."""


def items(differences: Sequence[Difference]) -> Iterator[Item]:
    """Yield every change but those that do nothing but state the ground of another."""
    for difference in differences:
        plan = f"{Kind.PLAN} {difference.plan.id} " if len(differences) > 1 else ""
        for statement, grounds in _grounded(difference):
            yield _item(statement, grounds, plan)


def _item(statement: Statement, grounds: Iterable[str], plan: str) -> Item:
    change = statement.change
    of_part = change is not None and change.element.kind is not Kind.PLAN
    return Item(
        place=f"{plan if of_part else ''}{statement.subject}",
        name=change.element.name if change and of_part else "",
        sentence=statement.pieces,
        details=statement.details,
        grounds=tuple(grounds),
    )


def _grounded(difference: Difference) -> Iterator[tuple[Statement, Iterable[str]]]:
    """Yield what is said of a plan, with the grounds of each sentence."""
    if difference.old is None or difference.new is None:
        yield from ((statement, _of_whole_plan(difference)) for statement in statements(difference))
        return
    grounds = Grounds(difference)
    stated_beside = {
        change.element.key
        for change in difference.changes
        if grounds.is_needed(change) and grounds.stated(change.element)
    }
    for statement in statements(difference):
        change = statement.change
        assert change is not None  # noqa: S101 - only of a whole plan there is none
        if not (change.element.key in stated_beside and _only_adds_grounds(change)):
            yield statement, _grounds(change, grounds)


def _only_adds_grounds(change: Change) -> bool:
    before, after = entries(change.before), entries(change.after)
    return change.act is Act.CHANGED and change.path == AMENDED and after[: len(before)] == before


def _of_whole_plan(difference: Difference) -> Iterator[str]:
    """Yield what a plan was issued by; that is the ground to publish it."""
    if difference.new is None:
        yield _GONE
    else:
        document = difference.new.document
        yield document.number or document.title.replace("\n", "")


def _grounds(change: Change, grounds: Grounds) -> Iterable[str]:
    if fault := grounds.fault(change):
        return [_FAULTS[fault]]
    if change.path == AMENDED:
        return [_ITSELF]
    if change.path == WITHDRAWN and change.before is None:
        return [shown(change.after)]
    if not grounds.is_needed(change):
        return [_NOT_NEEDED]
    return grounds.stated(change.element) or [_FAULTS[Fault.NO_GROUND]]
