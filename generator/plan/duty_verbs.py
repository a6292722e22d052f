"""What units do by the words behind their names: lead, support, or answer for a task.

A phrase is made of words on how something is done (按职责分工, 共同) and of what is done; who is
said to lead leads, whatever else they do, and who is said to help supports. Nobody writes more than
a few of either: counted, they cannot be combined in more ways than there is time to try.
"""

from __future__ import annotations

from typing import Final

from generator.plan.parties import Role

UNIT_WORD: Final = "(?:单位|部门|处室|科室)"
"""What stands behind a word for a role where that is a noun: 牵头单位."""
_BY: Final = "按照?(?![揭摩])|依照?(?=职)|依照|依据|根据|结合|参照|对照"
_HOW: Final = (
    rf"(?:(?:{_BY})(?:(?!{_BY})[^、，,；;。\s]){{0,10}}?"
    "|各自|分别|共同|联合|具体|主要|积极|及时|密切|全力|主动|协同|分工|分级|分头|予以|做好|支持|负责){0,4}"
)
_DONE: Final = (
    "(?:负责|落实|实施|组织|推进|推动|执行|抓好|抓总|统筹|协调|制定|汇总"
    "|承办|承担|办理|完成|做好){0,6}"
)
_HELPS: Final = (
    "配合|协助|(?<!政)协办|参与|参加|协同|协作|会办|联办|辅助|(?:技术|业务|数据)?(?:支持|支撑)"
)
_PARTED: Final = "按照?(?:各自)?(?:职[责能](?:分工)?|分工)"
_TOLD_APART: Final = (
    "负责(?:(?!牵头|主办|配合|协助|协办|参与)[^、，,；;。\\s]){2,12}?工作"
    "|负责(?:(?!牵头|主办|配合|协助|协办|参与|落实|实施|监督|解释|中心)"
    "[^、，,；;。\\s\\d各处科室局厅委股院所站镇乡]){3,12}"
)
"""What a unit does of a task that others share: 甲处负责合法性审查工作, 乙科负责新媒体转载."""
_ANSWERS_FOR: Final = "落实(?:属地|主体|监管)[^、，,；;。\\s]{0,4}责任"
_ANSWERS: Final = (
    f"{_HOW}(?:(?<!党)(?<!社会)组织|统筹|推进|推动|抓好?|做好)?"
    f"(?:负责|落实|实施|承办|承担|执行|办理){_DONE}"
)
_SHARING: Final = f"(?:{_PARTED}|分工|分别|共同|具体|各自|分级|分头){{1,4}}"
_EACH_ITS_PART: Final = f"{_SHARING}(?:组织|推进|做好|抓好){{1,4}}|{_PARTED}"
_AS_IS_SAID: Final = "按照?(?![揭摩])[^、，,；;。\\s]{1,8}?(?:组织|推进){1,4}"
"""What some do as is said somewhere: 按方案组织推进."""
VERBS: Final = {
    Role.LEAD: f"{_HOW}(?:牵头|主办){_DONE}|均?为牵头{UNIT_WORD}",
    Role.SUPPORTING: f"{_HOW}(?:{_HELPS}){_DONE}|均?为(?:{_HELPS}){UNIT_WORD}",
    Role.RESPONSIBLE: (
        f"{_ANSWERS}|{_HOW}各(?:负其责|司其职|尽其责)|{_HOW}(?:{_TOLD_APART}|{_ANSWERS_FOR})"
        f"|{_EACH_ITS_PART}|{_AS_IS_SAID}|均?为(?:主要)?责任{UNIT_WORD}"
    ),
}
"""Patterns, by the role that a unit has of which they are said."""
BESIDE: Final = (
    "(?:业务|具体|全程|共同|联合|负责){0,4}(?:指导|监督|督导|督办|督促|督查|审核|把关|考核|验收)"
    "(?:落实|检查|实施|执行|指导|监督|考核|推进|评估){0,4}|提供[^，,；;。、\\s]{1,8}"
)
"""What units do that have none of these roles."""
