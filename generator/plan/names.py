"""Tells the names of units apart in a printed list, and says which text is such a name.

Names are split at 、 and ， outside brackets, never at 和, 与 or 及, which stand inside names
(规划与政策处) and in what collective parties are called (各处室及直属单位): only where one of these
joins a collective party to a unit that is named (甲局及各镇), the two are apart, lest the unit be
lost. A line end or a blank parts two names only where what stands before it is a whole name: in a
narrow cell lines end anywhere. One name with a 、 in it is that of all places of several kinds:
各市、县（区）人民政府, 各乡镇、街道; or of all offices of several: 各委、办、局.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING: Final = "（(〔[【﹝<＜"
_CLOSING: Final = "）)〕]】﹞>＞"
_BETWEEN: Final = "、，,；;"
_GAPS: Final = " \n\u3000\u00a0\t"
_ASIDES: Final = "[（(〔﹝【][^（）()〔〕﹝﹞【】]*[）)〕﹞】]"
_PLACES: Final = (
    rf"各(?:设区)?[省市县区州盟旗镇乡]{{1,3}}(?:{_ASIDES})?"
    r"(?:、(?:街道|[县市区旗镇乡]{1,3})"
    rf"(?:{_ASIDES}[^{_BETWEEN}{_GAPS}（(]{{0,8}}?[局委厅办]"
    rf"|(?:{_ASIDES})?(?:(?:人民)?政府|办事处|办|管委会)?)){{1,6}}"
    rf"(?=[{_BETWEEN}{_GAPS}。]|等|$)"
)
_ONE_SIGN: Final = "[部委办局厅处科股室站所]"
_TWO_SIGNS: Final = "(?:部门|单位|[处科股]室)"
_OFFICES: Final = (
    f"[^{_BETWEEN}{_GAPS}]{{0,8}}?(?:各|相关|有关){{1,2}}"
    f"(?:{_ONE_SIGN}(?:、{_ONE_SIGN}){{1,4}}|{_TWO_SIGNS}(?:、{_TWO_SIGNS}){{1,2}})"
    rf"(?=[{_BETWEEN}{_GAPS}。及和]|等|$)"
)
"""All offices of several kinds: 区政府各委、办、局."""
_ROUND: Final = "[^（）()]*[）)]"
_OTHER: Final = "[^〔〕【】﹝﹞<>＜＞]*[〕】﹞>＞]"
_IN_BRACKETS: Final = f"[（(](?:{_ROUND}|(?!{_ROUND}))|[〔【﹝<＜](?:{_OTHER}|(?!{_OTHER}))"
"""A bracket is one that closes wherever it can be: else there were as many ways as brackets."""
ONE_NAME: Final = rf"(?:{_PLACES}|{_OFFICES})?(?:[^{_BETWEEN}（(〔【﹝<＜]|{_IN_BRACKETS})*"
"""What parts names may stand in brackets inside one: 各县（市、区）人民政府, 各市〔州、盟〕."""
_ALL_OF_A_KIND: Final = re.compile(f"{_PLACES}|{_OFFICES}")
_KIND: Final = (
    "(?:部门|单位|处室|科室|机构|股室|司局|厅局|委办局|院系|镇街|县区|区县|企业|地方)"
    "(?:[（(](?:单位|部门)[）)])?"
)
_AND_OTHERS: Final = re.compile(
    f"(?<![高平中初同])等(?:有关|相关|各有关|各相关|责任|各)?(?:{_KIND})?$"
)
_AND_THOSE: Final = re.compile(f"(?P<name>.+?)等[^等]{{1,16}}{_KIND}$")
"""Which others are meant is said, and not who they are: 甲局等行业主管部门."""
_SOME: Final = "各|相关|有关|其[他它余]|所有"
_JOINT: Final = re.compile(
    f"(?P<others>等(?:[^等]{{0,16}}?{_KIND})?)?(?:以及|及|和|与)"
    f"(?=(?:国务院|中央|机关|学校|[省市县区州盟旗厅局委校院])?(?:直属?|级|政府)?(?:{_SOME})"
    "|(?:所属|下属|属下|直属)各?(?:单位|机构|部门)|[省市县区州]直(?:单位|部门|机关))"
)
"""Between a unit and the collective party that is joined to it."""
_JOINED: Final = re.compile(f"^(?:以及|及|和|与)(?={_SOME})")
"""Behind a sign that parts names already: 甲局、乙局，以及各镇."""
_COLLECTIVE: Final = re.compile(f"{_SOME}|^(?:[省市县区州]直|所属|下属|属下|直属)")
_NAMED_BEHIND: Final = re.compile(
    "(?P<all>各[^及]+?)以?及(?P<one>(?!各|有关|相关|其[他它余])[^及]+"
    "(?:[局厅]|公司|集团|中心|办公室|银行|[总支大]队|法院|检察院))"
)
"""A collective party, and a unit that is joined to it: 各镇及甲公司."""
_SLASH: Final = re.compile("[/／]")
_ASIDE: Final = re.compile("[（(](?:详?见附|以?[下后]同|(?:以下)?[统简]称)[^（）()]*[）)]")
"""Behind a name in brackets: where it is explained, or for what else it holds."""
_NOTE: Final = re.compile("(?:以下|下文)?(?:统|简|合)称.*|以?[下后]同")
"""What stands between names and is none: it says what those before it are called further on."""
_ALL_THE: Final = (
    "各(?!项|类|种|方面|环节|司其|负其|尽其)[^要应须可将能按对在把被向从的：:，。；]{1,12}"
)
_UNIT: Final = re.compile(
    ".*(?:[处科室局厅委办部股院府司队所站会团馆校署行社组台网厂段庭联协班狱园场省市县区州盟旗镇乡]"
    "|大学|中央|窗口|总支|中心|单位|部门|机构|机关|公司|集团|政府|基地|街道"
    rf"|{_ALL_THE}|[{re.escape(_CLOSING)}])"
)
_LONGEST: Final = 40
"""Characters of what looks like a name."""
_LONGEST_PRINTED: Final = 200
"""Characters of what may be one, places in brackets and all; a sentence is not looked into."""
_WORDS: Final = (
    *("办公室", "办公厅", "办公", "办事处", "委员会", "部门", "部队", "科技", "科学", "科研"),
    *("会计", "会议", "处置", "处理", "院校", "社会保障", "社会事务", "社会治理", "社会工作"),
    *("社会组织", "局机关", "厅机关", "委机关", "市场", "区域", "县级", "市级", "市直", "区直"),
    *("省直", "县直", "省级", "区级", "行政", "行业", "站点", "团委", "团队", "组织", "网信"),
    *("网络", "社区", "台办", "台湾", "所属", "室内", "市政", "区划", "省委", "市委", "县委"),
    *("联合", "联络", "联席", "协会", "协调", "协作", "协同"),
    *("区委", "乡镇", "乡村", "镇街", "委托", "部署", "队伍", "校园", "馆藏", "署名"),
)
"""Words that a line end may cut behind a sign with which names can end."""
_CUT: Final = {
    sign: [
        (word[:cut], word[cut:])
        for word in _WORDS
        for cut in range(1, len(word))
        if word[cut - 1] == sign
    ]
    for sign in {*"".join(_WORDS)}
}
"""Both halves of them, wherever they may be cut, by the sign before the cut."""
_BEGINNINGS: Final = ("门诊",)
"""Words with which names begin, though a line end might seem to cut another before them."""
_HALVES: Final = (
    (
        re.compile(".*(?:[省市县区州盟旗镇乡]|街道)(?:[（(][^（）()]*[）)])?"),
        re.compile(
            "(?:(?:人民)?政府|办事处|党工委|安委会|人民(?:法院|检察院))"
            f"(?=[{_BETWEEN}{_GAPS}。]|等|$)"
        ),
    ),
    (
        re.compile(".*(?<![市县镇])区"),
        re.compile(f"(?:管理委员会|管委会)(?=[{_BETWEEN}{_GAPS}。]|等|$)"),
    ),
    (
        re.compile(".{0,6}[省市县区州旗]委"),
        re.compile(
            "办公室|宣传部|组织部|统战部|社(?:会工作|工)部|政法委|编办|网信办|巡察办|党校|政研室"
        ),
    ),
)
"""What a place or a party committee is called, and what goes on below it and is no name alone.

