"""The parts, aspects and tasks of a plan as a tree, and which of two such trees are the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.editing.written import Fields, groups_in
from generator.importing.plan_file.matching import Wording, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.source.values import Value

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "sections": ("themes", "tasks"),
    "themes": ("tasks",),
    "tasks": (),
}
"""The lists of each kind that may stand in one of another, from the top down."""
_MOST_OF_A_HEADING: Final = 2_000
"""Characters of the tasks below a heading by which that is recognised."""


@dataclass(eq=False)
class Part:
    """A part, an aspect or a task; the same only as itself, whatever another says."""

    kind: str
    """The list in which its like stand: sections, themes or tasks."""
    fields: Fields
    parent: Part | None
    below: list[Part] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Its id; in a document, that of its place."""
        return str(self.fields.get("id", ""))

    def text(self, name: str) -> str:
        """Return what a field says, if it is a text."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""


def parts_in(value: Value | None) -> list[Part]:
    """Return the parts in a list of sections, with all that is in them."""
    return _parts("sections", value, None)


def all_parts(some: Iterable[Part]) -> Iterator[Part]:
    """Yield parts with all that is in them, as they stand."""
    for part in some:
        yield part
        yield from all_parts(part.below)


def same_parts(new: Iterable[Part], old: Iterable[Part]) -> dict[Part, Part]:
    """Return what each of `new` was in `old`; what is missing was not there."""
    mine, theirs = [*all_parts(new)], [*all_parts(old)]
    found: dict[Part, Part] = {}
    for kind in KINDS:
        here = [part for part in mine if part.kind == kind]
        there = [part for part in theirs if part.kind == kind]
        known = pairs(
            [_wording(part, found.get(part.parent) if part.parent else None) for part in here],
            [_wording(part, part.parent) for part in there],
        )
        found |= {here[at]: there[other] for at, other in known.items()}
    return found


def _parts(kind: str, value: Value | None, parent: Part | None) -> list[Part]:
    found = [Part(kind, fields, parent) for fields in groups_in(value)]
    for part in found:
        for below in KINDS[kind]:
            part.below += _parts(below, part.fields.get(below), part)
    return found


def _wording(part: Part, parent: Part | None) -> Wording:
    """Return what a part is recognised by, if it stands in `parent` of the old plan."""
    place = f"{parent.kind} {parent.id}" if parent else ""
    if part.kind == "sections":
        place = part.kind
    rest = part.text("requirement") if part.kind == "tasks" else _inside(part)
    return Wording(place, *map(_bare, (part.text("number"), part.text("title"), rest)))


def _inside(heading: Part) -> str:
    words = "".join(part.text("title") or part.text("requirement") for part in heading.below)
    return words[:_MOST_OF_A_HEADING]


def _bare(text: str) -> str:
    return "".join(text.split())
