"""Which pages a column becomes, and what each is told."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from generator.pages import routes
from generator.pages.page import KINDS, Page
from generator.pages.printed import printed_cells, printed_clause
from generator.pages.render import render
from generator.pages.units import tasks_of_unit
from generator.plan.parties import Department, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.column.handwritten import HandwrittenPage
    from generator.column.model import Column, Profile
    from generator.history.record import History
    from generator.plan.model import Plan, Section, Task, Topic


def build_pages(column: Column, history: History | None) -> Iterator[Page]:
    """Yield every page of `column` but those on its data, its search and its changes."""
    yield _home(column, has_changes=bool(history and history.events))
    for plan in column.plans:
        yield _plan(column, plan)
        yield _full_plan(column, plan)
        for section in plan.sections:
            yield _section(column, plan, section)
        for task in plan.tasks:
            yield _task(column, plan, task, history)
    yield _departments(column)
    for department in column.departments:
        yield _department(column, department)
    yield _topics(column)
    for topic in column.topics:
        yield _topic(column, topic)
    yield _tasks(column)
    yield from (_handwritten(column, page) for page in column.handwritten.pages)


def _home(column: Column, *, has_changes: bool) -> Page:
    plan = column.plan
    return Page(
        routes.HOME,
        title=plan.title,
        description=f"按方案原文逐项列出{plan.year}年政务公开工作任务、要求和责任部门。",
        kind="home",
        issuer=plan.document.issuer,
        published_at=plan.document.published_at or "",
        place=_said("home"),
        body=render(
            "home.md.jinja",
            path=routes.HOME,
            column=column,
            plan=plan,
            has_changes=has_changes,
            units=[
                (profile, tasks_of_unit(plan, mention))
                for profile in column.departments
                for of, mention in profile.mentions
                if of is plan
            ],
        ),
        origin=plan.origin.at("title"),
    )


def _plan(column: Column, plan: Plan) -> Page:
    path = routes.plan(plan)
    return Page(
        path,
        title=f"方案目录：{plan.title}",
        description=f"{plan.document.issuer}{plan.year}年政务公开工作任务的部分、方面和任务。",
        kind="plan",
        menu="方案",
        issuer=plan.document.issuer,
        published_at=plan.document.published_at or "",
        place=_said("plan", plan),
        facets=(("year", str(plan.year)),),
        body=render("plan.md.jinja", path=path, column=column, plan=plan),
        origin=plan.origin.at("title"),
    )


def _full_plan(column: Column, plan: Plan) -> Page:
    path = routes.full_plan(plan)
    columns = [*plan.columns.items()]
    return Page(
        path,
        title=f"方案全文：{plan.title}",
        description=f"{plan.document.title}全文。",
        kind="full",
        menu="方案",
        issuer=plan.document.issuer,
        published_at=plan.document.published_at or "",
        place=_said("full", plan),
        names=(plan.document.number or "", plan.title),
        facets=(("year", str(plan.year)),),
        body=render(
            "full.md.jinja",
            path=path,
            column=column,
            plan=plan,
            headings=[heading for heading, _ in columns],
            cells=partial(printed_cells, columns),
            clause=printed_clause,
        ),
        origin=plan.origin.at("document"),
    )


def _section(column: Column, plan: Plan, section: Section) -> Page:
    path = routes.section(plan, section)
    return Page(
        path,
        title=f"{section.heading}（{plan.year}年方案）".replace("\n", ""),
        description=f"{plan.title}的一个部分，共 {len(plan.in_force(section.tasks))} 项任务。",
        kind="section",
        menu="方案",
        issuer=plan.document.issuer,
        published_at=plan.document.published_at or "",
        place=_said("section", plan),
        facets=(("year", str(plan.year)), ("section", routes.section_value(plan, section))),
        is_withdrawn=section.withdrawn is not None,
        body=render("section.md.jinja", path=path, column=column, plan=plan, section=section),
        origin=section.origin.location,
    )


def _task(column: Column, plan: Plan, task: Task, history: History | None) -> Page:
    path = routes.task(plan, task)
    leads = "、".join(party.name for party in task.lead)
    return Page(
        path,
        title=f"{task.name}（{plan.year}年方案{plan.clause(task)}）",
        description=f"{plan.document.issuer}{plan.year}年政务公开工作任务"
        + (f"，{leads}牵头。" if leads else "。"),
        kind="task",
        menu="任务",
        issuer=plan.document.issuer,
        published_at=plan.document.published_at or "",
        place=_said("task", plan) + plan.clause(task),
        facets=tuple(_facets(plan, task)),
        is_withdrawn=bool(plan.ended((task,))),
        body=render(
            "task.md.jinja",
            path=path,
            column=column,
            plan=plan,
            task=task,
            place=plan.placement(task),
            events=history.of_task(plan.id, task.id) if history else (),
        ),
        origin=task.origin.location,
    )


def _departments(column: Column) -> Page:
    return Page(
        routes.DEPARTMENTS,
        title="责任部门",
        description="按责任部门查看牵头和配合的政务公开工作任务。",
        kind="list",
        issuer=column.plan.document.issuer,
        place=_said("list"),
        body=render(
            "departments.md.jinja",
            path=routes.DEPARTMENTS,
            column=column,
            units=[
                (profile, [tasks_of_unit(plan, mention) for plan, mention in profile.mentions])
                for profile in column.departments
            ],
            groups=[(plan, group) for plan in column.plans for group in plan.groups],
            labels=_labels(column),
        ),
        origin=column.plan.origin.at("departments"),
    )


def _department(column: Column, profile: Profile[Department]) -> Page:
    path = routes.department(profile.id)
    return Page(
        path,
        title=f"{profile.name}的任务",
        description=f"{profile.name}在政务公开工作方案中牵头和配合的任务。",
        kind="department",
        menu="责任部门",
        issuer=column.plan.document.issuer,
        place=_said("department"),
        names=(profile.name, *profile.former_names, profile.current.full_name or ""),
        is_withdrawn=profile.current.withdrawn is not None,
        body=render(
            "department.md.jinja",
            path=path,
            column=column,
            profile=profile,
            department=profile.current,
            entries=[tasks_of_unit(plan, mention) for plan, mention in profile.mentions],
            names={other.id: other.name for other in column.departments},
            labels=_labels(column),
        ),
        origin=profile.current.origin.location,
    )


def _labels(column: Column) -> dict[str, str]:
    """Return what to call each plan in a sentence: by its year, or by its title if two share it."""
    years = Counter(plan.year for plan in column.plans)
    return {
        plan.id: f"{plan.year}年方案" if years[plan.year] == 1 else f"《{plan.title}》"
        for plan in column.plans
    }


def _topics(column: Column) -> Page:
    return Page(
        routes.TOPICS,
        title="主题",
        description="按主题查看政务公开工作任务。",
        kind="list",
        issuer=column.plan.document.issuer,
        place=_said("list"),
        body=render("topics.md.jinja", path=routes.TOPICS, column=column),
        origin=column.plan.origin.at("topics"),
    )


def _topic(column: Column, profile: Profile[Topic]) -> Page:
    path = routes.topic(profile.id)
    return Page(
        path,
        title=f"主题：{profile.name}",
        description=profile.current.summary or f"与{profile.name}有关的政务公开工作任务。",
        kind="topic",
        menu="主题",
        issuer=column.plan.document.issuer,
        place=_said("topic"),
        facets=(("topic", profile.id),),
        is_withdrawn=profile.current.withdrawn is not None,
        body=render("topic.md.jinja", path=path, column=column, profile=profile),
        origin=profile.current.origin.location,
    )


def _tasks(column: Column) -> Page:
    plan = column.plan
    return Page(
        routes.TASKS,
        title=f"{plan.year}年全部任务",
        description=f"{plan.title}的全部 {len(plan.in_force(plan.tasks))} 项任务。",
        kind="list",
        issuer=column.plan.document.issuer,
        place=_said("list", plan),
        facets=(("year", str(plan.year)),),
        body=render("tasks.md.jinja", path=routes.TASKS, column=column, plan=plan),
        origin=plan.origin.at("sections"),
    )


def _handwritten(column: Column, written: HandwrittenPage) -> Page:
    return Page(
        written.path,
        title=written.title,
        description=written.description or written.title,
        kind="handwritten",
        issuer=column.plan.document.issuer,
        place=_said("handwritten"),
        body=f"\n{written.body}\n",
        origin=written.location,
    )


def _said(kind: str, plan: Plan | None = None) -> str:
    """Return where a page stands, as a list of hits says it."""
    return f"{KINDS[kind]} · {plan.year}年方案" if plan else KINDS[kind]


def _facets(plan: Plan, task: Task) -> Iterator[tuple[str, str]]:
    yield "year", str(plan.year)
    yield "section", routes.section_value(plan, plan.placement(task).section)
    yield from (("topic", topic.id) for topic in task.topics)
    for role in Role:
        for party in task.parties_as(role):
            if isinstance(party, Department):
                yield role, party.id
            else:
                yield from (("shared", unit.id) for unit in plan.joining(party, task))
