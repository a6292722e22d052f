"""Finds what is doubtful about the tasks that were read from a document."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from generator.importing.document import Cell
from generator.importing.draft import deadline_in, said
from generator.importing.opening.front import names_plan
from generator.importing.quoting import in_quotes
from generator.importing.tables.beside import is_besides
from generator.importing.telling.overlooked import overlooked
from generator.importing.telling.remarks import Kind, Remark, remark_on
from generator.importing.wording.columns import ABOUT, Holds, holds, plain
from generator.importing.wording.sequence import breaks
from generator.plan.deadline import DeadlineKind
from generator.plan.lead_notes import (
    are_told_by_looks,
    is_followed,
    note_in_brackets,
    note_in_sentence,
)
from generator.plan.parties import Role
from generator.plan.responsibility import is_open_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from generator.importing.document import Extract
    from generator.importing.draft import HeadingDraft, PlanDraft, TaskDraft, Text

_LONG: Final = 100
"""Characters of a title; those of issued plans have fewer."""
_DECIDE: Final = "在 plan.yaml 的 columns 里改写它对应的字段，再用 --update 导入一次"


def doubts(draft: PlanDraft, year: str) -> Iterator[Remark]:
    """Yield what is doubtful; `year` is that of the plan, empty if nothing tells it."""
    yield from _lacking(draft, Kind.NO_TITLE)
    yield from _columns(draft)
    yield from _notes_on_leads(draft)
    yield from _units_above(draft)
    yield from _other_plans(draft)
    unread = [*overlooked(draft)]
    yield from unread
    told = {number for remark in unread for number in remark.tasks}
    if told or not unread or any(_has(task, Kind.NO_RESPONSIBILITY) for task in draft.tasks):
        yield from _lacking(draft, Kind.NO_RESPONSIBILITY, told)
    for number, task in enumerate(draft.tasks, start=1):
        yield from _parties(task, number)
        yield from _deadline(task, number, year)
        yield from _joined(task, number)
        if len(said(task.title)) > _LONG:
            message = f"任务名称超过 {_LONG} 字：是否把工作要求读进了名称"
            yield remark_on(Kind.LONG_TITLE, message, number, task.title)
    yield from _same_as_headings(draft)
    yield from _numbers(draft)
    yield from _shared(draft)


def _lacking(draft: PlanDraft, kind: Kind, told: Collection[int] = frozenset()) -> Iterator[Remark]:
    """Yield the tasks without a title, or with nobody responsible; once for all if none has any.

    `told` are those of which more is said already.
    """
    what = {Kind.NO_TITLE: "任务名称", Kind.NO_RESPONSIBILITY: "责任单位"}[kind]
    tasks = [*enumerate(draft.tasks, start=1)]
    empty = [(n, task) for n, task in tasks if n not in told and not _has(task, kind)]
    if len(empty) == len(tasks):
        yield Remark(kind, f"各项任务都没有{what}：原件没有的，不必补", "全部任务")
        return
    for number, task in empty:
        yield remark_on(
            kind, f"没有{what}，其他任务有", number, *(text for _, text in task.texts())
        )


def _columns(draft: PlanDraft) -> Iterator[Remark]:
    """Yield the columns whose headings are not known: only what they say tells what they are."""
    about = [name for name, field in draft.columns.items() if Holds(field) in ABOUT]
    is_any_known = any(name in draft.decided or holds(name) for name in about)
    for name, field in draft.columns.items():
        piece = next((each.piece for each in draft.headings if plain(each.text) == name), None)
        is_printed = piece is not None or name in about
        if not is_printed or name in draft.decided or holds(name):
            continue
        if found := _on_column(in_quotes(name), Holds(field), is_any_known=is_any_known):
            kind, message = found
            if kind is not Kind.EXTRA_COLUMN or not is_besides(name):
                tasks = () if kind is Kind.EXTRA_COLUMN else range(1, len(draft.tasks) + 1)
                yield Remark(kind, message, piece.place if piece else "栏名", piece, tuple(tasks))


def _on_column(name: str, taken: Holds, *, is_any_known: bool) -> tuple[Kind, str] | None:
    """Return what is to be said of a column whose heading is not known."""
    match taken:
        case Holds.TITLE if not is_any_known:
            message = f"没有“工作任务”等栏名，{name}一栏当作任务录入：不对的，{_DECIDE}"
            return Kind.TITLE_COLUMN, message
        case Holds.TITLE | Holds.REQUIREMENT:
            noun = "任务名称" if taken is Holds.TITLE else "工作要求"
            message = f"不认得{name}这个栏名，这一栏当作{noun}录入：不对的，{_DECIDE}"
            return Kind.TITLE_COLUMN, message
        case Holds.RESPONSIBILITY:
            message = f"不认得{name}这个栏名，填的多是单位，当作责任单位录入：不对的，{_DECIDE}"
            return Kind.UNIT_COLUMN, message
        case Holds.EXTRA:
            message = (
                f"{name}一栏没有对应的字段，录入 extra："
                f"是任务名称、工作要求、责任单位或完成时限的，{_DECIDE}"
            )
            return Kind.EXTRA_COLUMN, message
    return None


def _notes_on_leads(draft: PlanDraft) -> Iterator[Remark]:
    """Yield what says how leads are told from others: in looks that are not read, or for all."""
    for heading in draft.headings:
        note = note_in_brackets(plain(heading.text))
        if note and not is_followed(note):
            message = f"栏名写明{in_quotes(note)}，字体等样式没有读：请对照原件填写 lead"
            yield Remark(Kind.LEAD_NOTE, message, heading.piece.place, heading.piece)
    texts = [text for heading in _all_headings(draft) for text in heading.text]
    letter = (*draft.letter.body, *draft.letter.note)
    for extract in (*letter, *draft.text, *texts, *(each for each, _ in draft.ignored)):
        if note := note_in_sentence(extract.text):
            done = (
                "已照此录入没有另外写明牵头、配合的各项，请核对"
                if is_followed(note)
                else "没有照此录入：请核对各项任务的 lead"
            )
            message = f"原件另外写明{in_quotes(note)}，{done}"
            yield Remark(Kind.LEAD_NOTE, message, extract.piece.place, extract.piece)


def _units_above(draft: PlanDraft) -> Iterator[Remark]:
    """Yield the headings that alone say who does the tasks below them."""
    for heading in draft.speaking:
        piece = heading.title[0].piece
        message = f"责任单位只写在标题{in_quotes(said(heading.title))}里，下面各项任务都照此录入"
        yield Remark(Kind.UNITS_ABOVE, message, piece.place, piece)


def _other_plans(draft: PlanDraft) -> Iterator[Remark]:
    """Yield the titles of other plans, which were read as parts of this one."""
    for section in draft.sections:
        is_bare = section.title and not section.number and not section.all_tasks
        if is_bare and names_plan(section.title[0]):
            piece = section.title[0].piece
            message = (
                f"从这里起是另一个方案{in_quotes(said(section.title))}，作为一个部分录入："
                "一个方案一个文件，请把原件拆成两个文件分别导入"
            )
            yield Remark(Kind.OTHER_PLAN, message, piece.place, piece)


def _all_headings(draft: PlanDraft) -> Iterator[HeadingDraft]:
    for section in draft.sections:
        yield from (section, *section.themes)


def _has(task: TaskDraft, kind: Kind) -> bool:
    return bool(task.title) if kind is Kind.NO_TITLE else any(task.cells.values())


def _parties(task: TaskDraft, number: int) -> Iterator[Remark]:
    cells = task.cells
    texts = [*task.responsibility.values()]
    words = _with_labels({label: cell for label, cell in cells.items() if cell})
    if not words:
        return
    roles = task.roles
    if roles is None:
        message = (
            f"看不出谁牵头、谁配合：{in_quotes(words)}，请自己填写 lead、supporting 或 responsible"
        )
        yield remark_on(Kind.ROLES, message, number, *texts)
        return
    if not any(roles.names_as(role) for role in Role):
        yield remark_on(Kind.NO_UNIT, f"没有点名责任单位：{in_quotes(words)}", number, *texts)
    if roles.is_lead_open and not are_told_by_looks(cells, task.lead_note):
        message = f"“会同”没有写明谁牵头：{in_quotes(words)}，按责任单位录入"
        yield remark_on(Kind.NO_LEAD, message, number, *texts)
    if roles.beside:
        message = (
            f"{in_quotes('、'.join(roles.beside))}没有登记：写的是指导、监督等，"
            "不是牵头、配合、负责，照原文登载"
        )
        yield remark_on(Kind.BESIDE, message, number, *texts)
    if any(map(is_open_list, cells.values())):
        message = f"单位写到“等”为止：{in_quotes(words)}，只登记点了名的"
        yield remark_on(Kind.OPEN_LIST, message, number, *texts)


def _with_labels(cells: Mapping[str, str]) -> str:
    """Return what cells say, each behind its heading where there are several."""
    if len(cells) == 1:
        return next(iter(cells.values()))
    bare = {label: cell.rstrip("。；;") for label, cell in cells.items()}
    return "；".join(f"{label}：{cell}" if label else cell for label, cell in bare.items())


def _deadline(task: TaskDraft, number: int, year: str) -> Iterator[Remark]:
    printed = said(task.deadline)
    if not printed:
        return
    read = deadline_in(printed, year)
    if read.kind is DeadlineKind.UNCLEAR:
        message = f"看不出完成时限{in_quotes(printed)}是哪一天，照原文登载"
        yield remark_on(Kind.DEADLINE, message, number, task.deadline)
    elif read.is_year_assumed and not year:
        message = f"完成时限{in_quotes(printed)}没有写年份，方案也没有写明年度"
        yield remark_on(Kind.DEADLINE, message, number, task.deadline)
    elif read.is_year_assumed and read.due:
        day = f"{read.due.year}年{read.due.month}月{read.due.day}日"
        message = f"完成时限{in_quotes(printed)}没有写年份，按方案年度读作{day}"
        yield remark_on(Kind.ASSUMED_YEAR, message, number, task.deadline)


def _joined(task: TaskDraft, number: int) -> Iterator[Remark]:
    """Yield the rows that were taken for more of the task above them."""
    texts = (task.requirement, *task.responsibility.values(), task.deadline)
    rows: dict[int, Cell] = {}
    for text in texts:
        cells = [part.piece for part in text if isinstance(part.piece, Cell)]
        for cell in cells:
            if cell.row > cells[0].row:
                rows.setdefault(cell.row, cell)
    for cell in rows.values():
        message = f"这一行没有任务名称，接在上一行的任务后面：{in_quotes(cell.text)}"
        yield Remark(Kind.JOINED, message, cell.place, cell, (number,))


def _same_as_headings(draft: PlanDraft) -> Iterator[Remark]:
    number = 0
    for section in draft.sections:
        for heading in (section, *section.themes):
            titles = {_bare(section.title), _bare(heading.title)} - {""}
            for task in heading.tasks:
                number += 1
                if _bare(task.title) in titles:
                    message = "任务名称与所在部分或方面的标题相同"
                    yield remark_on(Kind.SAME_AS_HEADING, message, number, task.title)


def _bare(text: Text) -> str:
    return re.sub(r"\s", "", said(text)).rstrip("。")


def _numbers(draft: PlanDraft) -> Iterator[Remark]:
    numbers = {id(task): number for number, task in enumerate(draft.tasks, start=1)}
    for task, message in breaks([heading.tasks for heading in _all_headings(draft)]):
        yield remark_on(
            Kind.NUMBER, message, numbers[id(task)], *(text for _, text in task.texts())
        )
    yield from _headings("部分", [draft.sections])
    yield from _headings("方面", [section.themes for section in draft.sections])


def _headings(noun: str, groups: list[list[HeadingDraft]]) -> Iterator[Remark]:
    for heading, message in breaks(groups):
        said_there = (*heading.number, *heading.title, *heading.text)
        piece = said_there[0].piece if said_there else None
        yield Remark(Kind.NUMBER, f"{noun}的{message}", piece.place if piece else noun, piece)


def _shared(draft: PlanDraft) -> Iterator[Remark]:
    """Yield the cells of responsibility that lie beside several tasks."""
    above = {extract.piece for heading in draft.speaking for extract in heading.title}
    beside: defaultdict[Extract, dict[int, None]] = defaultdict(dict)
    for number, task in enumerate(draft.tasks, start=1):
        for text in task.responsibility.values():
            for extract in text:
                beside[extract][number] = None
    for extract, numbers in beside.items():
        if len(numbers) > 1 and extract.piece not in above:
            piece = extract.piece
            message = "这一格责任单位由几项任务共有，每项都录入"
            yield Remark(Kind.SHARED_CELL, message, piece.place, piece, tuple(numbers))
