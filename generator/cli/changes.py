"""Commands for what changed from one plan to another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.saying import count, say, say_each
from generator.history.tree import NotMembersError
from generator.problems import Report, Severity
from generator.source.files import read_text

if TYPE_CHECKING:
    from generator.cli.workplace import Workplace


@click.command(
    options_metavar="[选项]",
    help="用文字说明方案改了什么。OLD、NEW 是方案文件、专栏文件夹或 git 提交；"
    "不写 NEW，就与现在的内容比较。\n\n例：disclosure diff main",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default=".")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    help="text 一行一条；markdown 用于评论；html 是网页；json 供程序读取。",
)
@click.pass_obj
def diff(workplace: Workplace, old: str, new: str, form: str) -> None:
    """Say what changed."""
    from generator.history import formats  # noqa: PLC0415 - other commands compare nothing
    from generator.history.versions import compared, read_version  # noqa: PLC0415

    versions = [read_version(where, workplace.root) for where in (old, new)]
    for where, version in zip((old, new), versions, strict=True):
        if count(version.problems, Severity.ERROR):
            say(version.problems, "text")
            click.echo(f"{where} 有错误，没有比较：请先改正。", err=True)
            sys.exit(1)
    write = {
        "text": formats.as_text,
        "markdown": formats.as_markdown,
        "html": formats.as_html,
        "json": formats.as_json,
    }[form]
    click.echo(write(compared(*versions)), nl=False)


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
    from generator.history.git import merge_by_lines  # noqa: PLC0415 - only merging needs it
    from generator.history.merged_text import merge_texts  # noqa: PLC0415

    name = file or str(ours)
    try:
        before, mine, other = (_whole_text(path, name) for path in (base, ours, theirs))
        merged = merge_texts(before, mine, other, name)
    except NotMembersError:
        click.echo(f"{name} 的写法有错误，改为逐行合并，请仔细核对。", err=True)
        if not merge_by_lines(base, ours, theirs):
            sys.exit(1)
        return
    ours.write_bytes(merged.text.encode())
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
