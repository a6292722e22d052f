"""Command that makes a plan file of the document that an office has."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.former import former
from generator.cli.reading import read_bytes
from generator.cli.saving import save
from generator.cli.saying import remark
from generator.cli.updating import existing
from generator.cli.workplace import in_steps
from generator.plan.files import PLAN_FILE
from generator.problems import CannotRunError, why_unreadable

if TYPE_CHECKING:
    from generator.cli.workplace import Workplace


_STEPS: Final = ("读取文件", "认出任务", "逐字核对去处", "写导入说明", "写入方案")


@click.command(
    "import",
    options_metavar="[选项]",
    help="把印发的方案（.docx、.xlsx）写成 plan.yaml，逐字说明去处："
    "没有看懂的列出来，不会悄悄丢掉。已有的文件不改动；原件更正了，用 --update 改已有的方案。\n\n"
    "例：disclosure import 方案.docx --report 导入说明.html\n\n"
    "例：disclosure import 更正后的方案.docx --update",
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
    form: str,
) -> None:
    """Make a plan of a document."""
    from generator.importing.formats.kinds import MOST_BYTES  # noqa: PLC0415
    from generator.importing.formats.office import read_file  # noqa: PLC0415
    from generator.importing.plan_file.writing import as_plan  # noqa: PLC0415
    from generator.importing.reading import read_draft  # noqa: PLC0415
    from generator.importing.telling import report  # noqa: PLC0415 - other commands import nothing
    from generator.importing.telling.account import account_of  # noqa: PLC0415
    from generator.importing.telling.findings import Findings  # noqa: PLC0415
    from generator.importing.telling.page import as_page  # noqa: PLC0415

    target = output or workplace.root / PLAN_FILE
    _refuse_target(target, is_update=is_update)
    before = existing(target) if is_update else None
    known, columns = former(workplace.root, target, registry)
    if before:
        columns = {**columns, **before.plan.columns}
    if page is not None:
        _refuse_to_lose(page, target)
    with in_steps(*_STEPS) as go_on:
        source = read_file(read_bytes(file, MOST_BYTES), file.suffix)
        go_on()
        draft = read_draft(source, columns)
        if not draft.tasks:
            message = (
                f"{file.name} 里没有找到任务：要有带“工作任务”等栏名的表格，或写明责任单位的条文"
            )
            raise CannotRunError(message)
        if before:
            before.refuse_another_year(draft)
        go_on()
        account = account_of(source, draft)
        findings = Findings(source, draft, account, known)
        go_on()
        report_page = as_page(findings, file.name, target.name) if page else ""
        go_on()
        text = "" if is_update else as_plan(draft, known)
    found = before.renewed(draft, known) if before else None
    if page is not None:
        save(page, report_page.encode())
    if found is None:
        save(target, text.encode())
    else:
        found.write(workplace.root, target)
        click.echo(found.with_report(findings, form), nl=False)
        found.remark_on(target)
        sys.exit(0 if account.is_whole else 1)
    write = {"text": report.as_text, "json": report.as_json}[form]
    click.echo(write(findings), nl=False)
    beside = "" if page is None else f"；{page.name} 是原件与录入对照，用浏览器打开"
    remark(f"已写入 {target.name}，请与原件核对，再运行 {workplace.call('check')}{beside}。")
    if not account.is_whole:
        sys.exit(1)


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


def _refuse_target(target: Path, *, is_update: bool) -> None:
    """Raise CannotRunError if the plan to be written is there, or that to be updated is not."""
    if is_update and not target.exists():
        message = f"没有 {target.name}，无从更新：第一次导入请去掉 --update"
        raise CannotRunError(message)
    if not is_update and target.exists():
        message = (
            f"已有 {target.name}，没有改动：原件更正了，请加 --update，只改有变化的地方；"
            "要另写一个文件，请用 -o 写明"
        )
        raise CannotRunError(message)
