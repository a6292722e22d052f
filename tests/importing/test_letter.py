"""What stands above a plan that no letter issues."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from generator.importing.draft import said
from generator.importing.formats.kinds import read_source
from generator.importing.opening.letter import as_date
from generator.importing.reading import read_draft
from tests.importing.drawn import LEFT, LETTER, drawn
from tests.importing.reading import imported
from tests.importing.sheets import add_rows, saved, sheet_of

if TYPE_CHECKING:
    from tests.importing.drawn import Block

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


BROKEN = (
    ("虚构市示例局办公室", "关于印发2024年政务公开任务清单的通知"),
    ("虚构市示例局办公室", "关于印发", "虚构市示例局", "2024年政务公开任务清单", "的通知"),
)


@pytest.mark.parametrize("title", BROKEN)
@pytest.mark.parametrize("head", [(), (NUMBER,)])
@pytest.mark.parametrize("signature", [("2024年3月1日",), ()])
def test_title_below_the_office(
    head: tuple[str, ...], title: tuple[str, ...], signature: tuple[str, ...]
) -> None:
    """The office in a line above 关于 is part of the title, and issues what it does not sign."""
    lines = (*head, *title, "各科室：", "现印发给你们。", *signature, TITLE)
    draft = read_draft(read_source(drawn(*lines, TABLE)))

    letter = draft.letter
    assert ("".join(title), TITLE) == (said(letter.title).replace("\n", ""), said(draft.title))
    assert ("虚构市示例局办公室", "现印发给你们。") == (said(letter.issuer), said(letter.body))


@pytest.mark.parametrize("head", [(NUMBER,), (HEAD, NUMBER)])
@pytest.mark.parametrize("signature", [("虚构市示例局", "2024年3月1日"), ()])
@pytest.mark.parametrize("plan", [(TABLE,), ("一、主动公开", "1.公开规划。（甲科负责）")])
def test_letter_without_its_title_below_a_number(
    head: tuple[str, ...], signature: tuple[str, ...], plan: tuple[Block, ...]
) -> None:
    """Below the number, addressees begin a letter, and a line that names a plan is its title."""
    lines = (*head, "各科室：", "经局务会同意，现印发给你们。", *signature, TITLE)
    draft = read_draft(read_source(drawn(*lines, *plan)))

    letter = draft.letter
    assert (TITLE, "", NUMBER) == (said(draft.title), said(draft.text), said(letter.number))
    assert ("各科室", "经局务会同意，现印发给你们。") == (
        said(letter.addressees),
        said(letter.body),
    )
    assert ("虚构市示例局" if signature or len(head) > 1 else "") == said(letter.issuer)


def test_title_above_a_table_of_people() -> None:
    """The title of a plan stays that of the plan, whatever stands above a later table."""
    members = [["职务", "姓名"], ["组长", "甲某"]]
    draft = read_draft(read_source(drawn(TITLE, members, "附表2政务公开任务分解表", TABLE)))

    assert (TITLE, "政务公开任务分解表") == (said(draft.title), said(draft.sections[0].title))


@pytest.mark.parametrize("top", [(NUMBER,), ("虚构市示例局",), (f"{TITLE}（征求意见稿）",)])
def test_no_letter(top: tuple[str, ...]) -> None:
    """A sentence that ends in a colon names no addressees."""
    said_below = "现将2024年政务公开任务分解如下："
    draft = read_draft(read_source(drawn(*top, said_below, "2024年3月1日", TABLE)))

    assert () == draft.letter.addressees


TASKS = [["工作任务", "责任单位", "完成时限"], ["公开规划", "甲科", "2024年3月1日"]]
OFFICE, DAY = "虚构市示例局", "2024年3月1日"
SIGNED: dict[str, list[list[str]]] = {
    "in two rows": [["", OFFICE, ""], ["", DAY, ""]],
    "behind an empty row": [["", "", ""], ["", "", OFFICE], ["", "", DAY]],
    "in one cell": [["", f"{OFFICE}\u3000{DAY}", ""]],
    "in two lines of a cell": [[f"{OFFICE}\n{DAY}", "<", "<"]],
}


@pytest.mark.parametrize("name", SIGNED)
def test_signature_in_the_table(name: str) -> None:
    """Who signs in the last rows of a table does no task."""
    for file in (drawn(TITLE, [*TASKS, *SIGNED[name]]), sheet_of([TITLE], [*TASKS, *SIGNED[name]])):
        draft = read_draft(read_source(file))

        (task,) = draft.tasks
        assert (["甲科"], DAY) == ([*task.cells.values()], said(task.deadline))
        assert (OFFICE, DAY) == (said(draft.letter.issuer), said(draft.letter.issued_on))


@pytest.mark.parametrize("day", [DAY, "2024年 3月 1日", "2024 年 11 月 21 日"])
def test_signature_in_one_line(day: str) -> None:
    """An office and a day in one line sign a letter as two lines do, whatever blanks are in it."""
    letter = ("各科室：", "现印发给你们。", f"{OFFICE} {day}")

    draft = read_draft(read_source(drawn(*letter, TITLE, TASKS)))

    assert (OFFICE, day) == (said(draft.letter.issuer), said(draft.letter.issued_on))


def test_imprint() -> None:
    """Who has sent the letter out, and when, is none of its text, whatever blanks are in it."""
    line = "虚构市示例局办公室  2024年 3月 1日印发"

    draft = read_draft(read_source(drawn(TITLE, TASKS, line)))

    assert [line] == [extract.text for extract, _ in draft.ignored]


DUTIES = ("责任单位：甲科 ", "责任单位：甲科", "（责任单位：甲科）", "公开 甲科 ")


@pytest.mark.parametrize("who", DUTIES)
def test_duty_with_a_day_signs_nothing(who: str) -> None:
    """Who does a task and by when, in one line below it, is no signature: the task stays."""
    below = f"{who}{DAY}"
    lines = (TITLE, "一、工作任务", "1.公开规划。", below, "2.公开计划。责任单位：乙科")

    draft = read_draft(read_source(drawn(*lines)))

    assert ((), (), ()) == (draft.letter.issued_on, draft.letter.issuer, draft.letter.body)
    assert "公开规划。" in said(draft.tasks[0].title)


@pytest.mark.parametrize("last", [["", "", DAY], ["", "乙科", ""], ["", OFFICE, DAY]])
def test_row_that_goes_on_is_no_signature(last: list[str]) -> None:
    """A day or a unit alone, or in different columns, belongs to the task above."""
    draft = read_draft(read_source(drawn(TITLE, [*TASKS, last])))

    assert () == draft.letter.issued_on


def test_notes_on_a_form_are_no_title() -> None:
    """A sheet that says how the list is filled in does not give the plan its name."""
    draft = read_draft(read_source(drawn("填表说明", "1.请按季度更新。", TITLE, TASKS)))

    assert (TITLE, "填表说明\n1.请按季度更新。") == (said(draft.title), said(draft.text))


@pytest.mark.parametrize("date", [("2024年  月  日",), ("2024年3月 日",), ()])
def test_letter_that_is_not_dated(date: tuple[str, ...]) -> None:
    """A draft of a letter, whose day is still open, and its note are none of the plan's title."""
    title = "虚构市示例局关于印发2024年政务公开任务清单的通知"
    lines = (title, "各科室：", "现印发给你们。", OFFICE, *date, "（此件公开发布）", TITLE)

    draft = read_draft(read_source(drawn(*lines, TASKS)))

    assert (TITLE, "") == (said(draft.title), said(draft.text))
    assert OFFICE == said(draft.letter.issuer)
    assert [""] == [said(section.number) for section in draft.sections]


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("2024年3月1日", "2024-03-01"),
        ("２０２４年３月１日", "2024-03-01"),
        ("二〇二四年十一月二十一日", "2024-11-21"),
        ("二○二四年十月三十日", "2024-10-30"),
        ("二〇二四年一一月一日", ""),
        ("2024年 3月 1 日", "2024-03-01"),
        ("2024年3月", ""),
    ],
)
def test_date(printed: str, written: str) -> None:
    """A date is written in digits, whatever signs it is printed in; what is none is none."""
    assert written == as_date(printed)


PLANS: dict[str, tuple[Block, ...]] = {
    "a table": (TASKS,),
    "running text": ("一、主动公开", "（一）公开规划。（甲科负责）"),
}


@pytest.mark.parametrize("plan", PLANS)
def test_imprint_in_a_table(plan: str) -> None:
    """Who gets copies is published; who has sent the letter out, and when, is none of the plan."""
    imprint = [["抄送：市政务公开办。", LEFT], ["虚构市示例局办公室", f"{DAY}印发"]]

    found = imported(drawn(*LETTER, *PLANS[plan], imprint))

    assert "市政务公开办" == found.plan.document.copied_to
    assert 1 == len(found.plan.tasks)
    assert not found.account.unread


def test_signature_before_another_sheet() -> None:
    """A list that is signed is, whatever stands on the sheets behind it."""
    workbook = load_workbook(io.BytesIO(sheet_of([TITLE], [*TASKS, *SIGNED["in two rows"]])))
    add_rows(workbook.create_sheet("数据"), [["甲科"], ["乙科"]])

    draft = read_draft(read_source(saved(workbook)))

    assert (OFFICE, DAY) == (said(draft.letter.issuer), said(draft.letter.issued_on))
