"""What a browser may run and load of a site: its own files, and the few scripts that are inline."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# The theme writes such scripts; those with a source, and data, run nothing of the page.
_INLINE: Final = re.compile(r"<script(?: id=\"[^\"]*\")?>(.*?)</script>", re.DOTALL)


def inline_scripts(site: Path) -> set[str]:
    """Return the scripts that stand in the pages of a site themselves."""
    return {
        script
        for path in site.rglob("*.html")
        for script in _INLINE.findall(path.read_text("utf-8"))
    }


def content_policy(scripts: Iterable[str]) -> str:
    """Return the Content-Security-Policy of a site with some inline scripts."""
    hashes = "".join(f" {_hash(script)}" for script in sorted(scripts))
    return (
        f"default-src 'none'; script-src 'self'{hashes}; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
