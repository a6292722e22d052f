"""What somebody is asked to look at, and how sure each task is."""

from __future__ import annotations

import json
import re

import pytest

from generator.importing.document import Piece, Source
from generator.importing.draft import HeadingDraft, PlanDraft, TaskDraft
from generator.importing.formats.kinds import read_source
from generator.importing.plan_file.units import aliases_in, register
from generator.importing.reading import read_draft
from generator.importing.telling.account import account_of
from generator.importing.telling.findings import Confidence, Findings
from generator.importing.telling.overlooked import overlooked
from generator.importing.telling.remarks import Kind, Urgency
from generator.importing.telling.report import as_json, as_text
from generator.importing.wording.sequence import value_of
from tests.conftest import REAL, ROOT
from tests.importing.drawn import ABOVE, LEFT, LETTER, drawn
from tests.importing.reading import imported

HEADINGS = ["工作任务", "工作要求", "责任单位", "完成时限"]
SURE = ["1.公开规划", "按时公开。", "办公室牵头，甲处配合", "2024年6月底前"]
DOUBTS: dict[str, tuple[list[str], Kind, str]] = {
    "no title": (["", "2.按时公开。", "办公室牵头", ""], Kind.NO_TITLE, "没有任务名称"),
    "nobody": (["2.公开预算", "", "", ""], Kind.NO_RESPONSIBILITY, "没有责任单位"),
    "no name": (["2.公开预算", "", "按职责分工负责", ""], Kind.NO_UNIT, "没有点名"),
    "not understood": (["2.公开预算", "", "甲处商请乙处", ""], Kind.ROLES, "看不出谁牵头"),
    "no lead": (["2.公开预算", "", "甲处会同乙处", ""], Kind.NO_LEAD, "没有写明谁牵头"),
    "and others": (["2.公开预算", "", "甲处牵头，乙处等部门配合", ""], Kind.OPEN_LIST, "“等”为止"),
    "a number left out": (["4.公开预算", "", "甲处", ""], Kind.NUMBER, "序号由1跳到4"),
    "a number twice": (["1.公开预算", "", "甲处", ""], Kind.NUMBER, "序号1用了两次"),
    "no number": (["公开预算", "", "甲处", ""], Kind.NUMBER, "没有序号"),
    "no day": (["2.公开预算", "", "甲处", "尽快"], Kind.DEADLINE, "看不出完成时限“尽快”"),
    "the heading again": (["2.主动公开", "", "甲处", ""], Kind.SAME_AS_HEADING, "标题相同"),
    "a long title": (["2." + "公开" * 51, "", "甲处", ""], Kind.LONG_TITLE, "超过 100 字"),
    "no year": (["2.公开预算", "", "甲处", "6月底前"], Kind.ASSUMED_YEAR, "读作2024年6月30日"),
}


def findings(*rows: list[str]) -> Findings:
    """Import a table below a part."""
    part = ["一、主动公开", LEFT, LEFT, LEFT]
    return imported(drawn(*LETTER, [HEADINGS, part, *rows])).findings


@pytest.mark.parametrize("name", DOUBTS)
def test_doubts(name: str) -> None:
    """Each doubt is said once, of the task that it is about, and the others stay sure."""
    row, kind, words = DOUBTS[name]
    found = findings(SURE, row)

    about = [remark for remark in found.remarks if remark.kind is kind]
    assert [(2,)] == [remark.tasks for remark in about]
    assert words in about[0].message
    assert "表1第4行" in about[0].place
    expected = (Confidence.UNREAD, Confidence.CHECK, Confidence.SURE)[kind.urgency]
    assert [Confidence.SURE, expected] == [found.confidence(1), found.confidence(2)]


def test_what_is_no_doubt() -> None:
    """A task without a full stop, a time limit or a requirement is as good as any other."""
    found = findings(SURE, ["2.公开预算", "", "高等教育处", "持续推进"])

    assert () == found.remarks


def test_number_of_several_requirements() -> None:
    """A number that is merged down beside several tasks is no number used twice."""
    rows = [
        ["序号", "工作要求", "责任单位"],
        ["1", "公开规划。", "办公室"],
        [ABOVE, "公开计划。", "甲处"],
        ["2", "公开预算。", "乙处"],
    ]
    found = imported(drawn(*LETTER, rows)).findings

    assert [] == [each for each in found.remarks if each.kind is Kind.NUMBER]


