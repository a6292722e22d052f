"""What a built page says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

LEADING_ON: Final = '<meta http-equiv="refresh" content="0; url='
"""How a page that only leads on begins to say where: as `redirect.html.jinja` writes it."""
_HOST: Final = "site.invalid"
_KIND: Final = re.compile('<div class="page page--([a-z]+)')
_LEADS_ON: Final = re.compile(re.escape(LEADING_ON) + '([^"]*)"')


def kind_of(page: str) -> str:
    """Return which kind of page some HTML is; "" for what is no page of ours."""
    found = _KIND.search(page)
    return found[1] if found else ""


def link_onward(page: str) -> str:
    """Return the link to which a page leads on at once, as it is written; "" if it does not."""
    found = _LEADS_ON.search(page)
    return found[1] if found else ""


def target_of(link: str, file: str, mounted_at: str) -> str:
    """Return the file of the site to which a link in a file leads; "" if it leads elsewhere."""
    base = f"https://{_HOST}{mounted_at}{file.removesuffix('index.html')}"
    try:
        parts = urlsplit(urljoin(base, link))
    except ValueError:
        return ""
    path = unquote(parts.path)
    if parts.netloc != _HOST or not path.startswith(mounted_at):
        return ""
    inside = path[len(mounted_at) :]
    return f"{inside}index.html" if inside.endswith("/") or not inside else inside


def redirects(site: Path, mounted_at: str) -> dict[str, str]:
    """Return to which file each page that only leads on leads."""
    found = {}
    for path in site.rglob("*.html"):
        if link := link_onward(path.read_text("utf-8")):
            file = path.relative_to(site).as_posix()
            found[file] = target_of(link, file, mounted_at)
    return found
