"""Says problems: to standard output, one a line, or in a form for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.reports import REPORTS
from generator.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable


def say(problems: Iterable[Problem], form: str = "text") -> None:
    """Say all problems, then how many there are to whoever watches."""
    if form != "text":
        click.echo(REPORTS[form](problems))
        return
    say_each(problems)
    counts = [f"{number} 处{kind}" for kind in Severity if (number := count(problems, kind))]
    click.echo(f"发现 {'、'.join(counts)}。" if counts else "没有发现问题。", err=True)


def say_each(problems: Iterable[Problem]) -> None:
    """Say problems, one a line."""
    for problem in problems:
        click.echo(str(problem))


def count(problems: Iterable[Problem], severity: Severity) -> int:
    """Return how many problems are so severe."""
    return sum(problem.severity is severity for problem in problems)
