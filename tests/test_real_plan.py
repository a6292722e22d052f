"""A real plan against the document that was issued."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import docx
import markdown
import pytest
from lxml import html

from generator.plan.model import Plan
from generator.plan.parties import Role
from generator.plan.values import verbatim
from tests.built import Built, text_of
from tests.conftest import REAL, copy_real, disclosure

NOTICE = REAL / "notice.docx"
NUMBER = "闽科办函〔2021〕53号"
GROUP = "各处室（局）及直属单位"


@pytest.fixture(scope="module")
def notice() -> docx.document.Document:
    """Return the issued Word file."""
    return docx.Document(str(NOTICE))


@pytest.fixture(scope="module")
def rows(notice: docx.document.Document) -> list[list[str]]:
    """Return the rows of the printed table; a row that spans the table has one cell."""
    (table,) = notice.tables
    cells = [list(dict.fromkeys(cell._tc for cell in row.cells)) for row in table.rows]
    return [
        ["".join(p.text + "\n" for p in docx.table._Cell(tc, table).paragraphs) for tc in row]
        for row in cells
    ]


def test_every_row_word_for_word(real_plan: Plan, rows: list[list[str]]) -> None:
    """Headings and tasks stand in plan.yaml as they stand in the document, in its order."""
    printed = [[verbatim(cell) for cell in row] for row in rows[1:]]
    expected: list[list[str]] = []
    for section in real_plan.sections:
        expected.append([section.heading])
        for theme in section.themes:
            expected.append([theme.heading])
            expected += [
                [f"{task.number}{task.title}", task.requirement or "", task.responsibility[""]]
                for task in theme.tasks
            ]

    assert printed == expected


def test_letter_word_for_word(real_plan: Plan, notice: docx.document.Document) -> None:
    """The letter's number, title, addressees, text, note and copies are the document's."""
    letter = "".join(verbatim(paragraph.text).replace("\n", "") for paragraph in notice.paragraphs)
    document = real_plan.document

    for text in (
        document.number,
        document.title,
        f"{document.addressees}：",
        document.body,
        "2021年6月16日",
        f"（{document.note}）",
        f"抄送：{document.copied_to}。",
        real_plan.title,
    ):
        assert text
        assert text in letter


def test_counts(real_plan: Plan) -> None:
    """Four sections, 13 themes, 28 tasks, 12 units of which 11 lead, 7 tasks with several leads."""
    several = [task for task in real_plan.tasks if len(task.lead) > 1]

    assert (4, 13, 28) == (
        len(real_plan.sections),
        len(list(real_plan.themes)),
        len(real_plan.tasks),
    )
    assert (12, 11, 7) == (len(real_plan.departments), len(real_plan.leads), len(several))


def test_roles(real_plan: Plan) -> None:
    """27 tasks are supported by the one group, one by 信息所; 办公室 leads 15."""
    supporting = [[party.name for party in task.supporting] for task in real_plan.tasks]
    office = next(unit for unit in real_plan.departments if unit.name == "办公室")

    assert 27 == supporting.count([GROUP])
    assert 1 == supporting.count(["信息所"])
    assert (15, 13) == (
        len(real_plan.tasks_of(office, Role.LEAD)),
        len(real_plan.through_groups(office)),
    )


def test_no_invented_facts(real_plan: Plan) -> None:
    """What no source tells of a unit is left out."""
    for unit in real_plan.departments:
        assert (None, None, None) == (unit.full_name, unit.kind, unit.phone)


def test_topics(real_plan: Plan) -> None:
    """Every task is filed under one to three topics, and every topic has tasks."""
    assert all(1 <= len(task.topics) <= 3 for task in real_plan.tasks)
    assert all(real_plan.on_topic(topic) for topic in real_plan.topics)


def test_no_word_debris(real_plan: Plan) -> None:
    """Nothing of Word's bookmarks is left, and one title has no full stop, as issued."""
    texts = [text for task in real_plan.tasks for text in (task.title, task.requirement) if text]

    assert not [text for text in texts if "bookmark" in text]
    assert ["密切关注、及时回应重点舆情"] == [
        task.title for task in real_plan.tasks if not (task.title or "").endswith("。")
    ]


