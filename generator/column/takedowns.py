"""Addresses that may not be published any more: where, since when, and why. Never what it was."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from pydantic import Field

from generator.plan.format import Format
from generator.plan.validation import read_items
from generator.plan.values import Date, Line
from generator.problems import Location
from generator.source.nodes import Mapping
from generator.source.parser import parse_yaml

if TYPE_CHECKING:
    from generator.problems import Report

TAKEDOWNS_FILE: Final = "content/takedowns.yaml"
_HEAD: Final = "takedowns:"
# What names nothing would leave everything in, without a word.
_ADDRESS: Final = re.compile(
    "(?!files/)(?:[a-z0-9]+(?:-[a-z0-9]+)*/)+|files(?:/[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*)+"
)
"""How pages and attachments of a column can be called."""


class TakedownFormat(Format):
    """One address."""

    noun = "撤下的内容"
    placeholder = {"address": "？", "on": "2000-01-01", "reason": "？"}

    address: Line = Field(title="网址，从本栏目首页算起，如 plan/2021/tasks/1-1-1/")
    on: Date = Field(title="哪一天撤下")
    reason: Line = Field(title="理由，不要写出撤下的内容")


def read_takedowns(text: str, file: str, report: Report) -> tuple[str, ...]:
    """Return the addresses that the text of takedowns.yaml names."""
    node = parse_yaml(text, file, report)
    if node is None:
        return ()
    if not isinstance(node, Mapping) or set(node.entries) != {_HEAD.rstrip(":")}:
        message = "文件应当以“takedowns:”开头，下面每项以“- ”开头"
        report.error(Location(file), "wrong-type", message)
        return ()
    items = [*read_items(TakedownFormat, node, "takedowns", report)]
    for item in items:
        if not _ADDRESS.fullmatch(item.fields.address):
            message = (
                "网址从本栏目首页算起，不带域名和开头的“/”：网页的以“/”结尾，如 "
                "plan/2021/tasks/1-1-1/；附件的如 files/list.pdf"
            )
            report.error(item.origin.at("address"), "wrong-address", message)
    return tuple(item.fields.address for item in items)


def with_takedown(text: str, address: str, on: str, reason: str) -> str:
    """Return the text of takedowns.yaml with one address more; "" is that of no file."""
    fields = {"address": address, "on": on, "reason": json.dumps(reason, ensure_ascii=False)}
    lines = [
        f"{'- ' if not at else '  '}{key}: {value}\n"
        for at, (key, value) in enumerate(fields.items())
    ]
    before = text if text.strip() else f"{_HEAD}\n"
    return f"{before.rstrip()}\n{''.join(lines)}"
