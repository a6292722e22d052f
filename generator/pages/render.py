"""Fills templates.

Text of a plan is never markup. In a Markdown body every ASCII punctuation mark becomes a numeric
entity, the one notation that no extension in use gives a meaning to; HTML templates escape by
themselves.
"""

from __future__ import annotations

import string
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jinja2

from generator.pages import routes

if TYPE_CHECKING:
    import datetime

# Tabs would be expanded to blanks, and the Unicode line ends be taken for the end of a paragraph.
_ENTITIES = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation + "\t\x85\u2028\u2029"}
_ENTITIES[ord("\n")] = "<br>"


def escape_markdown(text: str) -> str:
    """Return `text` so that any Markdown engine shows it as it is; its line ends stay breaks."""
    return text.translate(_ENTITIES)


def escape_url(url: str) -> str:
    """Return a web address so that it can stand in a Markdown link; it leads to the same place."""
    return quote(url, safe=":/?#@!$&+,=%~")


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
        autoescape=jinja2.select_autoescape(("html.jinja",), default=False),
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
    return environment
