"""Addresses that something had under a former id lead on to where it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pages import routes
from generator.pages.page import Asset
from generator.pages.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.column.model import Column, Profile
    from generator.plan.model import Topic
    from generator.plan.parties import Department


def build_redirects(column: Column) -> Iterator[Asset]:
    """Yield a page that leads on for every address that something had under a former id."""
    moved = dict(_moved(column))
    for former, current in moved.items():
        body = render("redirect.html.jinja", path=former, target=current)
        yield Asset(routes.redirect(former), body.encode())


def _moved(column: Column) -> Iterator[tuple[str, str]]:
    """Yield former and present path of whatever has moved, in every plan's present folder."""
    for plan in column.plans:
        for section in plan.sections:
            path = routes.section(plan, section)
            yield from ((routes.sibling(path, id_), path) for id_ in section.moved_from)
        for task in plan.tasks:
            path = routes.task(plan, task)
            yield from ((routes.sibling(path, id_), path) for id_ in task.moved_from)
        for former in plan.moved_from:
            pages = [routes.plan(plan), routes.full_plan(plan)]
            pages += [routes.section(plan, section) for section in plan.sections]
            pages += [routes.task(plan, task) for task in plan.tasks]
            yield from ((routes.in_plan(path, former), path) for path in pages)
    for department in column.departments:
        yield from _profile_moved(department, routes.department(department.id))
    for topic in column.topics:
        yield from _profile_moved(topic, routes.topic(topic.id))


def _profile_moved(
    profile: Profile[Department] | Profile[Topic], path: str
) -> Iterator[tuple[str, str]]:
    return ((routes.sibling(path, id_), path) for id_ in profile.moved_from)
