"""Which paths a proposal may have, and how any path is shown."""

from __future__ import annotations

import os
import re
from typing import Final

from generator.problems import quoted

DEEPEST: Final = 10
"""Folders and the file, of one path."""
_LONGEST_NAME: Final = 200
"""Bytes of a name."""
_DEVICE: Final = re.compile("con|nul|aux|prn|(com|lpt)[0-9]", re.IGNORECASE)
_NOT_IN_NAMES: Final = '\\/:*?"<>|'
"""What some system cannot have in the name of a file."""
_LONGEST: Final = 200
"""Characters of a path in a message."""
OUTSIDE: Final = "/"
"""What the path of a file outside the column begins with."""


def path_fault(path: str) -> str:
    """Return what is wrong with a path; nothing if it is harmless."""
    names = path.split("/")
    if len(names) > DEEPEST:
        return f"文件夹套了 {len(names)} 层，最多 {DEEPEST} 层"
    return next(filter(None, map(_fault, names)), "")


def _fault(name: str) -> str:
    """Return what is wrong with the name of a file or a folder; nothing if it is harmless."""
    if not name or name.startswith("."):
        return "文件名和文件夹名不能以点开头，也不能是空的"
    if not name.isprintable() or any(mark in _NOT_IN_NAMES for mark in name):
        return "文件名里有不能使用的字符"
    if name.endswith((".", " ")):
        return "文件名不能以点或空格结尾"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        return "文件名太长"
    if _DEVICE.fullmatch(name.partition(".")[0]) or "~" in name:
        return "文件名在 Windows 上另有用处"
    return ""


def shown(path: str) -> str:
    """Return a path as it may stand in a message: printable, and of bearable length."""
    shown = quoted(path.removeprefix(OUTSIDE), _LONGEST)[1:-1]
    # A forge takes some lines that a job prints for commands to itself.
    return shown.replace(":", "\\u003a").replace("#", "\\u0023")
