"""Every path and address of the column. No other module spells one.

A path names a file below the documentation folder (``plan/2021/tasks/1-1-1.md``); its address is
where the built page is found (``plan/2021/tasks/1-1-1/``). Addresses, once published, are for
ever: what moves leaves a redirect.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.plan.model import Plan, Section, Task, Theme
    from generator.plan.parties import Group

HOME = "index.md"
DEPARTMENTS = "departments/index.md"
TOPICS = "topics/index.md"
TASKS = "tasks/index.md"
DATA = "data/index.md"
CHANGES = "changes/index.md"
CHANGES_FEED = "feeds/changes.xml"
FEEDS = "feeds/index.md"
"""Stands for where links in a feed start from; there is no such page."""
SEARCH = "search/index.md"
SEARCH_META = "search/meta.json"
"""Names the other files of the search."""
SEARCH_STUB = "search/search_index.json"
"""What Material's box asks for."""


def plan(of: Plan) -> str:
    """Return the path of the overview of a plan."""
    return plan_at(of.id)


def plan_at(id_: str) -> str:
    """Return the same for the plan that has, or had, an id."""
    return f"plan/{id_}/index.md"


def full_plan(of: Plan) -> str:
    """Return the path of the plan as issued, on one page."""
    return f"plan/{of.id}/full.md"


def section(of: Plan, which: Section) -> str:
    """Return the path of a section."""
    return section_at(of.id, which.id)


def section_at(plan_id: str, id_: str) -> str:
    """Return the same for the section that has, or had, an id."""
    return f"plan/{plan_id}/sections/{id_}.md"


def task(of: Plan, which: Task) -> str:
    """Return the path of a task."""
    return task_at(of.id, which.id)


def task_at(plan_id: str, id_: str) -> str:
    """Return the same for the task that has, or had, an id."""
    return f"plan/{plan_id}/tasks/{id_}.md"


def department(id_: str) -> str:
    """Return the path of a department."""
    return f"departments/{id_}.md"


def topic(id_: str) -> str:
    """Return the path of a topic."""
    return f"topics/{id_}.md"


def plan_json(of: Plan) -> str:
    """Return the path of a plan as JSON."""
    return f"data/{of.id}/plan.json"


def tasks_csv(of: Plan) -> str:
    """Return the path of the tasks of a plan as CSV."""
    return f"data/{of.id}/tasks.csv"


def search_file(folder: str, name: str) -> str:
    """Return the path of a file of the search, in the folder that is named after its content."""
    return f"search/{folder}/{name}"


def section_value(of: Plan, which: Section) -> str:
    """Return what stands for a section in the address of a search."""
    return section_value_of(of.id, which.id)


def section_value_of(plan_id: str, section_id: str) -> str:
    """Return the same for the section that has, or had, an id in a plan that has, or had, one."""
    return f"{plan_id}.{section_id}"


def section_anchor(which: Section) -> str:
    """Return the anchor of a section on the pages that list all of them."""
    return section_anchor_of(which.id)


def section_anchor_of(id_: str) -> str:
    """Return the anchor of the section that has, or had, an id."""
    return f"section-{id_}"


def plan_anchor(of: Plan) -> str:
    """Return the anchor of a plan on the page of a unit or topic."""
    return f"plan-{of.id}"


def role_anchor(of: Plan, role: str) -> str:
    """Return the anchor of the tasks that a plan gives a unit in a role."""
    return f"{role}-{of.id}"


def theme_anchor(which: Theme) -> str:
    """Return the anchor of a theme on the page of its section."""
    return theme_anchor_of(which.id)


def theme_anchor_of(id_: str) -> str:
    """Return the anchor of the theme that has, or had, an id."""
    return f"theme-{id_}"


def task_anchor(which: Task) -> str:
    """Return the anchor of a task on the full plan."""
    return task_anchor_of(which.id)


def task_anchor_of(id_: str) -> str:
    """Return the anchor of the task that has, or had, an id."""
    return f"task-{id_}"


def group_anchor(of: Plan, which: Group) -> str:
    """Return the anchor of a collective party on the page of all departments."""
    return f"group-{of.id}-{which.id}"


def sibling(path: str, id_: str) -> str:
    """Return the path that the thing at `path` would have under another id."""
    return f"{posixpath.dirname(path)}/{id_}.md"


def in_plan(path: str, id_: str) -> str:
    """Return the path that the page of a plan at `path` would have if the plan had another id."""
    return "/".join(("plan", id_, *path.split("/")[2:]))


def address(path: str) -> str:
    """Return the address of a path, relative to the root of the column: "" for home."""
    folder, name = posixpath.split(path)
    if name in ("index.md", "index.html"):
        return f"{folder}/" if folder else ""
    return f"{path.removesuffix('.md')}/" if name.endswith(".md") else path


def link(path: str, *, start: str, anchor: str = "") -> str:
    """Return the relative path from the page `start`, as Markdown links are written."""
    folder, name = posixpath.split(path)
    way = _way(folder, posixpath.dirname(start))
    return f"{way}{name}#{anchor}" if anchor else f"{way}{name}"


@cache
def _way(to: str, start: str) -> str:
    """Return the way from one folder to another, to be followed by a name."""
    way = posixpath.relpath(to or ".", start or ".")
    return "" if way == "." else f"{way}/"


def href(path: str, *, start: str, anchor: str = "") -> str:
    """Return the relative address from the built page of `start`, as HTML links are written."""
    target = address(path)
    folder, name = posixpath.split(target.rstrip("/"))
    way = _way(folder, address(start).rstrip("/"))
    slash = "/" if target.endswith("/") else ""
    found = f"{way}{name}{slash}" or "./"
    return f"{found}#{anchor}" if anchor else found


def redirect(path: str) -> str:
    """Return the file that takes the place of a page that has moved."""
    return f"{address(path)}index.html"


def file(address: str) -> str:
    """Return the file of a built site that a server shows at an address."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def folders_at(address: str) -> tuple[str, ...]:
    """Return the folders that go with an address: those of a plan's pages and data; else none."""
    plan = re.fullmatch("plan/([^/]+)/", address)
    return (address, f"data/{plan[1]}/") if plan else ()


def covers(address: str, path: str) -> bool:
    """Whether a file of a site is what an address names."""
    if inside := folders_at(address):
        return path.startswith(inside)
    return path == file(address)


def is_covered(path: str, addresses: Iterable[str]) -> bool:
    """Whether a file of a site is what one of some addresses names."""
    return any(covers(address, path) for address in addresses)
