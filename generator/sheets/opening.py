"""Opens a workbook that came back, or says what else was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.packages.workbooks import Package
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_BYTES: Final = 30_000_000
_SAVE_AS: Final = "请用 Excel 或 WPS 表格打开，另存为 .xlsx（Excel 工作簿）"
_OTHERS: Final = {
    b"%PDF": f"这是 PDF，不是表格：{_SAVE_AS}",
    b"\xd0\xcf\x11\xe0": f"这是旧格式（.xls、.et）的文件，或者加了密码：{_SAVE_AS}，不设密码",
}


def open_workbook(data: bytes) -> Workbook:
    """Return the workbook in a file; raises CannotRunError if it is none, or a monster."""
    for beginning, message in _OTHERS.items():
        if data.startswith(beginning):
            raise CannotRunError(message)
    if len(data) > MOST_BYTES:
        message = f"文件超过 {MOST_BYTES // 1_000_000} MB：请检查是否放错了文件"
        raise CannotRunError(message)
    return Package(data).opened()
