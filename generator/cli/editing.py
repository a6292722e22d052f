"""Commands that add to the plan in force, or begin that of the next year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from generator.cli.outgoing import outgoing
from generator.cli.reading import plans_of, read_as_written
from generator.cli.saving import save_text
from generator.cli.saying import leave_unchanged, say_each
from generator.cli.starting import site
from generator.cli.waivers import move_waivers
from generator.plan.amendments import AMENDMENT_KINDS
from generator.plan.files import PLAN_FILE
from generator.problems import CannotRunError, Report, quoted

if TYPE_CHECKING:
    from pathlib import Path

    from generator.cli.workplace import Workplace
    from generator.editing.addition import Addition
    from generator.editing.written import Fields, Written
    from generator.source.values import Value

_LISTS = {
    "lead": "lead",
    "supporting": "supporting",
    "responsible": "responsible",
    "topic": "topics",
}
"""Options that name several units or topics, and the fields that they fill."""
_GROUND = ("on", "kind", "basis")


@click.group(
    options_metavar="[选项]",
    subcommand_metavar="种类 [参数]",
    help="在 plan.yaml 里增加单位或任务，或换一年的方案；其余各行不动。"
    "\n\n例：disclosure new task --in 1-2",
)
def new() -> None:
    """Add something."""


new.add_command(site)


@new.command(
    options_metavar="[选项]",
    help="在 departments 末尾登记一个单位。\n\n例：disclosure new department 法规处 --id law",
)
@click.argument("name", metavar="名称")
@click.option("--id", "id_", metavar="编号", help="小写字母、数字和连字符，如 law；公布以后不改。")
@click.pass_obj
def department(workplace: Workplace, name: str, id_: str | None) -> None:
    """Add a unit."""
    from generator.editing.addition import usual_id, with_department  # noqa: PLC0415
    from generator.editing.written import free_text  # noqa: PLC0415

    plan, name = _plan_in_force(workplace), free_text(name)
    usual = usual_id(name, plans_of(workplace.root, Report())[1:])
    if not (id_ := id_ or usual):
        message = (
            f"请用 --id 写{quoted(name)}的编号：小写字母、数字和单个连字符，"
            "如 office、planning-policy；编号就是网址，公布以后不改"
        )
        raise CannotRunError(message)
    addition = with_department(plan, id_, name)
    _save(workplace.root, plan, addition, f"单位{quoted(name)}，编号 {addition.id}")
    if usual and usual != id_:
        click.echo(f"以前的方案里它的编号是 {usual}：同一个单位请沿用原来的编号。", err=True)
    click.echo(f"任务里写到它以前，{workplace.call('check')} 会提示它没有任务。", err=True)


@new.command(
    options_metavar="[选项]",
    help="在一个方面（或不分方面的部分）末尾增加一项任务，编号自动接着排。不写任务名称和工作要求，"
    "就留出空的栏目，到文件里填写。\n\n例：disclosure new task --in 1-2 --title 公开部门预算。",
)
@click.option("--in", "parent", metavar="编号", required=True, help="方面或部分的编号，如 1-2。")
@click.option("--title", metavar="文字", help="任务名称，与方案一致。")
@click.option("--requirement", metavar="文字", help="工作要求，与方案一致。")
@click.option(
    "--responsibility",
    metavar="文字",
    multiple=True,
    help="责任分工原文；有几个责任栏的，每栏写一次，如 --responsibility 牵头单位=办公室。",
)
@click.option("--lead", metavar="单位", help="牵头单位，几个单位用逗号隔开。")
@click.option("--supporting", metavar="单位", help="配合单位，几个单位用逗号隔开。")
@click.option("--responsible", metavar="单位", help="责任单位，几个单位用逗号隔开。")
@click.option("--topic", metavar="编号", help="主题编号，几个主题用逗号隔开。")
@click.option("--basis", metavar="文字", help="方案公布以后增加的，写明依据，如文号。")
@click.option("--on", metavar="日期", help="增加的日期，与 --basis 一起写，如 2021-09-01。")
@click.option(
    "--kind",
    type=click.Choice(AMENDMENT_KINDS),
    help="更改的种类，与 --basis 一起写，默认为调整。",
)
@click.pass_obj
def task(
    workplace: Workplace, /, parent: str, responsibility: tuple[str, ...], **given: str | None
) -> None:
    """Add a task."""
    from generator.editing.addition import with_task  # noqa: PLC0415 - few commands add anything

    plan = _plan_in_force(workplace)
    fields = _task_fields(given)
    if cells := _cells(responsibility):
        fields["responsibility"] = cells
    addition = with_task(plan, parent, fields)
    _save(workplace.root, plan, addition, f"任务 {addition.id}")
    say_each(addition.problems)
    if addition.problems:
        check = workplace.call("check")
        click.echo(f"请打开文件，照方案填写；还缺什么，{check} 会列出。", err=True)
    if not given["basis"]:
        click.echo(
            "方案公布以后增加的任务，还要写明依据：在这一项里写 "
            "amended: [{on: 增加的日期, kind: 调整, basis: 文号}]。",
            err=True,
        )


def _task_fields(given: dict[str, str | None]) -> Fields:
    """Return the fields of a task that were given on the command line."""
    from generator.editing.written import free_text  # noqa: PLC0415 - few commands add anything

    if given["kind"] and not given["basis"]:
        message = "--kind 是更改记录的种类，要与依据和日期一起写：请补上 --basis 和 --on"
        raise CannotRunError(message)
    if bool(given["basis"]) != bool(given["on"]):
        message = "依据和日期要一起写，如 --basis 示例函〔2021〕9号 --on 2021-09-01"
        raise CannotRunError(message)
    texts = {key: free_text(text) for key, text in given.items() if text}
    fields: Fields = {key: texts[key] for key in ("title", "requirement") if key in texts}
    for option, field in _LISTS.items():
        if option in texts:
            fields[field] = [*filter(None, map(free_text, re.split("[、，,；;]", texts[option])))]
    if "basis" in texts:
        amendment = {"kind": "调整"} | {key: texts[key] for key in _GROUND if key in texts}
        fields["amended"] = [{key: amendment[key] for key in _GROUND}]
    return fields


def _cells(written: tuple[str, ...]) -> Value:
    """Return what the columns of responsibilities say: one text, or one by the heading of each.

    Raises CannotRunError if there are several texts, and one has no heading.
    """
    from generator.editing.written import free_text  # noqa: PLC0415 - few commands add anything

    if len(written) == 1 and "=" not in written[0]:
        return free_text(written[0])
    cells: Fields = {}
    for each in written:
        heading, sign, text = each.partition("=")
        if not sign or heading in cells:
            message = "几个责任栏要各写栏名，如 --responsibility 牵头单位=办公室"
            raise CannotRunError(message)
        cells[free_text(heading)] = free_text(text)
    return cells


@new.command(
    options_metavar="[选项]",
    help="换一年：现行方案原样移到 content/plans/，另写一个新方案，单位、集体单位和主题沿用，"
    "公文和任务留空待填。\n\n例：disclosure new plan 2026",
)
@click.argument("year", metavar="年份")
@click.option("--title", metavar="文字", default="", help="新方案的标题。")
@click.pass_obj
def plan(workplace: Workplace, year: str, title: str) -> None:
    """Begin the plan of the next year."""
    from generator.editing.renewal import next_plan  # noqa: PLC0415 - once a year
    from generator.editing.written import free_text  # noqa: PLC0415

    past = outgoing(workplace.root)
    past.refuse_year(year)
    past.give_way(next_plan(past.written, year, free_text(title)))
    click.echo(f"{year} 年的方案写在 {PLAN_FILE}，{past.plan.id} 的移到 {past.file}。")
    click.echo(
        "还要做：照印发文件填写公文信息、部分和任务，核对栏名（columns）；删去新方案没有写到的单位和"
        "用不到的主题；改写 content/about.md 等页面里的旧方案。还缺什么，"
        f"{workplace.call('check --strict')} 会列出。",
        err=True,
    )


def _plan_in_force(workplace: Workplace) -> Written:
    """Return plan.yaml as it is written; leaves with 1, having said why, if that cannot be read."""
    report = Report()
    written = read_as_written(workplace.root / PLAN_FILE, PLAN_FILE, report)
    return written or leave_unchanged(report.problems)


def _save(root: Path, plan: Written, addition: Addition, what: str) -> None:
    """Put an addition into plan.yaml, and say where it stands."""
    from generator.editing.places import after_adding  # noqa: PLC0415 - not needed to mend

    save_text(root / PLAN_FILE, addition.text)
    move_waivers(root, after_adding(plan.text, addition.text))
    click.echo(f"{PLAN_FILE}:{addition.line}: 已增加{what}")
