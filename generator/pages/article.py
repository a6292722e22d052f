"""The plan in force as one plain page, to be pasted into an article of a CMS.

An editor of a CMS throws styles, classes and scripts away, so there are none; links are whole
addresses, for nobody knows where the article will stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.pages import routes
from generator.pages.printed import printed_cells, printed_clause
from generator.pages.render import render

if TYPE_CHECKING:
    from generator.column.model import Column
    from generator.plan.model import Plan, Task


@dataclass(frozen=True, slots=True)
class Site:
    """What an article says of the site that the column is on."""

    url: str
    """Where the column is, with a slash at the end; "" if it is not known yet."""
    page_name: str
    """What links of the site write behind the address of a page: nothing, or the page's name."""
    is_official: bool

    def address(self, path: str) -> str:
        """Return the whole address of a page; "" if it is not known."""
        return f"{self.url}{routes.address(path)}{self.page_name}" if self.url else ""


def article(column: Column, site: Site, updated: str) -> str:
    """Return the HTML of the article; `updated` is 更新时间, as pages say it."""
    plan = column.plan
    columns = [*plan.columns.items()]
    return render(
        "article.html.jinja",
        path=routes.full_plan(plan),
        plan=plan,
        is_past=column.is_past(plan),
        is_official=site.is_official,
        headings=[heading for heading, _ in columns],
        cells=partial(printed_cells, columns),
        clause=printed_clause,
        address=partial(_task_address, site, plan),
        home=site.address(routes.HOME),
        updated=updated,
    )


def _task_address(site: Site, plan: Plan, task: Task) -> str:
    return site.address(routes.task(plan, task))
