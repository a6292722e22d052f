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
import pkgutil
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.problems import CannotRunError, quoted
from generator.source.characters import made_visible

if TYPE_CHECKING:
    from collections.abc import Sequence


_COMMANDS: Final = {
    "affected": "review:affected",
    "article": "mounting:article",
    "build": "column:build",
    "check": "column:check",
    "diff": "changes:diff",
    "export": "column:export",
    "fix": "mending:fix",
    "guard": "review:guard",
    "import": "importing:import_",
    "kit": "mounting:kit",
    "merge": "changes:merge",
    "new": "editing:new",
    "owners": "review:owners",
    "publish": "publishing:publish",
    "releases": "publishing:releases",
    "review": "review:review",
    "rollback": "publishing:rollback",
    "schema": "column:schema",
    "sheet": "sheets:sheet",
    "takedown": "takedown:takedown",
    "verify": "verifying:verify",
}

_CLAUSE_END: Final = re.compile("[。：；]")


class _Commands(click.Group):
    """Knows where each command stands, and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = pkgutil.resolve_name(f"{__name__}.{_COMMANDS[cmd_name]}")
        # In the list of all commands click would cut it at a blank, of which Chinese has few.
        command.short_help = _CLAUSE_END.split(command.help or "", maxsplit=1)[0]
        return command


@click.group(
    cls=_Commands,
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
    from generator.cli.workplace import Workplace  # noqa: PLC0415 - imports most of the program

    # Plans and pages live until the end: to look through them for garbage finds none.
    gc.freeze()
    if not root.is_dir():
        message = f"没有文件夹{quoted(str(root))}，请核对 --root"
        raise CannotRunError(message)
    context.obj = Workplace(root, today)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    _speak_chinese()
    _never_fail_to_speak()
    _begin_at_once()
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


def _begin_at_once() -> None:
    """Do without what makes up a third of the time that it takes to import a command."""
    # What is imported lives until the end: to look through it for garbage finds none.
    gc.set_threshold(50_000)
    # Else pydantic looks for plugins in every package that is installed.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


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
