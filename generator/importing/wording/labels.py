"""Finds the labels before who does something in running text: 责任单位：, 【牵头单位】."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.importing.wording.columns import Holds, holds

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN: Final = "[\u4e00-\u9fff]"
_BLANKS: Final = "[ \u00a0\u3000\t]"
_LABEL: Final = re.compile(
    rf"(?P<label>{_HAN}{{2,8}}?)(?P<note>[（(][^（()）]*[）)])?{_BLANKS}*[为是]?{_BLANKS}*[：:]"
    rf"|[【〔\[［](?P<framed>{_HAN}{{2,8}})[】〕\]］][：:]?(?!\s*(?:[、，,；;。）)]|$))"
)
"""A frame behind a name is none: 甲局〔牵头单位〕、乙局."""
BARE_LABEL: Final = (
    "(?:(?:责任|牵头|负责|主办|承办|配合|协办|协助|参与|落实|实施)+"
    "(?:单位|部门|科室|处室|股室|部室|机构|主体)"
    "|(?:责任|完成|办理|办结|落实)(?:时限|时间|期限))"
)
"""A label that needs no colon to be known as one."""
QUALIFIERS: Final = (
    "[省市区县镇局委厅处科股级本内主各第一二三]|主要|具体|直接|相关|有关|整改|工作|任务|落实|实施|完成|办理|办结"
    "|公开|更新|推进|计划|最后|预计|责任|牵头|配合|负责|承办|协办|主办|协助|参与|参加|协同|分管|主管|归口|联系|项目|事项"
    "|监督|指导|解读|发布|报送|部门|单位|科室|处室|股室|机构|主体|分工|领导|时限|时间|期限|人"
)
"""What labels are made of."""
_OWN: Final = re.compile(f"(?:{QUALIFIERS})+$")
_UNKNOWN: Final = 2
"""Signs before these that a label may still begin with: 包联责任单位."""
_GAPPED: Final = re.compile(rf"(?:^|(?<=\s))(?P<label>{BARE_LABEL}){_BLANKS}+(?=\S)")
_PERSON: Final = re.compile(".{0,6}(?:领导|(?:责任|负责|牵头)人|负责同志)")
LEADING_SIGNS: Final = "-－—–―─*＊★☆▲△※●○■□◆◇▪•·➢►√"
"""Signs that people type before a line that says who does the task above."""
_LEADING: Final = re.compile(rf"[{re.escape(LEADING_SIGNS)}\s]*")


@dataclass(frozen=True, slots=True)
class Label:
    """A label, with the points between which it stands."""

    name: str
    note: str
    """What stands in brackets behind it."""
    start: int
    end: int

    @property
    def holds(self) -> Holds | None:
        """What stands behind it, as below a heading of a table."""
        return holds(self.name)

    @property
    def is_of_person(self) -> bool:
        """Whether it stands before who answers for something in person: 分管领导."""
        return _PERSON.fullmatch(self.name) is not None

    @property
    def announces(self) -> bool:
        """Whether it stands before who does something, or by when."""
        return self.holds in (Holds.RESPONSIBILITY, Holds.DEADLINE) or self.is_of_person


def labels_in(text: str) -> Iterator[Label]:
    """Yield all labels that a colon or a frame tells from the text."""
    for match in _LABEL.finditer(text):
        name = match["label"] or match["framed"]
        before = 0 if match["framed"] else _text_before(name)
        yield Label(name[before:], match["note"] or "", match.start() + before, match.end())


def _text_before(name: str) -> int:
    """Return how many signs before a label belong to the text: 公开规划 in 公开规划责任单位."""
    own = _OWN.search(name)
    return own.start() if own and own.start() > _UNKNOWN else 0


def gapped_labels(text: str) -> list[Label]:
    """Return the labels that only blanks tell from what follows: 牵头单位 甲科 配合单位 乙科."""
    found = [Label(each["label"], "", each.start(), each.end()) for each in _GAPPED.finditer(text)]
    return found if found and not found[0].start else []


def announced_alone(text: str) -> str:
    """Return the label of units that a line says and nothing else; "" if it says more, or other."""
    at = after_signs(text)
    label = next(labels_in(text[at:]), None)
    is_alone = label is not None and (label.start, label.end) == (0, len(text) - at)
    return label.name if label and is_alone and label.holds is Holds.RESPONSIBILITY else ""


def after_signs(text: str) -> int:
    """Return where a line begins behind signs such as —— or ◆."""
    match = _LEADING.match(text)
    return match.end() if match else 0
