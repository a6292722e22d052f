"""A unit or a task added to a plan file, every other line kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.editing.written import Fields, Written, groups_in, numbered_groups, texts_in
from generator.plan.format import Format, PlanFormat, TaskFormat, ThemeFormat
from generator.plan.loader import read_plan
from generator.plan.meant import closest
from generator.problems import CannotRunError, Problem, Report, Severity, quoted
from generator.source.lines import usual_end
from generator.source.nodes import Mapping, Sequence
from generator.source.parser import parse_yaml
from generator.source.patcher import patched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.plan.model import Plan
    from generator.source.nodes import Node
    from generator.source.values import Value

    Path = tuple[str | int, ...]
    """Names of fields and places in lists, from the whole file inwards."""

_PARTIES: Final = ("departments", "groups")
_LEFT_TO_FILL: Final = frozenset({"missing-field", "no-value", "role-missing", "role-not-printed"})
"""What may still be wrong with something that has just been added: it is filled in in the file."""
_MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Addition:
    """What a plan file becomes with something added."""

    text: str
    id: str
    line: int
    """Where what was added begins, counted from 1."""
    problems: tuple[Problem, ...]
    """What is left to be filled in."""


def with_department(plan: Written, id_: str, name: str) -> Addition:
    """Return the plan with a unit at the end of its list.

    Raises CannotRunError if name or id is in use, or cannot be one.
    """
    fields = plan.fields
    for party in (each for kind in _PARTIES for each in groups_in(fields.get(kind))):
        known = party.get("id")
        if name in (party.get("name"), *texts_in(party.get("aliases"))):
            message = f"{quoted(name)}已经登记，编号是 {known}，没有增加"
            raise CannotRunError(message)
        if id_ in (known, *texts_in(party.get("moved_from"))):
            message = (
                f"编号 {id_} 已用于{quoted(str(party.get('name')))}（曾用编号也算），没有增加："
                "请换一个从未用过的编号"
            )
            raise CannotRunError(message)
    _append(fields, "departments", {"id": id_, "name": name}, PlanFormat)
    return _added(plan, fields, (), "departments", frozenset())


def with_task(plan: Written, parent: str, given: Fields) -> Addition:
    """Return the plan with a task at the end of the theme or section that has the id `parent`.

    `given` are its fields without the id. Without title and requirement it gets all fields that
    the table of the plan has, empty. Raises CannotRunError if there is no such place, or what is
    given cannot stand in a plan.
    """
    fields = plan.fields
    path = _place_of(fields, parent)
    if not given.get("title") and not given.get("requirement"):
        given = blank_task(fields) | given
    task: Fields = {"id": next_task_id(fields, parent), **_in_order(given)}
    _append(_follow(fields, path), "tasks", task, ThemeFormat)
    return _added(plan, fields, path, "tasks", _LEFT_TO_FILL)


def next_task_id(fields: Fields, parent: str) -> str:
    """Return the id of the next task below `parent`: one that was never used."""
    numbers = [0]
    for task in _tasks(fields):
        for id_ in (task.get("id"), *texts_in(task.get("moved_from"))):
            match = re.fullmatch(rf"{re.escape(parent)}-([0-9]{{1,9}})", str(id_))
            numbers += [int(match[1])] if match else []
    return f"{parent}-{max(numbers) + 1}"


def usual_id(name: str, plans: Iterable[Plan]) -> str | None:
    """Return the id under which the first of some plans knows a unit; None if none does."""
    return next(
        (unit.id for plan in plans for unit in plan.departments if name in unit.names), None
    )


def _tasks(fields: Fields) -> Iterator[Fields]:
    for section in groups_in(fields.get("sections")):
        for part in (section, *groups_in(section.get("themes"))):
            yield from groups_in(part.get("tasks"))


def blank_task(fields: Fields) -> Fields:
    """Return what a task may say in a plan with such a table, all of it empty."""
    printed = {field for _, field in _columns(fields)}
    texts = printed or {"title", "requirement", "responsibility"}
    blank: Fields = dict.fromkeys((*texts - {"extra"}, "number"), "")
    headings = [heading for heading, field in _columns(fields) if field == "responsibility"]
    if len(headings) > 1:
        blank |= {"responsibility": dict.fromkeys(headings, ""), "responsible": []}
    blank |= {"lead": [], "supporting": []}
    return _in_order(blank | ({"topics": []} if fields.get("topics") else {}))


def _columns(fields: Fields) -> list[tuple[str, str]]:
    """Return the headings of the table of a plan, each with the field that it prints."""
    columns = fields.get("columns")
    return [(key, str(each)) for key, each in columns.items()] if isinstance(columns, dict) else []


def _in_order(task: Fields) -> Fields:
    """Return the fields of a task as plans have them."""
    return {key: task[key] for key in TaskFormat.model_fields if key in task}


def _place_of(fields: Fields, parent: str) -> Path:
    """Return where the theme, or the section without themes, that has an id stands."""
    found: dict[str, Path] = {}
    divided: dict[str, list[str]] = {}
    for number, section in numbered_groups(fields.get("sections")):
        id_ = str(section.get("id"))
        themes = {
            str(theme.get("id")): ("sections", number, "themes", at)
            for at, theme in numbered_groups(section.get("themes"))
        }
        if themes:
            found |= themes
            divided[id_] = list(themes)
        else:
            found.setdefault(id_, ("sections", number))
    if parent in found:
        return found[parent]
    ids = divided.get(parent) or list(found)
    if parent in divided:
        fault = f"部分 {parent} 分了方面，任务要放在方面里"
    else:
        fault = f"没有编号为{quoted(parent)}的方面或部分"
    meant = None if parent in divided else closest(parent, ids)
    listed = "、".join(ids[:_MOST_NAMED])
    cure = (
        f"是否指 {meant}？" if meant else f"可以写：{listed or '（方案里还没有，请先写 sections）'}"
    )
    message = f"{fault}，没有增加；{cure}"
    raise CannotRunError(message)


def _append(fields: Fields, name: str, entry: Fields, form: type[Format]) -> None:
    """Put a further entry into a list; a list that is not there yet gets its usual place."""
    known = fields.get(name) or []
    if not isinstance(known, list):
        message = f"{name} 应当是列表，没有增加：请先运行 disclosure check，改正后再试"
        raise CannotRunError(message)
    if name in fields:
        fields[name] = [*known, entry]
        return
    order = list(form.model_fields)
    later = [key for key in fields if key not in order[: order.index(name)]]
    moved = {key: fields.pop(key) for key in later}
    fields[name] = [entry]
    fields.update(moved)


def _follow(fields: Fields, path: Path) -> Fields:
    value: Value = fields
    for step in path:
        if isinstance(value, dict):
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
    return value if isinstance(value, dict) else {}


def _added(
    plan: Written, wanted: Fields, path: Path, name: str, fillable: frozenset[str]
) -> Addition:
    """Return the plan that says `wanted`, with what is wrong with the last entry of a list.

    Raises CannotRunError if that is anything that is not `fillable`.
    """
    text = spaced(patched(plan.text, plan.root, wanted), plan.file, path, name)
    report = Report()
    read_plan(text, plan.file, report)
    entries = _entries(_read(text, plan.file), path, name)
    new = entries[-1] if entries else None
    problems = [
        problem
        for problem in report.problems
        if problem.severity is Severity.ERROR
        and (new is None or new.span.line <= problem.location.line <= new.span.last_line)
    ]
    refusal = next((each for each in problems if each.code not in fillable), None)
    if refusal or not isinstance(new, Mapping):
        message = f"没有增加：{refusal.message if refusal else f'请先改正 {name} 的写法'}"
        raise CannotRunError(message)
    return Addition(text, new.value_at("id") or "", new.span.line, tuple(problems))


def _read(text: str, file: str) -> Node | None:
    return parse_yaml(text, file, Report())


def _entries(root: Node | None, path: Path, name: str) -> tuple[Node, ...]:
    """Return the entries of the list `name` of what `path` leads to."""
    node = root
    for step in (*path, name):
        if isinstance(node, Mapping):
            node = node.entries.get(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
    return node.items if isinstance(node, Sequence) else ()


def spaced(text: str, file: str, path: Path, name: str, added: int = 1) -> str:
    """Return a text with an empty line before the last entries of a list, if others have one.

    The list `name` stands in what `path` leads to; `added` of its entries are new.
    """
    root = _read(text, file)
    entries = _entries(root, path, name)
    lines = text.split("\n")
    old = entries[:-added]
    lists = [old, *(each.items for each in _lists(root, name) if each.items != entries)]
    usual = next((each[-1] for each in lists if len(each) > 1), None)
    if not usual or not entries or lines[_line_above(usual, lines)].strip():
        return text
    for entry in reversed(entries[-added:] if old else entries[1:]):
        lines.insert(entry.span.line - 1, usual_end(text).removesuffix("\n"))
    return "\n".join(lines)


def _line_above(node: Node, lines: list[str]) -> int:
    """Return the number, from 0, of the line before an entry and the comments above it."""
    at = node.span.line - 2
    while lines[at].lstrip().startswith("#"):
        at -= 1
    return at


def _lists(node: Node | None, name: str) -> Iterator[Sequence]:
    """Yield every list of a name."""
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            if key == name and isinstance(value, Sequence):
                yield value
            yield from _lists(value, name)
    elif isinstance(node, Sequence):
        for each in node.items:
            yield from _lists(each, name)
