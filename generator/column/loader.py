"""Reads plan.yaml and content/ into a Column, and checks what holds across files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.column.glossary import read_glossary
from generator.column.handwritten import read_handwritten
from generator.column.model import Column
from generator.column.settings import CONTENT_FOLDER, read_settings
from generator.column.takedowns import TAKEDOWNS_FILE, read_takedowns
from generator.column.waivers import Waiver, apply_waivers, read_waivers
from generator.plan.files import GLOSSARY_FILE, PLAN_FILE, PLANS_FOLDER, plan_files
from generator.plan.loader import read_plan
from generator.problems import Problem, Report, Severity, quoted
from generator.source.files import read_text
from generator.source.leaks import find_leaks

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.plan.model import Plan, Section, Task, Theme

WAIVERS_FILE = "content/waivers.yaml"
SETTINGS_FILE = "mkdocs.yml"
SOURCES: Final = (PLAN_FILE, CONTENT_FOLDER, SETTINGS_FILE)
"""What a column is read from, below its root."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A column as far as it could be read, and everything that is wrong with it."""

    column: Column | None
    """None if there is an error: a half-read column is never published."""
    problems: tuple[Problem, ...]
    plans: tuple[Plan, ...]
    """All plans as far as they could be read: after errors only to find further problems."""


def read_column(root: Path, today: datetime.date) -> Reading:
    """Read and check everything below `root`.

    `today` is the day in China that dates are judged by. Raises CannotRunError if plan.yaml
    cannot be read at all.
    """
    report = Report()
    plans = list(_read_plans(root, report))
    handwritten = read_handwritten(root / CONTENT_FOLDER, root, report)
    menu = read_settings(root / SETTINGS_FILE, SETTINGS_FILE, report)
    glossary = _read_glossary(root, report)
    taken_down = _read_takedowns(root, report)
    for check in (_plans_differ, _plans_are_not_copies, _former_ids_are_free, _successors_exist):
        report.extend(check(plans))
    report.extend(_nothing_is_of_the_future(plans, today))
    waivers = _read_waivers(root, report)
    remaining = Report()
    remaining.extend(apply_waivers(report.problems, waivers))
    if remaining.has_errors or not plans:
        return Reading(None, remaining.problems, tuple(plans))
    column = Column(
        plans=_newest_first(plans),
        today=today,
        handwritten=handwritten,
        menu=menu,
        glossary=glossary,
        taken_down=taken_down,
    )
    return Reading(column, remaining.problems, tuple(plans))


def _read_plans(root: Path, report: Report) -> Iterator[Plan]:
    """Yield the plan in force, then the earlier ones."""
    for path, file in plan_files(root):
        text = read_text(path, file, report)
        if text is None:
            continue
        find_leaks(text, file, report)
        plan = read_plan(text, file, report)
        if plan is not None:
            yield plan


def _read_waivers(root: Path, report: Report) -> tuple[Waiver, ...]:
    path = root / WAIVERS_FILE
    if not path.exists():
        return ()
    text = read_text(path, WAIVERS_FILE, report)
    return () if text is None else read_waivers(text, WAIVERS_FILE, report)


def _read_takedowns(root: Path, report: Report) -> tuple[str, ...]:
    path = root / TAKEDOWNS_FILE
    text = read_text(path, TAKEDOWNS_FILE, report) if path.exists() else None
    return () if text is None else read_takedowns(text, TAKEDOWNS_FILE, report)


def _read_glossary(root: Path, report: Report) -> tuple[tuple[str, ...], ...]:
    path = root / GLOSSARY_FILE
    if not path.exists():
        return ()
    text = read_text(path, GLOSSARY_FILE, report)
    if text is None:
        return ()
    find_leaks(text, GLOSSARY_FILE, report)
    return read_glossary(text, GLOSSARY_FILE, report)


def _newest_first(plans: list[Plan]) -> tuple[Plan, ...]:
    in_force, *earlier = plans
    newest = sorted(
        earlier,
        key=lambda plan: (plan.year, str(plan.document.issued_on or ""), plan.id),
        reverse=True,
    )
    return (in_force, *newest)


def _plans_differ(plans: Iterable[Plan]) -> Iterator[Problem]:
    """Require that plans differ in id, even of one year, and that files are named after it."""
    taken: dict[str, str] = {}
    plans = list(plans)
    # The plan in force comes last: it is the one in which something was forgotten.
    for plan in reversed(plans):
        place = plan.origin.at("id")
        if plan.id in taken:
            message = f"方案编号 {plan.id} 已用于 {taken[plan.id]}：{_other_id(plan)}"
            yield Problem(place, "duplicate-id", message)
        taken.setdefault(plan.id, place.file)
        if place.file not in (PLAN_FILE, f"{PLANS_FOLDER}/{plan.id}.yaml"):
            message = f"文件应当以方案编号命名：{PLANS_FOLDER}/{plan.id}.yaml"
            yield Problem(place, "file-name", message)
    for plan in plans:
        for index, former in enumerate(plan.moved_from):
            if former in taken:
                message = (
                    f"方案 {plan.id} 的曾用编号 {former} 已用于 {taken[former]}，请核对 moved_from"
                )
                yield Problem(plan.origin.at("moved_from", index), "duplicate-id", message)
            taken.setdefault(former, plan.origin.location.file)


