"""Opens the zip that a file of Word or Excel is, unless it is a monster.

Libraries are given a zip that is packed anew: in it is only what was looked at here.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_BYTES: Final = 60_000_000
"""Of all parts together, unpacked: a hundred times what a long plan has."""
_MOST_PARTS: Final = 2_000
_ENTRY: Final = b"PK\x01\x02"
"""What stands before each part in the directory of a zip, which says only later how many."""
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How parts may be packed: ISO/IEC 29500-2, annex B."""
_MARK: Final = b"\xef\xbb\xbf"
_HIDDEN: Final = (b"\0", b"<!DOCTYPE", b"<!ENTITY")
_DECLARED: Final = re.compile(rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS: Final = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
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
        with _opened(data) as file:
            return frozenset(part.filename for part in _parts(file))
    except _BROKEN as error:
        raise CannotRunError(DAMAGED) from error


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts by name; empty are those that hold no XML, such as pictures.

    Raises CannotRunError if they are too many or too large, or the file is damaged, or one
    is no plain XML.
    """
    try:
        with _opened(data) as file:
            return {
                part.filename: _unpacked(file, part) if is_markup(part.filename) else b""
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


def _opened(data: bytes) -> zipfile.ZipFile:
    if data.count(_ENTRY) > _MOST_PARTS:
        raise CannotRunError(TOO_LARGE)
    return zipfile.ZipFile(io.BytesIO(data))


def _parts(file: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    parts = file.infolist()
    if sum(part.file_size for part in parts) > _MOST_BYTES:
        raise CannotRunError(TOO_LARGE)
    # Of two parts with one name, different programs show different ones.
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise CannotRunError(DAMAGED)
    return parts


def _unpacked(file: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return a part, at most as long as it says; raises CannotRunError if it is no plain XML."""
    if part.compress_type not in _METHODS:
        raise CannotRunError(DAMAGED)
    with file.open(part) as opened:
        # Asked for all, zipfile would unpack all, however small the part says it is.
        markup = opened.read(part.file_size).removeprefix(_MARK).lstrip()
    if not _is_plain(markup):
        raise CannotRunError(DAMAGED)
    return markup


def _is_plain(markup: bytes) -> bool:
    """Whether a part is UTF-8 without entities: no office program writes anything else."""
    declared = _DECLARED.match(markup)
    return (
        markup.startswith(b"<")
        and not any(each in markup for each in _HIDDEN)
        and (declared is None or declared[1].lower() in _ENCODINGS)
    )
