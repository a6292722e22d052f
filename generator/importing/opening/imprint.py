"""What stands at the foot of a letter (版记): who gets copies, who has sent it out and when.

Source: GB/T 9704-2012 7.4. Its lines are often those of a table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.importing.opening.letter import copies_in, is_imprint

if TYPE_CHECKING:
    from generator.importing.document import Extract, Table
    from generator.importing.draft import LetterDraft

_MOST_ROWS: Final = 4
_COUNT: Final = re.compile(r"[（(]?共印\s*\d+\s*份[）)]?")
"""How many copies there are."""


def read_imprint(letter: LetterDraft, table: Table) -> list[Extract]:
    """Take the copies from an imprint in a table; return all that it says besides, if it is one."""
    rows = [texts for row in table.rows if (texts := [cell.whole for cell in row if cell.whole])]
    copies = [copied for row in rows if len(row) == 1 and (copied := copies_in(row[0]))]
    others = [row for row in rows if not (len(row) == 1 and copies_in(row[0]))]
    said = ["".join(text.text for text in row) for row in others]
    is_whole = all(is_imprint(text) or _COUNT.fullmatch(text) for text in said)
    if len(rows) > _MOST_ROWS or not (is_whole and any(map(is_imprint, said))):
        return []
    letter.copied_to = letter.copied_to or tuple(copies)
    return [text for row in others for text in row]
