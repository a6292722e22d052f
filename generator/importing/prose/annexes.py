"""Lists of annexes at the end of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.importing.wording.outline import marked
from generator.importing.wording.sequence import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.importing.document import Extract

_ANNEX: Final = re.compile(r"附[件表]\s*\d*[：:]\s*(?P<first>1(?=[.．、]))?")


def annexes_in(lines: Iterable[Extract]) -> set[Extract]:
    """Return the lines that only say which annexes there are: 附件：1.甲表, and below it 2.乙表."""
    found: set[Extract] = set()
    last: int | None = None
    for line in lines:
        match = _ANNEX.match(line.text)
        number = value_of(marked(line)[1].text)
        if match:
            found.add(line)
            last = int(match["first"] or 0)
        elif last and number == last + 1:
            found.add(line)
            last = number
        else:
            last = None
    return found
