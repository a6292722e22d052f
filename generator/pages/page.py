"""What is put into the documentation folder: pages in Markdown, and other files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.problems import Location


KINDS = {
    "task": "任务",
    "handwritten": "其他页面",
    "section": "部分",
    "topic": "主题",
    "department": "责任部门",
    "plan": "方案目录",
    "list": "目录",
    "data": "数据",
    "full": "方案全文",
    "home": "首页",
    "search": "检索",
}
"""Each kind of page with its name.

The search numbers pages in this order: so they stand in 方案次序, and where nothing else decides.
How much each kind counts is said in ``overrides/assets/search/search.js``.
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in Markdown."""

    path: str
    """Path below the documentation folder, ending in ``.md``."""
    title: str
    """Makes sense alone: in a list of hits, a browser tab, a shared link."""
    description: str
    """One sentence for search engines and shared links."""
    kind: str
    """Which frame the HTML gets: one of KINDS."""
    body: str
    """Markdown; like every block in it, it begins with an empty line."""
    menu: str = ""
    """Entry of the menu under which the page stands; empty for a page of its own."""
    issuer: str = ""
    """Who issued what the page tells of (来源)."""
    published_at: str = ""
    """发布时间 of the document, if it is known."""
    origin: Location | None = None
    """Where an editor changes what the page says."""
    place: str = ""
    """Where the page stands, as a list of hits says it: 任务 · 2021年方案一、（四）1."""
    names: tuple[str, ...] = ()
    """What the page is called besides its title: lines of its text, such as a document number."""
    facets: tuple[tuple[str, str], ...] = ()
    """By what a search can be narrowed to it: name and value, a name perhaps several times."""

    is_withdrawn: bool = False
    """Whether what the page tells of no longer applies: the page stays, but no search finds it."""

    def markdown(self) -> str:
        """Return front matter and body; values in the front matter are JSON, so never markup."""
        meta = {
            "title": self.title,
            "description": self.description,
            "kind": self.kind,
            "menu": self.menu,
            "issuer": self.issuer,
            "published_at": self.published_at,
        }
        lines = (
            f"{key}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in meta.items()
            if value
        )
        return "---\n" + "\n".join(lines) + "\n---\n" + self.body


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is."""

    path: str
    """Path below the documentation folder."""
    content: bytes
