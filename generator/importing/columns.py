"""Which column of a table holds what, by its heading (各地方案常见栏名)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.document import Cell, Table


class Holds(Enum):
    """What a column holds; the value is the field of the plan's format."""

    OUTLINE = ""
    """Parts or aspects, merged down beside their tasks."""
    NUMBER = "number"
    TITLE = "title"
    REQUIREMENT = "requirement"
    RESPONSIBILITY = "responsibility"
    DEADLINE = "deadline"
    EXTRA = "extra"


_HEADINGS: Final = (
    (Holds.NUMBER, re.compile("序号|编号|序")),
    (Holds.OUTLINE, re.compile("大类|小类|类别|分类|方面|领域|部分|板块|任务类别|工作类别")),
    (
        Holds.RESPONSIBILITY,
        re.compile(
            ".{0,4}(?:责任|牵头|配合|负责|承办|协办|参与|参加|主办|实施|落实)"
            "(?:部门|单位|科室|处室|股室|机构|处|科)(?:（.*）)?|责任分工|任务分工|职责分工"
        ),
    ),
    (
        Holds.DEADLINE,
        re.compile(
            "(?:完成|办理|工作|落实|推进)?(?:时限|时间|期限|时间节点|时间要求|时限要求|进度要求|日期)"
        ),
    ),
    (
        Holds.TITLE,
        re.compile("(?:工作|重点|主要|目标|年度|具体|公开)*(?:任务|事项|项目)(?:名称|分解)?"),
    ),
    (
        Holds.REQUIREMENT,
        re.compile(
            "(?:工作|具体|主要|任务|落实|公开|目标|重点|完成)*"
            "(?:要求|举措|措施|内容|任务内容|目标|标准|做法)(?:及要求|和要求)?"
        ),
    ),
)
_ONCE: Final = (Holds.NUMBER, Holds.TITLE, Holds.REQUIREMENT, Holds.DEADLINE)
"""What one column holds only; a second one is kept under its own heading."""
_ORDINAL: Final = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[．.、]?")
_LEAST: Final = 2
"""Known headings that make a row one of headings."""


def plain(text: str) -> str:
    """Return a heading without blanks and line ends, which only fill the line."""
    return re.sub(r"\s", "", text)


def holds(heading: str) -> Holds | None:
    """Return what a column under a heading holds; None if the heading is not known."""
    found = (kind for kind, pattern in _HEADINGS if pattern.fullmatch(heading))
    return next(found, None)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the grid."""

    heading: str
    holds: Holds


def is_headings(row: Sequence[Cell]) -> bool:
    """Whether a row holds the headings of a table of tasks."""
    kinds = {holds(plain(cell.text)) for cell in row if len(cell.text) < 40}  # noqa: PLR2004
    known = kinds - {None, Holds.OUTLINE}
    return len(known) >= _LEAST and bool(known & {Holds.TITLE, Holds.REQUIREMENT})


def columns_of(table: Table, row: Sequence[Cell]) -> list[Column]:
    """Return what each column of the grid holds, given the row of headings."""
    columns = [Column("", Holds.OUTLINE)] * table.width
    seen: set[Holds] = set()
    for cell in row:
        heading = plain(cell.text)
        kind = holds(heading) or (Holds.EXTRA if heading else Holds.OUTLINE)
        if kind in _ONCE and kind in seen:
            kind = Holds.EXTRA
        seen.add(kind)
        for column in range(cell.column, min(cell.column + cell.width, table.width)):
            is_last = column == cell.column + cell.width - 1
            columns[column] = Column(heading, kind if is_last else _beside(table, column, kind))
    return columns


def _beside(table: Table, column: int, kind: Holds) -> Holds:
    """Return what a column holds that shares its heading with others to its right."""
    cells = (cell.text.strip() for cell in table.cells if cell.column == column and cell.width == 1)
    texts = [text for text in cells if text]
    if texts and all(_ORDINAL.fullmatch(text) for text in texts):
        return Holds.NUMBER
    return Holds.OUTLINE if kind is Holds.TITLE else kind