def test_column_of_units_with_an_unknown_heading() -> None:
    """Nobody is told that no unit is named where a column says nothing but units."""
    rows = [["工作任务", "工作要求", "报送对口"], ["1.公开规划", "按时公开。", "办公室"]]
    found = imported(drawn(*LETTER, rows)).findings

    kinds = [remark.kind for remark in found.remarks]
    assert Kind.UNIT_COLUMN in kinds
    assert Kind.NO_RESPONSIBILITY not in kinds


def task_that_says(requirement: str) -> PlanDraft:
    """Return the draft of a plan with one task, of which nothing is read as responsibility."""
    task = TaskDraft(requirement=(Piece(requirement, "第1段").whole,))
    return PlanDraft(sections=[HeadingDraft(tasks=[task])])


@pytest.mark.parametrize(
    ("requirement", "duty"),
    [
        ("按时公开。\n——责任科室：甲科", "责任科室：甲科"),
        ("按时公开。◆牵头单位 甲局", "牵头单位 甲局"),
        ("按时公开。\n责任单位：\n甲科", "责任单位： 甲科"),
        ("按时公开。【责任部门】甲部", "【责任部门】甲部"),
        ("按时公开，由甲科、乙科共同负责。", "乙科共同负责"),
        ("按时公开，各有关方面按职责抓好落实。", "各有关方面按职责抓好落实"),
        ("按时公开。（甲局牵头并会商乙局）", "甲局牵头并会商乙局"),
        ("按时公开——甲科、乙科", "甲科、乙科"),
    ],
)
def test_duty_in_the_text(requirement: str, duty: str) -> None:
    """Words on who does a task that were not read as such are shown, and the task is not sure."""
    draft = task_that_says(requirement)

    (remark,) = overlooked(draft)
    assert (Kind.DUTY_IN_TEXT, (1,)) == (remark.kind, remark.tasks)
    assert remark.message.startswith("任务末尾写着")
    assert duty in remark.message
    source = Source((draft.tasks[0].requirement[0].piece,))
    found = Findings(source, draft, account_of(source, draft), {})
    assert Confidence.CHECK is found.confidence(1)
    assert not any(
        "不必补" in each.message and "责任单位" in each.message for each in found.remarks
    )


@pytest.mark.parametrize(
    "requirement",
    [
        "公布责任单位、责任人。",
        "公布部门权责清单（含负责人信息）。",
        "对公开内容的真实性负责。",
        "强化部门协同配合。",
        "督促责任单位整改——按时公开",
    ],
)
def test_no_duty_in_the_text(requirement: str) -> None:
    """What only speaks of duties, or of unnamed people, is no word on who does the task."""
    assert [] == [*overlooked(task_that_says(requirement))]


def test_duty_in_the_text_of_one_task() -> None:
    """Each task is told of once: what its text says, or that nothing says who does it."""
    tasks = [
        TaskDraft(requirement=(Piece(text, place).whole,))
        for text, place in (("按时公开。——责任科室：甲科", "第1段"), ("按时公开。", "第2段"))
    ]
    draft = PlanDraft(sections=[HeadingDraft(tasks=tasks)])
    source = Source(tuple(task.requirement[0].piece for task in tasks))
    found = Findings(source, draft, account_of(source, draft), {})

    kinds = (Kind.DUTY_IN_TEXT, Kind.NO_RESPONSIBILITY)
    assert {(Kind.DUTY_IN_TEXT, (1,)), (Kind.NO_RESPONSIBILITY, (2,))} == {
        (each.kind, each.tasks) for each in found.remarks if each.kind in kinds
    }


def test_columns_of_marks() -> None:
    """Where each unit has a column and marks say what it does, people are told to write it out."""
    rows = [
        ["序号", "公开内容", "办公室", "财务部", "工程部"],
        ["1", "公开规划", "●", "○", ""],
        ["2", "公开预算", "○", "●", "○"],
    ]
    note = "说明：●为主办部门，○为协办部门。"
    found = imported(drawn(*LETTER, rows, note)).findings

    (remark,) = [each for each in found.remarks if each.kind is Kind.UNIT_COLUMN]
    assert "“办公室”、“财务部”、“工程部”各栏填的是符号（●、○）" in remark.message
    assert note in remark.message
    assert [Confidence.CHECK] * 2 == [found.confidence(1), found.confidence(2)]
    assert Kind.NO_RESPONSIBILITY not in {each.kind for each in found.remarks}


