"""The shipped plan against the document that was issued."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from generator.plan.model import Plan
from generator.plan.values import verbatim

NOTICE = Path(__file__).parent / "real" / "notice.docx"
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
    assert (15, 13) == (len(real_plan.led_by(office)), len(real_plan.through_groups(office)))


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
