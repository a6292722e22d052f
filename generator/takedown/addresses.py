"""What an address means that somebody has copied from a browser, a message or a list."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from generator.pages import routes
from generator.pages.built import kind_of
from generator.problems import CannotRunError, quoted

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_PLAN: Final = re.compile("(plan/[^/]+/)(?:full/)?")
_KINDS: Final = frozenset({"task", "handwritten", "department", "topic", "section", "plan", "full"})
_SUGGESTED: Final = 3


def address_meant(written: str, files: Collection[str], mounted_at: str) -> str:
    """Return the address, from the root of the site, that some words mean.

    They may be a whole URL or a path, with or without the path that the site is mounted at, the
    last slash, or index.html. Raises CannotRunError if there is nothing, with what is near.
    """
    path = unquote(urlsplit(written.strip()).path).lstrip("/")
    mount = mounted_at.strip("/")
    ways = [path.removeprefix(mount).lstrip("/")] if mount and path.startswith(mount) else []
    for way in (*ways, path):
        for file in (way, f"{way}/index.html", f"{way}index.html"):
            if file in files:
                return routes.address(file)
    addresses = {routes.address(file) for file in files if file.endswith("index.html")}
    addresses |= {file for file in files if file.startswith("files/")}
    near = difflib.get_close_matches(ways[0] if ways else path, addresses, n=_SUGGESTED, cutoff=0.5)
    cure = f"是否指 {'、'.join(near)}？" if near else "请从浏览器的地址栏复制"
    message = f"网站里没有{quoted(written, 80)}，没有改动：{cure}"
    raise CannotRunError(message)


def taken_with(address: str, page: str) -> str:
    """Return the address that has to be taken down for one at which a page stands.

    That of a full plan is its plan. Raises CannotRunError if the page says nothing of its own.
    """
    if plan := _PLAN.fullmatch(address):
        return plan[1]
    if address.startswith("files/") or kind_of(page) in _KINDS:
        return address
    message = (
        f"{address or '首页'} 由各项内容汇集而成，没有改动："
        "请写明要撤下的任务、部门、方案、手写页面或附件的网址"
    )
    raise CannotRunError(message)


def refuse_shared(addresses: Collection[str], site: Path) -> None:
    """Raise CannotRunError if a page that stands at one of the addresses cannot go alone.

    What is not there is not missed, and a page that only leads on says nothing.
    """
    for address in sorted(addresses):
        place = site / routes.file(address)
        page = place.read_text("utf-8") if place.name == "index.html" and place.is_file() else ""
        if kind_of(page) and (meant := taken_with(address, page)) != address:
            message = f"{address} 要和整个方案一起撤下，没有改动：请写 {meant}"
            raise CannotRunError(message)


def former_addresses(address: str, redirects: dict[str, str]) -> tuple[str, ...]:
    """Return the addresses that only lead on to what is at another."""
    leading = (file for file, target in redirects.items() if routes.covers(address, target))
    return tuple(sorted(map(routes.address, leading)))
