"""A plan file as it is written: its text, and what that says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.plan.values import verbatim
from generator.problems import CannotRunError
from generator.source.nodes import Mapping
from generator.source.parser import parse_yaml
from generator.source.values import as_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.problems import Report
    from generator.source.values import Value

Fields = dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Written:
    """A plan file that can be changed, though not all in it need be right."""

    text: str
    file: str
    root: Mapping

    @property
    def fields(self) -> Fields:
        """What the file says, to be changed at will."""
        fields = as_value(self.root)
        return fields if isinstance(fields, dict) else {}


def read_written(text: str, file: str, report: Report) -> Written | None:
    """Return the plan file that holds `text`; None, with what is wrong, if it cannot be changed.

    Raises CannotRunError if its lines end as no present editor ends them.
    """
    if re.search("\r(?!\n)", text):
        message = f"{file} 有单用回车符（CR）换行的行，没有改动：请在编辑器里把换行改为 LF 或 CRLF"
        raise CannotRunError(message)
    root = parse_yaml(text, file, report)
    if report.has_errors or not isinstance(root, Mapping):
        return None
    return Written(text, file, root)


def numbered_groups(value: Value | None) -> Iterator[tuple[int, Fields]]:
    """Yield the groups of fields in a list, each with its place there; none if it is no list."""
    for number, each in enumerate(value if isinstance(value, list) else ()):
        if isinstance(each, dict):
            yield number, each


def groups_in(value: Value | None) -> list[Fields]:
    """Return the groups of fields in a list; none if it is no list."""
    return [group for _, group in numbered_groups(value)]


def texts_in(value: Value | None) -> list[str]:
    """Return the texts in a list; none if it is no list."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def shared_start(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many characters, or lines, two texts have in common at their beginnings."""
    pairs = enumerate(zip(one, other, strict=False))
    shorter = min(len(one), len(other))
    return next((number for number, (first, second) in pairs if first != second), shorter)


def free_text(text: str) -> str:
    """Return a text as it is to stand in a plan, whatever ended its lines."""
    return verbatim(re.sub("\r\n?", "\n", text))
