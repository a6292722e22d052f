"""Pages that the host's server completes with a header and a footer of its own.

It looks for directives (server-side includes) in what it sends, so it has to read the pages: it
must neither send a compressed form of them nor take them for unchanged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_DIRECTIVE: Final = b"<!--#include "
_PLACE: Final = re.compile(re.escape(_DIRECTIVE) + b".*?-->", re.DOTALL)


def has_include(content: bytes) -> bool:
    """Whether a file is one that the server completes."""
    return _DIRECTIVE in content


def has_includes(site: Path) -> bool:
    """Whether the pages of a site are such files; if one is, all are."""
    return has_include((site / "index.html").read_bytes())


def fills_in(page: bytes, sent: bytes) -> bool:
    """Whether what is sent is a page with something in the place of each directive."""
    first, *others = _PLACE.split(page)
    if not others or not sent.startswith(first):
        return False
    at = len(first)
    for part in others[:-1]:
        at = sent.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return sent.endswith(others[-1]) and len(sent) - len(others[-1]) >= at
