"""The page on which all hits of a search are listed."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from generator.pages import routes
from generator.pages.page import KINDS, Page
from generator.pages.render import render
from generator.plan.parties import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.column.model import Column, Profile
    from generator.plan.model import Topic
    from generator.plan.parties import Department


class Choice(NamedTuple):
    """One choice of a field."""

    value: str
    """What stands in the address."""
    words: str
    """What is read."""
    former: tuple[str, ...] = ()
    """What has stood for it in older addresses."""


def search_page(column: Column) -> Page:
    """Return the page with the form and, for browsers without scripts, the ways to all lists."""
    return Page(
        routes.SEARCH,
        title="检索",
        description="在政务公开工作方案、任务、责任部门和主题中检索。",
        kind="search",
        issuer=column.plan.document.issuer,
        body=render(
            "search.md.jinja",
            path=routes.SEARCH,
            column=column,
            fields=[field for field in _fields(column) if len(field[-1]) > 1],
        ),
    )


def _fields(column: Column) -> list[tuple[str, str, list[Choice]]]:
    """Return by what hits can be narrowed: name in the address, label, choices."""
    return [
        ("kind", "类型", [Choice(kind, name) for kind, name in KINDS.items() if kind != "search"]),
        ("section", "部分", list(_sections(column))),
        ("department", "责任部门", list(_profiles(column.departments))),
        ("role", "分工", [*_roles(), Choice("shared", "按统一要求")]),
        ("topic", "主题", list(_profiles(column.topics))),
        ("year", "年度", list(_years(column))),
    ]


def _profiles(profiles: Iterable[Profile[Department] | Profile[Topic]]) -> Iterator[Choice]:
    for profile in profiles:
        yield Choice(profile.id, profile.name, profile.moved_from)


def _roles() -> Iterator[Choice]:
    for role in Role:
        yield Choice(role, role.verb)


def _sections(column: Column) -> Iterator[Choice]:
    for plan in column.plans:
        for section in plan.sections:
            heading = section.heading.replace("\n", "")
            year = "" if len(column.plans) == 1 else f"{plan.year}年 "
            present, *former = (
                routes.section_value_of(*ids)
                for ids in product((plan.id, *plan.moved_from), (section.id, *section.moved_from))
            )
            yield Choice(present, f"{year}{heading}", tuple(former))


def _years(column: Column) -> Iterator[Choice]:
    for year in sorted({plan.year for plan in column.plans}, reverse=True):
        yield Choice(str(year), f"{year}年")
