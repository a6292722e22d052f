"""Tables as offices lay them out (各地方案常见的表格样式), each drawn with fictional wording."""

from __future__ import annotations

import pytest

from generator.importing.draft import said
from generator.plan.role_checks import roles_agree_with_print
from tests.importing.drawn import ABOVE, LEFT, LETTER, drawn
from tests.importing.reading import imported

Task = tuple[str, str | None, str | None, str | None, list[str], list[str]]
"""Id, number, title, requirement, leads, others."""
LAYOUTS: dict[str, tuple[list[list[str]], list[Task]]] = {
    "a lead column beside a responsible one": (
        [
            ["工作任务", "工作要求", "牵头单位", "责任单位"],
            ["一、主动公开", LEFT, LEFT, LEFT],
            ["1.公开规划", "按时公开。", "办公室", "甲处、乙处"],
            ["2.公开预算", "", "甲处", "各处室"],
        ],
        [
            ("1-1", "1.", "公开规划", "按时公开。", ["办公室"], ["甲处", "乙处"]),
            ("1-2", "2.", "公开预算", None, ["甲处"], ["各处室"]),
        ],
    ),
    "one task beside several numbered requirements": (
        [
            ["工作任务", "序号", "具体要求", "责任科室", "时限要求"],
            ["一、主动公开", "1", "公开规划。", "办公室", "年底前"],
            [ABOVE, "2", "公开预算。", "甲科", "持续推进"],
            ["二、解读", "3", "解读政策。", "乙科", "2024年6月底前"],
        ],
        [
            ("1-1", "1", None, "公开规划。", [], ["办公室"]),
            ("1-2", "2", None, "公开预算。", [], ["甲科"]),
            ("2-1", "3", None, "解读政策。", [], ["乙科"]),
        ],
    ),
    "a heading over the numbers, too": (
        [
            ["工作任务", "具体要求", LEFT, "责任科室"],
            ["一、主动公开", "1", "公开规划。", "办公室"],
            [ABOVE, "2", "公开预算。", "甲科"],
        ],
        [
            ("1-1", "1", None, "公开规划。", [], ["办公室"]),
            ("1-2", "2", None, "公开预算。", [], ["甲科"]),
        ],
    ),
    "parts merged down, numbers in the requirement": (
        [
            ["工作任务", "具体要求", "责任部门"],
            ["主动公开", "1.公开规划。", "办公室"],
            [ABOVE, "2.公开预算。", "各科室"],
            ["解读", "3.解读政策。", "甲科"],
        ],
        [
            ("1-1", "1.", None, "公开规划。", [], ["办公室"]),
            ("1-2", "2.", None, "公开预算。", [], ["各科室"]),
            ("2-1", "3.", None, "解读政策。", [], ["甲科"]),
        ],
    ),
    "parts and aspects in two columns below one heading": (
        [
            ["工作任务", LEFT, "序号", "具体要求", "责任单位", "时限要求"],
            ["一、主动公开", "（一）规划", "1", "公开规划。", "办公室", "全年"],
            [ABOVE, ABOVE, "2", "公开预算。", "甲处", ""],
            [ABOVE, "（二）预算", "3", "公开决算。", "乙处", ""],
            ["二、解读", "（一）解读", "4", "解读政策。", "甲处、乙处", ""],
        ],
        [
            ("1-1-1", "1", None, "公开规划。", [], ["办公室"]),
            ("1-1-2", "2", None, "公开预算。", [], ["甲处"]),
            ("1-2-1", "3", None, "公开决算。", [], ["乙处"]),
            ("2-1-1", "4", None, "解读政策。", [], ["甲处", "乙处"]),
        ],
    ),
    "no number and no part": (
        [
            ["重点任务", "工作内容", "负责科室"],
            ["公开规划", "按时公开。", "办公室"],
            ["公开预算", "按时公开。", "甲科"],
        ],
        [
            ("1-1", None, "公开规划", "按时公开。", [], ["办公室"]),
            ("1-2", None, "公开预算", "按时公开。", [], ["甲科"]),
        ],
    ),
    "classes large and small": (
        [
            ["大类", "小类", "任务", "牵头单位", "配合单位", "完成时限"],
            ["主动公开", "规划", "公开规划", "办公室", "甲处", "12月底前"],
            [ABOVE, ABOVE, "公开计划", "办公室", "无", "每季度"],
            [ABOVE, "预算", "公开预算", "甲处", "", "年底前"],
        ],
        [
            ("1-1-1", None, "公开规划", None, ["办公室"], ["甲处"]),
            ("1-1-2", None, "公开计划", None, ["办公室"], []),
            ("1-2-1", None, "公开预算", None, ["甲处"], []),
        ],
    ),
    "headings with blanks, printed again on the next page": (
        [
            ["序 号", "工　作　任　务", "具 体\n措 施", "责 任 单 位"],
            ["1", "公开规划", "按时公开。", "办公室"],
            ["序 号", "工　作　任　务", "具 体\n措 施", "责 任 单 位"],
            ["2", "公开预算", "按时公开。", "甲处"],
        ],
        [
            ("1-1", "1", "公开规划", "按时公开。", [], ["办公室"]),
            ("1-2", "2", "公开预算", "按时公开。", [], ["甲处"]),
        ],
    ),
    "one task beside several units": (
        [
            ["工作任务", "工作要求", "责任单位"],
            ["1.公开规划", "按时公开。", "办公室"],
            [ABOVE, ABOVE, "甲处"],
            ["2.公开预算", "按时公开。", "乙处"],
        ],
        [
            ("1-1", "1.", "公开规划", "按时公开。", [], ["办公室", "甲处"]),
            ("1-2", "2.", "公开预算", "按时公开。", [], ["乙处"]),
        ],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_table(name: str) -> None:
    """Each layout gives its tasks, and no cell is lost or doubled."""
    rows, expected = LAYOUTS[name]
    found = imported(drawn(*LETTER, rows))

    tasks = [
        (
            *(task.id, task.number, task.title, task.requirement),
            [party.name for party in task.lead],
            [party.name for party in (*task.responsible, *task.supporting)],
        )
        for task in found.plan.tasks
    ]
    assert expected == tasks
    assert [] == [extract.text for extract in found.account.unread]


def test_unknown_columns() -> None:
    """What has no field of its own stays under its heading."""
    rows = [["工作任务", "责任单位", "备注", "公开载体"], ["公开规划", "办公室", "长期", "网站"]]

    (task,) = imported(drawn(*LETTER, rows)).plan.tasks

    assert {"备注": "长期", "公开载体": "网站"} == task.extra


def test_table_that_goes_on() -> None:
    """A second table without headings goes on with the first."""
    first = [["工作任务", "工作要求", "责任单位"], ["1.公开规划", "按时公开。", "办公室"]]
    second = [["2.公开预算", "按时公开。", "甲处"]]

    found = imported(drawn(*LETTER, first, second))

    assert ["公开规划", "公开预算"] == [task.title for task in found.plan.tasks]
    assert not found.account.unread


def test_prose() -> None:
    """Running text: headings, aspects, tasks, and units in brackets or in a line of their own."""
    found = imported(
        drawn(
            *LETTER,
            "总的要求如下。",
            "一、主动公开",
            "（一）公开规划",
            "1.公开本级规划。做到应公开尽公开。（办公室牵头，甲处、乙处配合）",
            "2.公开历史规划。（甲处负责）",
            "（二）公开预算",
            "1.公开预算。按时公开。",
            "责任单位：乙处、各处室；完成时限：6月底前",
        )
    )

    tasks = [(each.id, each.title, each.requirement) for each in found.plan.tasks]
    assert [
        ("1-1-1", "公开本级规划。", "做到应公开尽公开。"),
        ("1-1-2", "公开历史规划。", None),
        ("1-2-1", "公开预算。", "按时公开。"),
    ] == tasks
    first, second, third = found.plan.tasks
    assert (["办公室"], ["甲处", "乙处"]) == (
        [party.name for party in first.lead],
        [party.name for party in first.supporting],
    )
    assert ["甲处"] == [party.name for party in second.responsible]
    assert ["乙处", "各处室"] == [party.name for party in third.responsible]
    assert third.deadline
    assert "6月底前" == third.deadline.printed
    assert "总的要求如下。" == found.plan.text
    assert [] == [extract.text for extract in found.account.unread]


def test_letter() -> None:
    """The letter goes into its fields, in whatever lines its title is broken."""
    rows = [["工作任务", "责任单位"], ["公开规划", "办公室"]]
    lines = ("虚构省示例局关于印发", "2024年政务公开工作方案的通知", "虚构函〔2024〕7号")
    found = imported(
        drawn(
            *(*lines, *LETTER[2:6], "（此件主动公开）", "抄送：虚构省办公厅。", "附件1"),
            *(LETTER[6], rows),
        )
    )

    letter = found.plan.document
    assert "虚构省示例局关于印发2024年政务公开工作方案的通知" == letter.title
    assert ("虚构函〔2024〕7号", "虚构省示例局") == (letter.number, letter.issuer)
    assert ("各处室", "现印发给你们。") == (letter.addressees, letter.body)
    assert ("此件主动公开", "虚构省办公厅") == (letter.note, letter.copied_to)
    assert LETTER[6] == found.plan.title
    assert "2024-03-01" == str(letter.issued_on)
    assert ["附件1"] == [extract.text for extract, _ in found.draft.ignored]


@pytest.mark.parametrize(
    ("head", "behind"),
    [
        (("虚构省示例局文件", "虚构函〔2024〕7号"), ()),
        (("虚构省示例局", "虚构函〔2024〕 7 号"), ()),
        (("虚构省示例局文件",), ("虚构函〔2024〕 7号",)),
    ],
)
def test_letterhead(head: tuple[str, ...], behind: tuple[str, ...]) -> None:
    """What stands above the title in large type, and blanks in the number, are in no field."""
    title = "虚构省示例局关于印发2024年政务公开工作方案的通知"
    rows = [["工作任务", "责任单位"], ["公开规划", "办公室"]]
    found = imported(drawn(*head, title, *behind, *LETTER[2:], rows))

    letter = found.plan.document
    assert (title, "虚构函〔2024〕7号") == (letter.title, letter.number)
    assert (LETTER[2].rstrip("："), LETTER[3]) == (letter.addressees, letter.body)
    assert [head[0]] == [extract.text for extract, _ in found.draft.ignored]
    assert not found.account.unread


def test_text_below_a_heading() -> None:
    """A long text across all columns is none of the headings."""
    text = "坚持以公开为常态、不公开为例外，" * 8
    rows = [["工作任务", "责任单位"], ["一、主动公开", LEFT], [text, LEFT], ["公开规划", "办公室"]]

    found = imported(drawn(*LETTER, rows))

    assert text.strip() == found.plan.sections[0].text
    assert "主动公开" == said(found.draft.sections[0].title)


def test_second_column_of_a_kind() -> None:
    """A second column that could be the requirement stays under its own heading."""
    rows = [["任务", "工作要求", "具体措施", "责任单位"], ["公开", "按时。", "上网。", "办公室"]]

    (task,) = imported(drawn(*LETTER, rows)).plan.tasks

    assert "按时。" == task.requirement
    assert {"具体措施": "上网。"} == task.extra


def test_units_beside_persons_agree_with_print() -> None:
    """Where only one column says who does it, its heading is kept: it tells units from persons."""
    rows = [["工作任务", "责任科室（责任人）"], ["公开规划", "甲科（赵某某）"]]

    plan = imported(drawn(*LETTER, rows)).plan

    (task,) = plan.tasks
    assert ["甲科"] == [party.name for party in task.responsible]
    assert [] == [*roles_agree_with_print(task, plan)]
