"""Checks that the theme's search box is the one that ours stands behind.

Material is replaced at one place, the address of its worker in ``__config``; everything else that
we rely on is looked for here, so that another release is refused instead of a box that finds
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

EXPECTED: Final = {
    "base.html": (
        "{% block config %}",
        '"search": "assets/javascripts/workers/search.',
        'id="__config"',
        'id="__search"',
    ),
    "partials/search.html": (
        'data-md-component="search"',
        'name="search"',
        'data-md-component="search-query"',
        'data-md-component="search-result"',
        "md-search-result__meta",
        "md-search-result__list",
        "md-search__scrollwrap",
        "md-search__options",
    ),
}
"""What each template of the theme must hold."""


def theme_fault(source: Callable[[str], str | None]) -> str | None:
    """Return what is wrong with the theme whose templates `source` gives; None if nothing is."""
    for template, pieces in EXPECTED.items():
        text = source(template)
        missing = [piece for piece in pieces if text is None or piece not in text]
        if missing:
            return (
                f"主题的 {template} 里没有 {missing[0]}，本栏目的检索接不上："
                "请按 requirements.lock 安装 mkdocs-material，并删去 overrides/ 里同名的文件"
            )
    return None
