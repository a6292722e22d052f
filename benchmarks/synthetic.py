"""Plans of any size, of an agency that does not exist.

The shape is that of a real plan: eight tasks to an aspect, five aspects to a part. The texts are
as long as issued ones and differ from each other, so that nothing is cheap because it repeats.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ISSUER = "虚构市示例局"
_YEAR = 2025
_TASKS_PER_THEME = 8
_THEMES_PER_SECTION = 5
_TASKS_PER_DEPARTMENT = 25
_TASKS_PER_TOPIC = 50
_MOST_UNITS = 5
"""Units named in one task."""
_EVERYONE = "各处室及直属单位"
_EVERYONE_EACH = 10
"""In one of so many tasks everyone supports the unit that leads; in the others, named units do."""

_TITLE = 20, 40
_REQUIREMENT = 80, 200
"""Fewest and most characters."""

_FIELDS = (
    *("规划", "财务", "法规", "执法", "科普", "档案", "人事", "采购", "农村", "社会", "信息"),
    *("监测", "宣传", "外事", "资源", "标准", "服务", "统计", "安全", "综合"),
)
_MANNERS = (
    *("及时", "主动", "全面", "持续", "依法", "逐项", "分类", "同步", "定期", "准确", "集中"),
    *("稳步", "统一", "逐级", "深入", "规范有序地", "会同有关方面"),
)
_VERBS = (
    *("公开", "发布", "更新", "完善", "梳理", "归集", "解读", "规范", "推进", "编制", "优化"),
    *("核查", "汇总", "整理", "健全", "加强", "细化", "拓展", "报送"),
)
_OBJECTS = (
    *("预算和决算", "行政许可事项", "行政处罚决定", "规范性文件", "重大决策草案", "政策问答"),
    *("办事指南", "补贴发放结果", "监督检查情况", "统计数据", "年度报告", "会议决定", "应急预案"),
    *("招标投标信息", "项目评审结果", "公共服务目录", "权责清单", "收费标准", "意见征集结果"),
    *("建议提案答复", "专项资金分配方案", "质量抽查结果", "信用信息", "历史文件", "公开标准目录"),
)
_AIMS = (
    *("方便公众查询", "回应社会关切", "接受社会监督", "便于企业和群众办事", "提高公开质量"),
    *("防止数出多门", "增强解读效果", "保障公众知情权", "做到应公开尽公开", "稳定市场预期"),
    *("避免简单摘抄文件", "与实际办理情况保持一致", "减少重复填报"),
)
_LONGEST_CLAUSE = 17
"""Characters, the mark before it included."""
_DIGITS = "〇一二三四五六七八九"


def synthetic_plan(tasks: int) -> str:
    """Return the text of a plan.yaml with so many tasks: for the same number the same text."""
    parts = (_head(), _registers(tasks), _sections(tasks))
    return "".join(f"{line}\n" for part in parts for line in part)


def _head() -> Iterator[str]:
    title = f"{_ISSUER}{_YEAR}年政务公开工作主要任务实施方案"
    yield "# 由程序拼成，只用于测量速度。机关、文号、单位、任务均为虚构。"
    yield "format: 1"
    yield f"id: {_YEAR}"
    yield f"year: {_YEAR}"
    yield f"title: {title}"
    yield "document:"
    yield f"  title: {_ISSUER}关于印发《{title}》的通知"
    yield f"  number: 虚示函〔{_YEAR}〕1号"
    yield f"  issuer: {_ISSUER}"
    yield f"  issued_on: {_YEAR}-01-10"
    yield "  disclosure: 主动公开"
    yield "columns: {工作任务: title, 工作要求: requirement, 责任部门: responsibility}"


def _registers(tasks: int) -> Iterator[str]:
    yield "departments:"
    for index, name in enumerate(_departments(tasks), start=1):
        yield f"  - {{id: unit-{index}, name: {name}}}"
    yield "groups:"
    yield f"  - {{id: everyone, name: {_EVERYONE}, members: named}}"
    yield "topics:"
    for index in range(1, _topics(tasks) + 1):
        name = f"{_name(index - 1)}事项"
        yield f"  - {{id: topic-{index}, name: {name}, summary: 与{name}有关的公开工作}}"


def _sections(tasks: int) -> Iterator[str]:
    chance = random.Random(_YEAR)  # noqa: S311 - always the same texts, and no secrets
    departments, topics = _departments(tasks), _topics(tasks)
    yield "sections:"
    for index in range(tasks):
        section, in_section = divmod(index, _TASKS_PER_THEME * _THEMES_PER_SECTION)
        theme, in_theme = divmod(in_section, _TASKS_PER_THEME)
        if not in_section:
            yield f"  - id: {section + 1}"
            yield f"    number: {_chinese(section + 1)}、"
            yield f"    title: 围绕{chance.choice(_FIELDS)}工作深化政务公开"
            yield "    themes:"
        if not in_theme:
            yield f"      - id: {section + 1}-{theme + 1}"
            yield f"        number: （{_chinese(theme + 1)}）"
            yield f"        title: 做好{chance.choice(_OBJECTS)}公开"
            yield "        tasks:"
        yield f"          - id: {section + 1}-{theme + 1}-{in_theme + 1}"
        yield f"            number: {in_theme + 1}."
        yield f"            title: {_text(chance, *_TITLE)}"
        yield f"            requirement: {_text(chance, *_REQUIREMENT)}"
        yield from _responsibility(index, departments)
        yield f"            topics: [topic-{1 + index % topics}]"


def _responsibility(index: int, departments: list[str]) -> Iterator[str]:
    """Yield the printed cell and the roles it names; units lead in turn, so that each has work."""
    turns = range(2 + index % (_MOST_UNITS - 1))
    units = (departments[(index + 7 * turn) % len(departments)] for turn in turns)
    named = list(dict.fromkeys(units))
    half = (len(named) + 1) // 2
    lead, supporting = named[:half], named[half:]
    if index % _EVERYONE_EACH == 0 or not supporting:
        supporting = [_EVERYONE]
    yield f"            responsibility: {'、'.join(lead)}牵头，{'、'.join(supporting)}配合"
    yield f"            lead: [{', '.join(lead)}]"
    yield f"            supporting: [{', '.join(supporting)}]"


def _departments(tasks: int) -> list[str]:
    return [f"{_name(index)}处" for index in range(1 + tasks // _TASKS_PER_DEPARTMENT)]


def _topics(tasks: int) -> int:
    return 1 + tasks // _TASKS_PER_TOPIC


def _name(index: int) -> str:
    """Return one of any number of names, all different: 规划, 财务, … 规划二, 财务二, …."""
    turn, field = divmod(index, len(_FIELDS))
    return f"{_FIELDS[field]}{_chinese(turn + 1) if turn else ''}"


def _text(chance: random.Random, fewest: int, most: int) -> str:
    """Return official wording that says nothing, of a length between `fewest` and `most`."""
    wanted = chance.randint(fewest, most - _LONGEST_CLAUSE)
    text = _clause(chance)
    while len(text) < wanted:
        text += f"{chance.choice('，，。')}{_clause(chance)}"
    return f"{text}。"


def _clause(chance: random.Random) -> str:
    if chance.random() < 1 / 4:
        return chance.choice(_AIMS)
    return "".join(chance.choice(words) for words in (_MANNERS, _VERBS, _OBJECTS))


def _chinese(number: int) -> str:
    """Return a number as headings print it: 一, 十二, 三十; from a hundred on digit by digit."""
    tens, ones = divmod(number, 10)
    if tens in range(1, 10):
        return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
    return "".join(_DIGITS[int(digit)] for digit in str(number))
