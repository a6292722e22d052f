"""Finds the units that tasks name, and suggests what each is to be called in addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pypinyin import lazy_pinyin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST: Final = 48
_COLLECTIVE: Final = re.compile("各|^(?:有关|相关|其他|其它|全体|所有|全[省市县区厅局委])")
_BRACKETS: Final = re.compile(r"[（(〔\[].*?[）)〕\]]")


@dataclass
class Units:
    """Units and collective parties by name, in the order in which the document names them."""

    departments: dict[str, str] = field(default_factory=dict)
    """Name to id."""
    groups: dict[str, str] = field(default_factory=dict)


def register(names: Iterable[str], known: Mapping[str, str]) -> Units:
    """Return everybody who is named; `known` gives ids that are published already."""
    units, taken = Units(), set(known.values())
    for name in dict.fromkeys(names):
        id_ = known.get(name) or _unused(_spelled(name), taken)
        taken.add(id_)
        (units.groups if _COLLECTIVE.search(name) else units.departments)[name] = id_
    return units


def alike(units: Units) -> list[tuple[str, str]]:
    """Return pairs of names that may mean one unit: it is for people to say.

    Names that differ in brackets only are each paired with the first of them.
    """
    order = {name: at for at, name in enumerate(units.departments)}
    first: dict[str, str] = {}
    pairs = set()
    for name in order:
        pairs.add((first.setdefault(_core(name), name), name))
        shortest = max(1, len(name) - _LONGEST)
        tails = (name[start:] for start in range(shortest, len(name)))
        pairs |= {(tail, name) for tail in tails if tail in order}
    places = {tuple(sorted((order[one], order[other]))) for one, other in pairs if one != other}
    names = [*order]
    return [(names[one], names[other]) for one, other in sorted(places)]


def _core(name: str) -> str:
    return _BRACKETS.sub("", name)


def _spelled(name: str) -> str:
    """Return a name in pinyin, a hyphen between syllables, as far as an address may be long."""
    syllables = [*map(str.lower, lazy_pinyin(_core(name) or name, errors="default"))]
    words = re.findall("[a-z0-9]+", " ".join(syllables))
    text = ""
    for word in words:
        if len(text) + len(word) >= _LONGEST:
            break
        text = f"{text}-{word}" if text else word
    return text or "unit"


def _unused(id_: str, taken: set[str]) -> str:
    number, free = 2, id_
    while free in taken:
        free, number = f"{id_}-{number}", number + 1
    return free
