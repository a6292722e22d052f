"""A corrected document put into a plan file that people have worked on."""

from __future__ import annotations

import random
import re
from copy import deepcopy
from dataclasses import dataclass, field

import pytest
import yaml

from generator.editing.written import read_written
from generator.importing.formats.kinds import read_source
from generator.importing.plan_file.updating import Update, updated
from generator.importing.plan_file.writing import as_plan
from generator.importing.reading import read_draft
from generator.plan.model import Plan
from generator.problems import Report
from tests.conftest import REAL, parse_plan
from tests.importing.drawn import drawn

UNITS = ("办公室", "法规处", "规划处", "农村处", "人事处")
WORDS = ("公开年度规划", "推进政策解读", "规范依申请公开", "办好政务热线", "开展业务培训")
MORE = ("并按季度更新目录", "向基层群众作出说明", "接受社会各界监督", "汇总后报送情况")


@dataclass
class Row:
    """A task as it is printed."""

    title: str
    requirement: str
    lead: str
    deadline: str = "年底前"


@dataclass
class Printed:
    """A document: aspects with their rows."""

    aspects: dict[str, list[Row]]
    lost: list[Row] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """All rows, as printed."""
        return [row for rows in self.aspects.values() for row in rows]

    def as_word(self) -> bytes:
        """Return it as an office lays it out."""
        cells = [["工作任务", "工作要求", "责任部门", "完成时限"]]
        for number, (title, rows) in enumerate(self.aspects.items(), start=1):
            part = f"{'一二三四五'[number - 1]}、{title}"
            cells.append([part, *"<<<"])
            cells += [
                [f"{at}.{row.title}", row.requirement, f"{row.lead}牵头", row.deadline]
                for at, row in enumerate(rows, start=1)
            ]
        return drawn("虚构省示例局2024年政务公开工作方案", cells)


def document(seed: int = 0) -> Printed:
    """Return a document of three parts with four tasks each."""
    chance = random.Random(seed)
    aspects = {
        f"部分{'甲乙丙'[number]}深化{chance.choice(WORDS)}": [
            Row(
                f"{WORDS[(at + number) % 5]}{'天地人和'[at]}{'山水木'[number]}。",
                f"{MORE[at]}，{MORE[(at + number) % 4]}，做好第{number * 4 + at}类事项。",
                chance.choice(UNITS),
            )
            for at in range(4)
        ]
        for number in range(3)
    }
    return Printed(aspects)


def first_import(printed: Printed) -> str:
    """Return the plan file of a document, with what editors add by hand."""
    text = as_plan(read_draft(read_source(printed.as_word())), {})
    text = text.replace("  issuer:\n", "  issuer: 虚构省示例局\n")
    text = text.replace(
        "\nsections:\n",
        "\ntopics:\n  - {id: open, name: 公开}\n\n# 以下照原件\nsections:\n",
    )
    return re.sub(
        r"( +)(- id: )(\d+-\d+)\n", r"\1# 请核对 \3\n\1\2\3\n\1  topics: [open]\n\n", text
    )


def update(text: str, printed: Printed) -> Update:
    """Put a document into a plan file."""
    written = read_written(text, "plan.yaml", Report())
    assert written
    return updated(written, read_draft(read_source(printed.as_word())), {})


def says(plan: Plan) -> list[tuple[str | None, ...]]:
    """Return what a plan prints of each task."""
    return [
        (
            task.title,
            task.requirement,
            "".join(task.responsibility.values()),
            "".join(party.name for party in task.lead),
            task.deadline.printed if task.deadline else None,
        )
        for task in plan.tasks
    ]


def ids(plan: Plan) -> dict[str | None, str]:
    """Return the id of each task by its title."""
    return {task.title: task.id for task in plan.tasks}


def block(text: str, id_: str) -> str:
    """Return the lines of a task with the comment above it."""
    found = re.search(rf"(?m)^ +# 请核对 {id_}\n.*\n(?:(?! *- id:| *#).*\n)*", text)
    assert found
    return found[0].rstrip("\n")


def retitle(printed: Printed, chance: random.Random) -> None:
    """Reword a title."""
    row = chance.choice(printed.rows)
    row.title = row.title.replace("。", "工作。")


def reword(printed: Printed, chance: random.Random) -> None:
    """Write a requirement anew."""
    chance.choice(printed.rows).requirement = "这一条全部重写过。"


def insert(printed: Printed, chance: random.Random) -> None:
    """Add a row somewhere."""
    rows = chance.choice([*printed.aspects.values()])
    row = Row(f"新增事项{chance.random()}。", "编写指南发给企业。", "新设处")
    rows.insert(chance.randrange(len(rows) + 1), row)