Zones have a 管委会, counties have none: below 各县（市、区） it is another party.
"""
_SIGNS: Final = re.compile(f"[{_GAPS}]+|[^{_GAPS}]")
"""One sign, or all blanks between two: whether a name ends there is asked once."""

_ORDINAL: Final = re.compile(
    rf"(?:(?:^|(?<=[{_GAPS}{_BETWEEN}。]))(?:\d{{1,2}}[.．、)）]|[（(]\d{{1,2}}[）)])|[①-⑳])"
    r"(?=[\u4e00-\u9fff])"
)
"""Before each name of a list that is counted."""


_TELEPHONE: Final = re.compile(
    r"(?:[（(]?(?:联系|咨询)?(?:电话|方式)[：:]?)?[（(]?(?<!\d)(?:\d{3,4}[-－—–])?\d{7,8}(?!\d)[）)]?"
)
"""Of an office, behind its name."""


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that a list prints; 等 at the end of a name is none of it."""
    names = (_closed(_JOINED.sub("", name)) for name in _parts(text))
    return tuple(name for name in names if name and not _NOTE.fullmatch(name))


def ends_openly(text: str) -> bool:
    """Whether a name in a list ends in 等: others are meant that are not named."""
    return any(_closed(name) != _ASIDE.sub("", name) for name in _parts(text))


