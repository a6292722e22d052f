"""A plan taken apart into what can change by itself: each element with its facts.

A fact is what a reader may find: a text, or a list whose entries are compared by what they mean
(the id of a unit) and shown as they are written (its name). How the file is laid out is no fact.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from generator.plan.letter import Document
from generator.plan.parties import Department, Group, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.plan.amendments import Amendment, Withdrawal
    from generator.plan.model import Link, Plan, Section, Task, Theme, Topic
    from generator.plan.parties import Party
    from generator.source.nodes import Mapping as Origin


class Kind(StrEnum):
    """What has an id; the value is what an editor calls it."""

    PLAN = "方案"
    DEPARTMENT = "单位"
    GROUP = "集体单位"
    TOPIC = "主题"
    SECTION = "部分"
    THEME = "方面"
    TASK = "任务"


LISTS: Final = {
    Kind.DEPARTMENT: "departments",
    Kind.GROUP: "groups",
    Kind.TOPIC: "topics",
    Kind.SECTION: "sections",
    Kind.THEME: "themes",
    Kind.TASK: "tasks",
}
"""The list of a plan file in which each kind stands."""
Key = tuple[Kind, str]
"""Kind and id: what identifies an element of a plan."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list."""

    id: str
    """What makes it the same entry, whatever it is called."""
    shown: str


