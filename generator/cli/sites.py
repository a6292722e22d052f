"""Built sites that a command is given: which may be shown, and what a release of one is called."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Final

import click

from generator.cli.saying import remark, say
from generator.pages.links import check_site
from generator.problems import CannotRunError, Report, quoted
from generator.publishing.coverage import check_coverage
from generator.publishing.includes import has_includes
from generator.publishing.ledger import left_out
from generator.publishing.manifest import examined
from generator.publishing.releases import CURRENT
from generator.source.characters import made_visible
from generator.today import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.publishing.manifest import Difference, Manifest

_MOST_SHOWN: Final = 20


def existing_site(site: Path) -> Path:
    """Return the folder of a site; raises CannotRunError if there is none, or many."""
    if not site.is_dir():
        message = f"没有文件夹{quoted(str(site))}：请先用 disclosure build 生成网站"
        raise CannotRunError(message)
    if (site / CURRENT).is_symlink():
        message = f"{quoted(str(site))} 里是公布的各个版本：请写其中一个，如 {site / CURRENT}"
        raise CannotRunError(message)
    return site


def sound_manifest(site: Path, undone: str) -> Manifest:
    """Return the manifest of a site that may be shown.

    Else it says what is wrong, and `undone`, what has not been done, and leaves with 1.
    """
    manifest, found = examined(existing_site(site))
    if found:
        say_differences(found[:_MOST_SHOWN])
        remark(f"网站与生成时不同，{undone}：请用 disclosure build 重新生成。")
        sys.exit(1)
    report = Report()
    check_site(site, report, mounted_at=manifest.facts.get("mounted_at", "/"))
    check_coverage(site, report, left_out(manifest.facts))
    if report.has_errors:
        say(report.problems, "text")
        remark(f"{undone}。")
        sys.exit(1)
    return manifest


def say_differences(found: Iterable[Difference]) -> None:
    """Say what of a site is not as its list says, one file a line."""
    for difference in found:
        click.echo(made_visible(str(difference)))


def say_not_completed(site: Path, where: str) -> None:
    """Say that a place serves pages as they are, if a server was to put a header into these."""
    if has_includes(site):
        remark(
            f"mkdocs.yml 写了由服务器插入的页头、页脚（header、footer），{where}不会插入：网页没有"
            "页头和页脚。请改为写进网页，见 docs/mounting.md"
        )


def release_name(what: str) -> str:
    """Return the name of a release that is made now, of what `what` says."""
    moment = datetime.now(CHINA)
    # Releases are told apart, and put in order, by their names.
    return f"{moment:%Y%m%d-%H%M%S}.{moment.microsecond // 1000:03}-{what}"
