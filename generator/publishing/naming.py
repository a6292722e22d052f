"""Names of files that say what is in them: whoever holds one under its name holds the right one.

So a server may let browsers keep them for ever, and a page that was loaded before a new release
finds what it was written for.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LASTING: Final = r"assets/.*\.[0-9a-f]{8,}[./]|search/[0-9a-f]{8,}/"
"""How the path of a file begins whose name says what is in it. Pages and data are none."""
_SCRIPTS: Final = "assets/search/"
"""Scripts that load each other stand in one folder and change together."""
_DIGITS: Final = 12


def lasting_names(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the names under which the files of our frame are published, by their paths."""
    together = "".join(
        f"{path} {_checksum(content)}\n"
        for path, content in sorted(files.items())
        if path.startswith(_SCRIPTS)
    )
    folder = f"{_SCRIPTS.removesuffix('/')}.{_checksum(together.encode())}/"
    return {
        path: folder + path.removeprefix(_SCRIPTS)
        if path.startswith(_SCRIPTS)
        else _with_checksum(path, content)
        for path, content in files.items()
    }


def _with_checksum(path: str, content: bytes) -> str:
    stem, dot, ending = path.rpartition(".")
    return f"{stem}.{_checksum(content)}{dot}{ending}"


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]
