"""Commands that hand the tasks of a plan out as a workbook, and take it back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.reading import read_as_written, read_bytes
from generator.cli.saving import save, save_text
from generator.cli.saying import remark, say, say_each
from generator.cli.waivers import move_waivers_of
from generator.cli.workplace import at_work
from generator.plan.files import PLAN_FILE
from generator.problems import CannotRunError, Report, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.cli.workplace import Workplace
    from generator.editing.written import Written
    from generator.history.difference import Difference
    from generator.plan.model import Plan
    from generator.sheets.updating import Update

_KIND = ".xlsx"
_PROBLEMS = "-问题"
_MOST_NAMED = 20

_plan_option = click.option(
    "--plan",
    "file",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="哪个方案，默认为本栏目的 plan.yaml。",
)


@click.group(
    options_metavar="[选项]",
    subcommand_metavar="export|import 表格.xlsx",
    help="把方案的任务导出为 Excel、WPS 表格，交给处室改，再导入。",
)
def sheet() -> None:
    """Hand out and take back."""


@sheet.command(
    options_metavar="[选项]",
    help="把方案的任务写成表格，一行一项任务。\n\n例：disclosure sheet export plan.xlsx",
)
@click.argument("target", metavar="表格", type=click.Path(path_type=Path))
@_plan_option
@click.pass_obj
def export(workplace: Workplace, target: Path, file: Path | None) -> None:
    """Write the workbook of a plan."""
    from generator.sheets.drawing import workbook_of  # noqa: PLC0415 - few commands draw tables

    if target.suffix.lower() != _KIND:
        message = f"请把表格的文件名写成以 {_KIND} 结尾，如 plan{_KIND}"
        raise CannotRunError(message)
    if target.exists():
        message = (
            f"已有 {target.name}，没有改动：里面可能有别人改过还没有导入的内容，请换一个文件名"
        )
        raise CannotRunError(message)
    written, plan = _read(workplace, file, "没有导出")
    with at_work("正在导出……"):
        data = workbook_of(plan, written.fields)
    save(target, data)
    remark(f"已写入 {target.name}，共 {len(plan.tasks)} 项任务。改法写在“说明”表里。")
    remark(f"改完导入：disclosure sheet import {target.name}")


@sheet.command(
    "import",
    options_metavar="[选项]",
    help="把表格里改动的地方写进方案，其余一字不动。有问题的，方案不改，另写一份多一栏“问题”的表格。"
    "\n\n例：disclosure sheet import plan.xlsx",
)
@click.argument("source", metavar="表格", type=click.Path(path_type=Path))
@_plan_option
@click.option(
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="有问题时，写明问题的表格写成哪个文件，默认在文件名后加“-问题”。",
)
@click.pass_obj
def import_(workplace: Workplace, source: Path, file: Path | None, output: Path | None) -> None:
    """Take over what was changed in a workbook."""
    from generator.history.difference import differences  # noqa: PLC0415 - others compare nothing
    from generator.history.formats import as_text  # noqa: PLC0415
    from generator.sheets.marking import with_problems  # noqa: PLC0415
    from generator.sheets.opening import MOST_BYTES, open_workbook  # noqa: PLC0415
    from generator.sheets.reading import read_filled  # noqa: PLC0415
    from generator.sheets.updating import updated  # noqa: PLC0415

    data = read_bytes(source, MOST_BYTES)
    written, plan = _read(workplace, file, "没有导入")
    with at_work("正在导入……"):
        book = open_workbook(data)
        filled = read_filled(book, source.name)
        update = updated(written, plan, filled)
    if update.problems:
        say(update.problems)
        remark(f"{written.file} 没有改动。")
        target = output or _beside(source)
        if target.exists() and not target.samefile(source) and not output:
            remark(f"已有 {target.name}，没有覆盖：请移走，或用 --output 写明另一个文件名。")
        else:
            save(target, with_problems(book, filled, update.problems))
            remark(f"已写入 {target.name}，照“问题”一栏改好，再导入它。")
        sys.exit(1)
    if update.text != written.text:
        path = file or workplace.root / PLAN_FILE
        save_text(path, update.text)
        move_waivers_of(workplace.root, path, written.text, update.text)
    found = differences([plan], [update.plan])
    click.echo(as_text(found), nl=False)
    _remind(update, found)


def _beside(source: Path) -> Path:
    """Return the file that says what is wrong with another; with that one it is the same."""
    return source.with_name(f"{source.stem.removesuffix(_PROBLEMS)}{_PROBLEMS}{_KIND}")


def _remind(update: Update, found: Iterable[Difference]) -> None:
    """Say what whoever imports a sheet has to do yet."""
    from generator.history.ground import groundless  # noqa: PLC0415 - others compare nothing
    from generator.sheets.updating import tasks_at  # noqa: PLC0415

    say_each(update.leaks)
    for words in update.remarks:
        remark(f"{words}。")
    if update.missing:
        remark(
            f"表格里没有 {len(update.missing)} 项任务（{_listed(update.missing)}），方案里照旧："
            "停止执行的，在“停止执行”一栏写日期和原因，见 docs/editing.md。"
        )
    without = tasks_at(update.plan, groundless(found, Report()))
    if without:
        ids = [*dict.fromkeys(without.values())]
        remark(
            f"任务 {_listed(ids)} 改动了印发文字，没有写依据：方案已经公布的，"
            "在“更改记录”一栏补上，用 disclosure check --against main 核对。"
        )
    if found:
        remark("请运行 disclosure check 检查。")


def _listed(ids: Iterable[str]) -> str:
    named = [*ids]
    more = "等" if len(named) > _MOST_NAMED else ""
    return f"{'、'.join(named[:_MOST_NAMED])}{more}"


def _read(workplace: Workplace, file: Path | None, refusal: str) -> tuple[Written, Plan]:
    """Return a plan file and what it says; leaves with 1, having said why, if it has errors."""
    from generator.plan.loader import read_plan  # noqa: PLC0415 - few commands read one alone

    report, name = Report(), file.name if file else PLAN_FILE
    written = read_as_written(file or workplace.root / PLAN_FILE, name, report)
    plan = None if written is None else read_plan(written.text, name, report)
    if written is None or plan is None or report.has_errors:
        say_each(each for each in report.problems if each.severity is Severity.ERROR)
        remark(f"{name} 有错误，{refusal}：请先改正。")
        sys.exit(1)
    return written, plan