def test_marks_at_the_places_of_publication() -> None:
    """Where something is published is no unit, whether it is marked or written out."""
    rows = [
        ["公开事项", "公开内容", "责任科室", "公开渠道", "政府网站", "便民服务站"],
        ["公开规划", "按时公开。", "甲科", "学校官网、信息公开网", "√", "√"],
    ]
    found = imported(drawn(*LETTER, rows)).findings

    assert Kind.UNIT_COLUMN not in {each.kind for each in found.remarks}


def test_cells_that_are_not_understood_bear_their_labels() -> None:
    """Whoever fills in the roles by hand sees which cell is below which heading."""
    rows = [
        ["工作任务", "牵头单位", "责任单位"],
        ["公开规划", "甲局商请乙局", "市直各部门"],
    ]
    found = imported(drawn(*LETTER, rows)).findings

    remark = next(each for each in found.remarks if each.kind is Kind.ROLES)
    assert "“牵头单位：甲局商请乙局；责任单位：市直各部门”" in remark.message


def test_column_of_tasks_with_an_unknown_heading() -> None:
    """Where no heading is one of tasks, somebody should see which column was taken for it."""
    rows = [["惠民实事", "责任单位", "完成时限"], ["1.开放档案馆", "甲处", "长期"]]
    found = imported(drawn(*LETTER, rows)).findings

    remark = next(remark for remark in found.remarks if remark.kind is Kind.TITLE_COLUMN)
    assert "惠民实事" in remark.message
    assert "表1第1行第1格" == remark.place


def test_column_of_requirements_with_an_unknown_heading() -> None:
    """What stands beside each row of a merged task is taken for what to do; people should see."""
    rows = [
        ["工作任务", "细分事宜", "责任单位"],
        ["主动公开", "编制规划", "甲处"],
        [ABOVE, "公开规划", "乙处"],
    ]
    found = imported(drawn(*LETTER, rows)).findings

    remark = next(remark for remark in found.remarks if remark.kind is Kind.TITLE_COLUMN)
    assert "细分事宜" in remark.message
    assert "表1第1行第2格" == remark.place


@pytest.mark.parametrize(
    ("heading", "below", "place", "said"),
    [
        ("责任单位（加粗的为牵头单位）", "", "表1第1行第2格", "请对照原件填写 lead"),
        ("责任单位", "注：加粗的为牵头单位。", "第8段", "没有照此录入"),
        ("责任单位", "注：责任单位列第一位的为牵头单位。", "第8段", "已照此录入"),
    ],
)
def test_leads_told_in_another_way(heading: str, below: str, place: str, said: str) -> None:
    """Somebody should fill in the leads that only a look tells, and see those that a note does."""
    rows = [["工作任务", heading], ["1.公开规划", "甲处、乙处"]]
    found = imported(drawn(*LETTER, rows, *filter(None, [below]))).findings

    remarks = [remark for remark in found.remarks if remark.kind is Kind.LEAD_NOTE]
    assert [place] == [remark.place for remark in remarks]
    assert said in remarks[0].message


def test_column_of_titles_with_an_unknown_heading() -> None:
    """What stands before each requirement is taken for what names the task; people should see."""
    rows = [["公开重点", "工作要求", "责任单位"], ["规划", "按时公开。", "甲处"]]
    found = imported(drawn(*LETTER, rows)).findings

    remark = next(remark for remark in found.remarks if remark.kind is Kind.TITLE_COLUMN)
    assert "“公开重点”这个栏名，这一栏当作任务名称录入" in remark.message


@pytest.mark.parametrize(("heading", "is_told"), [("亮点", True), ("备注", False)])
def test_column_without_a_field(heading: str, *, is_told: bool) -> None:
    """What a heading that nobody knows heads stays beside the fields; people should see."""
    rows = [["工作任务", "工作要求", "责任单位", heading], ["公开规划", "按时公开。", "甲处", "有"]]
    found = imported(drawn(*LETTER, rows))

    assert {heading: "有"} == found.plan.tasks[0].extra
    told = [each.place for each in found.findings.remarks if each.kind is Kind.EXTRA_COLUMN]
    assert (["表1第1行第4格"] if is_told else []) == told


def test_two_columns_with_unknown_headings() -> None:
    """Each column of which only the place tells what it holds is told."""
    rows = [
        ["序号", "要办的事", "路径怎么走", "责任单位"],
        ["1", "公开规划", "按时公开，到年底。", "甲处"],
    ]
    found = imported(drawn(*LETTER, rows)).findings

    told = [each.message for each in found.remarks if each.kind is Kind.TITLE_COLUMN]
    assert ["“要办的事”一栏当作任务", "“路径怎么走”这个栏名，这一栏当作工作要求"] == [
        re.findall("“[^“]*?当作(?:任务|工作要求)", message)[0] for message in told
    ]
    assert Confidence.CHECK is found.confidence(1)