class TestPublished:
    """The same words at every place where they are published."""

    def test_task_pages(self, real_plan: Plan, real_site: Path) -> None:
        """Each task has its page: title, requirement, printed cell, number, lead and supporting."""
        for task in real_plan.tasks:
            page = Built(real_site / f"plan/2021/tasks/{task.id}/index.html")

            assert task.title == page.text("//h1")
            assert task.requirement == page.text("//h2[@id='requirement']/following::p")
            assert task.responsibility[""] == page.text("//blockquote/p")
            assert f"{NUMBER} {real_plan.clause(task)}" == page.described("出处")[0]
            assert [party.name for party in task.lead] == page.described("牵头单位")
            assert [party.name for party in task.supporting] == [
                text.split("（展开")[0].strip() for text in page.described("配合单位")
            ]

    def test_full_plan(self, rows: list[list[str]], real_plan: Plan, real_site: Path) -> None:
        """The full plan has the document's table, row for row, and the letter before it."""
        page = Built(real_site / "plan/2021/full/index.html")
        document = real_plan.document

        table = [
            [verbatim(text_of(cell)) for cell in row]
            for row in page.all("//table[@class='plan']//tr")
        ]

        headings = [[re.sub(r"\s", "", cell) for cell in row] for row in rows[:1]]
        assert headings + [[verbatim(cell) for cell in row] for row in rows[1:]] == table
        assert [
            NUMBER,
            document.title,
            f"{document.addressees}：",
            document.body,
            document.issuer,
            "2021年6月16日",
            "（此件主动公开）",
            "抄送：厅领导，驻厅纪检监察组。",
            real_plan.title,
        ] == page.texts("//div[@class='document']/*[not(self::table)]")

    def test_export(self, real_plan: Plan, tmp_path: Path) -> None:
        """The exported Markdown, read by an ordinary Markdown engine, says the same words."""
        root = copy_real(tmp_path / "column")
        assert 0 == disclosure("--root", root, "--today", "2026-06-01", "export", tmp_path / "out")

        for task in real_plan.tasks:
            text = (tmp_path / f"out/docs/plan/2021/tasks/{task.id}.md").read_text("utf-8")
            body = markdown.markdown(text.split("---\n", 2)[2], extensions=["attr_list"])
            read = "".join(map(str, html.fromstring(body).itertext()))
            for words in (task.title, task.requirement, task.responsibility[""]):
                assert f"\n{words}\n" in read

    def test_json(self, real_plan: Plan, real_site: Path) -> None:
        """The JSON file has every task under the names of plan.yaml."""
        plan = json.loads((real_site / "data/2021/plan.json").read_text("utf-8"))

        published = [
            task
            for section in plan["sections"]
            for theme in section["themes"]
            for task in theme["tasks"]
        ]

        for task, fields in zip(real_plan.tasks, published, strict=True):
            assert (task.id, task.number, task.title, task.requirement) == (
                fields["id"],
                fields["number"],
                fields["title"],
                fields["requirement"],
            )
            assert [party.name for party in task.lead] == fields["lead"]
            assert [party.name for party in task.supporting] == fields["supporting"]
            assert {"": task.responsibility[""]} == fields["responsibility"]

    def test_csv(self, real_plan: Plan, real_site: Path) -> None:
        """The CSV file has a row for every task; spreadsheets see that it is UTF-8."""
        data = (real_site / "data/2021/tasks.csv").read_bytes()

        table = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))

        assert data.startswith(b"\xef\xbb\xbf")
        for task, row in zip(real_plan.tasks, table, strict=True):
            assert [
                task.number,
                task.title,
                task.requirement,
                task.responsibility[""],
                "、".join(party.name for party in task.lead),
                "、".join(party.name for party in task.supporting),
            ] == [
                row[heading]
                for heading in (
                    "序号",
                    "工作任务",
                    "工作要求",
                    "责任分工原文",
                    "牵头单位",
                    "配合单位",
                )
            ]

    def test_units(self, real_plan: Plan, real_site: Path) -> None:
        """Each of the 12 units has its page, with the tasks it leads, supports or shares."""
        for unit in real_plan.departments:
            page = Built(real_site / f"departments/{unit.id}/index.html")

            led = [task.title for task in real_plan.tasks if unit in task.lead]
            named = [task.title for task in real_plan.tasks if unit in task.supporting]
            shared = [task.title for task in real_plan.tasks if unit not in task.parties]
            if unit.id == "information-institute":
                assert 1 == len(named)
            shared = [
                title for title in shared if title != "开展政府信息公开专栏建设情况专项检查。"
            ]
            assert unit.name == page.text("//h1")
            assert led == page.listed("lead-2021")
            assert named == page.listed("supporting-2021")
            assert shared == page.listed("shared-supporting-2021")

    def test_office(self, real_site: Path) -> None:
        """办公室 leads 15 tasks and supports 13 as one of 各处室（局）及直属单位."""
        page = Built(real_site / "departments/office/index.html")

        assert ["牵头（15 项）", "按统一要求配合（13 项）"] == page.texts("//article//h3")

    def test_addresses(self, real_site: Path) -> None:
        """Every address ever published is still there; new ones are added to the list."""
        built = {
            path.relative_to(real_site).as_posix().removesuffix("index.html")
            for path in (*real_site.rglob("*.html"), *real_site.glob("data/2021/*.*"))
        }

        published = (REAL / "addresses.txt").read_text("utf-8")
        assert set(published.splitlines()) == built