def _closed(name: str) -> str:
    """Return a name without 等 and the kind of the others that it stands for."""
    name = _ASIDE.sub("", name)
    those = _AND_THOSE.fullmatch(name)
    return those["name"] if those and is_unit(those["name"]) else _AND_OTHERS.sub("", name)


def is_one(name: str) -> bool:
    """Whether a text may be called one name: all brackets in it close."""
    return len(name) <= _LONGEST_PRINTED and re.fullmatch(ONE_NAME, name) is not None


def is_unit(name: str) -> bool:
    """Whether a text looks like the name of a unit or of a collective party."""
    return len(name) <= _LONGEST and _UNIT.fullmatch(name) is not None


def _parts(text: str) -> Iterator[str]:
    for piece in _pieces(text):
        if len(piece) > _LONGEST_PRINTED:
            yield piece
            continue
        either = _SLASH.split(piece)
        for each in either if all(map(is_unit, either)) else [piece]:
            yield from _unjoined(each)


def _unjoined(piece: str) -> Iterator[str]:
    """Yield the unit that is named before a collective party, and that: 甲局, 各镇."""
    if behind := _NAMED_BEHIND.fullmatch(piece):
        yield from (behind["all"], behind["one"])
        return
    begin = 0
    for joint in _JOINT.finditer(piece):
        before = piece[begin : joint.start()]
        is_named = is_unit(before) and not _COLLECTIVE.search(before)
        if before and (joint["others"] or is_named):
            yield before + (joint["others"] or "")
            begin = joint.end()
    yield piece[begin:]


def _pieces(text: str) -> Iterator[str]:
    text = _ORDINAL.sub("\n", _TELEPHONE.sub("\n", text))
    depth, name, begun = 0, "", 0
    for found in _SIGNS.finditer(text):
        at, sign = found.start(), found[0]
        if not name and at >= begun and (places := _ALL_OF_A_KIND.match(text, at)):
            begun = places.end()
            name = places[0]
        if at < begun:
            continue
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth <= 0 and sign in _BETWEEN:
            yield name
            name = ""
        elif sign[0] not in _GAPS:
            name += sign
        elif depth <= 0 and _ends_at(name, text, found.end()):
            yield name
            name = ""
    yield name


def _ends_at(name: str, text: str, at: int) -> bool:
    """Whether a name is whole where its line ends, or where blanks stand; the text goes on `at`."""
    if not is_unit(name) or text.startswith((*_OPENING, *_CLOSING), at):
        return False
    if text.startswith(_BEGINNINGS, at):
        return True
    if any(begun.fullmatch(name) and rest.match(text, at) for begun, rest in _HALVES):
        return False
    return not any(
        name.endswith(end) and text.startswith(rest, at) for end, rest in _CUT.get(name[-1], ())
    )
