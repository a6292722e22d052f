"""Lets a built site be looked at from a disk, where no server knows the page of a folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

# Relative addresses only; what stands in the text of a page is not within a tag.
_ADDRESS: Final = re.compile(
    r"""(<[^<>]*?\s(?:href|action|data-page)="|;\ url=)([^":?#/][^":?#]*)""", re.VERBOSE
)
_INDEX: Final = "index.html"


def make_openable(site: Path) -> None:
    """Let every link of a built site name the page that it leads to, not its folder."""
    for path in sorted(site.rglob("*.html")):
        path.write_text(openable(path.read_text("utf-8")), "utf-8", newline="")


def openable(html: str) -> str:
    """Return a page whose links to folders name the page that a server would answer with."""
    return _ADDRESS.sub(_named, html)


def _named(found: re.Match[str]) -> str:
    before, path = found.groups()
    if path.endswith("/"):
        return f"{before}{path}{_INDEX}"
    if path.rpartition("/")[2] in (".", ".."):
        return f"{before}{path}/{_INDEX}"
    return found[0]
