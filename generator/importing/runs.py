"""The tables of a document and the lines between them; which of these only order its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.importing.document import Cell, Sheet, Table
from generator.importing.opening.letter import is_imprint, is_label
from generator.importing.opening.signature import signed_apart, without_signature
from generator.importing.tables.not_tasks import reason_to_ignore
from generator.importing.tables.sheets import parted
from generator.importing.tables.upright import upright
from generator.importing.wording.columns import holds, plain

if TYPE_CHECKING:
    from generator.importing.document import Extract, Source
    from generator.importing.wording.columns import Headings

_COUNT: Final = r"\s*(?:\d+|[一二三四五六七八九十]{1,3})?"
_GOES_ON: Final = rf"(?:续|(?:续|上?接)\s*(?:上?[表页]|前[表页])|续\s*表){_COUNT}"
_CONTINUED: Final = re.compile(
    rf"(?:附?表{_COUNT}|附件{_COUNT})?\s*(?:[（(]\s*{_GOES_ON}\s*[）)]|{_GOES_ON}){_COUNT}\s*[:：]?"
)
"""Says that a table goes on from the page before: 续表一, 表1（续）, （接上页）."""
Run: TypeAlias = "list[Extract]"
"""Lines between two tables."""


def runs_of(source: Source, headings: Headings) -> list[Table | Run]:
    """Return lines and tables by turns, as they stand; lines come first, if need be none.

    `headings` tell where the table of a sheet begins.
    """
    run: Run = []
    runs: list[Table | Run] = [run]
    for block in source.blocks:
        if not isinstance(block, Table):
            run += signed_apart(block.whole.lines())
            continue
        lines, table = parted(block, headings) if isinstance(block, Sheet) else ([], block)
        run += signed_apart(lines)
        if table.width == 1:
            # Frames that only set off what they hold.
            run += signed_apart(line for cell in table.cells for line in cell.whole.lines())
        elif table.cells:
            table, signature = without_signature(table)
            for each in upright(table) or [table]:
                run = []
                runs += [each, run]
            run += signature
    return runs


def reason_to_leave_out(line: Extract) -> str:
    """Return why a line outside the tables belongs to no field; "" if it may belong to one."""
    if is_label(line):
        return "附件标记，不录入"
    if isinstance(line.piece, Cell) and holds(plain(line.text)):
        return "栏名，不录入"
    if _CONTINUED.fullmatch(line.text):
        return "续表标记，不录入"
    if is_imprint(line.text):
        return "版记，不录入"
    return reason_to_ignore(line.text)
