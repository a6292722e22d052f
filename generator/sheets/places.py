"""Where the tasks of a plan stand: in which section, in which theme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.editing.written import Fields, groups_in, numbered_groups
from generator.plan.meant import closest
from generator.plan.values import verbatim
from generator.problems import quoted
from generator.sheets.columns import SECTION, THEME
from generator.sheets.forms import UnreadableError, folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.editing.addition import Path

_NO_PLACE: Final = "sheet-place"
_UNSAID: Final = "新任务要写明放在哪个部分、哪个方面"
_SEVERAL: Final = "有几个同名的部分或方面，请写它的编号"


@dataclass(frozen=True, slots=True)
class Place:
    """A theme, or a section, that tasks may stand in."""

    path: Path
    """Where it is in the file."""
    fields: Fields
    section: str
    """Number and title of the section, as printed."""
    theme: str
    """Those of the theme; empty for a section."""
    names: tuple[frozenset[str], frozenset[str]]
    """What may be written for the section, and for the theme."""
    is_divided: bool
    """Whether it is a section with themes, in which new tasks stand."""

    @property
    def id(self) -> str:
        """The id of the theme or section."""
        return str(self.fields.get("id"))

    @property
    def tasks(self) -> list[Fields]:
        """The tasks that stand in it directly."""
        return groups_in(self.fields.get("tasks"))


def places_in(fields: Fields) -> list[Place]:
    """Return all places of a plan in printed order."""
    return [*_places(fields)]


def place_named(places: Sequence[Place], section: str, theme: str) -> Place:
    """Return the place that a new row names; raises UnreadableError if that is none, or several."""
    if not section and not theme:
        raise UnreadableError(_UNSAID, _NO_PLACE)
    inside = [place for place in places if not section or folded(section) in place.names[0]]
    if not inside:
        raise _unknown(SECTION, section, [place.section for place in places])
    found = [place for place in inside if folded(theme) in place.names[1] or place.theme == theme]
    if not found:
        raise _unknown(THEME, theme, [place.theme for place in inside if place.theme])
    if len(found) > 1:
        raise UnreadableError(_SEVERAL, _NO_PLACE)
    if found[0].is_divided:
        message = f"{quoted(found[0].section)}分了方面，新任务要写明放在哪个方面"
        raise UnreadableError(message, _NO_PLACE)
    return found[0]


def _unknown(noun: str, written: str, known: Sequence[str]) -> UnreadableError:
    meant = closest(written, known)
    cure = f"是否指{quoted(meant)}？" if meant else "请照“名单”填写"
    return UnreadableError(f"没有{noun}{quoted(written)}，{cure}", _NO_PLACE)


def _places(fields: Fields) -> Iterator[Place]:
    for number, section in numbered_groups(fields.get("sections")):
        named, themes = _names(section), groups_in(section.get("themes"))
        path: Path = ("sections", number)
        yield Place(path, section, heading(section), "", (named, frozenset()), bool(themes))
        for at, theme in numbered_groups(section.get("themes")):
            inner = (*path, "themes", at)
            names = (named, _names(theme))
            yield Place(inner, theme, heading(section), heading(theme), names, is_divided=False)


def heading(part: Fields) -> str:
    """Return number and title of a section or theme as printed; its id if it has neither."""
    texts = (part.get(name) for name in ("number", "title"))
    printed = "".join(text for text in texts if isinstance(text, str))
    return verbatim(printed) or str(part.get("id"))


def _names(part: Fields) -> frozenset[str]:
    number = str(part.get("number", ""))
    bare = re.sub(r"[\W_]", "", number)
    names = (heading(part), str(part.get("title", "")), number, bare, str(part.get("id")))
    return frozenset(map(folded, names)) - {""}
