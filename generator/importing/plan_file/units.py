"""Finds the units that tasks name, and suggests what each is to be called in addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pypinyin import lazy_pinyin

from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST: Final = 48
_MOST: Final = 50
"""Names with the same ends that are laid beside each other: there are no more in a real plan."""
_MOST_UNITS: Final = 1_000
"""A province names less than two hundred."""
_SHORTEST: Final = 3
"""Of a short name: two signs stand in many others."""
_COLLECTIVE: Final = re.compile(
    "各|^(?:有关|相关|其他|其它|全体|所有|其余|全[省市县区厅局委])|(?:有关|相关|责任|成员|直属|下属)"
    "(?:部门|单位|处室|科室|机构)$"
)
_BRACKETS: Final = re.compile(r"[（(〔\[].{0,100}?[）)〕\]]")


@dataclass
class Units:
    """Units and collective parties by name, in the order in which the document names them."""

    departments: dict[str, str] = field(default_factory=dict)
    """Name to id."""
    groups: dict[str, str] = field(default_factory=dict)


def register(names: Iterable[str], known: Mapping[str, str]) -> Units:
    """Return everybody who is named; `known` gives ids that are published already.

    Raises CannotRunError if they are more than any plan names: then they are no units.
    """
    units, taken, different = Units(), set(known.values()), dict.fromkeys(names)
    if len(different) > _MOST_UNITS:
        message = (
            f"读出 {len(different)} 个责任单位，最多 {_MOST_UNITS} 个："
            "请检查“责任单位”等栏填的是不是单位，或是否放错了文件"
        )
        raise CannotRunError(message)
    for name in different:
        id_ = known.get(name) or _unused(_spelled(name), taken)
        taken.add(id_)
        (units.groups if _COLLECTIVE.search(name) else units.departments)[name] = id_
    return units


def aliases_in(units: Units) -> list[tuple[str, str]]:
    """Return pairs of names that may mean one unit: it is for people to say.

    Names that differ in brackets only, or in words that are usually shortened, are each paired
    with the first of them.
    """
    order = {name: at for at, name in enumerate(units.departments)}
    briefs = {name: _brief(name) for name in order}
    first: dict[str, str] = {}
    ends: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, brief in briefs.items():
        first.setdefault(brief, name)
        ends[brief[:1], brief[-1:]].append(name)
    pairs = set()
    for name, brief in briefs.items():
        pairs.add((first[brief], name))
        tails = (brief[start:] for start in range(max(1, len(brief) - _LONGEST), len(brief) - 1))
        endings = (name[start:] for start in range(max(1, len(name) - _LONGEST), len(name)))
        pairs |= {(end, name) for end in endings if end in order}
        pairs |= {(first[tail], name) for tail in tails if tail in first}
        others = ends[brief[:1], brief[-1:]][:_MOST]
        pairs |= {(other, name) for other in others if _is_short(briefs[other], brief)}
    places = {tuple(sorted((order[one], order[other]))) for one, other in pairs if one != other}
    names = [*order]
    return [(names[one], names[other]) for one, other in sorted(places)]


_FULL: Final = (
    *(("监督管理", "监管"), ("发展和改革", "发改"), ("发展改革", "发改"), ("委员会", "委")),
    *(("人民政府", "政府"), ("办公室", "办"), ("办公厅", "办"), ("管理局", "局")),
    *(("和", ""), ("与", "")),
)
"""Words of full names, and what short ones have instead."""


def _is_short(short: str, brief: str) -> bool:
    """Whether one brief name leaves out some signs of another: 市发改 of 市发展改革委."""
    signs = iter(brief)
    return len(short) >= _SHORTEST and all(sign in signs for sign in short)


def _brief(name: str) -> str:
    """Return a name without what stands in brackets, its words as they are usually shortened."""
    brief = _core(name)
    for full, short in _FULL:
        brief = brief.replace(full, short)
    return brief


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
