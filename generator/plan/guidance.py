"""What to write in each field of a plan file, with an example: what an editor shows beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.plan import format as form

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Guidance:
    """What is said of a group of fields, and of each field in it."""

    group: str
    fields: Mapping[str, str]


_ID = "用小写字母、数字和单个连字符，最多 64 个字符。编号就是网址：公布以后不改，用过的不再给别人。"
_MOVED_FROM = (
    "改了编号时，把旧编号写在这里，旧网址会转到新网址；没有改过就不写。例：moved_from: [1-1-9]"
)
_NUMBER = "照印发文件写，连同标点；各部分的序号可以重复。例："
_TEXT = "照录原文；有几段时用 | 另起几行，每行一段。没有就不写。"
_AMENDED = (
    "印发文字公布以后有改动时，写明日期、种类和依据，只增不改；没有改动就不写。"
    "例：amended: [{on: 2021-09-01, kind: 录入更正, basis: 与原件核对}]"
)
_WITHDRAWN = (
    "不再执行时写日期和原因，网页保留并注明，不要删去原来的内容；仍在执行就不写。"
    "例：withdrawn: {on: 2021-10-09, reason: 已废止：并入任务 1-1-2}"
)
_UNUSED = (
    "不再使用时写日期和原因，网页保留并注明；仍在使用就不写。"
    "例：withdrawn: {on: 2021-10-09, reason: 已废止：并入其他主题}"
)
_PARTIES = "写单位名称的列表，名称与原文一致，须先在 departments 或 groups 里登记。例："

GUIDANCE: Mapping[type[form.Format], Guidance] = {
    form.PlanFormat: Guidance(
        "一个文件写一个方案。文字照录印发文件，标点也不改；方案没有写的就不填。",
        {
            "format": "写 1。",
            "id": f"一般为年份；一年有两个方案时用不同的编号，如 2021 和 2021-2。{_ID}",
            "year": "方案的年度，写四位数字。例：year: 2021",
            "title": "照录印发的标题。例：title: 虚构省示例局2024年政务公开工作方案",
            "text": _TEXT,
            "document": "印发这个方案的公文：标题、发文字号、发文机关、日期等。",
            "columns": (
                "方案表格有哪几栏，按印发顺序写“栏名: 字段”；没有表格就不写。"
                "例：columns: {工作任务: title, 工作要求: requirement, 责任部门: responsibility}"
            ),
            "departments": (
                "登记方案写到的单位，按本单位习惯的顺序，每行一个。例：- {id: office, name: 办公室}"
            ),
            "groups": (
                "登记方案里统称的单位，如“各处室”。"
                "例：- {id: all-units, name: 各处室, members: named}"
            ),
            "topics": (
                "由本栏目归类，供公众按主题查找，不是方案的内容。"
                "例：- {id: planning, name: 规划, summary: 规划的公开}"
            ),
            "sections": "方案的各个部分，按印发顺序，每个以“- id:”开头。",
            "amended": f"公文信息和部分以外文字的更改记录。{_AMENDED}",
            "withdrawn": f"整个方案停止执行。{_WITHDRAWN}",
            "moved_from": _MOVED_FROM,
        },
    ),
    form.DocumentFormat: Guidance(
        "印发方案的公文，照公文填写；公文没有的就不写。",
        {
            "title": "照录公文标题。例：title: 示例局关于印发《2024年政务公开工作方案》的通知",
            "number": "照公文写，年份用六角括号。例：number: 示例函〔2024〕1号",
            "index_number": "政府信息公开的索引号。例：index_number: XG000000/2024-00001",
            "issuer": "发文机关的全称；联合发文的照公文写。例：issuer: 虚构省示例局",
            "issued_on": "公文落款的日期。例：issued_on: 2021-06-16",
            "published_at": (
                "在网站上实际发布的日期，或日期和时间；还没有发布或查不到就不写。"
                "例：published_at: 2021-06-16 10:00"
            ),
            "addressees": "照公文写，不写末尾的冒号。例：addressees: 各处室、各直属单位",
            "body": "公文的正文，照录原文；有几段时用 | 另起几行，每行一段。",
            "note": "公文的附注，不写括号。例：note: 此件主动公开",
            "copied_to": "抄送机关，不写“抄送：”和末尾的句号。例：copied_to: 虚构省政府办公室",
            "disclosure": "只能写“主动公开”；不是主动公开的文件不能放进本栏目。",
        },
    ),
    form.DepartmentFormat: Guidance(
        "方案写到的一个单位。没有出处的全称、性质、电话不要填。",
        {
            "id": f"单位的英文编号，几个方案里编号相同的是同一个单位。{_ID}例：id: office",
            "name": "与方案里的写法一致；改了名的沿用编号，旧名自动列为曾用名。例：name: 办公室",
            "full_name": "单位的全称。例：full_name: 虚构省示例局办公室",
            "aliases": "方案里的其他写法，没有就不写。例：aliases: [规划处]",
            "kind": "单位的性质。例：kind: 内设机构",
            "phone": "公开的办公电话，不写个人的手机号码。例：phone: 000-00000001",
            "until": "单位撤销或合并的日期；仍在就不写。例：until: 2025-06-30",
            "successors": "撤并以后由哪些单位承接，写它们的编号。例：successors: [office]",
            "withdrawn": _UNUSED,
            "moved_from": _MOVED_FROM,
        },
    ),
    form.GroupFormat: Guidance(
        "方案里统称的几个单位，如“各处室”，名称照录。",
        {
            "id": f"英文编号，与单位合用一套，不能相同。{_ID}例：id: all-units",
            "name": "与方案里的写法一致。例：name: 各处室及直属单位",
            "members": (
                "named 指方案写到的全部单位；也可以写单位名称的列表；方案没有说明就不写。"
                "例：members: [办公室, 规划处]"
            ),
            "moved_from": _MOVED_FROM,
        },
    ),
    form.TopicFormat: Guidance(
        "一个主题，由本栏目归类，页面上会写明不是文件内容。",
        {
            "id": f"主题的英文编号。{_ID}例：id: planning",
            "name": "公众看得懂的名称。例：name: 规划",
            "summary": "用一句话说明这个主题有哪些内容。例：summary: 各类规划的公开",
            "withdrawn": _UNUSED,
            "moved_from": _MOVED_FROM,
        },
    ),
    form.SectionFormat: Guidance(
        "方案的一个部分。下面可以分方面，也可以直接列任务，也可以只有文字；序号和标题至少有一个。",
        {
            "id": f'部分的编号，一般按顺序写。{_ID}例：id: "1"',
            "number": f"{_NUMBER}number: 一、",
            "title": "照录标题，不写序号。例：title: 主动公开",
            "text": _TEXT,
            "themes": "部分下面的方面，如“（一）”“（二）”；没有就不写，任务直接写在 tasks 里。",
            "tasks": "不分方面时，任务写在这里，每项以“- id:”开头。",
            "amended": _AMENDED,
            "withdrawn": _WITHDRAWN,
            "moved_from": _MOVED_FROM,
        },
    ),
    form.ThemeFormat: Guidance(
        "部分下面的一个方面，如“（一）做好规划公开”；序号和标题至少有一个。",
        {
            "id": f"方面的编号，一般写部分编号、连字符、顺序号。{_ID}例：id: 1-1",
            "number": f"{_NUMBER}number: （一）",
            "title": "照录标题，不写序号。例：title: 做好规划公开",
            "text": _TEXT,
            "tasks": "这个方面的任务，每项以“- id:”开头。",
            "amended": _AMENDED,
            "withdrawn": _WITHDRAWN,
            "moved_from": _MOVED_FROM,
        },
    ),
    form.TaskFormat: Guidance(
        "一项任务。照录印发文件，方案没有写的就不填；任务名称和工作要求至少有一个。",
        {
            "id": f"任务的编号，全方案内不重复。{_ID}例：id: 1-1-1",
            "number": f"{_NUMBER}number: 1.",
            "title": "照录原文，标点也不改，不写序号。例：title: 公开部门预算。",
            "requirement": (
                "照录原文；有几段时用 | 另起几行。例：requirement: 在预算批复后二十日内公开。"
            ),
            "responsibility": (
                "照录责任栏的原文；表格有几个责任栏时，按栏名分写。"
                "例：responsibility: 办公室牵头，各处室配合；"
                "或：responsibility: {牵头单位: 办公室, 责任单位: 各处室}"
            ),
            "lead": f"{_PARTIES}lead: [办公室]",
            "supporting": f"{_PARTIES}supporting: [各处室]",
            "responsible": (
                f"原文没有写明谁牵头时用；另有牵头栏时，写责任单位一栏的单位。"
                f"{_PARTIES}responsible: [办公室]"
            ),
            "deadline": "照录原文；方案没有规定就不写。例：deadline: 2021年9月底前",
            "extra": "方案表格里其他栏目的内容，按栏名分写。例：extra: {实施载体: 局门户网站}",
            "topics": "写主题的编号，须先在 topics 里登记，一至三个为宜。例：topics: [planning]",
            "links": (
                "这项内容公开在哪里，由本栏目注明。"
                '例：links: [{title: 部门预算, url: "https://www.xugou.example/yusuan/"}]'
            ),
            "amended": _AMENDED,
            "withdrawn": _WITHDRAWN,
            "moved_from": _MOVED_FROM,
        },
    ),
    form.LinkFormat: Guidance(
        "任务的内容公开在哪里。",
        {
            "title": "链接的文字。例：title: 2021年部门预算",
            "url": '完整的网址，加英文双引号。例：url: "https://www.xugou.example/yusuan/"',
        },
    ),
    form.AmendmentFormat: Guidance(
        "公布以后一次更改的记录，只增不改。",
        {
            "on": "更改的日期。例：on: 2021-09-01",
            "kind": "录入时的差错写“录入更正”；机关改了文件写“修订”；机关调整了任务写“调整”。",
            "basis": "更改的依据；机关修订或调整的写文号。例：basis: 与原件核对，补录漏字",
        },
    ),
    form.WithdrawalFormat: Guidance(
        "从哪一天起不再执行或使用，为什么。",
        {
            "on": "停止的日期。例：on: 2021-10-09",
            "reason": "以“已废止”或“已失效”开头，再写原因。例：reason: 已废止：并入任务 1-1-2",
        },
    ),
}

CHOICES: Mapping[str, str] = {
    "1": "现行的格式",
    "named": "方案写到的全部单位",
    "number": "序号",
    "title": "任务名称",
    "requirement": "工作要求",
    "responsibility": "责任分工，可以有几栏",
    "deadline": "完成时限",
    "extra": "其他栏目",
    "录入更正": "录入时的差错",
    "修订": "机关改了文件",
    "调整": "机关调整了任务",
}
"""What a word means that a field has to choose from."""