def delete(printed: Printed, chance: random.Random) -> None:
    """Leave a row out."""
    rows = chance.choice([rows for rows in printed.aspects.values() if len(rows) > 1])
    printed.lost.append(rows.pop(chance.randrange(len(rows))))


def swap(printed: Printed, chance: random.Random) -> None:
    """Let two neighbours change their places."""
    rows = chance.choice([rows for rows in printed.aspects.values() if len(rows) > 1])
    at = chance.randrange(len(rows) - 1)
    rows[at], rows[at + 1] = rows[at + 1], rows[at]


def move(printed: Printed, chance: random.Random) -> None:
    """Put a row below another part."""
    first, second = chance.sample([*printed.aspects.values()], 2)
    if len(first) > 1:
        second.append(first.pop(chance.randrange(len(first))))


def reassign(printed: Printed, chance: random.Random) -> None:
    """Name another unit."""
    chance.choice(printed.rows).lead = "改名后的处"


def postpone(printed: Printed, chance: random.Random) -> None:
    """Print another time limit."""
    chance.choice(printed.rows).deadline = "2024年11月底前"


EDITS = (retitle, reword, insert, delete, swap, move, reassign, postpone)


@pytest.mark.parametrize("seed", range(24))
def test_edits_of_a_document(seed: int) -> None:
    """The file says what the document says; ids stay, and so does every line of other tasks."""
    chance = random.Random(seed)
    before = document(seed)
    text = first_import(before)
    old = parse_plan(text)
    after = deepcopy(before)
    was = {id(row): row for row in after.rows}
    titles = {key: row.title for key, row in was.items()}
    for edit in chance.sample(EDITS, chance.randint(1, 4)):
        edit(after, chance)

    found = update(text, after)
    new = parse_plan(found.text)

    kept = {f"任务 {ids(old)[titles[id(row)]]}" for row in after.lost if id(row) in was}
    assert kept == set(found.gone)
    expected = [
        (row.title, row.requirement, f"{row.lead}牵头", row.lead, row.deadline)
        for row in after.rows
    ]
    printed_now = zip(says(new), new.tasks, strict=True)
    assert expected == [each for each, task in printed_now if f"任务 {task.id}" not in kept]
    for key, row in was.items():
        if row in after.rows:
            assert ids(old)[titles[key]] == ids(new)[row.title]
    printed = {row.title: row for row in before.rows}
    places = _places(before)
    for title, place in _places(after).items():
        if places.get(title) == place and printed[title] in after.rows:
            assert block(text, ids(old)[title]) == block(found.text, ids(old)[title])
    assert found.text == update(found.text, after).text


def _places(printed: Printed) -> dict[str, tuple[str, int]]:
    return {
        row.title: (title, at)
        for title, rows in printed.aspects.items()
        for at, row in enumerate(rows)
    }


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_same_document_again(end: str) -> None:
    """Nothing changes: not by topics, comments, another order of fields, or how lines end."""
    text = first_import(document())
    text = re.sub(r"( +number: .*\n)( +title: .*\n)", r"\2\1", text).replace("\n", end)

    assert update(text, document()) == Update(text, (), (), ())


def test_the_plan_that_is_shipped() -> None:
    """What people have typed is what the Word file says: nothing is left to change."""
    text = (REAL / "plan.yaml").read_text("utf-8")
    written = read_written(text, "plan.yaml", Report())
    assert written

    found = updated(written, read_draft(read_source((REAL / "notice.docx").read_bytes())), {})

    assert found == Update(text, (), (), ())


def test_what_was_put_right_by_hand() -> None:
    """What was read into the wrong field and mended in the file is not read wrong again.

    Where the document says something else now, it is that which counts.
    """
    before = document()
    row, other = before.rows[:2]
    begin, end = row.requirement.split("，", 1)
    text = first_import(before)
    mended = (
        text.replace(f"title: {row.title}", f"title: {row.title}{begin}，")
        .replace(f"requirement: {row.requirement}", f"requirement: {end}")
        .replace(f"requirement: {other.requirement}", "requirement: 由编辑写错。")
    )

    found = update(mended, before)

    restored = mended.replace("由编辑写错。", other.requirement)
    assert found == Update(restored, (), ("任务 1-2",), ("任务 1-1",))

    after = deepcopy(before)
    after.rows[0].requirement = f"改过的要求，{end}"
    found = update(mended, after)
    assert f"requirement: 改过的要求，{end}" in found.text
    assert () == found.divided


