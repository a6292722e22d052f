"""Recorded decisions to let a finding pass: what, why, who and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from generator.plan.format import Format
from generator.plan.validation import read_items
from generator.plan.values import Date, Line
from generator.problems import Location, Problem, Severity, quoted
from generator.source.nodes import Mapping
from generator.source.parser import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.problems import Report

WAIVABLE = (
    "identity-card",
    "mobile-number",
    "secrecy-mark",
    "internal-mark",
    "bank-card",
    "document-number",
    "deadline-past",
    "repeated-number",
    "repeated-year",
    "not-a-unit",
    "unused-unit",
    "unused-topic",
)
"""Findings that a person may know to be harmless; faults of form cannot be waived."""


class WaiverFormat(Format):
    """One decision."""

    noun = "豁免"
    placeholder = {
        "place": "？",
        "code": "？",
        "reason": "？",
        "who": "？",
        "when": "2000-01-01",
    }

    place: Line = Field(title="位置，如 plan.yaml:26，与提示中的一致")
    code: Line = Field(title="问题代号，方括号里的英文，如 mobile-number")
    reason: Line = Field(title="理由")
    who: Line = Field(title="决定人")
    when: Date = Field(title="决定日期")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One decision, and where it is written."""

    place: str
    code: str
    reason: str
    who: str
    """Who has decided so."""
    location: Location


def read_waivers(text: str, file: str, report: Report) -> tuple[Waiver, ...]:
    """Return the decisions that the text of waivers.yaml records."""
    node = parse_yaml(text, file, report)
    if node is None:
        return ()
    if not isinstance(node, Mapping) or set(node.entries) != {"waivers"}:
        message = "文件应当以“waivers:”开头，下面每项以“- ”开头"
        report.error(Location(file), "wrong-type", message)
        return ()
    waivers = []
    for item in read_items(WaiverFormat, node, "waivers", report):
        code = item.fields.code
        if report.has_error_within(item.origin.location, item.origin.span.last_line):
            continue
        if code in WAIVABLE:
            fields = item.fields
            waiver = Waiver(fields.place, code, fields.reason, fields.who, item.origin.location)
            waivers.append(waiver)
        else:
            message = f"{quoted(code)}不能豁免，只能改正；可以豁免的：{'、'.join(WAIVABLE)}"
            report.error(item.origin.at("code"), "not-waivable", message)
    return tuple(waivers)


def apply_waivers(problems: Iterable[Problem], waivers: tuple[Waiver, ...]) -> tuple[Problem, ...]:
    """Return the problems that stay, with one for each waiver that waives nothing."""
    problems = tuple(problems)
    waived = {(waiver.place, waiver.code) for waiver in waivers}
    found = {(str(problem.location), problem.code) for problem in problems}
    unused = tuple(
        Problem(
            waiver.location,
            "unused-waiver",
            f"{waiver.place} 已没有 {waiver.code}：行号变了请更新 place，不再需要请删去这一项",
            Severity.WARNING,
        )
        for waiver in waivers
        if (waiver.place, waiver.code) not in found
    )
    kept = (problem for problem in problems if (str(problem.location), problem.code) not in waived)
    return (*kept, *unused)
