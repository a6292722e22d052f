"""No character of a document goes nowhere without a word, whatever its tables look like."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importing.account import account_of, characters
from generator.importing.document import Extract, Piece, Source
from generator.importing.draft import PlanDraft
from generator.importing.kinds import read_source
from generator.importing.reading import read_draft
from tests.importing.drawn import ABOVE, LEFT, drawn

WORDS = st.text("甲乙丙一二1.（）、：公开责任单位牵头", max_size=9)
CELLS = st.one_of(WORDS, st.sampled_from([ABOVE, LEFT, "一、公开", "（一）公开", "1.公开"]))
HEADINGS = st.permutations(["工作任务", "工作要求", "责任单位", "备注"])


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Return a table with random cells, merged anyhow that can be drawn."""
    rows = draw(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=6))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            is_below = y > 0 and rows[y - 1][x] != LEFT and not _is_wide(rows[y - 1], x)
            is_free = x + 1 == len(row) or row[x + 1] != LEFT
            if text == ABOVE and not (is_below and is_free):
                row[x] = "丁"
            elif text == LEFT and (x == 0 or row[x - 1] == ABOVE):
                row[x] = "戊"
    return [list(draw(HEADINGS)), *rows]


def _is_wide(row: list[str], x: int) -> bool:
    return x + 1 < len(row) and row[x + 1] == LEFT


@settings(max_examples=60, deadline=None)
@given(tables(), st.lists(WORDS, max_size=3))
def test_nothing_is_lost(rows: list[list[str]], lines: list[str]) -> None:
    """Every character is used, left out with a reason or reported, and each cell is read once."""
    source = read_source(drawn(*lines, rows))
    draft = read_draft(source)
    account = account_of(source, draft)

    written = "".join(lines) + "".join(
        text for row in rows for text in row if text not in (ABOVE, LEFT)
    )
    read = "".join(piece.text for piece in source.pieces)
    assert Counter("".join(written.split())) == Counter("".join(read.split()))
    covered = {
        (extract.piece, at)
        for uses in account.used.values()
        for extract, _ in uses
        for at in range(extract.start, extract.end)
    } | {
        (extract.piece, at)
        for extract in (*account.unread, *(each for each, _ in account.ignored))
        for at in range(extract.start, extract.end)
    }
    for piece in source.pieces:
        left = [sign for at, sign in enumerate(piece.text) if (piece, at) not in covered]
        assert not set("甲乙丙丁戊一二1公开牵头") & set(left), (piece.place, left)


def test_rest_between_two_uses() -> None:
    """What lies between two parts that are used is told apart."""
    piece = Piece("甲乙丙丁戊", "第1段")
    draft = PlanDraft(title=(Extract(piece, 0, 1), Extract(piece, 3, 4)))

    account = account_of(Source((piece,)), draft)

    assert ["乙丙", "戊"] == [extract.text for extract in account.unread]
    assert 3 == characters(list(account.unread))
    assert account.is_whole