def test_column_of_which_somebody_has_decided() -> None:
    """Nobody is asked again what a column holds."""
    rows = [["公开重点", "工作要求", "责任单位", "亮点"], ["规划", "按时公开。", "甲处", "有"]]
    source = read_source(drawn(*LETTER, rows))
    draft = read_draft(source, {"公开重点": "title", "亮点": "extra"})
    found = Findings(source, draft, account_of(source, draft), {})

    kinds = {remark.kind for remark in found.remarks}
    assert not kinds & {Kind.TITLE_COLUMN, Kind.EXTRA_COLUMN}


@pytest.mark.parametrize("following", [2, 3])
def test_task_without_a_number_between_others(following: int) -> None:
    """It may be more of the one above, or one whose number was lost: only itself is odd."""
    tasks = ("1.公开规划。编制清单。（甲科负责）", "公布清单。（乙科负责）")
    found = imported(drawn(*LETTER, "一、公开", *tasks, f"{following}.公开决算。（丙科负责）"))

    told = [remark.message for remark in found.findings.remarks if remark.kind is Kind.NUMBER]
    assert ["没有序号，同级其他各项都有"] == told


@pytest.mark.parametrize(
    "people",
    [["联系人", "电话"], ["姓名", "职务"], ["考核指标", "分值"]],
)
def test_table_beside_that_of_which_somebody_has_decided(people: list[str]) -> None:
    """What shares headings with the tasks and is none of them stays out at the next import, too."""
    found = imported(
        drawn(
            *LETTER,
            [["序号", "工作任务", "责任单位"], ["1", "公开规划", "甲处"]],
            "联络员名单",
            [["序号", "责任单位", *people], ["1", "甲处", "张某", "10"]],
        )
    )

    assert ["公开规划"] == [task.title for task in found.plan.tasks]
    assert found.text == found.again


def test_units_that_only_headings_name() -> None:
    """People see from which heading the units of all tasks come; no character counts twice."""
    found = imported(
        drawn(*LETTER, "一、甲处牵头的任务", [["工作任务", "工作要求"], ["公开规划", "按时公开。"]])
    ).findings

    assert 1 == len([each for each in found.remarks if each.kind is Kind.UNITS_ABOVE])
    assert Kind.SHARED_CELL not in {each.kind for each in found.remarks}
    text = "".join(piece.text for piece in found.source.pieces)
    assert found.totals.used <= len("".join(text.split()))


def test_another_plan_behind_the_first() -> None:
    """The title of another plan is in no task of the first; people are told to part the two."""
    first = ("一、主动公开", "1.公开规划。按时公开。（甲科负责）")
    second = ("虚构市示例局2024年便民服务要点", "以下照办。", "一、一网通办", "1.联网。")
    found = imported(drawn(*LETTER, *first, *second))

    assert ["按时公开。", None] == [task.requirement for task in found.plan.tasks]
    (remark,) = (each for each in found.findings.remarks if each.kind is Kind.OTHER_PLAN)
    assert "“虚构市示例局2024年便民服务要点”" in remark.message


def test_day_below_the_last_task() -> None:
    """The day of a plan that another letter passes on is none of its last task."""
    tasks = ("1.公开规划。按时公开。（甲科负责）", "2.公开预算。按时公开。")
    found = imported(drawn(*LETTER, "一、主动公开", *tasks, "2023年7月1日"))

    assert "按时公开。" == found.plan.tasks[-1].requirement
    assert "2023年7月1日" == found.plan.text


def test_text_that_closes_a_plan() -> None:
    """What stands behind the last task in running text belongs to the plan."""
    closing = "各科室要加强领导，确保落实。"
    tasks = ("1.公开规划。按时公开。（甲科负责）", "2.公开预算。按时公开。（乙科负责）")
    found = imported(drawn(*LETTER, "一、主动公开", *tasks, closing))

    assert ["按时公开。"] * 2 == [task.requirement for task in found.plan.tasks]
    assert closing == found.plan.text
    (remark,) = (each for each in found.findings.remarks if each.kind is Kind.BODY)
    assert "第11段" == remark.place


def test_unit_that_advises() -> None:
    """Who advises or watches over has no role, and people are told."""
    found = findings(SURE, ["2.公开预算", "", "甲处牵头，乙处指导", ""])

    (remark,) = (each for each in found.remarks if each.kind is Kind.BESIDE)
    assert (2,) == remark.tasks
    assert "“乙处”" in remark.message
    assert "乙处" not in found.units.departments