def test_what_no_document_gives() -> None:
    """Grounds, former ids and roles chosen by hand stay; an id that was used is not used again."""
    before = document()
    first = before.rows[0]
    text = first_import(before)
    by_hand = (
        "      - id: 1-1\n        moved_from: [1-9]\n"
        "        amended: [{on: 2024-05-01, kind: 修订, basis: 示例函〔2024〕1号}]\n"
    )
    text = text.replace("      - id: 1-1\n", by_hand).replace(
        f"lead: [{first.lead}]", f"supporting: [{first.lead}]", 1
    )
    after = deepcopy(before)
    after.rows[0].requirement = "改过的要求。"
    rows = next(iter(after.aspects.values()))
    rows.append(Row("编写指南。", "发给企业。", first.lead))

    found = update(text, after)

    assert by_hand in found.text
    assert f"supporting: [{first.lead}]" in found.text
    assert ("任务 1-1", "任务 1-10") == found.reworded


def test_a_former_name_is_no_new_unit() -> None:
    """A unit is known by its aliases too; units that are named no more stay."""
    before = document()
    old = before.rows[0].lead
    text = first_import(before).replace(f"name: {old}}}", f"name: {old}, aliases: [改名后的处]}}")
    after = deepcopy(before)
    for row in after.rows:
        row.lead = "改名后的处"

    found = update(text, after)

    registered = [unit.id for unit in parse_plan(text).departments]
    assert registered == [unit["id"] for unit in yaml.safe_load(found.text)["departments"]]


def test_headings_that_are_gone() -> None:
    """Tasks that move out of a part and its aspect stand there no more, and keep their ids."""
    above = ("一、主动公开", "（一）规划", "1.公开本级规划。归集。（甲处负责）")
    title, last = "虚构省示例局2024年政务公开工作方案", "解读政策文件。同步。（乙处负责）"
    before = drawn(title, *above, "二、解读", "（一）材料", f"1.{last}")
    text = as_plan(read_draft(read_source(before)), {})
    written = read_written(text, "plan.yaml", Report())
    assert written

    found = updated(written, read_draft(read_source(drawn(title, *above, f"2.{last}"))), {})

    assert ["1-1-1", "2-1-1"] == re.findall(r"id: (\d-\d-\d)", found.text)
    assert ("部分 2", "方面 2-1") == found.gone


def test_a_part_that_is_gone() -> None:
    """It stays where it was with all its tasks; what is withdrawn already is no news."""
    before = document()
    text = first_import(before).replace(
        "      - id: 2-2\n",
        "      - id: 2-2\n        withdrawn: {on: 2024-05-01, reason: 已废止}\n",
    )
    after = deepcopy(before)
    del after.aspects[[*after.aspects][1]]

    found = update(text, after)

    assert ("部分 2", "任务 2-1", "任务 2-3", "任务 2-4") == found.gone
    numbers = [section.number for section in parse_plan(found.text).sections]
    assert ["一、", "二、", "二、"] == numbers
    assert block(text, "2-1") == block(found.text, "2-1")


def test_a_letter_that_is_corrected() -> None:
    """What the document says of itself is taken over; what it does not say stays."""
    text = (REAL / "plan.yaml").read_text("utf-8")
    number = "闽科办函〔2021〕53号"
    wrong = text.replace(f"number: {number}", "number: 闽科办函〔2021〕35号").replace(
        "  issuer:", "  index_number: 示例-1\n  issuer:"
    )
    written = read_written(wrong, "plan.yaml", Report())
    assert written

    found = updated(written, read_draft(read_source((REAL / "notice.docx").read_bytes())), {})

    assert text.replace("  issuer:", "  index_number: 示例-1\n  issuer:") == found.text


def test_units_of_a_row_that_says_the_same_as_the_one_above() -> None:
    """Where the cell above was corrected, those below it that repeat it mean the same units."""
    title, head = "虚构省示例局2024年政务公开工作方案", ["工作任务", "责任单位"]
    below = [["公开预算", "同上"], ["公开年报", "〃"], ["解读政策", "乙科"]]
    old, new = (
        read_draft(read_source(drawn(title, [head, ["公开规划", cell], *below])))
        for cell in ("甲科", "甲科、丁科")
    )
    written = read_written(as_plan(old, {}), "plan.yaml", Report())
    assert written is not None

    update = updated(written, new, {})

    fields = yaml.safe_load(update.text)
    said = [task["responsible"] for task in fields["sections"][0]["tasks"]]
    assert [*[["甲科", "丁科"]] * 3, ["乙科"]] == said
    assert ("任务 1-1",) == update.reworded
