"""No character of a document goes nowhere without a word, whatever its tables look like."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importing.document import Extract, Piece, Source
from generator.importing.draft import PlanDraft
from generator.importing.formats.kinds import read_source
from generator.importing.plan_file.writing import as_plan
from generator.importing.reading import read_draft
from generator.importing.telling.account import account_of, characters
from generator.plan.loader import read_plan
from generator.problems import Report, Severity
from tests.importing.drawn import ABOVE, LEFT, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = st.text("甲乙丙一二1.（）、：公开责任单位牵头", max_size=9)
CELLS = st.one_of(
    WORDS,
    st.sampled_from(
        [
            *(ABOVE, LEFT, "", "一、公开", "（一）公开", "1.公开", "公开。", "甲科、乙科", "同上"),
            *("甲科牵头，乙科配合", "年底前", "1", "一", "备注：公开", "合计", "任务", "责任单位"),
        ]
    ),
)
HEADINGS = st.sampled_from(
    [
        ["工作任务", "工作要求", "责任单位", "备注"],
        ["序号", "工作任务", "牵头单位", "配合单位"],
        ["类别", "工作任务", LEFT, "责任单位"],
        ["工作任务", "具体任务", "责任分工", LEFT],
        ["类别", "分类", "工作内容", "完成时限"],
        ["重点任务", "工作任务", "工作要求", ""],
        ["姓名", "单位", "电话", "备注"],
    ]
).flatmap(lambda row: st.just(row) if LEFT in row else st.permutations(row))
LINES = st.one_of(
    WORDS,
    st.sampled_from(
        [
            *("一、公开", "（一）公开。甲科负责。", "1.公开。（甲科牵头，乙科配合）", "续表"),
            *("责任单位：甲科、", "乙科", "2024年3月1日", "附件", "甲局", "（公开）", "各科室："),
            *("甲局关于公开的通知", "注：公开", "甲局2024年公开方案", "公开清单"),
        ]
    ),
)


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


LABEL = re.compile(r"(?:牵头|责任单位|责任|单位)：(?=\s*\S)")
BLOCKS = st.lists(st.one_of(LINES, LINES, tables()), min_size=1, max_size=8)


@settings(max_examples=80)
@given(BLOCKS)
def test_nothing_is_lost(blocks: list[str | list[list[str]]]) -> None:
    """Every character is used, left out with a reason or reported, and each cell is read once."""
    source = read_source(drawn(*blocks))
    draft = read_draft(source)
    account = account_of(source, draft)

    assert Counter("".join(_written(blocks).split())) == Counter(
        "".join("".join(piece.text for piece in source.pieces).split())
    )
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
        # A label is kept as the heading of what stands behind it.
        labels = {at for found in LABEL.finditer(piece.text) for at in range(*found.span())}
        signs = [(at, sign) for at, sign in enumerate(piece.text) if (piece, at) not in covered]
        left = [sign for at, sign in signs if at not in labels]
        assert not set("甲乙丙丁戊一二1公开牵头") & set(left), (piece.place, left)


@settings(max_examples=80)
@given(BLOCKS)
def test_import_is_a_plan(blocks: list[str | list[list[str]]]) -> None:
    """Whatever is imported passes the check; people add only what the document does not say."""
    draft = read_draft(read_source(drawn(*blocks)))
    if draft.tasks:
        report = Report()
        read_plan(as_plan(draft, {}), "plan.yaml", report)

        errors = [each for each in report.problems if each.severity is Severity.ERROR]
        unsaid = [each for each in errors if each.code == "missing-field"]
        assert errors == [each for each in unsaid if any(field in each.message for field in UNSAID)]


UNSAID = ("issuer", " id", "year", "title")
"""What a document without a letter or a title does not say."""


def _written(blocks: Sequence[str | list[list[str]]]) -> str:
    rows = ([[block]] if isinstance(block, str) else block for block in blocks)
    texts = (text for block in rows for row in block for text in row)
    return "".join(text for text in texts if text not in (ABOVE, LEFT))


def test_rest_between_two_uses() -> None:
    """What lies between two parts that are used is told apart."""
    piece = Piece("甲乙丙丁戊", "第1段")
    draft = PlanDraft(title=(Extract(piece, 0, 1), Extract(piece, 3, 4)))

    account = account_of(Source((piece,)), draft)

    assert ["乙丙", "戊"] == [extract.text for extract in account.unread]
    assert 3 == characters(list(account.unread))
    assert account.is_whole
