"""Makes HTML of a page where no engine has: only to be read by the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markdown

from generator.column.settings import EXTENSIONS

if TYPE_CHECKING:
    from generator.pages.page import Page


def render_article(page: Page) -> str:
    """Return the HTML of the main part of `page`, as an engine with our extensions makes it."""
    return markdown.Markdown(extensions=[*EXTENSIONS]).convert(page.body)
