"""The form for the signature round: all that changes, on what ground, and where to sign."""

from __future__ import annotations

import io
import math
import random
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.history.compare import compare
from generator.history.difference import Difference, differences
from generator.plan.model import Plan
from generator.review.form import Compared, Findings, approval_form
from tests.conftest import parse_plan
from tests.history.edits import Draft
from tests.history.test_diff import CASES, PLAN, edited

FINE = Findings(errors=0, warnings=0, hints=0, is_whole=True)
PAGE = (29.7 - 2 * 2.0) * 72 / 2.54
"""Points between the margins."""


@dataclass(frozen=True)
class Form:
    """A form as Word reads it."""

    document: WordDocument

    @property
    def lines(self) -> list[str]:
        """What stands in no table."""
        return [paragraph.text for paragraph in self.document.paragraphs]

    @property
    def tables(self) -> list[list[list[str]]]:
        """Each table as rows of cells; deleted and inserted text as `disclosure diff` marks it."""
        return [
            [["\n".join(map(marked, cell.paragraphs)) for cell in row.cells] for row in table.rows]
            for table in self.document.tables
        ]

    @property
    def changes(self) -> list[list[str]]:
        """The rows that say what changes, those of further pages included, without headings."""
        return [
            row
            for heading, *rows in self.tables
            if heading == ["序号", "位置", "改动", "依据"]
            for row in rows
        ]


def marked(paragraph: Paragraph) -> str:
    """Return a paragraph with 【】 around what is struck through or underlined."""
    text = ""
    for run in paragraph.runs:
        deleted, inserted = run.font.strike, run.underline
        text += f"【{'删' if deleted else '增'}：{run.text}】" if deleted or inserted else run.text
    return text


def form_of(
    old: Plan, new: Plan, findings: Findings = FINE, names: tuple[str, str] = ("旧", "新")
) -> Form:
    """Return the form for the change from one plan to another."""
    changes = compare(old, new)
    found = [Difference(old, new, changes)] if changes else []
    return read(approval_form(found, Compared(*names, new), findings))


def read(form: bytes) -> Form:
    """Return a form as Word reads it."""
    return Form(docx.Document(io.BytesIO(form)))


def edit(edits: Mapping[str, str], first: Mapping[str, str] | None = None) -> Form:
    """Return the form for edits of the plan of the tests."""
    before = edited(PLAN, first or {})
    return form_of(parse_plan(before), parse_plan(edited(before, edits)))


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_lost(name: str) -> None:
    """Each sentence that `disclosure diff` says stands in the form, whole."""
    form = edit(CASES[name]["edit"], CASES[name].get("first"))

    said = set(form.lines)
    for _, place, change, grounds in form.changes:
        sentence, *details = change.split("\n")
        said |= {f"{place.split(chr(10))[0]}：{sentence}", *(f"  {detail}" for detail in details)}
        # A new entry in `amended` stands beside what it is the ground of.
        subject = place.split("\n")[0]
        said |= {f"{subject}：增加更改记录：{ground}" for ground in grounds.split("\n")}
    assert set(CASES[name]["says"].splitlines()) <= said


def test_first_lines() -> None:
    """The form names the plan and what is compared, and has room for number and day."""
    form = edit({"title: 公开预算。": "title: 公开预算和决算。"})

    assert [
        "政务公开专栏内容改动审核表",
        "方案：虚构市示例局2024年政务公开工作方案（编号 2024）",
        "改动前：旧　　改动后：新",
        "编号：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日",
    ] == form.lines[:4]


def test_a_change() -> None:
    """A row says where, what and on what ground; what was reworded is struck or underlined."""
    form = edit(
        {
            "公开与民众息息相关的非秘规划": "公开与企业、民众息息相关的规划",
            "deadline: 年底前": (
                "deadline: 年底前\n            amended:\n"
                "              - {on: 2024-05-06, kind: 修订, basis: 虚示函〔2024〕9号}"
            ),
        }
    )

    assert [
        [
            "1",
            "任务 1-1-1\n公开各类规划。",
            (
                "工作要求有改动：“按照“应公开尽公开”原则，公开与【增：企业、】民众息息相关的【删：非秘】"
                "规划，并逐项标注有效期限和责任处室，方便企业和群众查询使用。”"
            ),
            "2024-05-06 修订，依据“虚示函〔2024〕9号”",
        ]
    ] == form.changes