def test_name_that_is_not_like_a_unit() -> None:
    """A name that may well be none is shown, with the task in which it stands."""
    found = findings(SURE, ["2.公开预算", "", "甲处、统筹谋划", ""])

    (remark,) = (each for each in found.remarks if each.kind is Kind.ODD_NAME)
    assert (2,) == remark.tasks
    assert "“统筹谋划”" in remark.message


def test_what_all_lack_is_said_once() -> None:
    """Where no task has a title, the plan has none."""
    tasks = ("按时公开规划。（办公室负责）", "逐项公开预算，不得遗漏。（甲处负责）")
    found = imported(drawn(*LETTER, "一、主动公开", *tasks)).findings

    assert [Kind.NO_TITLE] == [remark.kind for remark in found.remarks]
    assert Confidence.SURE is found.confidence(1)


def test_cell_beside_several_tasks() -> None:
    """Whoever is responsible by a merged cell is so for each of the tasks beside it."""
    found = findings(SURE, ["2.公开预算", "", ABOVE, ABOVE], ["3.公开决算", "", "甲处", ""])

    remark = next(remark for remark in found.remarks if remark.kind is Kind.SHARED_CELL)
    assert (1, 2) == remark.tasks
    assert Urgency.NOTE is remark.kind.urgency


def test_headings_are_counted_too() -> None:
    """A part that is missing between others is noticed."""
    found = findings(SURE, ["三、解读", LEFT, LEFT, LEFT], ["1.公开预算", "", "甲处", ""])

    assert ["部分的序号由1跳到3：原件缺号，还是漏了一项"] == [
        remark.message for remark in found.remarks
    ]


@pytest.mark.parametrize(
    ("number", "value"),
    [
        *[("1.", 1), ("12．", 12), ("（三）", 3), ("十、", 10), ("二十一、", 21), ("⑳", 20)],
        *[
            ("第二部分", 2),
            ("1.2", None),
            ("甲", None),
            ("一百", None),
            ("壹拾贰、", 12),
            ("㈣", 4),
        ],
        *[("⒛", 20), ("⑵", 2), ("㊀", 1), ("㊿", 50), ("任务三：", 3), ("二是", 2)],
        *[("9" * 5000, None)],
    ],
)
def test_printed_numbers(number: str, value: int | None) -> None:
    """Numbers are read as offices print them."""
    assert value == value_of(number)


def test_facts_that_the_document_does_not_tell() -> None:
    """Without a letter the issuer is left to the editor; a day without any year is doubtful."""
    rows = [HEADINGS, ["1.公开规划", "按时公开。", "办公室", "6月底前"]]
    found = imported_without_check("某局政务公开工作方案", rows)

    assert ["年度（year）", "发文机关（document 的 issuer）"] == [
        remark.message.removeprefix("没有找到").split("，")[0]
        for remark in found.remarks
        if remark.kind is Kind.MISSING
    ]
    assert any("方案也没有写明年度" in remark.message for remark in found.remarks)


def imported_without_check(title: str, rows: list[list[str]]) -> Findings:
    """Import a table of which no valid plan can be made yet."""
    from generator.importing.formats.kinds import read_source  # noqa: PLC0415
    from generator.importing.reading import read_draft  # noqa: PLC0415

    source = read_source(drawn(title, rows))
    draft = read_draft(source)
    return Findings(source, draft, account_of(source, draft), {})


def test_notes_and_unread_text_bear_on_their_tasks() -> None:
    """What is struck out in a cell, or was not understood, makes its task doubtful."""
    cell = Piece("甲处", "表1第2行第1格", ("修订中删去的文字“乙处”，没有录入",))
    task = TaskDraft(title=(cell.whole,), responsibility={"": (cell.whole,)})
    draft = PlanDraft(sections=[HeadingDraft(tasks=[task])])
    other = Piece("谁也不知道", "第2段")
    source = Source((other, cell))

    found = Findings(source, draft, account_of(source, draft), {})

    assert Confidence.CHECK is found.confidence(1)
    assert [Kind.UNREAD, Kind.IN_PIECE] == [remark.kind for remark in found.remarks][:2]
    assert 5 == found.totals.unread


