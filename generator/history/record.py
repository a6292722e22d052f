"""What has changed since each plan was published, as git has kept it. Never who changed it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from generator.history.compare import Act
from generator.history.difference import differences
from generator.history.elements import Kind
from generator.history.git import commits_of, has_history, is_shallow
from generator.history.rewording import Piece
from generator.history.versions import plans_at
from generator.history.wording import statements
from generator.plan.files import PLAN_FILE, PLANS_FOLDER
from generator.problems import CannotRunError
from generator.today import CHINA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.history.difference import Difference
    from generator.history.wording import Statement

_SHALLOW: Final = (
    "这份 git 仓库只有最近的提交，看不到方案公布以来的改动：请运行 git fetch --unshallow；"
    "自动检查里请把取回深度（fetch-depth）设为 0"
)


@dataclass(frozen=True, slots=True)
class Event:
    """One change of what had been published."""

    on: datetime.date
    """The day, in China, on which it was published."""
    plan: str
    """The id that the plan has now."""
    kind: Kind
    id: str
    """The id that the element has now, or had last."""
    pieces: tuple[Piece, ...]
    """What changed, in words, without a full stop."""


_UNSAID: Final = (Piece("有改动"),)


@dataclass(frozen=True)
class History:
    """All changes since the first publication, the newest first."""

    events: tuple[Event, ...]

    def silenced(self, is_silent: Callable[[Event], bool]) -> History:
        """Return it with nothing said of some changes but that there was one."""
        said = (replace(one, pieces=_UNSAID) if is_silent(one) else one for one in self.events)
        return History(tuple(said))

    def of_task(self, plan: str, id_: str) -> tuple[Event, ...]:
        """Return the changes of one task."""
        return self._of_tasks.get((plan, id_), ())

    @cached_property
    def _of_tasks(self) -> dict[tuple[str, str], tuple[Event, ...]]:
        found: dict[tuple[str, str], tuple[Event, ...]] = {}
        for event in self.events:
            if event.kind is Kind.TASK:
                key = event.plan, event.id
                found[key] = (*found.get(key, ()), event)
        return found


def read_history(
    root: Path, until: datetime.date, may_be_shown: Callable[[str], bool]
) -> History | None:
    """Return what has changed below `root` until a day; None if git knows nothing of its plans.

    A plan was published by the first commit that holds it without an error; commits with an error
    are passed over. Of words that may not be shown only the field is named.

    Raises CannotRunError if the repository lacks its older commits.
    """
    if not has_history(root):
        return None
    commits = commits_of(root, PLAN_FILE, PLANS_FOLDER)
    if not commits:
        return None
    if is_shallow(root):
        raise CannotRunError(_SHALLOW)
    events: list[Event] = []
    plans = None
    for commit, second in commits:
        day = datetime.datetime.fromtimestamp(second, CHINA).date()
        now = plans_at(root, commit)
        if now is None or day > until:
            continue
        if plans is not None:
            for difference in differences(plans, now):
                events = [*_brought_up(events, difference), *_events(difference, day, may_be_shown)]
        plans = now
    return History(tuple(reversed(events)))


def _events(
    difference: Difference, day: datetime.date, may_be_shown: Callable[[str], bool]
) -> Iterator[Event]:
    """Yield the changes of a plan, the last first, as all of them are turned around in the end."""
    if difference.old is None or difference.new is None:
        return
    for statement in reversed([*statements(difference)]):
        if statement.change:
            element = statement.change.element
            pieces = statement.pieces if may_be_shown(statement.text) else _unspoken(statement)
            yield Event(day, difference.plan.id, element.kind, element.id, pieces)


def _unspoken(statement: Statement) -> tuple[Piece, ...]:
    return (Piece(f"{statement.label}有改动"),) if statement.label else _UNSAID


def _brought_up(events: list[Event], difference: Difference) -> Iterator[Event]:
    """Yield earlier events with the ids that plan and elements have now."""
    if difference.old is None or difference.new is None:
        yield from events
        return
    ids = {
        (change.element.kind, change.before): change.element.id
        for change in difference.changes
        if change.act is Act.RENAMED
    }
    for event in events:
        if event.plan == difference.old.id:
            id_ = ids.get((event.kind, event.id), event.id)
            yield replace(event, plan=difference.new.id, id=id_)
        else:
            yield event
