"""Pages that the host's server completes with a header and a footer of its own.

It looks for directives (server-side includes) in what it sends, so it has to read the pages: it
must neither send a compressed form of them nor take them for unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_DIRECTIVE: Final = b"<!--#include "


def has_include(content: bytes) -> bool:
    """Whether a file is one that the server completes."""
    return _DIRECTIVE in content


def has_includes(site: Path) -> bool:
    """Whether the pages of a site are such files; if one is, all are."""
    return has_include((site / "index.html").read_bytes())
