"""Which column of a table holds what, by its heading (各地方案常见栏名)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.importing.document import Cell


class Holds(Enum):
    """What a column holds; the value is the field of the plan's format."""

    OUTLINE = ""
    """Parts or aspects, merged down beside their tasks."""
    NUMBER = "number"
    TITLE = "title"
    REQUIREMENT = "requirement"
    RESPONSIBILITY = "responsibility"
    DEADLINE = "deadline"
    EXTRA = "extra"


ABOUT: Final = (Holds.TITLE, Holds.REQUIREMENT)
"""What is to be done."""
WHO_AND_WHEN: Final = (Holds.RESPONSIBILITY, Holds.DEADLINE)

_DOES: Final = (
    "责任|牵头|配合|负责|承办|协办|协助|参与|参加|主办|实施|落实|执行|公开"
    "|主责|经办|会办|联办|协同|协作|支持|办理|归口(?:管理)?|承担|主管|推进|完成|发布|主抓|包抓"
)
_WHO: Final = (
    "部门|单位|科室|处室|股室|部室|机构|主体|分工|司局|处|科|室|方|股|站|所|办|村|口"
    "|股所|站所|站办|办所|镇街|社区|片区"
)
_ANSWERS: Final = "责任|牵头|负责|承办|主办|协办|配合|协助|协同|主责|归口|承担"
_NOT_OF_UNITS: Final = (
    "人|领导|干部|同志|[时期度]|要求|情况|内容|事项|任务|措施|目标|标准|方式|形式|状态|清单|[制书]$"
    "|地点|区域|范围|领域|计划|方案|意见|依据|备注|说明|电话|签|盖章|落实"
    "|追究|考核|结果|等级|分值|权重|比例|承诺|材料|资料|机制|活动"
)
"""In a heading that begins as those of units do and heads something else: 责任清单."""
_HEADINGS: Final = (
    (Holds.NUMBER, re.compile("(?:任务|项目|事项)?(?:序号|编号|项号|序)")),
    (
        Holds.OUTLINE,
        re.compile(
            "大类|小类|大项|方面|板块|模块|部分|维度|专题|[一二]级(?:指标|事项|目录|分类|要点|任务)?"
            "|(?:任务|工作|事项|项目|公开|信息|重点|所属)*(?:类别|分类|类型|领域)"
        ),
    ),
    (
        Holds.RESPONSIBILITY,
        re.compile(
            f"(?:.{{0,6}}(?:{_DOES}))?"
            f"(?<=.)(?:{_WHO})(?:[及和与、/].{{1,6}})?|责任|牵头|负责|承办|主办|配合|协办|协助"
            "|单位|部门|科室|处室"
            "|(?:责任|任务|职责|工作|部门|单位|科室|处室)?分工|责任落实"
            f"|.{{0,4}}(?:{_ANSWERS})(?!.*(?:{_NOT_OF_UNITS})).{{1,5}}"
        ),
    ),
    (
        Holds.DEADLINE,
        re.compile(
            "(?:计划|拟|预计)?(?:责任|完成|决策|审议|出台|印发|发布|提交|报送|活动|办理|办结|工作|落实"
            "|推进|公开|更新|实施|进度|整改|起止|截止|最后|达标|任务|序时|时序|年度|阶段|目标|时间)*(?:的)?"
            "(?:时限|时间|期限|节点|进度|日期|月份?|频率|频次|周期|时效)(?:节点|要求|安排|计划|目标)?"
        ),
    ),
    (
        Holds.TITLE,
        re.compile(
            "(?!.*(?:注意|协调|说明|其[他它]|有关|相关)).{0,6}(?:任务|事项|项目)(?:名称|分解)?(?:[及和与、/].{2,4})?"
            "|[三四五六七]级(?:指标|事项|目录|分类)?"
            "|(?:重点|主要|年度|日常|公开|具体|分项)+工作|工作(?:要点|重点|名称)|任务要点|(?:工作)?目标任务"
            "|(?:活动|发布)(?:主题|名称)|信息名称|公开目录|(?:公开)?栏目(?:名称)?"
        ),
    ),
    (
        Holds.REQUIREMENT,
        re.compile(
            "(?:工作|内容|具体|主要|基本|重点|任务|活动|落实|推进|贯彻|公开|目标|完成|实施|年度|计划|细化|量化"
            "|要点|事项|项目|阶段)*"
            "(?:要求|举措|措施|内容|目标|标准|做法|路径|步骤|成果|要点)(?:描述)?"
            "(?:[及和与、/].{2,4})?"
        ),
    ),
)
WHERE: Final = "方式|渠道|载体|平台|途径|媒介|媒体|网址|链接|地址|位置|场所"
"""In headings of columns that say where, or how, something is published."""
_WHERE: Final = re.compile(f"{WHERE}|网|栏|屏|站|微|端$|窗口")
_IN_BRACKETS: Final = re.compile(r"[（(][^（()）]*[）)]")
_REACHED: Final = re.compile("电话|手机|邮箱|联系方式|身份证|微信")
_OF_UNITS: Final = re.compile("部门|单位|[处科股]室|机构")
_OF_PEOPLE: Final = re.compile(f"姓名|{_REACHED.pattern}")
_DUTY: Final = re.compile("责任|牵头|负责|承办|任务|归口|承担")
"""Without one of these a table with people in it is one of people."""
_LEAST: Final = 2
"""Known headings that make a row one of headings."""
_LONGEST: Final = 20
"""Characters of a heading, without blanks."""


