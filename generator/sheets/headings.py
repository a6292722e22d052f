"""Whether the headings of a sheet that came back are those that it went with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.plan.meant import closest
from generator.problems import Location, Problem, quoted
from generator.sheets.columns import PLACE, PROBLEM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.sheets.columns import Column
    from generator.sheets.model import Filled


def faults_of_headings(filled: Filled, columns: Sequence[Column]) -> list[Problem]:
    """Return what keeps the columns of a sheet from being understood."""
    messages = _faults(filled, {*PLACE, *(column.heading for column in columns)})
    place = Location(filled.file, filled.head)
    return [Problem(place, "sheet-column", message) for message in messages]


def remarks_on_headings(filled: Filled) -> list[str]:
    """Return which columns were not read, for whoever expects them to be."""
    remarks = []
    if own := _own(filled):
        remarks.append(f"没有导入{_listed(own)}：方案里没有这样的栏目")
    if gone := _gone(filled):
        remarks.append(f"表格里没有{_listed(gone)}：方案里的这一栏没有改动")
    return remarks


def _faults(filled: Filled, known: set[str]) -> Iterator[str]:
    twice = [heading for heading, count in Counter(filled.headings).items() if count > 1]
    if read := [heading for heading in twice if heading in known]:
        yield f"有几栏都叫{_listed(read)}，不知道以哪一栏为准：请改去多余的栏名"
    if changed := [heading for heading in filled.headings_then if heading not in known]:
        yield f"导出以后，方案里已没有{_listed(changed)}：请重新导出，在新的表格里改"
    own, gone = _own(filled), _gone(filled)
    if own and gone:
        meant = closest(gone[0], own) or own[0]
        yield (
            f"找不到{_listed(gone)}：是否改成了{quoted(meant)}？请恢复栏名；"
            "不要这一栏的，把自己加的栏目也删去"
        )


def _own(filled: Filled) -> list[str]:
    """Return the headings that somebody has added."""
    return [each for each in filled.headings if each not in (*filled.headings_then, PROBLEM)]


def _gone(filled: Filled) -> list[str]:
    return [each for each in filled.headings_then if each not in filled.headings]


def _listed(headings: Iterable[str]) -> str:
    return "、".join(map(quoted, headings))
