"""Reads what a plan prints as the time limit of a task.

Real plans write 年底前, 2022年6月底前, 持续推进, 每季度 (方案常见写法); what none of the rules
below understands stays text and is never guessed at.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from enum import StrEnum


class DeadlineKind(StrEnum):
    """What a printed time limit amounts to."""

    DATE = "date"
    CONTINUOUS = "continuous"
    """Goes on without end; never overdue."""
    PERIODIC = "periodic"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A printed time limit and what was read from it."""

    printed: str
    kind: DeadlineKind
    due: datetime.date | None = None
    """Last day on which the task is in time; only for a date."""
    is_year_assumed: bool = False
    """Whether the year was not printed and is taken from the plan."""


_MONTH_AND_DAY = {"上半年": (6, 30), "年中": (6, 30), "下半年": (12, 31), "年底": (12, 31)}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_DECEMBER = 12

_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年|(?P<this>今年|当年|本年))?[度的]?"
    r"(?:"
    r"(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底|末|份)?"
    r"|(?P<quarter>第?[一二三四1-4]季度)(?:底|末)?"
    r"|(?P<named>上半年|下半年|年中|年底)"
    r"|(?P<end>底|末|内|年末|年内)"
    r")"
    r"(?:以?前|之前|内)?(?:基本|全面)?(?:完成|办结|落实|到位)?。?"
)
_IN_FIGURES = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<sign>[-./．])(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?(?:以?前)?"
)
_PERIODIC = re.compile(r".*(每年|每半年|每季|每月|每周|每日|按年|按季|按月|按周|逐月|逐季|定期).*")
_CONTINUOUS = re.compile(r".*(持续|长期|常态化|全年|贯穿|随时|实时|不间断|日常).*")
_LONGEST = 20
"""Characters of a phrase in which blanks and line ends only fill a narrow cell: 每 季 度."""


def read_deadline(printed: str, year: int) -> Deadline:
    """Return what `printed` says; `year` is that of the plan, used where none is printed."""
    bare = re.sub(r"\s", "", printed)
    due = _read_date(bare, year)
    if due is not None:
        assumed = not re.match(r"(19|20)\d\d", bare)
        return Deadline(printed, DeadlineKind.DATE, due, assumed)
    phrase = bare if len(bare) <= _LONGEST else printed
    if _PERIODIC.fullmatch(phrase):
        return Deadline(printed, DeadlineKind.PERIODIC)
    if _CONTINUOUS.fullmatch(phrase):
        return Deadline(printed, DeadlineKind.CONTINUOUS)
    return Deadline(printed, DeadlineKind.UNCLEAR)


def _read_date(printed: str, plan_year: int) -> datetime.date | None:
    if in_figures := _IN_FIGURES.fullmatch(printed):
        year, day = int(in_figures["year"]), in_figures["day"]
        return _day(year, int(in_figures["month"]), int(day) if day else None)
    match = _DATE.fullmatch(printed)
    if match is None:
        return None
    year = int(match["year"] or plan_year)
    if match["end"] in ("底", "末", "内") and not (match["year"] or match["this"]):
        return None
    return _day(year, *_month_and_day(match))


def _day(year: int, month: int, day: int | None) -> datetime.date | None:
    """Return a day, the last of the month where none is given; None if there is no such day."""
    if not 1 <= month <= _DECEMBER:
        return None
    last_day = calendar.monthrange(year, month)[1]
    day = last_day if day is None else day
    return datetime.date(year, month, day) if 1 <= day <= last_day else None


def _month_and_day(match: re.Match[str]) -> tuple[int, int | None]:
    if match["month"]:
        return int(match["month"]), int(match["day"]) if match["day"] else None
    if match["quarter"]:
        return _QUARTERS[match["quarter"].strip("第季度")], None
    return _MONTH_AND_DAY.get(match["named"] or "", (_DECEMBER, None))
