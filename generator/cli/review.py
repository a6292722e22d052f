"""Commands for whoever reviews what somebody proposes."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.reports import REPORTS
from generator.cli.saying import say, say_not_compared, say_or_save, to_file
from generator.cli.workplace import SETTINGS_FILE, Workplace
from generator.problems import CannotRunError, Report, Severity
from generator.source.files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    "--by-fields",
    is_flag=True,
    help="由本程序按任务和字段合并，不用平台的合并按钮：两者结果不同也算通过。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *REPORTS]),
    default="text",
    help="同 disclosure check。",
)
@click.pass_obj
def guard(  # noqa: PLR0913 - one for each option
    workplace: Workplace, base: str, head: str, *, take: bool, by_fields: bool, form: str
) -> None:
    """Refuse what is no change of content."""
    from generator.review.guard import described, read_proposal  # noqa: PLC0415 - editors need none
    from generator.review.laying_out import take as take_over  # noqa: PLC0415

    proposal = read_proposal(workplace.root, base, head, time.time(), by_button=not by_fields)
    if proposal.problems:
        say(proposal.problems, form)
        sys.exit(1)
    if take:
        take_over(workplace.root, proposal.tree)
    if form != "text":
        say((), form)
    else:
        for line in described(proposal.files):
            click.echo(line)
    click.echo(f"改动了 {len(proposal.files)} 个文件，都是内容。", err=True)


@click.command(
    options_metavar="[选项]",
    help="审核一份改动：只涉及内容、检查的结果、改了什么、涉及哪些网页。"
    "不改动当前文件夹，也不运行改动里的任何内容。\n\n例：disclosure review main 改动分支",
)
@click.argument("base", metavar="主分支")
@click.argument("head", metavar="改动")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    help="text 供阅读；markdown 用于评论。",
)
@to_file
@click.pass_obj
def review(workplace: Workplace, base: str, head: str, *, form: str, output: Path | None) -> None:
    """Tell a reviewer everything."""
    from generator.review import examination as examining  # noqa: PLC0415 - editors need none
    from generator.review.guard import described, read_proposal  # noqa: PLC0415

    root = workplace.root
    proposal = read_proposal(root, base, head, time.time())
    files = [*described(proposal.files)]
    if proposal.problems:
        found = examining.Examination(tuple(files), proposal.problems)
    else:
        with _laid_out(root, base) as before, _laid_out(root, proposal.tree) as after:
            found = examining.examine(files, before, after, workplace.day)
    write = {"text": examining.as_text, "markdown": examining.as_markdown}[form]
    say_or_save(write(found), output)
    if not found.passes:
        sys.exit(1)


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
@to_file
@click.pass_obj
def affected(workplace: Workplace, old: str, new: str, *, form: str, output: Path | None) -> None:
    """List the pages that a change reaches."""
    from generator.review import affected as reach  # noqa: PLC0415 - other commands compare none

    before, after = (_edition(workplace, where) for where in (old, new))
    write = {"text": reach.as_text, "markdown": reach.as_markdown, "json": reach.as_json}[form]
    say_or_save(write(reach.affected_pages(before, after)), output)


def _edition(workplace: Workplace, where: str) -> Edition:
    """Return the edition of a folder or a commit, without what git tells of its history.

    Leaves with 1, having said why, if it may not be built.
    """
    root = workplace.root
    if (root / where).is_dir():
        outcome = workplace.inspect_content(root / where)
    else:
        with _laid_out(root, where) as folder:
            outcome = workplace.inspect_content(folder)
    if outcome.edition is None:
        say([each for each in outcome.problems if each.severity is Severity.ERROR], "text")
        say_not_compared(where)
        sys.exit(1)
    return outcome.edition


@contextmanager
def _laid_out(root: Path, tree: str) -> Iterator[Path]:
    """Lay out the column of a commit, or of a tree, with the settings of today, for a while."""
    from generator.history.git import find_tree  # noqa: PLC0415 - most commands read files only
    from generator.review.laying_out import lay_out  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            shutil.copyfile(root / SETTINGS_FILE, folder / SETTINGS_FILE)
        except OSError as error:
            message = f"读不了 {SETTINGS_FILE}：请在专栏的文件夹里运行，或用 --root 指定"
            raise CannotRunError(message) from error
        lay_out(root, find_tree(root, tree), folder)
        yield folder


@click.command(
    options_metavar="[选项]",
    help="把 owners.yaml（谁审核哪些内容）写成代码平台的 CODEOWNERS。"
    "\n\n例：disclosure owners github > .github/CODEOWNERS",
)
@click.argument("forge", metavar="平台", type=click.Choice(["github", "gitlab", "gitea"]))
@click.pass_obj
def owners(workplace: Workplace, forge: str) -> None:
    """Print who owns what in the dialect of a forge."""
    from generator.review.owners import (  # noqa: PLC0415 - rarely asked for
        OWNERS_FILE,
        Forge,
        code_owners,
        read_owners,
    )

    report = Report()
    text = read_text(workplace.root / OWNERS_FILE, OWNERS_FILE, report)
    ownerships = () if text is None else read_owners(text, OWNERS_FILE, report)
    if report.has_errors:
        say(report.problems, "text")
        sys.exit(1)
    click.echo(code_owners(ownerships, Forge(forge)), nl=False)
