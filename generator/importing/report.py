"""Says what became of a document: how much was taken over, and what was not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from generator.importing.account import characters
from generator.importing.draft import said
from generator.importing.units import alike, register
from generator.plan.parties import Role
from generator.plan.responsibility import read_responsibility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importing.account import Account
    from generator.importing.document import Source
    from generator.importing.draft import PlanDraft, TaskDraft

_SHOWN: Final = 60


def as_text(source: Source, draft: PlanDraft, account: Account) -> str:
    """Return the report for people: what is to be looked at, one a line, then the totals."""
    lines = [f"{place}：{what}" for place, what in _remarks(source, draft, account)]
    return "".join(f"{line}\n" for line in [*lines, _totals(draft, account)])


def as_json(source: Source, draft: PlanDraft, account: Account) -> str:
    """Return the same for programs."""
    found = {
        "tasks": len(draft.tasks),
        "used": _used(account),
        "ignored": characters([extract for extract, _ in account.ignored]),
        "unread": characters(list(account.unread)),
        "remarks": [
            {"place": place, "message": what} for place, what in _remarks(source, draft, account)
        ],
    }
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n"


def _remarks(source: Source, draft: PlanDraft, account: Account) -> Iterator[tuple[str, str]]:
    """Yield what somebody should look at, with its place in the document."""
    for extract in account.unread:
        yield extract.piece.place, f"没有录入{_quoted(extract.text)}，请核对后补入 plan.yaml"
    for piece in source.pieces:
        for note in piece.notes:
            yield piece.place, note
    for task in draft.tasks:
        yield from _unclear(task)
    for one, other in alike(register(_names(draft), {})):
        yield (
            "单位",
            f"{_quoted(one)}和{_quoted(other)}是不是同一个单位？是的，登记一个，另一个写进 aliases",
        )


def _unclear(task: TaskDraft) -> Iterator[tuple[str, str]]:
    cells = {heading: said(text) for heading, text in task.responsibility.items()}
    place = next((part.piece.place for text in task.responsibility.values() for part in text), "")
    if cells and read_responsibility(cells) is None:
        words = "；".join(cells.values())
        yield (
            place,
            f"看不出谁牵头、谁配合：{_quoted(words)}，请自己填写 lead、supporting 或 responsible",
        )


def _names(draft: PlanDraft) -> Iterator[str]:
    for task in draft.tasks:
        cells = {heading: said(text) for heading, text in task.responsibility.items()}
        if roles := read_responsibility(cells):
            for role in Role:
                yield from roles.names_as(role)


def _totals(draft: PlanDraft, account: Account) -> str:
    themes = sum(len(section.themes) for section in draft.sections)
    units = register(_names(draft), {})
    found = (
        f"{len(draft.sections)} 个部分、{themes} 个方面、{len(draft.tasks)} 项任务、"
        f"{len(units.departments)} 个单位、{len(units.groups)} 个集体单位"
    )
    ignored = characters([extract for extract, _ in account.ignored])
    unread = characters(list(account.unread))
    return f"录入 {found}：{_used(account)} 字；按规则不录入 {ignored} 字；没有看懂 {unread} 字。"


def _used(account: Account) -> int:
    """Return how many characters were taken over, each counted once."""
    return sum(
        characters(list({extract: None for extract, _ in uses})) for uses in account.used.values()
    )


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[:_SHOWN]}……”"
