"""What changed between all plans of two columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.history.compare import Change, compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed of one plan; `old` or `new` is None if it came or went as a whole."""

    old: Plan | None
    new: Plan | None
    changes: tuple[Change, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan, as it is now if it is there."""
        plan = self.new or self.old
        assert plan is not None  # noqa: S101 - one of them always is
        return plan


def differences(
    old: Iterable[Plan], new: Iterable[Plan], *, only_shared: bool = False
) -> tuple[Difference, ...]:
    """Return each plan that changed, came or went, in the order of `new`.

    Plans belong together by id, or by the former id that one names in ``moved_from``. If
    `only_shared`, one side does not say which plans there are: what it lacks has not gone.
    """
    found = _differences({plan.id: plan for plan in old}, new)
    return tuple(each for each in found if not only_shared or (each.old and each.new))


def _differences(old: dict[str, Plan], new: Iterable[Plan]) -> Iterator[Difference]:
    left = dict(old)
    for plan in new:
        id_ = next((id_ for id_ in (plan.id, *plan.moved_from) if id_ in left), None)
        before = left.pop(id_) if id_ else None
        if before is None:
            yield Difference(None, plan)
        elif changes := compare(before, plan):
            yield Difference(before, plan, changes)
    for plan in left.values():
        yield Difference(plan, None)
