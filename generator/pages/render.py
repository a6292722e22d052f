"""Fills templates.

Text of a plan is never markup. In a Markdown body every ASCII punctuation mark becomes a numeric
entity, the one notation that no extension in use gives a meaning to; HTML templates escape by
themselves.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

import jinja2

from generator.escaping import escape_markdown, escape_url
from generator.pages import routes
from generator.pages.aloud import clause_in_words

if TYPE_CHECKING:
    import datetime


def chinese_date(day: datetime.date) -> str:
    """Return a date as official documents print it, without leading zeros: 2021年6月16日."""
    return f"{day.year}年{day.month}月{day.day}日"


def render(template: str, *, path: str, **context: Any) -> str:  # noqa: ANN401 - for templates
    """Return `template` filled for the page at `path`; links in it are relative to that page."""
    return (
        _environment()
        .get_template(template)
        .render(
            context,
            routes=routes,
            link=partial(routes.link, start=path),
            href=partial(routes.href, start=path),
        )
    )


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("generator.pages"),
        # Markdown is not HTML: there every text goes through the filter md.
        autoescape=jinja2.select_autoescape(("html.jinja", "xml.jinja"), default=False),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Templates do not change while a program runs: no look at the disk for each include.
        auto_reload=False,
        # Markdown writes the id of a heading as {#id}, which Jinja would take for a comment.
        comment_start_string="<!--#",
        comment_end_string="#-->",
    )
    environment.filters["md"] = escape_markdown
    environment.filters["url"] = escape_url
    environment.filters["date"] = chinese_date
    environment.filters["in_words"] = clause_in_words
    return environment
