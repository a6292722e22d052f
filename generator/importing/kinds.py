"""Which files can be read, and what to do with those that cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.importing.word import read_word
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from generator.importing.document import Source

_OLD: Final = b"\xd0\xcf\x11\xe0"
"""How .doc, .wps, .et and files with a password begin."""
_SAVE_AS: Final = "请用 Word 或 WPS 打开，另存为 .docx，再导入"
_KINDS: Final = {
    b"%PDF": f"这是 PDF，不能导入：请找到它的 Word 原件；没有的，{_SAVE_AS}，并逐字核对",
    b"{\\rtf": f"这是 RTF 文件，不能直接导入：{_SAVE_AS}",
    _OLD: f"这是旧格式（.doc、.wps、.et）或加了密码的文件，不能直接导入：{_SAVE_AS}，不设密码",
}
MOST_BYTES: Final = 50_000_000


def read_source(data: bytes) -> Source:
    """Return what a file says, whatever it is called.

    Raises CannotRunError, with what to do instead, if it is of no kind that can be read.
    """
    for beginning, message in _KINDS.items():
        if data.startswith(beginning):
            raise CannotRunError(message)
    if not data.startswith(b"PK"):
        message = f"这不是 .docx 文件，不能导入：{_SAVE_AS}"
        raise CannotRunError(message)
    return read_word(data)
