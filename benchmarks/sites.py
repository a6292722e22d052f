"""The sites that are compared: ours, and the same Markdown in stock Material."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import TIMEOUT_MAX

from benchmarks.measuring import Command, run

REPOSITORY = Path(__file__).parent.parent
TODAY = "2025-12-31"
_NOON = "1767153600"
"""That day in China, in seconds: what plain MkDocs goes by."""

_PLAIN_STOCK = """\
site_name: 政务公开工作任务
theme: {name: material, language: zh, font: false}
plugins: []
markdown_extensions: [attr_list, md_in_html, tables, toc]
"""
_STOCK_SEARCH = "plugins: [search: {lang: zh, separator: '[\\s\\u200b\\-]'}]"
# Without nav, MkDocs puts every page into the menu.
_SHORT_NAV = """\
nav: [index.md, tasks/index.md, departments/index.md, topics/index.md, data/index.md, about.md]
not_in_nav: "*"
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The commands that build a column in several ways."""

    ours: Command
    """As `make site` does, every link checked."""
    plain: Command
    """MkDocs with our plugin, which checks no built page."""
    stock: Command
    unsearched: Command
    """Stock Material without its search."""
    site: Path
    """Where `ours` puts its site."""
    stock_site: Path


def prepare(
    folder: Path, plan: str, *, stock_nav_is_short: bool, at_most: float = TIMEOUT_MAX
) -> Comparison:
    """Lay out in `folder` the column that a plan.yaml with the text `plan` becomes, in two ways.

    Raises TooLongError if the export for the stock site takes more than `at_most` seconds.
    """
    column, exported, stock = folder / "column", folder / "exported", folder / "stock"
    column.mkdir(parents=True)
    (column / "plan.yaml").write_text(plan, "utf-8")
    shutil.copy(REPOSITORY / "mkdocs.yml", column)
    shutil.copytree(REPOSITORY / "content", column / "content")
    environment = _environment(folder)
    disclosure = (sys.executable, "-m", "generator", "--today", TODAY)
    mkdocs = (sys.executable, "-m", "mkdocs", "build", "--strict")

    run(Command((*disclosure, "export", str(exported)), column, environment), at_most)
    stock.mkdir()
    (exported / "docs").rename(stock / "docs")
    settings = _PLAIN_STOCK + (_SHORT_NAV if stock_nav_is_short else "")
    (stock / "unsearched.yml").write_text(settings, "utf-8")
    (stock / "mkdocs.yml").write_text(settings.replace("plugins: []", _STOCK_SEARCH), "utf-8")
    return Comparison(
        ours=Command((*disclosure, "build", "--strict"), column, environment),
        plain=Command((*mkdocs, "--site-dir", "plain"), column, environment),
        stock=Command(mkdocs, stock, environment),
        unsearched=Command(
            (*mkdocs, "--config-file", "unsearched.yml", "--site-dir", "unsearched"),
            stock,
            environment,
        ),
        site=column / "site",
        stock_site=stock / "site",
    )


def pages(site: Path) -> list[Path]:
    """Return the pages of a built site."""
    return list(site.rglob("*.html"))


def largest_task_page(site: Path) -> int:
    """Return the bytes of HTML of the longest page of a task."""
    return max(page.stat().st_size for page in site.glob("plan/*/tasks/*/index.html"))


def _environment(folder: Path) -> dict[str, str]:
    """Return what makes runs alike: no random hashes, no banner, the same day, own caches."""
    return {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": _NOON,
        "TMPDIR": str(folder),
    }


def disclosure(*arguments: str | Path) -> None:
    """Run a command of the program on the column of this repository."""
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    subprocess.run(command, check=True, cwd=REPOSITORY, capture_output=True)  # noqa: S603
