"""Command line adapter: ``disclosure``, which is ``python -m generator``. Importer of click, rich.

Problems go to standard output, one a line; everything else that is said goes to standard error.
Exit codes: 0 fine, 1 problems found, 2 cannot run.
"""

from __future__ import annotations

import errno
import gc
import gettext
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.changes import diff, merge
from generator.cli.column import build, check, export, schema
from generator.cli.editing import new
from generator.cli.importing import import_
from generator.cli.mending import fix
from generator.cli.mounting import article, kit
from generator.cli.publishing import publish, releases, rollback
from generator.cli.review import affected, guard, owners, review
from generator.cli.sheets import sheet
from generator.cli.starting import site
from generator.cli.takedown import takedown
from generator.cli.verifying import verify
from generator.cli.workplace import Workplace
from generator.problems import CannotRunError, quoted
from generator.source.characters import made_visible

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]",
    help="把政务公开工作方案（plan.yaml）做成信息公开专栏。\n\n例：disclosure check",
)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="文件夹",
    help="plan.yaml 和 mkdocs.yml 所在的文件夹，默认为当前文件夹。",
)
@click.option(
    "--today",
    metavar="日期",
    help="按哪一天生成，如 2021-06-16；默认取最近一次提交的日期，有改动未提交时取当天。",
)
@click.pass_context
def disclosure(context: click.Context, root: Path, today: str | None) -> None:
    """Hold what all commands share."""
    if not root.is_dir():
        message = f"没有文件夹{quoted(str(root))}，请核对 --root"
        raise CannotRunError(message)
    context.obj = Workplace(root, today)


_COMMANDS = (
    *(import_, sheet, check, fix, new, build, export),
    *(diff, affected, guard, review, merge),
    *(publish, rollback, releases, verify, takedown),
    *(kit, article),
    *(owners, schema),
)
for command in _COMMANDS:
    disclosure.add_command(command)
new.add_command(site)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    _speak_chinese()
    _never_fail_to_speak()
    # Plans and pages live until the end: to look through them for garbage finds none.
    gc.freeze()
    gc.set_threshold(50_000)
    try:
        disclosure(arguments, prog_name="disclosure")
    except CannotRunError as error:
        # A name may hold line ends, and what turns the reading order round.
        click.echo(f"disclosure：{made_visible(' '.join(str(error).splitlines()))}", err=True)
        sys.exit(2)
    except OSError as error:
        # Even to ask whether there is such a file fails.
        if error.errno != errno.ENAMETOOLONG:
            raise
        click.echo("disclosure：文件或文件夹的名称过长：请换一个短的", err=True)
        sys.exit(2)


def _never_fail_to_speak() -> None:
    """Have whatever the code page of a console lacks written as its number.

    The code page itself stays: what reads the other end of a pipe goes by it.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _speak_chinese() -> None:
    """Have click say its own words in Chinese, whatever the system's language."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("messages", str(Path(__file__).parent.parent / "locale"))
