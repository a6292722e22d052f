"""Finds what a document says of who does a task and what was not read as responsibility."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final

from generator.importing.draft import said
from generator.importing.quoting import in_quotes
from generator.importing.telling.remarks import Kind, Remark, remark_on
from generator.importing.wording.columns import says_where
from generator.plan.names import is_unit
from generator.plan.responsibility import names_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importing.document import Piece
    from generator.importing.draft import PlanDraft, TaskDraft, Text

_MARKS: Final = re.compile(r"[●○◎★☆▲△◆◇■□※√✓✔∨*＊]+")
_DOES: Final = "牵头|主办|承办|协办|负责(?!人)|(?<![协密积作同])配合"
_BY_DUTY: Final = "按照?(?:各自)?(?:职[责能]|分工)[^，。；]{0,8}"
_LABEL: Final = (
    "(?:责任|牵头|配合|承办|主办|协办|负责|实施|落实|归口|承担)"
    "(?:部门|单位|科室|处室|股室|部室|机构|主体|人)"
)
_LABELLED: Final = re.compile(
    rf"(?:^|[。；;，,\s（(【〔\[])[^\w（(【〔\[\s]*(?P<duty>[（(【〔\[]?{_LABEL}(?:[：:】〕\]）)\s]|为|是|$))",
    re.MULTILINE,
)
_IN_BRACKETS: Final = re.compile(
    rf"[（(【〔\[](?P<duty>[^（(【〔\[）)】〕\]]*(?:{_DOES}|{_BY_DUTY})[^）)】〕\]]*)[）)】〕\]]$"
)
_SENTENCE: Final = re.compile(
    "(?:^|[。；;，,\n])(?P<duty>[^。；;，,\n]*"
    "(?:(?:[部处科室局委办厅院所站股队]|中心|单位|部门|政府|街道|[乡镇县市区])"
    f"(?:共同|联合|分别|具体|统筹)?(?:{_DOES})(?:落实|实施|组织|办理|推进)*|{_BY_DUTY}))$"
)
_DASHED: Final = re.compile("[—－]{1,2}(?P<duty>[^—－]+)$")
_SIGNS: Final = "。；;，, \n\u3000"
_MANY: Final = 2
_END: Final = 300
"""Characters at the end of a text in which it may say who does it."""


def overlooked(draft: PlanDraft) -> Iterator[Remark]:
    """Yield the columns, and the ends of tasks, that seem to say who does what and are not read."""
    yield from _columns_of_units(draft)
    yield from _columns_of_marks(draft)
    for number, task in enumerate(draft.tasks, start=1):
        if not any(task.cells.values()):
            yield from _at_the_end(task, number)


def _extra_columns(draft: PlanDraft) -> dict[str, dict[Piece, tuple[str, int]]]:
    """Return what columns without a field say, by heading, each cell with one of its tasks."""
    columns: defaultdict[str, dict[Piece, tuple[str, int]]] = defaultdict(dict)
    for number, task in enumerate(draft.tasks, start=1):
        for heading, text in task.extra.items():
            if words := said(text):
                columns[heading][text[0].piece] = words, number
    return columns


def _columns_of_units(draft: PlanDraft) -> Iterator[Remark]:
    """Yield the columns that say nothing but units, and are not read as responsibility."""
    for heading, cells in _extra_columns(draft).items():
        are_units = sum(names_units(words) for words, _ in cells.values()) * 2 > len(cells)
        if are_units and not says_where(heading):
            message = (
                f"{in_quotes(heading)}一栏填的多是单位，不知道是不是责任单位，照录在 extra 里："
                "是的，请在 plan.yaml 的 columns 里把这一栏改为 responsibility，"
                "再用 --update 导入一次"
            )
            piece = next(iter(cells))
            yield Remark(Kind.UNIT_COLUMN, message, piece.place, piece)


def _columns_of_marks(draft: PlanDraft) -> Iterator[Remark]:
    """Yield the columns, one for each unit, in which marks say what it does: ● who leads.

    Marks below the places where something is published say nothing of units.
    """
    columns = {
        heading: cells
        for heading, cells in _extra_columns(draft).items()
        if all(_MARKS.fullmatch(words) for words, _ in cells.values())
    }
    if len(columns) < _MANY or not all(map(is_unit, columns)) or any(map(says_where, columns)):
        return
    cells = [cell for each in columns.values() for cell in each.items()]
    marks = dict.fromkeys(words for _, (words, _) in cells)
    numbers = dict.fromkeys(number for _, (_, number) in cells)
    note = next(_notes(draft, marks), "")
    message = (
        f"{'、'.join(map(in_quotes, columns))}各栏填的是符号（{'、'.join(marks)}），"
        f"{f'原件写明{in_quotes(note)}，' if note else ''}没有读作责任分工，照录在 extra 里："
        "请对照原件用文字写进各项任务的 responsibility（如“甲科主办，乙科协办”），"
        "并填写 lead、supporting 或 responsible"
    )
    piece = cells[0][0]
    yield Remark(Kind.UNIT_COLUMN, message, piece.place, piece, tuple(sorted(numbers)))


def _notes(draft: PlanDraft, marks: dict[str, None]) -> Iterator[str]:
    """Yield what the document says elsewhere of what its marks mean."""
    headings = (each.text for section in draft.sections for each in (section, *section.themes))
    ignored = (extract for extract, _ in draft.ignored)
    for extract in chain(ignored, draft.text, draft.letter.body, *headings):
        if len(extract.text) > len(marks) and any(mark in extract.text for mark in marks):
            yield extract.text


def _at_the_end(task: TaskDraft, number: int) -> Iterator[Remark]:
    for text in filter(None, (task.requirement, task.title)):
        if duty := _duty_in(text):
            message = (
                f"任务末尾写着{in_quotes(duty)}，没有读作责任分工："
                "请移到 responsibility，并填写 lead、supporting 或 responsible"
            )
            yield remark_on(Kind.DUTY_IN_TEXT, message, number, text)
            return


def _duty_in(text: Text) -> str:
    """Return what the end of a text seems to say of who does it; "" if it says nothing of that."""
    words = said(text).rstrip(_SIGNS)[-_END:]
    if labelled := _LABELLED.search(words):
        return words[labelled.start("duty") :]
    if named := (_IN_BRACKETS.search(words) or _SENTENCE.search(words)):
        return named["duty"]
    dashed = _DASHED.search(words)
    return dashed["duty"] if dashed and names_units(dashed["duty"]) else ""