def test_report_for_people() -> None:
    """What is said of several places is one line; the totals come last."""
    same = ["2.公开预算", "", "甲处", "6月底前"]
    lines = as_text(findings(SURE, same, ["3.公开决算", "", "甲处", "6月底前"])).splitlines()

    assert 2 == len(lines)
    assert lines[0].startswith("表1第4行第4格、表1第5行第4格：完成时限“6月底前”没有写年份")
    assert "1 个部分、0 个方面、3 项任务、2 个单位、0 个集体单位" in lines[1]


def test_report_for_programs() -> None:
    """Everything is there under a key that stays."""
    said = json.loads(as_json(findings(SURE, ["2.公开预算", "", "甲处等部门、各处室", ""])))

    assert {"totals", "remarks", "tasks", "registry"} == said.keys()
    assert ["sure", "check"] == [task["confidence"] for task in said["tasks"]]
    assert ["open_list"] == [reason["kind"] for reason in said["tasks"][1]["reasons"]]
    assert {"id": "ban-gong-shi", "name": "办公室"} in said["registry"]["departments"]
    assert ["各处室"] == [group["name"] for group in said["registry"]["groups"]]
    assert {"kind", "urgency", "place", "tasks", "message"} == said["remarks"][0].keys()


def test_kinds_are_explained() -> None:
    """Whoever reads the report with a program finds every kind in docs/messages.md."""
    explained = (ROOT / "docs" / "messages.md").read_text("utf-8")

    assert not [kind for kind in Kind if f"`{kind}`" not in explained]


def test_nothing_is_doubtful_in_the_notice() -> None:
    """A plan that was read as it was meant asks for no second look."""
    found = imported((REAL / "notice.docx").read_bytes()).findings

    assert [Kind.GROUP] == [remark.kind for remark in found.remarks]
    assert {Confidence.SURE} == {found.confidence(number) for number in range(1, 29)}


def test_many_names_that_are_alike() -> None:
    """Names are paired with the first of their kind, not each with each: there may be thousands."""
    names = ["甲处", "省甲处", *(f"乙处（{number}）" for number in range(900))]

    pairs = aliases_in(register(names, {}))

    assert ("甲处", "省甲处") == pairs[0]
    assert [("乙处（0）", f"乙处（{number}）") for number in range(1, 900)] == pairs[1:]


PERSONS = ["2.公开预算", "联系人虚构某，１３８００１３８０００。", "甲处", ""]
"""A number that is made up."""


def test_numbers_of_persons() -> None:
    """What check would refuse in the plan is said at once, masked, where it stands."""
    found = findings(SURE, PERSONS, ["3.公开决算", "证件号110101199003074178。", "甲处", ""])

    leaks = [remark for remark in found.remarks if remark.kind is Kind.LEAK]
    assert [("表1第4行第2格", (2,)), ("表1第5行第2格", (3,))] == [
        (remark.place, remark.tasks) for remark in leaks
    ]
    cure = "请删去或遮盖；确需公开的，在 content/waivers.yaml 里写明理由"
    assert f"发现手机号码 138****8000，{cure}" == leaks[0].message
    assert f"发现身份证号码 110****4178，{cure}" == leaks[1].message
    assert [Confidence.SURE, Confidence.CHECK] == [found.confidence(1), found.confidence(2)]


def test_number_in_a_narrow_cell() -> None:
    """A title is published in one line, and so is the number that its cell had broken."""
    found = findings(SURE, ["2.公开预算，电话138001\n38000", "", "甲处", ""])

    assert Kind.LEAK in {remark.kind for remark in found.on_task(2)}


def test_numbers_that_were_not_taken_over() -> None:
    """Of a list of telephones one sentence says where such numbers stand: in the original."""
    people = [["姓名", "手机"], ["虚构某", "13800138000"], ["虚构人", "13900139000"]]
    found = imported(drawn("机密★", *LETTER, [HEADINGS, SURE], people)).findings

    said = as_text(found)
    assert "发现密级标志，没有录入方案；原件、导入说明要公开的，涉密内容不得公开" in said
    assert (
        "表2第2行第2格、表2第3行第2格：发现手机号码，没有录入方案；"
        "原件、导入说明要公开的，请删去或遮盖"
    ) in said


def test_no_remark_repeats_a_number() -> None:
    """Whatever a remark quotes, numbers of persons are masked in it."""
    found = findings(
        SURE, ["2.公开预算", "", "甲处商请乙处13800138000", "尽快报13900139000"], PERSONS
    )

    said = as_text(found) + json.dumps([remark.message for remark in found.remarks])
    assert "甲处商请乙处138****8000" in said
    assert "138001380" not in said
    assert "139001390" not in said
