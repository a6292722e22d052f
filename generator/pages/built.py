"""What a built page says of itself."""

from __future__ import annotations

import re
from typing import Final

LEADING_ON: Final = '<meta http-equiv="refresh" content="0; url='
"""How a page that only leads on begins to say where: as `redirect.html.jinja` writes it."""
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
