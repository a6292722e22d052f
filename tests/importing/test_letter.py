"""What stands above a plan that no letter issues."""

from __future__ import annotations

import pytest

from generator.importing.draft import said
from generator.importing.kinds import read_source
from generator.importing.reading import read_draft
from tests.importing.drawn import drawn

TITLE = "虚构市示例局2024年政务公开任务清单"
TABLE = [["工作任务", "工作要求", "责任单位"], ["公开规划", "按时公开。", "甲科"]]
NUMBER = "虚构函〔2024〕7号"
HEAD = "虚构市示例局文件"


@pytest.mark.parametrize(
    ("lines", "ignored"),
    [
        ((HEAD, NUMBER, TITLE), [HEAD]),
        (("虚构市示例局", NUMBER, TITLE), ["虚构市示例局"]),
        ((NUMBER, TITLE), []),
        ((TITLE, f"（{NUMBER}）"), []),
    ],
)
def test_head_without_a_letter(lines: tuple[str, ...], ignored: list[str]) -> None:
    """The head of an office and the number are no part of the title."""
    draft = read_draft(read_source(drawn(*lines, TABLE)))

    assert (TITLE, NUMBER) == (said(draft.title), said(draft.letter.number))
    assert ignored == [extract.text for extract, _ in draft.ignored]
    assert () == draft.text