def _other_id(plan: Plan) -> str:
    """Return the cure for an id that another plan has."""
    second = f"同一年另有一个方案的，改为 {plan.year}-2"
    if not plan.id.startswith(str(plan.year)):
        return f"请把这里的 id 改为 {plan.year}"
    return f"换一年的，请把这里的 id 和 year 改为新方案的年份；{second}"


def _plans_are_not_copies(plans: Iterable[Plan]) -> Iterator[Problem]:
    """Warn where a plan still has the number of another letter, or its year under another id."""
    numbers: dict[str, str] = {}
    years: dict[int, Plan] = {}
    for plan in reversed(list(plans)):
        number = plan.document.number
        if number and number in numbers:
            message = (
                f"发文字号{quoted(number)}与 {numbers[number]} 的相同，请与印发文件核对："
                "换一年的，改为新文件的字号"
            )
            place = plan.origin.at("document", "number")
            yield Problem(place, "repeated-number", message, Severity.WARNING)
        numbers.setdefault(number or "", plan.origin.file)
        other = years.setdefault(plan.year, plan)
        if other.id != plan.id and not plan.id.startswith(str(plan.year)):
            message = (
                f"方案 {plan.id} 的年度 {plan.year} 与 {other.origin.file} 的相同，请核对 year；"
                f"确是同一年的，编号以年份开头，如 {plan.year}-2"
            )
            place = plan.origin.at("year")
            yield Problem(place, "repeated-year", message, Severity.WARNING)


def _former_ids_are_free(plans: Iterable[Plan]) -> Iterator[Problem]:
    """Refuse a former id of a unit or topic that another plan still uses."""
    plans = list(plans)
    for noun, kind in (("单位", "departments"), ("主题", "topics")):
        present = {thing.id: plan for plan in plans for thing in getattr(plan, kind)}
        for plan in plans:
            for thing in getattr(plan, kind):
                for index, former in enumerate(thing.moved_from):
                    other = present.get(former)
                    if other is not None and other is not plan:
                        message = (
                            f"{noun} {thing.id} 的曾用编号 {former} 在方案 {other.id} 里仍在使用："
                            f"请把那里的编号也改为 {thing.id}"
                        )
                        place = thing.origin.at("moved_from", index)
                        yield Problem(place, "duplicate-id", message)


def _successors_exist(plans: Iterable[Plan]) -> Iterator[Problem]:
    """Require that some plan registers the units named as 承接单位."""
    plans = list(plans)
    known = {department.id for plan in plans for department in plan.departments}
    for plan in plans:
        for department in plan.departments:
            for index, id_ in enumerate(department.successors):
                if id_ not in known:
                    message = (
                        f"单位 {department.id} 的 successors：没有编号为{quoted(id_)}的单位，请核对"
                    )
                    place = department.origin.at("successors", index)
                    yield Problem(place, "unknown-unit", message)


def _issued(plan: Plan) -> Iterator[tuple[str, Plan | Section | Theme | Task]]:
    """Yield whatever holds issued text, with what messages call it."""
    yield f"方案 {plan.id} ", plan
    yield from ((f"部分 {section.id} ", section) for section in plan.sections)
    yield from ((f"方面 {theme.id} ", theme) for theme in plan.themes)
    yield from ((f"任务 {task.id} ", task) for task in plan.tasks)


def _nothing_is_of_the_future(plans: Iterable[Plan], today: datetime.date) -> Iterator[Problem]:
    """Refuse dates of 成文, 发布 and 更改 that have not come yet."""
    for plan in plans:
        document = plan.document
        dates = [
            ("成文日期", document.issued_on, plan.origin.at("document", "issued_on")),
            ("发布时间", document.published_at, plan.origin.at("document", "published_at")),
        ]
        for name, thing in _issued(plan):
            dates += [
                (f"{name}的更改日期", amendment.on, thing.origin.at("amended", index, "on"))
                for index, amendment in enumerate(thing.amended)
            ]
            if thing.withdrawn:
                place = thing.origin.at("withdrawn", "on")
                dates.append((f"{name}停止执行的日期", thing.withdrawn.on, place))
        for name, day, place in dates:
            if day is not None and str(day)[:10] > today.isoformat():
                message = (
                    f"{name} {day} 晚于今天（{today}）：请写今天或以前的日期，"
                    "以后才生效的到那一天再写"
                )
                yield Problem(place, "future-date", message)
