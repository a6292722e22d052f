"""Tells whether a built site has a page for all that its published data name, and for no more.

The data are the model as it was published: so what an engine, a setting or a frame leaves out is
found before readers miss it. An address, once published, is for ever: one that was lost is told.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.pages import routes
from generator.pages.built import kind_of
from generator.pages.page import KINDS
from generator.problems import Location
from generator.publishing.ledger import left_out

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from generator.problems import Report
    from generator.publishing.manifest import Manifest

_PLANS: Final = "data/*/plan.json"
_KIND_OF_LIST: Final = {
    "tasks": "task",
    "sections": "section",
    "departments": "department",
    "topics": "topic",
}
"""Kind of page of what stands in each list of the data; a plan is the outermost."""
_KINDS_OF_MODEL: Final = ("plan", *_KIND_OF_LIST.values())
_SHARED: Final = frozenset({"department", "topic"})
"""Kinds of pages that several plans may have in common."""


@dataclass(frozen=True, slots=True)
class _Named:
    """Something of the model that has a page."""

    kind: str
    file: str
    data: str
    """The file that names it."""


def check_coverage(site: Path, report: Report, gone: Collection[str]) -> Counter[str]:
    """Report what the data of a site name without a page, and pages of what they do not name.

    `gone` are addresses that the site leaves out. Returns how many pages of each kind there are.
    """
    named = {each.file: each for each in _all_named(site) if not routes.is_covered(each.file, gone)}
    pages = {
        path.relative_to(site).as_posix(): kind_of(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
    for file, each in sorted(named.items()):
        if file not in pages:
            message = f"{KINDS[each.kind]} {routes.address(file)} 没有网页：请重新生成网站"
            report.error(Location(each.data), "page-missing", message)
    # Units and topics of a plan that has been taken down are named by no data any more.
    are_unnamed = _SHARED if any(map(routes.folders_at, gone)) else frozenset[str]()
    for file, kind in pages.items():
        if kind in _KINDS_OF_MODEL and file not in named and kind not in are_unnamed:
            message = f"数据里没有这个{KINDS[kind]}，网页从哪里来不清楚：请重新生成网站"
            report.error(Location(file), "page-unaccounted", message)
    return Counter(kind for kind in pages.values() if kind in _KINDS_OF_MODEL)


def lost_addresses(before: Manifest, after: Manifest) -> list[str]:
    """Return where there was a page until now and is none any more, unless it was taken down."""
    gone = left_out(after.facts)
    lost = {file for file in before.files.keys() - after.files.keys() if file.endswith(".html")}
    return sorted(routes.address(file) for file in lost if not routes.is_covered(file, gone))


def _all_named(site: Path) -> Iterator[_Named]:
    for path in sorted(site.glob(_PLANS)):
        data = path.relative_to(site).as_posix()
        yield from _named(json.loads(path.read_bytes()), "plan", data)


def _named(thing: object, kind: str, data: str) -> Iterator[_Named]:
    """Yield what has an address, in one thing of the data and whatever it holds."""
    if not isinstance(thing, dict):
        return
    if kind and isinstance(address := thing.get("address"), str):
        yield _Named(kind, routes.file(address), data)
    for name, entries in thing.items():
        for entry in entries if isinstance(entries, list) else ():
            yield from _named(entry, _KIND_OF_LIST.get(name, ""), data)
