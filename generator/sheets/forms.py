"""How a value of a plan stands in a cell, and how it is read from there: one form, both ways."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from generator.editing.written import texts_in
from generator.plan.meant import closest
from generator.plan.values import verbatim
from generator.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.plan.model import Plan
    from generator.plan.parties import Party
    from generator.source.values import Value

MOST_IN_A_CELL: Final = 32_767
"""UTF-16 units that a cell of a spreadsheet holds."""
_NO_ENTRY: Final = "sheet-entry"
KEPT: Final = "（这一格的内容表格放不下，请在方案文件里改）"
"""Stands in a cell for what it cannot hold."""
_BETWEEN: Final = re.compile("([、，,；;\n])")


class UnreadableError(ValueError):
    """A cell does not say what its column asks for."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class Form(Protocol):
    """How one kind of value is written in a cell."""

    def write(self, value: Value) -> str:
        """Return what a cell says of a value."""

    def read(self, text: str) -> Value:
        """Return the value that a cell names; raises UnreadableError if it names none."""


def shown(form: Form, value: Value) -> str:
    """Return what stands in the cell of a value: `KEPT` if the cell could not give it back."""
    text = form.write(value)
    try:
        is_whole = text == form.write(form.read(text))
    except UnreadableError:
        is_whole = False
    return text if is_whole and fits(text) else KEPT


def settled(form: Form, text: str) -> str:
    """Return what a cell says, in the way in which we would write it."""
    try:
        return form.write(form.read(text))
    except UnreadableError:
        return text


def fits(text: str) -> bool:
    """Whether a cell holds so long a text."""
    return len(text) + sum(character > "\uffff" for character in text) <= MOST_IN_A_CELL


def folded(text: str) -> str:
    """Return a name as it is compared: blanks, width and case do not matter."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


class Printed:
    """A text, as it was issued."""

    def write(self, value: Value) -> str:
        return verbatim(value) if isinstance(value, str) else ""

    def read(self, text: str) -> Value:
        return verbatim(text)


@dataclass(frozen=True, slots=True)
class Named:
    """A list of units or topics; a name may itself hold the mark that stands between two."""

    noun: str
    code: str
    """Of the problem that one is not registered."""
    known: dict[str, str]
    """What may be written in a cell, folded or not, and what that is in the plan."""
    called: dict[str, str]
    """What is in the plan, and what a cell calls it, where that is something else."""
    marks: int
    """How many marks that stand between names the name with the most of them holds."""

    def write(self, value: Value) -> str:
        entries = texts_in(value)
        text = "、".join(self.called.get(each, each) for each in entries)
        return text if self._found(text) == entries else "、".join(entries)

    def read(self, text: str) -> Value:
        found = self._found(text)
        unknown = next((name for name, meant in self._pieces(text) if meant is None), None)
        if unknown is None:
            return [*found]
        meant = closest(unknown, self.called.values() if self.called else self.known)
        cure = f"是否指{quoted(meant)}？" if meant else f"请照“名单”里的{self.noun}填写"
        message = f"没有登记的{self.noun}{quoted(unknown)}，{cure}"
        raise UnreadableError(message, self.code)

    def _found(self, text: str) -> list[str]:
        return [meant for _, meant in self._pieces(text) if meant is not None]

    def _pieces(self, text: str) -> Iterable[tuple[str, str | None]]:
        """Yield each name of a cell with what it is in the plan, None if it is not registered."""
        parts = _BETWEEN.split(text)
        at = 0
        while at < len(parts):
            for width in range(min(2 * self.marks, len(parts) - at - 1), -1, -2):
                name = "".join(parts[at : at + width + 1]).strip()
                meant = self.known.get(name) or self.known.get(folded(name))
                if meant or not width:
                    break
            if name:
                yield name, meant
            at += width + 2


@dataclass(frozen=True, slots=True)
class Entries:
    """Groups of fields, one a line, the fields of each in their order with blanks between."""

    pattern: re.Pattern[str]
    example: str
    is_list: bool = True

    def write(self, value: Value) -> str:
        groups = value if isinstance(value, list) else [value]
        return "\n".join(
            " ".join(str(each.get(name, "")) for name in self.pattern.groupindex)
            for each in groups
            if isinstance(each, dict) and each
        )

    def read(self, text: str) -> Value:
        lines = [line for line in verbatim(text).split("\n") if line]
        if not self.is_list and len(lines) > 1:
            message = f"只能写一行，如“{self.example}”"
            raise UnreadableError(message, _NO_ENTRY)
        groups = [*map(self._group, lines)]
        return [*groups] if self.is_list else (groups[0] if groups else {})

    def _group(self, line: str) -> Value:
        match = self.pattern.fullmatch(line)
        if match is None:
            how = "每行写一条" if self.is_list else "照规定的写法"
            message = f"看不懂{quoted(line)}，请{how}，如“{self.example}”"
            raise UnreadableError(message, _NO_ENTRY)
        return {name: str(text) for name, text in match.groupdict().items()}


LINKS: Final = Entries(
    re.compile(r"(?P<title>\S.*?)\s+(?P<url>\S+)"),
    "2021年部门预算 https://www.xugou.example/yusuan/",
)
AMENDED: Final = Entries(
    re.compile(r"(?P<on>\S+)\s+(?P<kind>\S+)\s+(?P<basis>\S.*)"),
    "2021-09-01 录入更正 与原件核对，补录漏字",
)
WITHDRAWN: Final = Entries(
    re.compile(r"(?P<on>\S+)\s+(?P<reason>\S.*)"),
    "2021-10-09 已废止：并入任务 1-1-2",
    is_list=False,
)


def units_of(plan: Plan) -> Named:
    """Return how the units of a plan are named: by name or alias; read by full name or id too."""
    parties: tuple[Party, ...] = (*plan.departments, *plan.groups)
    known = {name: name for party in parties for name in party.names}
    for unit in plan.departments:
        known.setdefault(unit.full_name or unit.name, unit.name)
    for party in parties:
        known.setdefault(party.id, party.name)
    return Named("单位", "unknown-unit", _with_folded(known), {}, _most_marks(known))


def topics_of(plan: Plan) -> Named:
    """Return how the topics of a plan are named: by name, read by id too."""
    known: dict[str, str] = {}
    for topic in plan.topics:
        known.setdefault(topic.name, topic.id)
    for topic in plan.topics:
        known.setdefault(topic.id, topic.id)
    called = {topic.id: topic.name for topic in plan.topics}
    return Named("主题", "unknown-topic", _with_folded(known), called, _most_marks(known))


def _most_marks(names: Iterable[str]) -> int:
    return max((len(_BETWEEN.findall(name)) for name in names), default=0)


def _with_folded(known: dict[str, str]) -> dict[str, str]:
    return {folded(name): meant for name, meant in reversed(known.items())} | known
