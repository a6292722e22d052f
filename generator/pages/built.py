"""What a built page says of itself."""

from __future__ import annotations

import re
from typing import Final

_KIND: Final = re.compile('<div class="page page--([a-z]+)')


def kind_of(page: str) -> str:
    """Return which kind of page some HTML is; "" for what is no page of ours."""
    found = _KIND.search(page)
    return found[1] if found else ""