Fact = str | tuple[Entry, ...]
Path = tuple[str, ...]
"""The fields that lead to a fact, such as ``("responsibility", "牵头单位")``."""
MOVED_FROM: Path = ("moved_from",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of a plan."""

    kind: Kind
    id: str
    name: str
    """Its title, in one line; may be empty."""
    facts: Mapping[Path, Fact]
    """What is stated, in the order of a plan file."""
    parent: Key | None = None
    """What it stands in; None for what stands in no section."""
    moved_from: tuple[str, ...]
    origin: Origin

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.kind, self.id


def entries(fact: Fact | None) -> tuple[Entry, ...]:
    """Return the entries of a list; a text has none."""
    return fact if isinstance(fact, tuple) else ()


def shown(fact: Fact | None) -> str:
    """Return a fact as it is read: a list with 、 between its entries."""
    if isinstance(fact, tuple):
        return "、".join(entry.shown for entry in fact)
    return fact or ""


def elements(plan: Plan) -> tuple[Element, ...]:
    """Return the plan itself, then everything in it that has an id, in the order of its file."""
    return tuple(_elements(plan))


def _elements(plan: Plan) -> Iterator[Element]:
    yield _plan(plan)
    yield from map(_department, plan.departments)
    yield from map(_group, plan.groups)
    yield from map(_topic, plan.topics)
    for section in plan.sections:
        yield _headed(Kind.SECTION, section, None)
        in_section = (Kind.SECTION, section.id)
        for task in section.own_tasks:
            yield _task(task, in_section)
        for theme in section.themes:
            yield _headed(Kind.THEME, theme, in_section)
            for task in theme.tasks:
                yield _task(task, (Kind.THEME, theme.id))


def _plan(plan: Plan) -> Element:
    document: dict[Path, Fact | None] = {
        ("document", each.name): _text(getattr(plan.document, each.name))
        for each in fields(Document)
    }
    facts: dict[Path, Fact | None] = {
        ("year",): str(plan.year),
        ("title",): plan.title,
        ("text",): plan.text,
        **document,
        ("columns",): tuple(
            Entry(f"{heading} {field}", f"{heading}（{field}）")
            for heading, field in plan.columns.items()
        ),
    }
    return Element(
        kind=Kind.PLAN,
        id=plan.id,
        name=_line(plan.title),
        facts=_stated(facts | _issued(plan)),
        moved_from=plan.moved_from,
        origin=plan.origin,
    )


def _department(unit: Department) -> Element:
    facts: dict[Path, Fact | None] = {
        ("name",): unit.name,
        ("full_name",): unit.full_name,
        ("aliases",): _words(unit.aliases),
        ("kind",): unit.kind,
        ("phone",): unit.phone,
        ("until",): _text(unit.until),
        ("successors",): _words(unit.successors),
    }
    return _registered(Kind.DEPARTMENT, unit, facts | _ending(unit))


def _group(group: Group) -> Element:
    members = {
        "named": (Entry("named", "方案写到的全部单位"),),
        "listed": _parties(group.members),
        "open": (),
    }
    facts: dict[Path, Fact | None] = {
        ("name",): group.name,
        ("members",): members[group.basis],
        MOVED_FROM: _words(group.moved_from),
    }
    return _registered(Kind.GROUP, group, facts)


def _topic(topic: Topic) -> Element:
    facts: dict[Path, Fact | None] = {("name",): topic.name, ("summary",): topic.summary}
    return _registered(Kind.TOPIC, topic, facts | _ending(topic))


def _registered(
    kind: Kind, thing: Department | Group | Topic, facts: Mapping[Path, Fact | None]
) -> Element:
    return Element(
        kind=kind,
        id=thing.id,
        name=thing.name,
        facts=_stated(facts),
        moved_from=thing.moved_from,
        origin=thing.origin,
    )


def _headed(kind: Kind, thing: Section | Theme, parent: Key | None) -> Element:
    facts: dict[Path, Fact | None] = {
        ("number",): thing.number,
        ("title",): thing.title,
        ("text",): thing.text,
    }
    return Element(
        kind=kind,
        id=thing.id,
        name=_line(thing.heading),
        facts=_stated(facts | _issued(thing)),
        parent=parent,
        moved_from=thing.moved_from,
        origin=thing.origin,
    )


def _task(task: Task, parent: Key) -> Element:
    facts: dict[Path, Fact | None] = {
        ("number",): task.number,
        ("title",): task.title,
        ("requirement",): task.requirement,
        **{("responsibility", heading): cell for heading, cell in task.responsibility.items()},
        **{(role.value,): _parties(task.parties_as(role)) for role in Role},
        ("deadline",): task.deadline.printed if task.deadline else None,
        **{("extra", heading): cell for heading, cell in task.extra.items()},
        ("topics",): tuple(Entry(topic.id, topic.name) for topic in task.topics),
        ("links",): tuple(map(_link, task.links)),
    }
    return Element(
        kind=Kind.TASK,
        id=task.id,
        name=task.name,
        facts=_stated(facts | _issued(task)),
        parent=parent,
        moved_from=task.moved_from,
        origin=task.origin,
    )


def _issued(thing: Plan | Section | Theme | Task) -> dict[Path, Fact | None]:
    """Return what stands last in a group of fields with issued text."""
    return {("amended",): tuple(map(_amendment, thing.amended)), **_ending(thing)}


def _ending(thing: Plan | Department | Topic | Section | Theme | Task) -> dict[Path, Fact | None]:
    """Return what stands last in most groups of fields."""
    return {
        ("withdrawn",): _withdrawal(thing.withdrawn) if thing.withdrawn else None,
        MOVED_FROM: _words(thing.moved_from),
    }


def _stated(facts: Mapping[Path, Fact | None]) -> dict[Path, Fact]:
    return {path: fact for path, fact in facts.items() if fact}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _line(text: str) -> str:
    return text.replace("\n", "")


def _words(words: Iterable[str]) -> tuple[Entry, ...]:
    return tuple(Entry(word, word) for word in words)


def _parties(parties: Iterable[Party]) -> tuple[Entry, ...]:
    return tuple(Entry(party.id, party.name) for party in parties)


def _link(link: Link) -> Entry:
    words = f"{link.title}（{link.url}）"
    return Entry(words, words)


def _amendment(amendment: Amendment) -> Entry:
    words = f"{amendment.on} {amendment.kind}，依据“{amendment.basis}”"
    return Entry(words, words)


def _withdrawal(withdrawal: Withdrawal) -> str:
    return f"{withdrawal.on}，{withdrawal.reason}"