AMENDED = "              - {on: 2024-05-06, kind: 调整, basis: 虚示函〔2024〕9号}\n"
NEW_PART = (
    '  - id: "3"\n    title: 其他\n    amended:\n{}    tasks:\n      - {{id: 3-1, title: 其他。}}\n'
)
GROUNDS: dict[str, tuple[dict[str, str], list[str]]] = {
    "none": ({"title: 公开预算。": "title: 公开决算。"}, ["未写明依据"]),
    "the column's own": ({"[budget]": "[budget, plans]"}, ["栏目自行归类、登记，无需依据"]),
    "a part's, which its tasks share": (
        {'  - id: "2"\n': NEW_PART.format(AMENDED.replace(" " * 14, " " * 6)) + '  - id: "2"\n'},
        ["2024-05-06 调整，依据“虚示函〔2024〕9号”"] * 2,
    ),
    "withdrawn": (
        {
            "title: 公开规划目录。": "title: 公开规划目录。\n"
            "            withdrawn: {on: 2024-06-01, reason: 已废止：不再需要}"
        },
        ["2024-06-01，已废止：不再需要"],
    ),
    "resumed": (
        {'        withdrawn: {on: 2024-05-01, reason: "已废止：并入年度培训"}\n': ""},
        ["未写明依据"],
    ),
    "removed, and added under another id": (
        {"      - id: 1-2\n": "      - id: 1-3\n"},
        ["未写明依据", "未写明依据", "已经公布，不能删去"],
    ),
    "former id": ({"            moved_from: [1-1-9]\n": ""}, ["曾用编号不能删去"]),
    "record rewritten": (
        {"basis: 与原件核对": "basis: 与原件重新核对"},
        ["更改记录只能增加，不能删改"] * 2,
    ),
    "record alone": (
        {"basis: 与原件核对}\n": f"basis: 与原件核对}}\n{AMENDED}"},
        ["本项即是依据"],
    ),
}


def test_record_in_another_order() -> None:
    """A ground stands beside its change only if nothing else is to be said of the record."""
    one, other = (
        f"              - {{on: 2024-04-01, kind: 录入更正, basis: {basis}}}\n"
        for basis in ("与原件核对", "补录")
    )
    form = edit(
        {"title: 公开预算。": "title: 公开决算。", one + other: other + one + AMENDED},
        first={one: one + other},
    )

    title, added, order = (change for _, _, change, _ in form.changes)
    assert "工作任务由“公开预算。”改为“公开决算。”" == title
    assert "增加更改记录：2024-05-06 调整，依据“虚示函〔2024〕9号”" == added
    assert order.startswith("更改记录的顺序改为")


@pytest.mark.parametrize("name", GROUNDS)
def test_grounds(name: str) -> None:
    """Whoever signs sees on what each change rests, or that it rests on nothing."""
    edits, expected = GROUNDS[name]

    assert expected == [ground for *_, ground in edit(edits).changes]


def test_ground_of_a_new_plan() -> None:
    """A new plan rests on the document that issues it; one that is published cannot be removed."""
    old = parse_plan(PLAN)
    new = parse_plan(PLAN.replace('id: "2024"', 'id: "2025"').replace("〔2024〕1号", "〔2025〕1号"))

    form = read(approval_form(differences([old], [new]), Compared("旧", "新", new), FINE))

    assert [("方案 2025", "虚示函〔2025〕1号"), ("方案 2024", "已经公布，不能删去")] == [
        (place, ground) for _, place, _, ground in form.changes
    ]
    assert "（编号 2025）等 2 个方案" in form.lines[1]


def test_which_plan() -> None:
    """If several plans change, each change says of which it is."""
    old = parse_plan(PLAN)
    new = parse_plan(edited(PLAN, {"title: 公开预算。": "title: 公开决算。"}))
    earlier = [
        parse_plan(text.replace('id: "2024"', 'id: "2023"'))
        for text in (PLAN, PLAN.replace("年底前", "明年"))
    ]

    found = differences([old, earlier[0]], [new, earlier[1]])
    form = read(approval_form(found, Compared("旧", "新", new), FINE))

    assert ["方案 2024 任务 1-2-1", "方案 2023 任务 1-1-1"] == [
        row[1].split("\n")[0] for row in form.changes
    ]


FOUND = {
    "错误 0 处，警告 0 处（检查了全栏目）。": FINE,
    "错误 0 处，警告 2 处，提示 3 处（检查了全栏目）。": Findings(0, 2, 3, is_whole=True),
    "错误 1 处，警告 0 处（只检查了方案，没有检查手写页面和附件）。"
    "错误须改正，改正后重新生成本表。": Findings(1, 0, 0, is_whole=False),
}


