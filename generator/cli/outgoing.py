"""Keeps the plan in force as that of a past year, where the plan of another takes its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.cli.reading import plans_of, read_as_written
from generator.cli.saving import BYTE_ORDER_MARK, make_folder, save
from generator.cli.saying import leave_unchanged
from generator.cli.waivers import move_waivers
from generator.plan.files import PLAN_FILE, PLANS_FOLDER
from generator.problems import CannotRunError, Report

if TYPE_CHECKING:
    from pathlib import Path

    from generator.editing.written import Fields, Written
    from generator.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The plan in force, and where it will be kept."""

    root: Path
    written: Written
    plan: Plan
    earlier: tuple[Plan, ...]
    """The plans of past years that are kept already."""

    @property
    def file(self) -> str:
        """Where it will be kept, from the folder of the column on."""
        return f"{PLANS_FOLDER}/{self.plan.id}.yaml"

    @property
    def topics(self) -> list[Fields]:
        """The topics that go on in the plan that follows."""
        from generator.editing.renewal import topics_kept  # noqa: PLC0415 - once a year

        return topics_kept(self.written.fields)

    def refuse_year(self, year: str) -> None:
        """Raise CannotRunError unless the plan of `year` can follow, and this one be kept."""
        from generator.editing.renewal import refuse_year  # noqa: PLC0415 - once a year

        archive = self.root / self.file
        is_kept = archive.is_file() and archive.read_bytes() == self._kept[0]
        if archive.exists() and not is_kept:
            message = f"{self.file} 已有别的内容，没有改动：请核对后移走"
            raise CannotRunError(message)
        others = (each for each in self.earlier if each.origin.file != self.file)
        refuse_year(year, [self.plan, *others])

    def give_way(self, text: str) -> None:
        """Write the plan that follows, once this one is kept; waivers go along with its lines.

        Stopped in between, the same command simply runs again. Raises CannotRunError if a file
        cannot be written.
        """
        from generator.editing.places import to_file  # noqa: PLC0415 - once a year

        archive, path = self.root / self.file, self.root / PLAN_FILE
        data, dropped = self._kept
        make_folder(archive.parent)
        save(archive, data, like=path)
        move_waivers(self.root, to_file(self.file, without=dropped))
        save(path, text.encode())

    @property
    def _kept(self) -> tuple[bytes, int]:
        """Return what is kept of the file, and how many of its first lines are not."""
        from generator.editing.renewal import archived  # noqa: PLC0415 - once a year

        data = (self.root / PLAN_FILE).read_bytes()
        body = data.removeprefix(BYTE_ORDER_MARK)
        kept, dropped = archived(body.decode())
        return data[: len(data) - len(body)] + kept.encode(), dropped


def outgoing(root: Path) -> Outgoing:
    """Return the plan in force of a column; leaves with 1, having said why, if it has errors."""
    report = Report()
    written = read_as_written(root / PLAN_FILE, PLAN_FILE, report)
    plans = plans_of(root, report) if written else []
    if written is None or report.has_errors:
        leave_unchanged(report.problems)
    return Outgoing(root, written, plans[0], tuple(plans[1:]))
