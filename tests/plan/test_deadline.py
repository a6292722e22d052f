"""Reading what plans print as time limits."""

import datetime

import pytest

from generator.plan.deadline import DeadlineKind, read_deadline

DATES = {
    "年底前": "2021-12-31",
    "12月底前": "2021-12-31",
    "2021年底前": "2021-12-31",
    "2022年6月底前": "2022-06-30",
    "2026年12月": "2026-12-31",
    "2月底前": "2021-02-28",
    "2024年2月底前": "2024-02-29",
    "6月30日前": "2021-06-30",
    "2021年6月30日前完成": "2021-06-30",
    "上半年": "2021-06-30",
    "第三季度末": "2021-09-30",
    "二季度": "2021-06-30",
    "今年底前": "2021-12-31",
    "年内": "2021-12-31",
    "10月底前完成。": "2021-10-31",
    "2021年内": "2021-12-31",
    "2021年 6月底前": "2021-06-30",
    "2024年度内": "2024-12-31",
    "6月底前全面完成": "2021-06-30",
    "2024.6": "2024-06-30",
    "2024.06.15前": "2024-06-15",
    "2024-12-31": "2024-12-31",
    "2024/6/30前": "2024-06-30",
}
OTHERS = {
    "持续推进": DeadlineKind.CONTINUOUS,
    "长期坚持": DeadlineKind.CONTINUOUS,
    "全年": DeadlineKind.CONTINUOUS,
    "每季度": DeadlineKind.PERIODIC,
    "每月": DeadlineKind.PERIODIC,
    "按季度更新": DeadlineKind.PERIODIC,
    "每 季\n度": DeadlineKind.PERIODIC,
    "长 期": DeadlineKind.CONTINUOUS,
    "13月底前": DeadlineKind.UNCLEAR,
    "2月30日前": DeadlineKind.UNCLEAR,
    "按上级要求": DeadlineKind.UNCLEAR,
    "底前": DeadlineKind.UNCLEAR,
    "2021": DeadlineKind.UNCLEAR,
    "2021.13": DeadlineKind.UNCLEAR,
    "2021.6-12": DeadlineKind.UNCLEAR,
    "内": DeadlineKind.UNCLEAR,
    "12月底前完成，并长期坚持": DeadlineKind.CONTINUOUS,
    "6月底前，12月底前": DeadlineKind.UNCLEAR,
    "20个工作日内": DeadlineKind.UNCLEAR,
}


@pytest.mark.parametrize(("printed", "due"), DATES.items())
def test_date(printed: str, due: str) -> None:
    """A printed day, month or quarter is read as its last day, in the plan's year if none is."""
    deadline = read_deadline(printed, 2021)

    assert (DeadlineKind.DATE, datetime.date.fromisoformat(due)) == (deadline.kind, deadline.due)
    assert printed == deadline.printed


@pytest.mark.parametrize(("printed", "kind"), OTHERS.items())
def test_no_date(printed: str, kind: DeadlineKind) -> None:
    """What is no date has no last day; what is not understood is not guessed at."""
    deadline = read_deadline(printed, 2021)

    assert (kind, None) == (deadline.kind, deadline.due)


@pytest.mark.parametrize(
    ("printed", "assumed"),
    [
        ("2021年底前", False),
        ("2021.12", False),
        ("2 0 21年底前", False),
        ("年底前", True),
        ("6月底前", True),
    ],
)
def test_assumed_year(printed: str, assumed: bool) -> None:  # noqa: FBT001 - a case table
    """The reader is told when the year was not printed."""
    assert assumed == read_deadline(printed, 2021).is_year_assumed
