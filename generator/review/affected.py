"""Which pages of the column a change reaches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Final

from generator.escaping import escape_comment
from generator.pages import routes
from generator.pages.page import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.edition import Edition
    from generator.pages.page import Page

NOTHING: Final = "没有网页受到影响。"
_MOST_LISTED: Final = 30
"""Pages of one kind that a comment lists: of a new task every page tells that it is one of 29."""


class Fate(StrEnum):
    """What becomes of a page; the value is what a reviewer reads."""

    ADDED = "新增"
    CHANGED = "内容有变"
    GONE = "不再有"


@dataclass(frozen=True, slots=True)
class AffectedPage:
    """A page that says something else than before."""

    address: str
    """From the home page of the column."""
    title: str
    kind: str
    """What pages of its kind are called."""
    fate: Fate


def affected_pages(old: Edition, new: Edition) -> tuple[AffectedPage, ...]:
    """Return the pages that differ between two editions, in the order of the later one.

    Those that are gone come last. An address that only leads on to another is no page.
    """
    before, after = _by_path(old), _by_path(new)
    found = (
        _affected(page, Fate.CHANGED if path in before else Fate.ADDED)
        for path, page in after.items()
        if path not in before or before[path].markdown() != page.markdown()
    )
    gone = (_affected(page, Fate.GONE) for path, page in before.items() if path not in after)
    return (*found, *gone)


def _by_path(edition: Edition) -> Mapping[str, Page]:
    return {page.path: page for page in edition.pages}


def _affected(page: Page, fate: Fate) -> AffectedPage:
    return AffectedPage(routes.address(page.path), page.title, KINDS[page.kind], fate)


def as_text(pages: Iterable[AffectedPage]) -> str:
    """Return one page a line."""
    lines = [f"{page.fate} /{page.address} {page.title}" for page in pages]
    return "\n".join(lines or [NOTHING]) + "\n"


def as_markdown(pages: Sequence[AffectedPage]) -> str:
    """Return a list for a forge's comment, by kinds; of very many of one kind the first only."""
    return "\n".join(_listed(pages)) + "\n" if pages else f"{NOTHING}\n"


def _listed(pages: Iterable[AffectedPage]) -> Iterator[str]:
    order = {kind: place for place, kind in enumerate(KINDS.values())}
    in_order = sorted(pages, key=lambda page: order[page.kind])
    for kind, group in groupby(in_order, lambda page: page.kind):
        of_kind = [*group]
        yield f"- {kind}（{len(of_kind)} 页）"
        for page in of_kind[:_MOST_LISTED]:
            yield f"    - {page.fate}：{escape_comment(page.title)}（/{page.address}）"
        if len(of_kind) > _MOST_LISTED:
            yield f"    - 另有 {len(of_kind) - _MOST_LISTED} 页，不再列出"


def as_json(pages: Iterable[AffectedPage]) -> str:
    """Return a list of pages for programs."""
    listed = [
        {"address": page.address, "title": page.title, "kind": page.kind, "fate": page.fate}
        for page in pages
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
