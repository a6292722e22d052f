"""Says problems: one a line, or in a form for programs; on the screen or in a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.cli.reports import REPORTS
from generator.cli.saving import save
from generator.problems import Problem, Severity
from generator.source.characters import made_visible

if TYPE_CHECKING:
    from collections.abc import Iterable


def say(problems: Iterable[Problem], form: str = "text", output: Path | None = None) -> None:
    """Say all problems, then how many there are to whoever watches.

    With `output` they are written into that file. Raises CannotRunError if it cannot be.
    """
    if output:
        lines = "".join(f"{problem}\n" for problem in problems)
        text = lines if form == "text" else f"{REPORTS[form](problems)}\n"
        hand_over(text.encode(), output)
    elif form == "text":
        say_each(problems)
    else:
        click.echo(REPORTS[form](problems))
        return
    counts = [f"{number} 处{kind}" for kind in Severity if (number := count(problems, kind))]
    click.echo(f"发现 {'、'.join(counts)}。" if counts else "没有发现问题。", err=True)


def hand_over(content: bytes, output: Path) -> None:
    """Write what was asked for into a file; raises CannotRunError if that cannot be."""
    save(output, content)
    remark(f"已写入 {output.name}。")


to_file = click.option(
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="写入这个文件（UTF-8），不在屏幕上显示。",
)
"""The option by which a command hands over what it would say."""


def say_not_compared(where: str) -> None:
    """Say that the side of a comparison that a command calls `where` has errors."""
    named = "现在的内容" if where == "." else f"{where} "
    remark(f"{named}有错误，没有比较：请先改正。")


def say_or_save(text: str, output: Path | None) -> None:
    """Say what was asked for, or write it into a file; raises CannotRunError if that cannot be."""
    if output:
        hand_over(text.encode(), output)
    else:
        click.echo(text, nl=False)


def leave_unchanged(problems: Iterable[Problem], cure: str = "请先改正") -> NoReturn:
    """Say why nothing was changed, and what is to be done first; leave with 1."""
    say(problems)
    remark(f"没有改动：{cure}。")
    sys.exit(1)


def remark(words: str) -> None:
    """Say what is no problem to whoever watches."""
    click.echo(made_visible(words), err=True)


def say_each(problems: Iterable[Problem]) -> None:
    """Say problems, one a line."""
    for problem in problems:
        click.echo(str(problem))


def count(problems: Iterable[Problem], severity: Severity) -> int:
    """Return how many problems are so severe."""
    return sum(problem.severity is severity for problem in problems)
