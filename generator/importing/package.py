"""Opens the zip that a file of Word or Excel is, unless it is a monster."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_BYTES: Final = 60_000_000
"""Of all parts together, unpacked: a hundred times what a long plan has."""
TOO_LARGE: Final = "文件展开后过大：请删去图片、拆分表格，或检查是否放错了文件"
DAMAGED: Final = (
    "文件打不开，可能已损坏：请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx，再导入"
)


def part_sizes(data: bytes) -> Mapping[str, int]:
    """Return how many bytes each part has when unpacked; raises CannotRunError if too many."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            sizes = {info.filename: info.file_size for info in file.infolist()}
    except zipfile.BadZipFile as error:
        raise CannotRunError(DAMAGED) from error
    if sum(sizes.values()) > _MOST_BYTES:
        raise CannotRunError(TOO_LARGE)
    return sizes


def refuse_much_xml(sizes: Mapping[str, int], most: int) -> None:
    """Raise CannotRunError if the parts that are parsed have more than `most` bytes together."""
    if sum(size for name, size in sizes.items() if name.endswith((".xml", ".rels"))) > most:
        raise CannotRunError(TOO_LARGE)