def plain(text: str) -> str:
    """Return a heading without blanks and line ends, which only fill the line."""
    return re.sub(r"\s", "", text)


def is_short(text: str) -> bool:
    """Whether a text without blanks is no longer than headings are."""
    return len(text) <= _LONGEST


def holds(heading: str) -> Holds | None:
    """Return what a column under a heading holds; None if the heading is not known."""
    bare = _IN_BRACKETS.sub("", heading)
    found = (kind for kind, pattern in _HEADINGS if bare and pattern.fullmatch(bare))
    return next(found, None)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the grid."""

    heading: str
    holds: Holds


def is_private(heading: str) -> bool:
    """Whether a column says how to reach people, and no units: that is not published."""
    return _REACHED.search(heading) is not None and not _OF_UNITS.search(heading)


def says_where(heading: str) -> bool:
    """Whether a column says where something is published, which looks like a unit: 学校官网."""
    return _WHERE.search(heading) is not None


def is_headings(texts: Sequence[str], kinds: Sequence[Holds | None]) -> bool:
    """Whether a row holds the headings of a table of tasks."""
    if any(map(_OF_PEOPLE.search, texts)) and not any(map(_DUTY.search, texts)):
        return False
    short = {kind for text, kind in zip(texts, kinds, strict=True) if is_short(text)}
    known = short - {None, Holds.OUTLINE}
    return len(known) >= _LEAST and bool(known & {*ABOUT})


def heads_duties(texts: Sequence[str], kinds: Sequence[Holds | None]) -> bool:
    """Whether a row heads a list of who is responsible for what, whatever it calls that.

    So it is with 序号, 民生实事, 责任单位, 完成时限: one heading of duties, one more that is known,
    and one that may be that of the tasks, or of groups of them.
    """
    are_duties = any(
        kind is Holds.RESPONSIBILITY and _DUTY.search(text)
        for text, kind in zip(texts, kinds, strict=True)
    )
    are_about = any(kind in (None, Holds.OUTLINE) for kind in kinds)
    are_known = sum(kind is not None for kind in kinds) >= _LEAST
    return are_duties and are_about and are_known and _name_no_people(texts)


def heads_tasks(texts: Sequence[str], kinds: Sequence[Holds | None]) -> bool:
    """Whether a row heads tasks, and beside them what is called as nowhere else."""
    return len(texts) >= _LEAST and Holds.TITLE in kinds and _name_no_people(texts)


def _name_no_people(texts: Sequence[str]) -> bool:
    """Whether texts are short as headings are, and none heads a column of people."""
    return all(is_short(text) and not _OF_PEOPLE.search(text) for text in texts)


Heads: TypeAlias = "Callable[[Sequence[str], Sequence[Holds | None]], bool]"
"""Tells by its texts, and by what columns under them would hold, if a row is one of headings."""


@dataclass(frozen=True)
class Headings:
    """What headings mean: as somebody has decided for this plan, else as in most plans."""

    heads: Heads = is_headings
    decided: Mapping[str, Holds] = field(default_factory=dict)

    @classmethod
    def of(cls, columns: Mapping[str, str]) -> Headings:
        """Return what the headings of another plan mean; one of two meanings tells nothing."""
        kinds = ((heading, Holds(kind)) for heading, kind in columns.items())
        return cls(decided={name: kind for name, kind in kinds if elsewhere(name) not in columns})

    def are_in(self, row: Sequence[Cell]) -> bool:
        """Whether a row is one of headings."""
        texts = [text for cell in row if (text := plain(cell.text))]
        return self.heads(texts, [self.decided.get(text) or holds(text) for text in texts])


def elsewhere(heading: str) -> str:
    """Return what a heading is called that has meant something else in a table before."""
    return f"{heading}（另表）"


USUAL: Final = Headings()
"""What headings mean in most plans."""
