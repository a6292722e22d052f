"""Rules that a plan must obey beyond the shape of its file.

A check is a generator of problems; its docstring states the rule as editors are told it. Checks
of one task are left out where the task itself is malformed: what they would say then follows
from what has been said already.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from generator.plan.model import Plan, Section, Task, Theme, Topic
from generator.plan.parties import Department, Group
from generator.plan.role_checks import roles_agree_with_print
from generator.problems import Problem, Severity, quoted

if TYPE_CHECKING:
    from generator.plan.parties import Party
    from generator.problems import Report

Identified = Department | Group | Topic | Section | Theme | Task
PlanCheck = Callable[[Plan], Iterator[Problem]]
TaskCheck = Callable[[Task, Plan], Iterator[Problem]]

_WITHDRAWN = "withdrawn: {on: 日期, reason: 已废止}"
_UNIT_KEPT = f"撤并的写 until: 日期，不再使用的写 {_WITHDRAWN}"
_TOPIC_KEPT = f"写 {_WITHDRAWN}"


def run_checks(plan: Plan, report: Report) -> None:
    """Report everything in which `plan` breaks a rule."""
    for check in PLAN_CHECKS:
        report.extend(check(plan))
    for task in plan.tasks:
        origin = task.origin
        if not report.has_error_within(origin.location, origin.span.last_line):
            for task_check in TASK_CHECKS:
                report.extend(task_check(task, plan))
    if not report.has_errors:
        report.extend(nothing_is_empty(plan))


def unique_ids(plan: Plan) -> Iterator[Problem]:
    """同一类编号在方案内不能重复，也不能与曾用编号重复；单位与集体单位合用一套编号。"""
    kinds: dict[str, tuple[Identified, ...]] = {
        "单位": (*plan.departments, *plan.groups),
        "主题": plan.topics,
        "部分": plan.sections,
        "方面": tuple(plan.themes),
        "任务": plan.tasks,
    }
    for noun, things in kinds.items():
        taken: dict[str, int] = {}
        for thing in things:
            place = thing.origin.at("id")
            if thing.id in taken:
                message = (
                    f"{noun}编号 {thing.id} 用了两次：第 {taken[thing.id]} 行已有，"
                    "请换一个从未用过的编号"
                )
                yield Problem(place, "duplicate-id", message)
            taken.setdefault(thing.id, place.line)
        for thing in things:
            for index, former in enumerate(thing.moved_from):
                place = thing.origin.at("moved_from", index)
                if former in taken:
                    message = (
                        f"{noun} {thing.id} 的曾用编号 {former} 已被占用（第 {taken[former]} 行），"
                        "请核对 moved_from"
                    )
                    yield Problem(place, "duplicate-id", message)
                taken.setdefault(former, place.line)


def unique_names(plan: Plan) -> Iterator[Problem]:
    """单位、集体单位的名称和别名不能重复，否则无法确定任务中写的是哪一个。"""
    taken: dict[str, int] = {}
    parties: tuple[Party, ...] = (*plan.departments, *plan.groups)
    for party in parties:
        for index, name in enumerate(party.names):
            place = party.origin.at("aliases", index - 1) if index else party.origin.at("name")
            if name in taken:
                message = f"单位名称{quoted(name)}用了两次：第 {taken[name]} 行已有，请删去或改名"
                yield Problem(place, "duplicate-name", message)
            taken.setdefault(name, place.line)


def headings_are_named(plan: Plan) -> Iterator[Problem]:
    """每个部分和方面都要有序号或标题；一个部分不能既分方面又直接列任务。"""
    headed: tuple[Section | Theme, ...] = (*plan.sections, *plan.themes)
    for thing in headed:
        noun = "部分" if isinstance(thing, Section) else "方面"
        if not thing.heading and not any(map(thing.origin.get, ("number", "title"))):
            message = f"{noun} {thing.id} 没有序号也没有标题，请至少填写 number 或 title"
            yield Problem(thing.origin.location, "missing-field", message)
    for section in plan.sections:
        if section.themes and section.own_tasks:
            message = f"部分 {section.id} 既有 themes 又有 tasks，请把任务都放进方面，或都不分方面"
            yield Problem(section.origin.at_key("tasks"), "themes-and-tasks", message)


def whole_plan_is_meant(plan: Plan) -> Iterator[Problem]:
    """整个方案停止执行的，withdrawn 写在 sections 前面，以免与最后一项任务的混淆。"""
    place = plan.origin.at_key("withdrawn")
    if plan.withdrawn and place.line > plan.origin.at_key("sections").line:
        message = (
            f"方案 {plan.id} 的 withdrawn：写在这里，停止执行的是整个方案：只停止上面那项任务的，"
            "请缩进到与它的 id 左边对齐；确是整个方案的，请移到 sections 那一行的前面"
        )
        yield Problem(place, "misplaced-withdrawn", message)


def nothing_is_empty(plan: Plan) -> Iterator[Problem]:
    """登记了的单位、集体单位和主题应当有任务，否则页面是空的；已停用的除外。"""
    busy = {party.id for task in plan.tasks for party in task.parties}
    busy |= {member.id for group in plan.groups if group.id in busy for member in group.members}
    for department in plan.departments:
        if not (department.id in busy or department.until or department.withdrawn):
            yield _empty(department, "unused-unit", f"单位{quoted(department.name)}", _UNIT_KEPT)
    for group in plan.groups:
        if group.id not in busy:
            yield _empty(group, "unused-unit", f"集体单位{quoted(group.name)}")
    used = {topic.id for task in plan.tasks for topic in task.topics}
    for topic in plan.topics:
        if topic.id not in used and not topic.withdrawn:
            yield _empty(topic, "unused-topic", f"主题{quoted(topic.name)}", _TOPIC_KEPT)


def dates_are_in_order(plan: Plan) -> Iterator[Problem]:
    """发布时间不能早于成文日期。"""
    document = plan.document
    if document.published_at and document.issued_on:
        issued = document.issued_on.isoformat()
        if document.published_at[:10] < issued:
            message = f"发布时间 {document.published_at} 早于成文日期 {issued}，请核对"
            place = plan.origin.at("document", "published_at")
            yield Problem(place, "date-order", message)


def document_number_is_well_formed(plan: Plan) -> Iterator[Problem]:
    """发文字号由机关代字、六角括号括起的四位年份、不加虚位的序号组成（GB/T 9704-2012）。"""
    number = plan.document.number
    if number and not re.fullmatch(r"[\u4e00-\u9fff（）]+〔(19|20)\d\d〕[1-9]\d*号", number):
        message = (
            f"发文字号{quoted(number)}不合“机关代字〔年份〕×号”的写法"
            "（六角括号，序号不编虚位），请与原件核对"
        )
        place = plan.origin.at("document", "number")
        yield Problem(place, "document-number", message, Severity.WARNING)


def task_says_something(task: Task, plan: Plan) -> Iterator[Problem]:  # noqa: ARG001 - one signature
    """每项任务至少要有任务名称或工作要求。"""
    if not task.title and not task.requirement:
        message = f"任务 {task.id} 没有任务名称也没有工作要求，请至少填写 title 或 requirement"
        yield Problem(task.origin.location, "missing-field", message)


def fields_are_printed(task: Task, plan: Plan) -> Iterator[Problem]:
    """任务只填方案表格中印有的栏目，工作要求可与名称同印一栏；几个责任栏、其他栏目按栏名分写。"""
    if not plan.columns:
        return
    for field in ("title", "requirement", "deadline"):
        printed = plan.headings(field) or (field == "requirement" and plan.headings("title"))
        if getattr(task, field) and not printed:
            message = f"任务 {task.id} 有 {field}，但 columns 里没有对应的栏：请补上栏名，或删去"
            yield Problem(task.origin.at(field), "not-printed", message)
    for field, cells in (("responsibility", task.responsibility), ("extra", task.extra)):
        headings = plan.headings(field)
        known = "、".join(itertools.islice(headings, 10))
        for heading in cells:
            if heading in headings or (len(headings) == 1 and not heading):
                continue
            if heading in plan.columns:
                fault = (
                    f"{quoted(heading)}这一栏在 columns 里对应的是 {plan.columns[heading]}："
                    "请移过去；几项都要移的，用 disclosure import 原件 --update 再导入一次"
                )
            elif not headings:
                fault = f"columns 里没有属于 {field} 的栏：请补上栏名，或删去"
            elif heading:
                fault = f"columns 里没有{quoted(heading)}这一栏，应为：{known}"
            else:
                fault = f"方案有几个责任栏，请按栏名分写：{known}"
            message = f"任务 {task.id} 的 {field}：{fault}"
            yield Problem(task.origin.at_key(field, heading), "not-printed", message)


def deadline_follows_plan(task: Task, plan: Plan) -> Iterator[Problem]:
    """完成时限不应早于方案成文日期。"""
    due, issued = task.deadline and task.deadline.due, plan.document.issued_on
    if due and issued and due < issued:
        message = f"任务 {task.id} 的完成时限 {due} 早于方案成文日期 {issued}，请与原件核对"
        place = task.origin.at("deadline")
        yield Problem(place, "deadline-past", message, Severity.WARNING)


def _empty(thing: Department | Group | Topic, code: str, name: str, kept: str = "") -> Problem:
    """Return that something has no task; `kept` is what to write if it has been published."""
    published = f"；在本方案里公布过的不能删：{kept}" if kept else ""
    message = (
        f"{name}没有任务，页面会是空的：请核对任务里的写法；"
        f"新登记的、由上一年带过来的，请删去{published}"
    )
    return Problem(thing.origin.location, code, message, Severity.WARNING)


PLAN_CHECKS: tuple[PlanCheck, ...] = (
    unique_ids,
    unique_names,
    headings_are_named,
    dates_are_in_order,
    document_number_is_well_formed,
    whole_plan_is_meant,
)
TASK_CHECKS: tuple[TaskCheck, ...] = (
    task_says_something,
    fields_are_printed,
    roles_agree_with_print,
    deadline_follows_plan,
)
