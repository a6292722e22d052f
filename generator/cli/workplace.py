"""Where commands work, and what most of them begin with."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.cli.saying import count, remark, say
from generator.column.loader import SOURCES
from generator.plan.files import PLAN_FILE
from generator.problems import Location, Problem, Report, Severity
from generator.today import find_today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from generator.edition import Edition, Outcome
    from generator.plan.model import Plan
    from generator.today import Today


SETTINGS_FILE = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where a command works, and for which day."""

    root: Path
    today: str | None

    def prepare(self, *, strict: bool) -> Edition:
        """Return the edition, having said what is wrong; leaves with 1 if it may not be built."""
        edition = self.check(strict=strict)
        if edition is None:
            sys.exit(1)
        return edition

    def check(
        self,
        *,
        strict: bool,
        form: str = "text",
        against: str | None = None,
        output: Path | None = None,
    ) -> Edition | None:
        """Say what is wrong; return the edition if it may be built."""
        report = Report()
        with at_work("正在检查……"):
            outcome = self.inspect(self.root)
            report.extend(outcome.problems)
            is_open, said = False, report.problems
            if against:
                said, is_open = self._groundless(against, outcome.plans, report)
        say(said, form, output)
        if is_open:
            remark("有错误的地方，没有核对改动的依据：请先改正，再检查一次。")
        is_unsure = strict and count(report.problems, Severity.WARNING)
        return None if report.has_errors or is_unsure else outcome.edition

    def inspect(self, root: Path) -> Outcome:
        """Return what may be published of a column, and everything that is wrong with it."""
        from generator.edition import prepare_edition  # noqa: PLC0415 - others make no pages

        return prepare_edition(root, find_today(self.today, os.environ, root, SOURCES))

    def inspect_content(self, root: Path) -> Outcome:
        """Return the same of what `root` holds now, for the day of this workplace.

        Pages tell nothing of what has changed since publication: so two editions can be compared.
        """
        from generator.edition import prepare_edition  # noqa: PLC0415 - likewise

        return prepare_edition(root, self.day, with_history=False)

    def call(self, command: str) -> str:
        """Return how a command is called for what is worked on."""
        where = "" if str(self.root) == "." else f"--root {self.root} "
        return f"disclosure {where}{command}"

    @property
    def day(self) -> Today:
        """The day for which commands work; raises CannotRunError if nothing tells it."""
        return find_today(self.today, os.environ, self.root, SOURCES)

    def _groundless(
        self, against: str, plans: tuple[Plan, ...], report: Report
    ) -> tuple[tuple[Problem, ...], bool]:
        """Report what has changed in `plans` without a ground since they were as at `against`.

        Return all problems but those that only follow from that, and whether something is open,
        since what differs has an error in `report`.
        """
        from generator.history.gone import without_consequences  # noqa: PLC0415 - likewise
        from generator.history.ground import groundless  # noqa: PLC0415 - few checks ask for it
        from generator.history.versions import Version, compared, read_version  # noqa: PLC0415

        published = read_version(against, self.root)
        if count(published.problems, Severity.ERROR):
            message = f"{against} 里已公布的方案有错误，没有核对依据：{published.problems[0]}"
            report.add(Problem(Location(PLAN_FILE), "not-compared", message, Severity.HINT))
            return report.problems, False
        found = compared(published, Version(plans, report.problems, is_file=False))
        sure = list(groundless(found, report))
        is_open = len(sure) < len(list(groundless(found, Report())))
        report.extend(sure)
        return without_consequences(report.problems, found), is_open


def at_work(words: str) -> AbstractContextManager[object]:
    """Show that something is going on, to a person who watches only."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console  # noqa: PLC0415 - nobody waits for it who does not watch

    return Console(stderr=True).status(words)


@contextmanager
def in_steps(*steps: str) -> Iterator[Callable[[], None]]:
    """Show how far a long piece of work has come, to a person who watches only.

    The first step is under way at once; what is given is called when the next one begins.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415 - nobody waits for it who does not watch
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        words = iter(steps)
        task = progress.add_task(next(words), total=len(steps))
        yield lambda: progress.update(task, advance=1, description=next(words))
