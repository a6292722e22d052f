"""Says what became of a document: how much was taken over, and what is to be looked at."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from generator.importing.draft import said
from generator.importing.telling.remarks import Remark, alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.telling.findings import Findings, Totals

_MOST_PLACES: Final = 5


def as_text(findings: Findings) -> str:
    """Return the report for people: what is to be looked at, one a line, then the totals."""
    lines = [f"{places(same)}：{same[0].message}" for same in alike(findings.remarks)]
    return "".join(f"{line}\n" for line in [*lines, _totals(findings.totals)])


def as_json(findings: Findings) -> str:
    """Return the same for programs, with confidence by task and the units that were found."""
    found = {
        "totals": asdict(findings.totals),
        "remarks": [_remark(remark) for remark in findings.remarks],
        "tasks": [
            {
                "number": number,
                "printed": said(task.number),
                "title": said(task.title),
                "confidence": findings.confidence(number),
                "reasons": [
                    {"kind": remark.kind, "message": remark.message}
                    for remark in findings.on_task(number)
                ],
            }
            for number, task in enumerate(findings.draft.tasks, start=1)
        ],
        "registry": {
            "departments": _named(findings.units.departments),
            "groups": _named(findings.units.groups),
            "aliases": [list(pair) for pair in findings.aliases],
        },
    }
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n"


def places(remarks: Sequence[Remark]) -> str:
    """Return where remarks that say the same stand, in words."""
    found = [*dict.fromkeys(remark.place for remark in remarks)]
    shown = "、".join(found[:_MOST_PLACES])
    return shown if len(found) <= _MOST_PLACES else f"{shown}等 {len(found)} 处"


def _remark(remark: Remark) -> dict[str, object]:
    return {
        "kind": remark.kind,
        "urgency": remark.kind.urgency.name.lower(),
        "place": remark.place,
        "tasks": list(remark.tasks),
        "message": remark.message,
    }


def _named(units: dict[str, str]) -> list[dict[str, str]]:
    return [{"id": id_, "name": name} for name, id_ in units.items()]


def _totals(totals: Totals) -> str:
    found = (
        f"{totals.sections} 个部分、{totals.themes} 个方面、{totals.tasks} 项任务、"
        f"{totals.departments} 个单位、{totals.groups} 个集体单位"
    )
    return (
        f"录入 {found}：{totals.used} 字；按规则不录入 {totals.ignored} 字；"
        f"没有看懂 {totals.unread} 字。"
    )
