"""Commands for what changed from one plan to another."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.saving import save
from generator.cli.saying import count, hand_over, say, say_each, say_not_compared, say_or_save
from generator.cli.workplace import at_work
from generator.history.tree import NotMembersError
from generator.problems import CannotRunError, Report, Severity
from generator.source.files import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.cli.workplace import Workplace
    from generator.history.versions import Version


@click.command(
    options_metavar="[选项]",
    help="用文字说明方案改了什么。OLD、NEW 是方案文件、专栏文件夹或 git 提交；"
    "不写 NEW，就与现在的内容比较。\n\n例：disclosure diff main\n\n"
    "例：disclosure diff main --format docx --output 审核表.docx",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default=".")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json", "docx"]),
    default="text",
    help="text 一行一条；markdown 用于评论；html 是网页；json 供程序读取；docx 是送审用的审核表。",
)
@click.option(
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="写入这个文件，不在屏幕上显示；审核表必须写明。",
)
@click.option(
    "--called",
    metavar="名称",
    help="审核表上怎样称呼改动后的内容，如“合并请求 7”；不写就用 NEW。",
)
@click.pass_obj
def diff(  # noqa: PLR0913 - one for each option
    workplace: Workplace, old: str, new: str, *, form: str, output: Path | None, called: str | None
) -> None:
    """Say what changed."""
    from generator.history import formats  # noqa: PLC0415 - other commands compare nothing
    from generator.history.versions import compared, read_version  # noqa: PLC0415

    if form == "docx" and (output is None or output.suffix.lower() != ".docx"):
        message = "审核表是 Word 文件，请写明存成哪个文件：--output 审核表.docx"
        raise CannotRunError(message)
    versions = [read_version(where, workplace.root) for where in (old, new)]
    for where, version in zip((old, new), versions, strict=True):
        if count(version.problems, Severity.ERROR):
            say(version.problems, "text")
            say_not_compared(where)
            sys.exit(1)
    if form == "docx" and output:
        _write_form(workplace, (old, new), versions, output, called)
        return
    found = compared(*versions)
    write = {
        "text": formats.as_text,
        "markdown": formats.as_markdown,
        "html": formats.as_html,
        "json": formats.as_json,
    }[form]
    say_or_save(write(found), output)


def _write_form(
    workplace: Workplace,
    names: tuple[str, str],
    versions: Sequence[Version],
    output: Path,
    called: str | None,
) -> None:
    """Write the form for approval, and say what a check of the new side finds wrong."""
    from generator.history.ground import groundless  # noqa: PLC0415 - only the form needs them
    from generator.history.versions import compared  # noqa: PLC0415
    from generator.review.form import Compared, Findings, approval_form  # noqa: PLC0415

    found = compared(*versions)
    old, new = map(_called, names, versions)
    plan = next(iter(versions[1].plans), None)
    column = workplace.root / names[1]
    report = Report()
    with at_work("正在检查……"):
        is_whole = column.is_dir()
        report.extend(workplace.inspect(column).problems if is_whole else versions[1].problems)
        report.extend([*groundless(found, report)])
    findings = Findings(
        errors=count(report.problems, Severity.ERROR),
        warnings=count(report.problems, Severity.WARNING),
        hints=count(report.problems, Severity.HINT),
        is_whole=is_whole,
    )
    beside = _beside(workplace.root, versions[0], column) if is_whole else ()
    sides = Compared(old, called or new, plan, beside)
    hand_over(approval_form(found, sides, findings), output)
    say(report.problems)
    if report.has_errors:
        sys.exit(1)


def _beside(root: Path, old: Version, column: Path) -> tuple[str, ...]:
    """Return what a column changes beside the plans of a commit; nothing of what is none."""
    from generator.review.beside import changes_beside  # noqa: PLC0415 - only the form needs it
    from generator.review.laying_out import lay_out  # noqa: PLC0415

    if not old.commit:
        return ()
    with tempfile.TemporaryDirectory() as name:
        lay_out(root, old.commit, Path(name))
        return changes_beside(Path(name), column)


def _called(where: str, version: Version) -> str:
    """Return what a version is called on paper; where folders lie is nobody's business there."""
    if version.commit:
        if version.commit.startswith(where):
            return f"提交 {version.commit[:10]}"
        return f"{where}（提交 {version.commit[:10]}）"
    return Path(where).name or "现在的内容"


@click.command(
    options_metavar="[选项]",
    help="逐项合并两个人对同一个方案的改动，结果写入 OURS；git 合并时自动调用。"
    "\n\n例：disclosure merge 原来.yaml 我的.yaml 对方的.yaml",
)
@click.argument("base", metavar="BASE", type=click.Path(path_type=Path))
@click.argument("ours", metavar="OURS", type=click.Path(path_type=Path))
@click.argument("theirs", metavar="THEIRS", type=click.Path(path_type=Path))
@click.option("--path", "file", metavar="路径", help="提示中的文件名，默认为 OURS。")
def merge(base: Path, ours: Path, theirs: Path, file: str | None) -> None:
    """Merge field by field; by lines where a file cannot be understood."""
    from generator.history.joining import merge_by_lines  # noqa: PLC0415 - only merging needs it
    from generator.history.merged_text import merge_texts  # noqa: PLC0415

    name = file or str(ours)
    try:
        before, mine, other = (_whole_text(path, name) for path in (base, ours, theirs))
        merged = merge_texts(before, mine, other, name)
    except (NotMembersError, RecursionError):
        # Whatever happens, no change of the other side may be lost without a mark.
        click.echo(f"{name} 的写法有错误，改为逐行合并，请仔细核对。", err=True)
        if not merge_by_lines(base, ours, theirs):
            sys.exit(1)
        return
    save(ours, merged.text.encode())
    for conflict in merged.conflicts:
        click.echo(f"{name}: 两边的改动不一致：{conflict}")
    say_each(merged.problems)
    if merged.conflicts:
        click.echo("请打开文件，按 <<<<<<< 的提示只留一份，再运行 disclosure check。", err=True)
    elif merged.problems:
        click.echo("两边的改动合在一起有问题，请改正后运行 disclosure check。", err=True)
    if merged.conflicts or count(merged.problems, Severity.ERROR):
        sys.exit(1)


def _whole_text(path: Path, name: str) -> str:
    """Return the text of a plan file; raises NotMembersError if it is refused."""
    text = read_text(path, name, Report())
    if text is None:
        raise NotMembersError
    return text
