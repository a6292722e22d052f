"""What an import keeps of plans that are there: the ids of units, and what columns hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.cli.reading import plan_in
from generator.plan.files import plan_files
from generator.problems import CannotRunError, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.plan.model import Plan
    from generator.plan.parties import Party


class Former(NamedTuple):
    """What is known from other plans; that of a later year holds."""

    ids: Mapping[str, str]
    """Ids of all who are registered, by every name."""
    columns: Mapping[str, str]
    """Which field holds what stands below a heading that is not commonly known.

    What a common one heads, each document shows anew.
    """


def former(root: Path, target: Path | None, registry: Path | None) -> Former:
    """Return what the plan in `registry` knows; without one, all of the column at `root`.

    The one in `target`, which is about to be written, is not asked.

    Raises CannotRunError if `registry` cannot be read or has errors. Others that have are passed
    over: `check` tells of them.
    """
    from generator.importing.wording.columns import holds  # noqa: PLC0415 - only an import needs it

    plans = [_named(registry)] if registry else [*_own(root, target)]
    ids: dict[str, str] = {}
    columns: dict[str, str] = {}
    for plan in sorted(plans, key=lambda each: each.year):
        parties: tuple[Party, ...] = (*plan.departments, *plan.groups)
        ids |= {name: party.id for party in parties for name in party.names}
        columns |= {
            heading: field for heading, field in plan.columns.items() if holds(heading) is None
        }
    return Former(ids, columns)


def _named(registry: Path) -> Plan:
    if not registry.is_file():
        message = f"没有 {registry} 这个文件：路径从现在所在的文件夹算起"
        raise CannotRunError(message)
    report = Report()
    plan = plan_in(registry, registry.name, report)
    if plan is None or report.has_errors:
        message = f"{registry.name} 有错误，没有导入：{report.problems[0]}"
        raise CannotRunError(message)
    return plan


def _own(root: Path, target: Path | None) -> Iterator[Plan]:
    for path, file in plan_files(root):
        if path.is_file() and (target is None or path.resolve() != target.resolve()):
            report = Report()
            plan = plan_in(path, file, report)
            if plan is not None and not report.has_errors:
                yield plan
