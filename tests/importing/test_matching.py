"""Which tasks of a corrected document are those of the plan."""

from __future__ import annotations

import pytest

from generator.importing.plan_file.matching import Wording, pairs

LONG = "按照统一部署逐条梳理现行有效的规范性文件，集中公开并及时更新目录"
OTHER = "对群众反映强烈的问题建立台账，明确专人跟踪督办，办结情况向社会说明"


def words(lines: str) -> list[Wording]:
    """Read one task a line: place, number, title and requirement."""
    return [Wording(*(part.strip() for part in line.split("|"))) for line in lines.splitlines()]


CASES = {
    "the same": (
        f"甲|1|公开|{LONG}\n甲|2|督办|{OTHER}",
        f"甲|1|公开|{LONG}\n甲|2|督办|{OTHER}",
        "0 1",
    ),
    "swapped": (
        "甲|1|督办|{OTHER}\n甲|2|公开|{LONG}",
        "甲|1|公开|{LONG}\n甲|2|督办|{OTHER}",
        "1 0",
    ),
    "inserted, the rest renumbered": (
        "甲|1|新的|写一份指南\n甲|2|公开|要公开\n甲|3|督办|要督办",
        "甲|1|公开|要公开\n甲|2|督办|要督办",
        "- 0 1",
    ),
    "left out": ("甲|1|督办|要督办", "甲|1|公开|要公开\n甲|2|督办|要督办", "1"),
    "moved to another place": ("乙|1|公开|要公开", "甲|1|公开|要公开", "0"),
    "one title in two places": (
        "甲|1|公开|甲的事\n乙|1|公开|乙的事",
        "乙|1|公开|乙的旧事\n甲|1|公开|甲的旧事",
        "1 0",
    ),
    "one title twice in a place": (
        f"甲|1|公开|{OTHER}等\n甲|2|公开|{LONG}等",
        f"甲|1|公开|{LONG}\n甲|2|公开|{OTHER}",
        "1 0",
    ),
    "the very same twice": ("甲|1|公开|要\n甲|2|公开|要", "甲|1|公开|要\n甲|2|公开|要", "0 1"),
    "title reworded": (f"甲|1|梳理文件|{LONG}", f"甲|1|公开|{LONG}", "0"),
    "requirement written anew": (f"甲|1|公开|{OTHER}", f"甲|1|公开|{LONG}", "0"),
    "both reworded a little": (f"甲|1|公开目录|{LONG}的工作", f"甲|1|公开|{LONG}", "0"),
    "both reworded a little, elsewhere": (f"乙|3|公开目录|{LONG}的事", f"甲|1|公开|{LONG}", "0"),
    "nothing in common": ("甲|1|编写指南|发给企业", f"甲|1|公开|{LONG}", "-"),
    "alike to two": (
        f"甲|1|公开清单|{LONG}的甲类\n甲|2|公开清册|{LONG}的乙类",
        f"甲|1|公开表|{LONG}的乙类\n甲|2|公开册|{LONG}的甲类",
        "1 0",
    ),
    "no title": (f"甲|1||{LONG}。", f"甲|1||{OTHER}\n甲|2||{LONG}", "1"),
    "nothing before": ("甲|1|公开|要", "", "-"),
}


@pytest.mark.parametrize("name", CASES)
def test_pairs(name: str) -> None:
    """Each task finds itself, and none is found twice."""
    new, old, expected = CASES[name]

    found = pairs(words(new), words(old))

    assert expected.split() == [str(found.get(at, "-")) for at in range(len(words(new)))]
