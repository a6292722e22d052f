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
        ((HEAD, NUMBER, TITLE), ["文件"]),
        (("虚构市示例局", NUMBER, TITLE), []),
        ((NUMBER, TITLE), []),
        ((TITLE, f"（{NUMBER}）"), []),
    ],
)
def test_head_without_a_letter(lines: tuple[str, ...], ignored: list[str]) -> None:
    """The head of an office and the number are no part of the title; an office is the issuer."""
    draft = read_draft(read_source(drawn(*lines, TABLE)))

    assert ("虚构市示例局" if lines[0] in HEAD else "") == said(draft.letter.issuer)

    assert (TITLE, NUMBER) == (said(draft.title), said(draft.letter.number))
    assert ignored == [extract.text for extract, _ in draft.ignored]
    assert () == draft.text


def test_issuer_in_the_head() -> None:
    """A letter that nobody signs is issued by the office in its head, with or without a number."""
    letter = ("关于印发工作方案的通知", "各处室：", "现印发给你们。")

    draft = read_draft(read_source(drawn(HEAD, *letter, TITLE, TABLE)))

    assert "虚构市示例局" == said(draft.letter.issuer)
    assert ["文件"] == [extract.text for extract, _ in draft.ignored]


@pytest.mark.parametrize("heads", [(HEAD, "虚构市例示局文件"), ("（征求意见稿）",)])
def test_heads_that_name_no_issuer(heads: tuple[str, ...]) -> None:
    """Who issues a plan is not guessed: not of several offices, nor from other words above it."""
    draft = read_draft(read_source(drawn(*heads, NUMBER, TITLE, TABLE)))

    assert () == draft.letter.issuer


def test_letter_without_its_title() -> None:
    """A letter that was copied from a web page without its title is one all the same."""
    signed = ("虚构市示例局", "2024年3月1日", "（此件公开发布）")
    lines = ("各科室：", "现印发给你们，请认真落实。", *signed, TITLE, "本清单自印发之日起执行。")
    draft = read_draft(read_source(drawn(*lines, TABLE)))

    letter = draft.letter
    assert (TITLE, "本清单自印发之日起执行。") == (said(draft.title), said(draft.text))
    assert ("各科室", "虚构市示例局") == (said(letter.addressees), said(letter.issuer))
    assert ("2024年3月1日", "此件公开发布") == (said(letter.issued_on), said(letter.note))
