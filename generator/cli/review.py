"""Commands for whoever reviews what somebody proposes."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.reports import REPORTS
from generator.cli.saying import say
from generator.cli.workplace import SETTINGS_FILE, Workplace
from generator.problems import Severity
from generator.today import find_today

if TYPE_CHECKING:
    from generator.edition import Edition


@click.command(
    options_metavar="[选项]",
    help="核对一份改动只涉及 plan.yaml 和 content/，里面没有链接、程序等不该有的东西，"
    "并且能与主分支合并。不运行改动里的任何内容。\n\n例：disclosure guard main 改动分支",
)
@click.argument("base", metavar="主分支")
@click.argument("head", metavar="改动")
@click.option(
    "--take", is_flag=True, help="通过以后，把合并后的 plan.yaml 和 content/ 放到当前文件夹。"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *REPORTS]),
    default="text",
    help="同 disclosure check。",
)
@click.pass_obj
def guard(workplace: Workplace, base: str, head: str, *, take: bool, form: str) -> None:
    """Refuse what is no change of content."""
    from generator.review import guard as guarding  # noqa: PLC0415 - editors need no git

    proposal = guarding.read_proposal(workplace.root, base, head)
    if proposal.problems:
        say(proposal.problems, form)
        sys.exit(1)
    if take:
        guarding.take(workplace.root, proposal)
    if form == "text":
        for line in guarding.described(proposal.files):
            click.echo(line)
    click.echo(f"改动了 {len(proposal.files)} 个文件，都是内容。", err=True)


@click.command(
    options_metavar="[选项]",
    help="列出内容有变化的网页。OLD、NEW 是专栏文件夹或 git 提交；不写 NEW，就与现在的内容比较。"
    "\n\n例：disclosure affected main",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default=".")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="text 一行一页；markdown 用于评论；json 供程序读取。",
)
@click.pass_obj
def affected(workplace: Workplace, old: str, new: str, form: str) -> None:
    """List the pages that a change reaches."""
    from generator.review import affected as reach  # noqa: PLC0415 - other commands compare none

    before, after = (_edition(workplace, where) for where in (old, new))
    write = {"text": reach.as_text, "markdown": reach.as_markdown, "json": reach.as_json}[form]
    click.echo(write(reach.affected_pages(before, after)), nl=False)


def _edition(workplace: Workplace, where: str) -> Edition:
    """Return the edition of a folder or a commit, without what git tells of its history.

    Leaves with 1, having said why, if it may not be built.
    """
    from generator.edition import prepare_edition  # noqa: PLC0415 - only for two editions at once
    from generator.history.git import find_commit  # noqa: PLC0415
    from generator.review.guard import lay_out  # noqa: PLC0415

    root = workplace.root
    today = find_today(workplace.today, os.environ, root)
    if (root / where).is_dir():
        outcome = prepare_edition(root / where, today, with_history=False)
    else:
        commit = find_commit(root, where)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            # The settings of today hold for both: of a commit only the content is taken.
            shutil.copyfile(root / SETTINGS_FILE, folder / SETTINGS_FILE)
            lay_out(root, commit, folder)
            outcome = prepare_edition(folder, today, with_history=False)
    if outcome.edition is None:
        say([each for each in outcome.problems if each.severity is Severity.ERROR], "text")
        click.echo(f"{where} 有错误，没有比较：请先改正。", err=True)
        sys.exit(1)
    return outcome.edition
