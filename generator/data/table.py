"""The tasks of a plan as a table for spreadsheets.

One list says which columns there are, what they are called and what they mean; the CSV file and
the page that explains it both come from it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.pages import routes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.plan.model import Plan, Task
    from generator.plan.parties import Party

# Spreadsheets take a cell that begins so for a formula; Chinese ones the full-width marks too.
_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of the table."""

    heading: str
    meaning: str
    """One sentence for the reader of the data."""
    value: Callable[[Plan, Task], str]


def _theme(plan: Plan, task: Task) -> str:
    theme = plan.placement(task).theme
    return theme.heading if theme else ""


def _printed(_: Plan, task: Task) -> str:
    return _cells(task.responsibility)


def _extra(_: Plan, task: Task) -> str:
    return _cells(task.extra)


def _cells(cells: Mapping[str, str]) -> str:
    return "；".join(f"{heading}：{cell}" if heading else cell for heading, cell in cells.items())


def _links(_: Plan, task: Task) -> str:
    return "；".join(f"{link.title} {link.url}" for link in task.links)


def _names(parties: Iterable[Party]) -> str:
    return "、".join(party.name for party in parties)


HEADING_OF_ADDRESS: Final = "网址"
COLUMNS = (
    TableColumn("方案编号", "方案的固定编号，一般为年份。", lambda plan, _: plan.id),
    TableColumn("年度", "方案的年度。", lambda plan, _: str(plan.year)),
    TableColumn(
        "发文字号", "印发方案的公文的发文字号。", lambda plan, _: plan.document.number or ""
    ),
    TableColumn("任务编号", "任务在方案内的固定编号，用于网址。", lambda _, task: task.id),
    TableColumn(
        "条目", "任务在方案中的序号，如“一、（四）1.”。", lambda plan, task: plan.clause(task)
    ),
    TableColumn(
        "部分",
        "任务所在部分的序号和标题。",
        lambda plan, task: plan.placement(task).section.heading,
    ),
    TableColumn("方面", "任务所在方面的序号和标题；没有方面时为空。", _theme),
    TableColumn("序号", "方案印发的任务序号。", lambda _, task: task.number or ""),
    TableColumn("工作任务", "任务名称，与方案一致。", lambda _, task: task.title or ""),
    TableColumn("工作要求", "工作要求，与方案一致。", lambda _, task: task.requirement or ""),
    TableColumn("责任分工原文", "责任分工一栏的原文；有几栏时注明栏名。", _printed),
    TableColumn("牵头单位", "原文写明牵头的单位，用顿号分隔。", lambda _, task: _names(task.lead)),
    TableColumn(
        "配合单位", "原文写明配合的单位，用顿号分隔。", lambda _, task: _names(task.supporting)
    ),
    TableColumn(
        "责任单位",
        "原文写明负责而未写明牵头的单位，用顿号分隔。",
        lambda _, task: _names(task.responsible),
    ),
    TableColumn(
        "完成时限",
        "方案印发的完成时限；方案未规定时为空。",
        lambda _, task: task.deadline.printed if task.deadline else "",
    ),
    TableColumn(
        "最后期限",
        "由本栏目从完成时限读出的日期；读不出时为空。",
        lambda _, task: (
            task.deadline.due.isoformat() if task.deadline and task.deadline.due else ""
        ),
    ),
    TableColumn("其他栏目", "方案中其他各栏的栏名和原文；没有时为空。", _extra),
    TableColumn(
        "主题",
        "本栏目归类的主题，用顿号分隔，不是方案内容。",
        lambda _, task: "、".join(topic.name for topic in task.topics),
    ),
    TableColumn("公开位置", "有关信息的公开网址，由本栏目注明，不是方案内容。", _links),
    TableColumn(
        "停止执行",
        "任务停止执行的原因；仍在执行时为空。",
        lambda _, task: task.withdrawn.reason if task.withdrawn else "",
    ),
    TableColumn(
        HEADING_OF_ADDRESS,
        "任务页的地址，从本栏目首页算起。",
        lambda plan, task: routes.address(routes.task(plan, task)),
    ),
)

HEADINGS_OF_PLACE: Final = frozenset(
    ("方案编号", "年度", "发文字号", "任务编号", "条目", "部分", "方面", "序号", HEADING_OF_ADDRESS)
)
"""Columns that say which task it is and where it stands, not what it says."""


def tasks_csv(plan: Plan) -> bytes:
    """Return the tasks as CSV: UTF-8 with a byte order mark, as spreadsheets expect in China.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.heading for column in COLUMNS)
    for task in plan.tasks:
        writer.writerow(_safe(column.value(plan, task)) for column in COLUMNS)
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
