"""Finds what of a document must not be published: numbers of persons, marks of secrecy.

Sources: 条例第十四条、第十五条. `check` refuses a plan that has them; whoever imports a document
should know at once, and also of what stands in it and was not taken over.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.importing.draft import in_one_line
from generator.importing.telling.account import texts_of
from generator.importing.telling.remarks import Kind, Remark
from generator.source.leaks import leaks_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importing.document import Piece
    from generator.importing.draft import PlanDraft, Text
    from generator.importing.telling.account import Account
    from generator.source.leaks import Leak


def leaking(draft: PlanDraft, account: Account) -> Iterator[Remark]:
    """Yield what must not be published, each once at its place, with what to do."""
    tasks: defaultdict[tuple[Piece, Leak], dict[int, None]] = defaultdict(dict)
    for field, text in texts_of(draft):
        for found in _found(text):
            tasks[found] |= {} if field.task is None else {field.task: None}
    for (piece, leak), numbers in tasks.items():
        yield Remark(Kind.LEAK, leak.message, piece.place, piece, tuple(numbers))
    left = (*(extract for extract, _ in account.ignored), *account.unread)
    for piece, leak in dict.fromkeys(found for extract in left for found in _found((extract,))):
        if (piece, leak) not in tasks:
            message = f"发现{leak.name}，没有录入方案；原件、导入说明要公开的，{leak.cure}"
            yield Remark(Kind.LEAK, message, piece.place, piece)


def _found(text: Text) -> Iterator[tuple[Piece, Leak]]:
    """Yield what must not be published in a text, also where a narrow cell has broken it."""
    seen: set[Leak] = set()
    for extract in text:
        for leak in leaks_in(extract.text):
            seen.add(leak)
            yield extract.piece, leak
    for leak in leaks_in(in_one_line(text)):
        if leak not in seen:
            yield text[0].piece, leak
