"""Opens the zip that a file of Word or Excel is, unless it is a monster.

Libraries are given a zip that is packed anew: in it is only what was looked at here.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_BYTES: Final = 60_000_000
"""Of all parts together, unpacked: a hundred times what a long plan has."""
_MOST_PARTS: Final = 2_000
_MARKUP: Final = (".xml", ".rels")
TOO_LARGE: Final = "文件展开后过大：请删去图片、多余的行列，拆分表格，或检查是否放错了文件"
DAMAGED: Final = (
    "文件打不开，可能已损坏：请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx，再导入"
)
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(RuntimeError, NotImplementedError, ValueError),
)
"""What zipfile raises for one reason or another when a file is damaged."""


def part_names(data: bytes) -> frozenset[str]:
    """Return what the parts are called; raises CannotRunError if they are too many or large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return frozenset(part.filename for part in _parts(file))
    except _BROKEN as error:
        raise CannotRunError(DAMAGED) from error


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts by name; empty are those that hold no XML, such as pictures.

    Raises CannotRunError if they are too many or too large, or the file is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return {
                part.filename: file.read(part) if is_markup(part.filename) else b""
                for part in _parts(file)
            }
    except _BROKEN as error:
        raise CannotRunError(DAMAGED) from error


def is_markup(name: str) -> bool:
    """Whether a part is one that programs parse."""
    return name.lower().endswith(_MARKUP)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of parts that libraries may open."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return data.getvalue()


def _parts(file: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    parts = file.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise CannotRunError(TOO_LARGE)
    return parts
