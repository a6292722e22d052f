"""Command that makes a plan file of the document that an office has."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import click

from generator.cli.former import former
from generator.cli.imported import new_file, next_plan
from generator.cli.reading import read_bytes
from generator.cli.saving import save
from generator.cli.saying import remark
from generator.cli.updating import existing
from generator.cli.workplace import in_steps
from generator.plan.files import PLAN_FILE
from generator.problems import CannotRunError, why_unreadable

if TYPE_CHECKING:
    from generator.cli.imported import NewFile, NextPlan
    from generator.cli.updating import Existing
    from generator.cli.workplace import Workplace
    from generator.importing.draft import PlanDraft

    Target: TypeAlias = NewFile | NextPlan | Existing
    """The plan file that a document is made into, or that is brought up to it."""


_STEPS: Final = ("读取文件", "认出任务", "逐字核对去处", "写导入说明", "写入方案")


@click.command(
    "import",
    options_metavar="[选项]",
    help="把印发的方案（.docx、.xlsx）写成 plan.yaml，逐字说明去处："
    "没有看懂的列出来，不会悄悄丢掉。已有的文件不改动；原件更正了，用 --update 改已有的方案；"
    "新一年的方案，用 --next 换一年。\n\n"
    "例：disclosure import 方案.docx --report 导入说明.html\n\n"
    "例：disclosure import 更正后的方案.docx --update\n\n"
    "例：disclosure import 新一年的方案.docx --next",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="写成哪个文件，默认为本栏目的 plan.yaml。",
)
@click.option(
    "--registry",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="别处的方案：同名单位沿用其中的编号，同名栏目沿用 columns 里对应的字段；"
    "不写的，沿用本栏目已有的方案。",
)
@click.option(
    "--report",
    "page",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="另写一个网页（.html）：左边是原件，右边是录入结果，逐格对照，列出先看哪几处。"
    "每次重新生成。",
)
@click.option(
    "--update",
    "is_update",
    is_flag=True,
    help="原件更正了：改已有的方案，编号、主题、注释和没有变的各行不动，并说明改了什么。",
)
@click.option(
    "--next",
    "is_next",
    is_flag=True,
    help="换一年：现行方案原样移到 content/plans/，原件写成新的 plan.yaml，单位的编号和主题沿用。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="导入说明的形式：text 供阅读；json 供程序读取。",
)
@click.pass_obj
def import_(  # noqa: PLR0913 - one for each option
    workplace: Workplace,
    file: Path,
    *,
    output: Path | None,
    registry: Path | None,
    page: Path | None,
    is_update: bool,
    is_next: bool,
    form: str,
) -> None:
    """Make a plan of a document."""
    from generator.importing.formats.kinds import MOST_BYTES  # noqa: PLC0415
    from generator.importing.formats.office import read_file  # noqa: PLC0415
    from generator.importing.reading import read_draft  # noqa: PLC0415
    from generator.importing.telling.account import account_of  # noqa: PLC0415
    from generator.importing.telling.findings import Findings  # noqa: PLC0415
    from generator.importing.telling.page import as_page  # noqa: PLC0415

    target = _target(workplace, output, is_update=is_update, is_next=is_next)
    known, columns = former(workplace.root, target.changed, registry)
    before = target.before
    if page is not None:
        _refuse_to_lose(page, target.path)
    with in_steps(*_STEPS) as go_on:
        source = read_file(read_bytes(file, MOST_BYTES), file.suffix)
        go_on()
        draft = read_draft(source, {**columns, **(before.columns if before else {})})
        _refuse_empty(draft, file)
        target.refuse(draft)
        go_on()
        account = account_of(source, draft)
        findings = Findings(source, draft, account, known, before)
        go_on()
        report_page = as_page(findings, file.name, target.path.name) if page else ""
        go_on()
    made = target.of(draft, known)
    if page is not None:
        save(page, report_page.encode())
    made.write()
    click.echo(made.said(findings, form), nl=False)
    made.remark()
    if page is not None:
        remark(f"{page.name} 是原件与录入对照，用浏览器打开。")
    sys.exit(0 if account.is_whole else 1)


def _target(workplace: Workplace, output: Path | None, *, is_update: bool, is_next: bool) -> Target:
    """Return the plan file that is to be written or changed; raises CannotRunError if it cannot."""
    if is_next and (output or is_update):
        message = f"--next 把原件写成 {PLAN_FILE}：请去掉 -o 和 --update"
        raise CannotRunError(message)
    path = output or workplace.root / PLAN_FILE
    if is_next:
        return next_plan(workplace)
    return existing(workplace, path) if is_update else new_file(workplace, path)


def _refuse_empty(draft: PlanDraft, file: Path) -> None:
    """Raise CannotRunError if a draft has no tasks."""
    if not draft.tasks:
        message = f"{file.name} 里没有找到任务：要有带“工作任务”等栏名的表格，或写明责任单位的条文"
        raise CannotRunError(message)


def _refuse_to_lose(page: Path, target: Path) -> None:
    """Refuse to put the report where something else is, or will be."""
    from generator.importing.telling.page import is_page  # noqa: PLC0415 - few ask for a page

    if page.resolve() == target.resolve():
        message = f"方案和导入说明不能都写入 {page.name}：请用 --report 写明另一个文件"
        raise CannotRunError(message)
    if page.is_dir() or (page.is_file() and not is_page(_beginning(page))):
        message = f"{page.name} 不是导入说明，没有改动：请用 --report 写明另一个文件"
        raise CannotRunError(message)


def _beginning(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(1000)
    except OSError as error:
        message = f"读不了 {file.name}：{why_unreadable(error)}"
        raise CannotRunError(message) from error
