"""The page and the feed of what has changed since the plans were published."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from generator.history.elements import Kind
from generator.history.wording import plain
from generator.pages import routes
from generator.pages.page import Asset, Page
from generator.pages.render import render

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterator

    from generator.column.model import Column
    from generator.history.record import Event, History
    from generator.plan.model import Plan

_LISTED: Final = 500
"""Changes on the page; older ones stand on the pages of their tasks."""
_FED: Final = 50
_Target = tuple[str, str, str]
"""What something is called now, the path of its page and the anchor there; empty if it is gone."""


@dataclass(frozen=True, slots=True)
class _FeedEntry:
    id: str
    title: str
    text: str
    updated: str
    path: str
    anchor: str


def without_words_of(history: History, taken_down: Collection[str]) -> History:
    """Return a history that says of what is at some addresses only that it has changed.

    What an earlier commit said of it would come back otherwise, even if it is in no plan any more.
    """

    def is_silent(event: Event) -> bool:
        return routes.is_covered(routes.file(routes.address(_path(event))), taken_down)

    return history.silenced(is_silent) if taken_down else history


def _path(event: Event) -> str:
    """Return the path of the page of what has changed, whether or not it is still there."""
    match event.kind:
        case Kind.TASK:
            return routes.task_at(event.plan, event.id)
        case Kind.SECTION:
            return routes.section_at(event.plan, event.id)
        case Kind.DEPARTMENT:
            return routes.department(event.id)
        case Kind.TOPIC:
            return routes.topic(event.id)
        case _:
            return routes.plan_at(event.plan)


def changes_page(column: Column, history: History) -> Page:
    """Return the page that lists all changes."""
    targets = _targets(column)
    listed = [
        (event, *targets.get((event.plan, event.kind, event.id), ("", "", "")))
        for event in history.events[:_LISTED]
    ]
    return Page(
        routes.CHANGES,
        title="变更记录",
        description="政务公开工作方案在本栏目公布以后的改动。",
        kind="list",
        issuer=column.plan.document.issuer,
        place="变更记录",
        body=render(
            "changes.md.jinja",
            path=routes.CHANGES,
            days=[(day, [*entries]) for day, entries in groupby(listed, lambda one: one[0].on)],
            older=len(history.events) - len(listed),
        ),
    )


def changes_feed(column: Column, history: History) -> Asset:
    """Return the newest changes as an Atom feed (RFC 4287).

    An entry keeps its id, whatever is published later.
    """
    entries = [*_entries(column, history)]
    body = render(
        "feed.xml.jinja",
        path=routes.FEEDS,
        id=_urn(column.plans[-1].id),
        updated=entries[0].updated,
        entries=entries,
    )
    return Asset(routes.CHANGES_FEED, body.encode())


def _entries(column: Column, history: History) -> Iterator[_FeedEntry]:
    targets = _targets(column)
    for event in history.events[:_FED]:
        name, path, anchor = targets.get((event.plan, event.kind, event.id), ("", "", ""))
        text = "".join(map(plain, event.pieces))
        yield _FeedEntry(
            id=_urn(f"{event.plan} {event.kind} {event.id} {event.on} {text}"),
            title=f"{event.kind} {event.id} {name}".rstrip(),
            text=text,
            updated=_midnight(event.on),
            path=path or routes.CHANGES,
            anchor=anchor if path else f"on-{event.on}",
        )


def _targets(column: Column) -> dict[tuple[str, Kind, str], _Target]:
    return {(plan.id, *key): target for plan in column.plans for key, target in _in_plan(plan)}


def _in_plan(plan: Plan) -> Iterator[tuple[tuple[Kind, str], _Target]]:
    """Yield whatever of a plan has an address, by kind and id."""
    yield (Kind.PLAN, plan.id), (plan.title, routes.plan(plan), "")
    for section in plan.sections:
        page = routes.section(plan, section)
        yield (Kind.SECTION, section.id), (section.heading, page, "")
        for theme in section.themes:
            target = theme.heading, page, routes.theme_anchor(theme)
            yield (Kind.THEME, theme.id), target
    for task in plan.tasks:
        yield (Kind.TASK, task.id), (task.name, routes.task(plan, task), "")
    for unit in plan.departments:
        yield (Kind.DEPARTMENT, unit.id), (unit.name, routes.department(unit.id), "")
    for group in plan.groups:
        target = group.name, routes.DEPARTMENTS, routes.group_anchor(plan, group)
        yield (Kind.GROUP, group.id), target
    for topic in plan.topics:
        yield (Kind.TOPIC, topic.id), (topic.name, routes.topic(topic.id), "")


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, name).urn


def _midnight(day: datetime.date) -> str:
    """Return the beginning of a day in China, as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00+08:00"
