"""Which files can be read, and what to do with those that cannot."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from generator.importing.document import Cell
from generator.importing.formats.word import read_word
from generator.importing.formats.workbook import read_workbook
from generator.packages.package import part_names
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from generator.importing.document import Source

MOST_BYTES: Final = 50_000_000
_SAVE_AS: Final = "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx，再导入"


class Kind(Enum):
    """What a file is, whatever it is called."""

    WORD = auto()
    WORKBOOK = auto()
    LOCKED = auto()
    OLD = auto()
    RICH_TEXT = auto()
    OPEN_DOCUMENT = auto()
    BINARY_WORKBOOK = auto()
    PDF = auto()
    OFD = auto()
    SLIDES = auto()
    OTHER = auto()


_READERS: Final = {Kind.WORD: read_word, Kind.WORKBOOK: read_workbook}
_WHY_NOT: Final = {
    Kind.LOCKED: "文件加了密码，不能导入：请用 Word、Excel 或 WPS 打开，去掉密码后保存，再导入",
    Kind.OLD: "这是旧格式（.doc、.xls、.wps、.et）或加了密码的文件，不能直接导入："
    f"{_SAVE_AS}，不设密码",
    Kind.RICH_TEXT: f"这是 RTF 文件，不能直接导入：{_SAVE_AS}",
    Kind.OPEN_DOCUMENT: f"这是 .odt 或 .ods 文件，不能直接导入：{_SAVE_AS}",
    Kind.BINARY_WORKBOOK: f"这是 .xlsb 文件，不能直接导入：{_SAVE_AS}",
    Kind.PDF: f"这是 PDF，不能导入：请找到它的 Word 或 Excel 原件；没有的，{_SAVE_AS}，并逐字核对",
    Kind.OFD: "这是 OFD 版式文件，不能导入：请找到方案的 Word 或 Excel 原件",
    Kind.SLIDES: "这是演示文稿，不能导入：请找到方案的 Word 或 Excel 原件",
    Kind.OTHER: f"这不是 .docx 或 .xlsx 文件，不能导入：{_SAVE_AS}",
}
"""Why some cannot be imported as they are, and what to do instead."""
CONVERTIBLE: Final = frozenset({Kind.OLD, Kind.RICH_TEXT, Kind.OPEN_DOCUMENT, Kind.BINARY_WORKBOOK})
"""What an office program can turn into a kind that is read."""
_CONTAINER: Final = b"\xd0\xcf\x11\xe0"
_BEGINNINGS: Final = {
    b"%PDF": Kind.PDF,
    b"{\\rtf": Kind.RICH_TEXT,
    _CONTAINER: Kind.OLD,
}
_PARTS: Final = {
    "word/document.xml": Kind.WORD,
    "xl/workbook.xml": Kind.WORKBOOK,
    "xl/workbook.bin": Kind.BINARY_WORKBOOK,
    "ppt/presentation.xml": Kind.SLIDES,
    "OFD.xml": Kind.OFD,
    "content.xml": Kind.OPEN_DOCUMENT,
}
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""The stream in which an old container holds a .docx or .xlsx with a password: MS-OFFCRYPTO 2.3."""
_MOST_BLOCKS: Final = 5_000
"""Paragraphs and tables."""
_MOST_PIECES: Final = 18_000
"""Cells too: the longest plans have some thousand."""
_MOST_CHARACTERS: Final = 500_000
_MOST_IN_A_CELL: Final = 20_000
_TOO_LONG: Final = "文件过长：请只留方案本身，或检查是否放错了文件"


def kind_of(data: bytes) -> Kind:
    """Return what a file is; raises CannotRunError if it is a zip that cannot be opened."""
    if data.startswith(_CONTAINER) and _ENCRYPTED in data:
        return Kind.LOCKED
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    if not data.startswith(b"PK"):
        return Kind.OTHER
    names = part_names(data)
    return next((kind for part, kind in _PARTS.items() if part in names), Kind.OTHER)


def read_source(data: bytes) -> Source:
    """Return what a file says, whatever it is called.

    Raises CannotRunError, with what to do instead, if it is of no kind that can be read.
    """
    kind = kind_of(data)
    if kind in _WHY_NOT:
        raise CannotRunError(_WHY_NOT[kind])
    source = _READERS[kind](data)
    pieces = [*source.pieces]
    characters = sum(len(piece.text) for piece in pieces)
    if (
        len(source.blocks) > _MOST_BLOCKS
        or len(pieces) > _MOST_PIECES
        or characters > _MOST_CHARACTERS
    ):
        raise CannotRunError(_TOO_LONG)
    for piece in pieces:
        if isinstance(piece, Cell) and len(piece.text) > _MOST_IN_A_CELL:
            message = (
                f"{piece.place}有 {len(piece.text)} 字，一格最多 {_MOST_IN_A_CELL} 字："
                "请把正文移出表格，或检查是否放错了文件"
            )
            raise CannotRunError(message)
    return source