@pytest.mark.parametrize(("said", "findings"), FOUND.items())
def test_findings(said: str, findings: Findings) -> None:
    """The form says what the check has found, and what was checked."""
    plan = parse_plan(PLAN)

    form = form_of(plan, plan, findings)

    assert ["检查结果", said] == form.tables[0][0]


def test_what_is_ticked_and_signed() -> None:
    """There are boxes to tick, and for each who signs room for opinion, name and day."""
    plan = parse_plan(PLAN)

    form = form_of(plan, plan)

    (_, points), (heading, *rows) = form.tables
    assert ["保密审查", "个人信息", "链接有效", "依据齐备", "与印发文件一致"] == re.findall(
        r"□ (\S+)", points[1]
    )
    assert ["审核环节", "意见", "签名", "日期"] == heading
    assert [
        [signer, "", "", ""]
        for signer in ("承办人", "承办处室负责人", "保密审查", "公开办", "分管领导")
    ] == rows
    assert all(row.height and row.height.cm > 1.5 for row in form.document.tables[1].rows[1:])


def test_nothing_changed() -> None:
    """A form without changes says so, and names the plan."""
    plan = parse_plan(PLAN)

    form = form_of(plan, plan)

    assert "方案内容没有改动。" in form.lines
    assert [] == form.changes
    assert "方案：虚构市示例局2024年政务公开工作方案（编号 2024）" in form.lines


def many(count: int) -> Form:
    """Return the form for typical changes of so many tasks, each with its ground."""
    tasks = "".join(
        f"      - id: 2-{n}\n        title: 公开第{n}项内容。\n        deadline: 年底前\n"
        for n in range(2, count + 2)
    )
    before = PLAN + tasks
    ground = (
        "        amended:\n          - {on: 2024-05-06, kind: 修订, basis: 虚示函〔2024〕9号}\n"
    )
    after = PLAN + tasks.replace("年底前\n", f"2024年6月30日前\n{ground}")
    return form_of(parse_plan(before), parse_plan(after))


def test_eight_changes_are_one_page() -> None:
    """Eight changes of the usual kind stand on one page, which has nothing to say of another."""
    form = many(8)

    assert 8 == len(form.changes)
    assert 3 == len(form.tables)
    assert not any("续页" in line for line in form.lines)
    assert first_page(form.document) <= PAGE


def test_more_changes() -> None:
    """What finds no room is counted on the first page and stands on the next ones, in full."""
    form = many(30)

    first, last = form.tables[0], form.tables[-1]
    shown = len(first) - 1
    assert 8 <= shown < 30
    assert f"其余 {30 - shown} 项见续页。" in form.lines
    assert [str(number) for number in range(1, 31)] == [row[0] for row in first[1:] + last[1:]]
    assert first_page(form.document) <= PAGE
    assert "政务公开专栏内容改动审核表（续页）" in form.lines
    assert all(row.height and row.height.cm >= 1 for row in form.document.tables[2].rows[1:])
    heading = form.document.tables[-1].rows[0]
    assert heading._tr.trPr is not None
    assert heading._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_long_change() -> None:
    """A text that is too long for the first page says where the rest is, and stands there whole."""
    paragraph = "".join(f"第{n}条公开事项按季度更新，" for n in range(200))
    form = edit(
        {"title: 公开规划目录。": f"title: 公开规划目录。\n            requirement: {paragraph}"}
    )

    beginning, whole = (row[2] for row in form.changes)
    assert beginning.endswith("……（全文见续页）")
    assert f"增加工作要求“{paragraph}”" == whole
    assert whole.startswith(beginning.removesuffix("……（全文见续页）"))
    assert len(beginning) > 60
    assert ["1", "1"] == [row[0] for row in form.changes]
    assert first_page(form.document) <= PAGE


def test_a_new_task_with_much_to_say() -> None:
    """A new task that says more than the first page holds stands on the next one, fact by fact."""
    much = "按季度更新。" * 400
    task = f"""\
          - id: 1-1-4
            title: 公开规划图件。
            requirement: {much}
            deadline: 年底前
            topics: [plans]
"""

    form = edit({"      - id: 1-2\n": f"{task}      - id: 1-2\n"})

    beginning, whole = (row[2].split("\n") for row in form.changes)
    assert ["新增，在方面 1-1 下", "工作任务：公开规划图件。"] == beginning[:2]
    assert beginning[2].endswith("……（全文见续页）")
    assert ["完成时限：年底前", "主题：规划"] == whole[3:]
    assert f"工作要求：{much}" == whole[2]
    assert first_page(form.document) <= PAGE


