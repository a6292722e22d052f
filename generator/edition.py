"""One edition of the column: everything that one run publishes, from the files to the pages.

Both adapters, the MkDocs plugin and the command line, start here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.column.loader import read_column
from generator.column.settings import CONTENT_FOLDER
from generator.data.publication import build_data, data_page
from generator.history.record import read_history
from generator.pages import routes
from generator.pages.changes import changes_feed, changes_page, without_words_of
from generator.pages.content import build_pages
from generator.pages.redirects import build_redirects
from generator.plan.meant import closest
from generator.problems import Location, Problem, Report, quoted
from generator.search.page import search_page
from generator.search.synonyms import synonyms
from generator.source.leaks import may_be_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.column.model import Column
    from generator.history.record import History
    from generator.pages.page import Asset, Page
    from generator.plan.model import Plan
    from generator.today import Today


@dataclass(frozen=True, slots=True)
class Edition:
    """What is published."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    attachments: tuple[str, ...]
    """Paths below the content folder of files that are published as they are."""
    menu: dict[str, str]
    """Title and path of each entry of the menu that every column has."""
    updated: str
    """更新时间, as pages say it."""
    synonyms: tuple[tuple[str, ...], ...]
    """Groups of words that stand for each other in a search."""
    taken_down: tuple[str, ...] = ()
    """Addresses that have to be cut out of the built site."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The edition, unless an error forbids it, and all that is wrong."""

    edition: Edition | None
    problems: tuple[Problem, ...]
    plans: tuple[Plan, ...]
    """All plans as far as they could be read: after errors only to find further problems."""


def prepare_edition(root: Path, today: Today, *, with_history: bool = True) -> Outcome:
    """Read, check and write out everything below `root`, for the day `today`.

    `with_history` is whether pages tell what has changed since publication, from git.

    Raises CannotRunError if plan.yaml cannot be read at all, or git has only kept its latest form.
    """
    report = Report()
    reading = read_column(root, today.day)
    report.extend(reading.problems)
    if reading.column is None:
        return Outcome(None, report.problems, reading.plans)
    history = read_history(root, today.day, may_be_shown) if with_history else None
    edition = _edition(reading.column, today, history)
    report.extend(_taken_addresses(edition))
    _report_broken_links(edition, reading.column, report)
    sound = None if report.has_errors else edition
    return Outcome(sound, report.problems, reading.plans)


def _edition(column: Column, today: Today, history: History | None) -> Edition:
    changed = without_words_of(history, column.taken_down) if history and history.events else None
    return Edition(
        pages=(
            *build_pages(column, changed),
            data_page(column),
            search_page(column),
            *([changes_page(column, changed)] if changed else []),
        ),
        assets=(
            *build_redirects(column),
            *build_data(column),
            *([changes_feed(column, changed)] if changed else []),
        ),
        attachments=column.handwritten.attachments,
        menu={
            "首页": routes.HOME,
            "方案": routes.plan(column.plan),
            "任务": routes.TASKS,
            "责任部门": routes.DEPARTMENTS,
            "主题": routes.TOPICS,
            "数据": routes.DATA,
        },
        updated=today.updated,
        synonyms=tuple(synonyms(column)),
        taken_down=column.taken_down,
    )


def _taken_addresses(edition: Edition) -> Iterator[Problem]:
    """Refuse a hand-written page whose address is that of a generated one."""
    files: tuple[Page | Asset, ...] = (*edition.assets, *edition.pages)
    written = {page.path for page in edition.pages if page.kind == "handwritten"}
    taken = {routes.address(file.path) for file in files if file.path not in written}
    counted = Counter(page.path for page in edition.pages)
    for path in sorted(written):
        if routes.address(path) in taken or counted[path] > 1:
            message = "这个网址已由方案生成的页面占用，请换一个文件名"
            yield Problem(Location(f"{CONTENT_FOLDER}/{path}"), "address-taken", message)


def _report_broken_links(edition: Edition, column: Column, report: Report) -> None:
    """Require that what hand-written pages and the menu link to is there."""
    known = {page.path for page in edition.pages} | set(edition.attachments)
    known |= {asset.path for asset in edition.assets}
    links = [link for page in column.handwritten.pages for link in page.links]
    for link in (*links, *column.menu):
        if link.target.startswith("../"):
            message = f"链接{quoted(link.target)}指到 {CONTENT_FOLDER}/ 以外：请把文件放进来再链接"
            report.error(link.location, "link-outside", message)
        elif link.target not in known:
            report.error(link.location, "broken-link", partial(_missing, link.target, known))


def _missing(target: str, known: Iterable[str]) -> str:
    meant = closest(target, known)
    cure = f"是否指 {meant}？" if meant else "请核对文件名，或删去链接"
    return f"链接指到的 {target} 不存在，{cure}"
