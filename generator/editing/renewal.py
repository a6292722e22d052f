"""The plan of the next year, begun with what stays from one year to the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.editing.addition import blank_task
from generator.editing.written import Fields, Written, groups_in, texts_in
from generator.plan.files import PLANS_FOLDER
from generator.problems import CannotRunError
from generator.source import writing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.plan.model import Plan

_LETTER: Final = (
    *("title", "number", "issuer", "issued_on", "addressees", "body", "note", "copied_to"),
    "disclosure",
)
_FOR_EDITORS: Final = re.compile(r"(# yaml-language-server:[^\r\n]*)\r?\n")
_HEAD: Final = """\
# {year}年度方案。文字照录印发文件，方案没有的栏目删去；写法见 docs/plan-format.md。
# 改动后请运行 disclosure check。注释须独占一行。

format: 1
id: "{year}"
year: {year}
"""
_COLUMNS: Final = """
# 栏名沿用上一年度，请与印发文件核对；没有表格就删去。
"""
_REGISTER: Final = """
# 单位、集体单位、主题沿用上一年度的编号；请与印发文件核对，增减单位。
"""


def refuse_year(year: str, plans: Iterable[Plan]) -> None:
    """Raise CannotRunError unless the next of `plans`, the one in force first, can be of `year`."""
    in_force, *earlier = plans
    if not re.fullmatch(r"(19|20)[0-9]{2}", year):
        message = f"“{year[:40]}”不是年份，请写四位数字，如 {in_force.year + 1}"
        raise CannotRunError(message)
    for plan in (in_force, *earlier):
        if year in (plan.id, *plan.moved_from, str(plan.year)):
            message = (
                f"{year} 年已有方案（编号 {plan.id}，{plan.origin.file}），没有改动："
                f"一年有第二个方案的，请自行写编号，如 {year}-2"
            )
            raise CannotRunError(message)
    if int(year) < in_force.year:
        message = (
            f"{year} 年早于现行方案的 {in_force.year} 年，没有改动："
            f"以前的方案请写成 {PLANS_FOLDER}/{year}.yaml"
        )
        raise CannotRunError(message)


def next_plan(plan: Written, year: str, title: str) -> str:
    """Return the text of a plan file for `year` with the units, groups and topics of `plan`.

    What has been withdrawn, and units that ended before that year, are left out. Letter and tasks
    stand there empty.
    """
    before = plan.fields
    letter: Fields = dict.fromkeys(_LETTER, "")
    schema = _FOR_EDITORS.match(plan.text)
    columns = before.get("columns")
    return "".join(
        (
            f"{schema[1]}\n" if schema else "",
            _HEAD.format(year=year),
            writing.entry("title", title, 0),
            "\ndocument:\n",
            *(writing.entry(field, value, writing.STEP) for field, value in letter.items()),
            _COLUMNS + writing.entry("columns", columns, 0) if columns else "",
            _REGISTER,
            *(_register(name, entries) for name, entries in _kept(before, year).items()),
            "sections:\n",
            _first_section(before),
        )
    )


def archived(text: str) -> tuple[str, int]:
    """Return a plan as it is kept, and how many lines of its beginning stay behind.

    What tells editors of the schema stays with plan.yaml: the path in it holds only there.
    """
    kept, count = _FOR_EDITORS.subn("", text, count=1) if _FOR_EDITORS.match(text) else (text, 0)
    return kept, count


def _kept(before: Fields, year: str) -> dict[str, list[Fields]]:
    """Return the units, groups and topics that go on in `year`, by the names of their lists."""
    departments = groups_in(before.get("departments"))
    ended = [unit for unit in departments if _has_ended(unit, year)]
    gone = {
        name for unit in ended for name in (str(unit.get("name")), *texts_in(unit.get("aliases")))
    }
    groups = (_without(group, gone) for group in groups_in(before.get("groups")))
    return {
        "departments": [unit for unit in departments if unit not in ended],
        "groups": [group for group in groups if group.get("members") != []],
        "topics": topics_kept(before),
    }


def topics_kept(before: Fields) -> list[Fields]:
    """Return the topics of a plan that go on in the next."""
    return [each for each in groups_in(before.get("topics")) if not each.get("withdrawn")]


def _has_ended(unit: Fields, year: str) -> bool:
    until = unit.get("until")
    return bool(unit.get("withdrawn")) or (isinstance(until, str) and "" < until < f"{year}-01-01")


def _without(group: Fields, gone: set[str]) -> Fields:
    """Return a group without those of its members that are gone."""
    members = group.get("members")
    if not isinstance(members, list):
        return group
    return group | {"members": [member for member in members if member not in gone]}


def _register(name: str, entries: list[Fields]) -> str:
    lines = (writing.item({**entry}, writing.STEP, in_brackets=True) for entry in entries)
    return f"{name}:\n{''.join(lines)}\n" if entries else ""


def _first_section(before: Fields) -> str:
    """Return a section with one task, below a theme if the plan before had such."""
    has_themes = any(section.get("themes") for section in groups_in(before.get("sections")))
    ids = ("1", "1-1", "1-1-1") if has_themes else ("1", "1-1")
    lists = ("themes", "tasks") if has_themes else ("tasks",)
    made: list[str] = []
    for depth, id_ in enumerate(ids[:-1]):
        at = writing.STEP + depth * 2 * writing.STEP
        made += [
            *_entry({"id": id_, "number": "", "title": ""}, at),
            f"{' ' * (at + writing.STEP)}{lists[depth]}:\n",
        ]
    task = {"id": ids[-1], **blank_task(before)}
    return "".join((*made, *_entry(task, writing.STEP + len(lists) * 2 * writing.STEP)))


def _entry(fields: Fields, dash: int) -> list[str]:
    """Return the lines of an entry of a list with one field a line."""
    lines = [writing.entry(key, value, dash + writing.STEP) for key, value in fields.items()]
    return [f"{' ' * dash}- {lines[0].lstrip()}", *lines[1:]]