@pytest.mark.parametrize("seed", range(12))
def test_the_signatures_are_on_the_first_page(seed: int) -> None:
    """Whatever changes, the first page ends where the paper does, and all changes are there."""
    draft = Draft(random.Random(seed))
    before = parse_plan(draft.text)
    draft.edit(random.Random(seed).randint(1, 14))

    form = form_of(before, parse_plan(draft.text))

    assert first_page(form.document) <= PAGE
    numbers = {int(row[0]) for row in form.changes}
    assert set(range(1, len(numbers) + 1)) == numbers


def first_page(document: WordDocument) -> float:
    """Return how many points the first page takes, reckoned plainly: half a place for a letter."""
    used = 0.0
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            if block.paragraph_format.page_break_before:
                break
            used += height([block], 17.0)
        else:
            used += sum(map(row_height, [block] * len(block.rows), range(len(block.rows))))
    return used


def row_height(table: Table, place: int) -> float:
    """Return how high a row is, with the line below it."""
    row = table.rows[place]
    contents = (
        height(cell.paragraphs, cell.width.cm - 0.38)
        for cell in row.cells
        if cell.width is not None
    )
    least = row.height.pt if row.height is not None else 0
    return max(least, *contents) + 0.5


def height(paragraphs: Sequence[Paragraph], width: float) -> float:
    """Return how many points paragraphs take that are `width` centimetres wide."""
    total = 0.0
    for paragraph in paragraphs:
        style: Any = paragraph.style
        form = style.paragraph_format
        characters = width * 72 / 2.54 / style.font.size.pt
        wide = sum(0.5 if character.isascii() else 1 for character in paragraph.text)
        lines = max(1, math.ceil(wide / characters))
        total += lines * form.line_spacing.pt + form.space_before.pt + form.space_after.pt
    return total


HOSTILE = st.text(min_size=1, max_size=80) | st.sampled_from(
    [
        "\0\x07\x1b",
        "\ud800",
        "\ufffe",
        "<w:p/>&amp;]]>",
        "字" * 5000,
        "w" * 5000,
        "“" * 500,
        "a\r\tb",
    ]
)


@settings(max_examples=30)
@given(HOSTILE)
def test_text_is_text(text: str) -> None:
    """Whatever a plan says is text; what Word cannot hold is replaced."""
    old = parse_plan(PLAN)
    new = replace(old, title=f"前{text}后")

    form = form_of(old, new, names=(text, text))

    (place, change), *_ = [(row[1], row[2]) for row in reversed(form.changes)]
    assert "方案 2024" == place
    kept = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    assert f"前{kept}后".replace("\r", "\n").replace("\n", "") in re.sub(
        "〔换行〕|\n|【.：|】", "", change
    )
    assert first_page(form.document) <= PAGE


def test_the_same_bytes() -> None:
    """The same change gives the same file on any day and machine, and names no author."""
    old, new = parse_plan(PLAN), parse_plan(PLAN.replace("年底前", "6月底前"))
    found = differences([old], [new])

    one, other = (approval_form(found, Compared("旧", "新", new), FINE) for _ in range(2))

    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as parts:
        assert {(1980, 1, 1, 0, 0, 0)} == {part.date_time for part in parts.infolist()}
    properties = docx.Document(io.BytesIO(one)).core_properties
    assert "政务公开专栏内容改动审核表" == properties.title
    assert ("", "", None, None) == (
        properties.author,
        properties.comments,
        properties.created,
        properties.modified,
    )


def test_paper_and_fonts() -> None:
    """The form is A4, in fonts that an office has, Chinese quotation marks included."""
    plan = parse_plan(PLAN)
    document = form_of(plan, plan).document

    (section,) = document.sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (21.0, 29.7) == (round(section.page_width.cm, 1), round(section.page_height.cm, 1))
    fonts = {
        style.name: style.element.rPr.rFonts.attrib
        for style in document.styles
        if str(style.name).startswith("审核表")
    }
    assert {"审核表标题", "审核表说明", "审核表文字", "审核表栏名", "审核表注"} == set(fonts)
    assert {"宋体", "仿宋", "黑体"} == {font[qn("w:eastAsia")] for font in fonts.values()}
    assert {"eastAsia"} == {font[qn("w:hint")] for font in fonts.values()}


def test_very_many_changes() -> None:
    """Of more changes than anybody reads on paper the rest is counted, and named where it is."""
    form = many(400)

    numbers = [int(number) for number, *_ in form.changes]
    left = 400 - numbers[-1]
    assert 0 < left < 101
    assert f"另有 {left} 项，见改动说明（disclosure diff）。" in form.lines
