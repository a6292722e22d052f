"""Who is named in a document: units, collective parties, and names that may mean one unit."""

from __future__ import annotations

import pytest

from generator.importing.plan_file.units import aliases_in, register

GROUPS = (
    *("各县（市、区）人民政府", "市政府有关部门", "直属单位", "全体科室", "其他成员单位"),
    *("机关各处室", "有关单位", "市直相关单位", "各处室（局）及直属单位"),
)
UNITS = ("办公室", "市发改委", "市市场监管局（市知识产权局）", "规划与政策处", "市示例中心")
ALIKE = (
    *(("办公室", "局办公室"), ("市发改委", "市发展和改革委员会"), ("县政府办", "县人民政府办公室")),
    *(("市市场监管局", "市市场监督管理局（市知识产权局）"), ("省住建厅", "省住房和城乡建设厅")),
)
UNLIKE = (
    ("甲处", "乙处"),
    ("市教育局", "市体育局"),
    ("市财政局", "市林业局"),
    ("规划处", "财务处"),
)


@pytest.mark.parametrize("name", GROUPS)
def test_group(name: str) -> None:
    """A party that is several is registered as one, in the words of the document."""
    found = register([name], {})

    assert ([name], []) == ([*found.groups], [*found.departments])


@pytest.mark.parametrize("name", UNITS)
def test_unit(name: str) -> None:
    """A unit is none of several, whatever stands in its name."""
    found = register([name], {})

    assert ([], [name]) == ([*found.groups], [*found.departments])


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_alike(one: str, other: str) -> None:
    """A short name beside the full one is shown to people, in whichever order they come."""
    assert [(one, other)] == aliases_in(register([one, other], {}))
    assert [(other, one)] == aliases_in(register([other, one], {}))


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_unlike(one: str, other: str) -> None:
    """People are not asked about names that only look a little alike."""
    assert [] == aliases_in(register([one, other], {}))
