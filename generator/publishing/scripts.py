"""Scripts of the frame as readers get them: comments are for whoever changes them."""

from __future__ import annotations

import rjsmin


def as_published(path: str, content: bytes) -> bytes:
    """Return a file of the frame as it is published: a script says the same in fewer bytes."""
    return rjsmin.jsmin(content) if path.endswith(".js") else content
