"""Whole documents: what stands before, between and behind tables of tasks; names are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.importing.drawn import LEFT, Framed
from tests.importing.layouts import LETTER

if TYPE_CHECKING:
    from tests.importing.drawn import Block

_TABLE: Final = [["工作任务", "工作要求", "责任单位"], ["公开规划", "按时公开。", "甲科"]]
_TASK: Final = "- ｜公开规划｜按时公开。｜负责：甲科"
_NOTICE: Final = "虚构市示例局关于做好2024年政务公开工作的通知"
DOCUMENTS: Final[dict[str, tuple[tuple[Block, ...], str, tuple[str, ...]]]] = {
    "text below the table": (
        (
            *(*LETTER, _TABLE),
            *("注：甲科负责汇总。", "联系人：甲某，联系电话：0000-0000000", "其他事项另行通知。"),
        ),
        f"""
        # 工作任务
        {_TASK}
        """,
        ("其他事项另行通知。",),
    ),
    "rows of remarks and totals": (
        (
            *LETTER,
            [
                *_TABLE,
                ["备注：甲科负责汇总。", LEFT, LEFT],
                ["合计", "1项", ""],
                ["填表人：甲某", "审核：乙某", "联系电话：0000-0000000"],
            ],
        ),
        f"""
        # 工作任务
        {_TASK}
        """,
        (),
    ),
    "contacts and signatures": (
        (
            *(*LETTER, _TABLE, "附件2", "虚构市示例局政务公开联络员名单"),
            [["序号", "单位", "姓名", "联系电话"], ["1", "甲科", "甲某", "0000-0000000"]],
        ),
        f"""
        # 工作任务
        {_TASK}
        """,
        ("虚构市示例局政务公开联络员名单",),
    ),
    "people beside the tasks, and people alone": (
        (
            *LETTER,
            [
                ["工作任务", "责任单位", "责任人", "联系电话"],
                ["公开规划", "甲科", "甲某", "0000-0000000"],
            ],
            [["序号", "姓名", "工作内容", "手机"], ["1", "乙某", "公开规划", "0000-0000000"]],
        ),
        """
        # 工作任务
        - ｜公开规划｜｜负责：甲科｜责任人：甲某
        """,
        (),
    ),
    "a table that might be one of tasks": (
        (*LETTER, _TABLE, [["责任单位", "完成情况"], ["甲科", "已完成"]]),
        f"""
        # 工作任务
        {_TASK}
        """,
        ("责任单位", "完成情况", "甲科", "已完成"),
    ),
    "parts before and behind the table": (
        (
            *(*LETTER, "一、总体要求", "坚持公开为常态。", "二、重点任务", _TABLE),
            *("三、保障措施", "（一）加强领导。各科室要重视。", "各科室要抓好落实。"),
        ),
        f"""
        # 一、总体要求
        > 坚持公开为常态。
        # 二、重点任务
        {_TASK}
        # 三、保障措施
        ## （一）加强领导。各科室要重视。
        > 各科室要抓好落实。
        """,
        (),
    ),
    "tasks in running text behind the table": (
        (*LETTER, "一、重点任务", _TABLE, "二、其他任务", "（一）公开预算。（财务科负责）"),
        f"""
        # 一、重点任务
        {_TASK}
        # 二、其他任务
        - （一）｜公开预算。｜｜负责：财务科
        """,
        (),
    ),
    "tasks in running text, then a table of others in an annex": (
        (
            *(*LETTER, "一、主动公开", "（一）公开规划。按时公开。（甲科负责）"),
            *("（二）公开预算。（财务科牵头）", "附件", "2024年重点任务分解表"),
            [["工作任务", "工作要求", "责任单位"], ["解读政策", "同步解读。", "乙科"]],
        ),
        """
        # 一、主动公开
        - （一）｜公开规划。｜按时公开。｜负责：甲科
        - （二）｜公开预算。｜｜牵头：财务科
        # 2024年重点任务分解表
        - ｜解读政策｜同步解读。｜负责：乙科
        """,
        (),
    ),
    "a table behind tasks in running text, with no title": (
        (
            *(*LETTER, "一、主动公开", "（一）公开规划。按时公开。（甲科负责）"),
            [["工作任务", "工作要求", "责任单位"], ["解读政策", "同步解读。", "乙科"]],
        ),
        """
        # 一、主动公开
        - （一）｜公开规划。｜按时公开。｜负责：甲科
        # 工作任务
        - ｜解读政策｜同步解读。｜负责：乙科
        """,
        (),
    ),
    "a table drawn anew on each page": (
        (
            *LETTER,
            [
                ["类别", "工作任务", "责任单位"],
                ["主动公开", "1.公开批准服务、批准结果、征收土", "甲科"],
            ],
            [
                ["类别", "工作任务", "责任单位"],
                ["", "地、施工等信息。", ""],
                ["主动公开（续）", "2.公开预算，做到应公开尽公开。", "财务科"],
            ],
        ),
        """
        # 主动公开
        - 1.｜公开批准服务、批准结果、征收土地、施工等信息。｜｜负责：甲科
        - 2.｜公开预算，做到应公开尽公开。｜｜负责：财务科
        """,
        (),
    ),
    "a table that is drawn in a frame": (
        (*LETTER[:-1], Framed((LETTER[-1], _TABLE))),
        f"""
        # 工作任务
        {_TASK}
        """,
        (),
    ),
    "a letter that goes round the table": (
        (
            *(_NOTICE, "虚构函〔2024〕7号", "各科室：", "现将任务分解如下，请抓好落实。"),
            *(_TABLE, "虚构市示例局", "2024年3月1日", "（此件公开发布）"),
            *("抄送：虚构市示例办。", "虚构市示例局办公室　　2024年3月2日印发"),
        ),
        f"""
        # 工作任务
        {_TASK}
        """,
        (),
    ),
    "a letter that goes round the tasks": (
        (
            *(_NOTICE, "虚构函〔2024〕7号", "各科室：", "现将任务分解如下，请抓好落实。"),
            *("一、公开规划。按时公开。（甲科负责）", "二、公开预算。（财务科牵头）"),
            *("特此通知。", "虚构市示例局", "2024年3月1日", "（此件公开发布）"),
        ),
        f"""
        # {_NOTICE}
        - 一、｜公开规划。｜按时公开。｜负责：甲科
        - 二、｜公开预算。｜｜牵头：财务科
        """,
        (),
    ),
    "a letter with points of its own": (
        (
            *(_NOTICE, "各科室：", "现将方案印发给你们，并通知如下。"),
            *("一、提高认识。各科室要重视。", "二、抓好落实。", "附件：1.工作方案", "2.名单"),
            *("虚构市示例局", "2024年3月1日", "附件1", LETTER[-1], _TABLE),
        ),
        f"""
        # 工作任务
        {_TASK}
        """,
        (),
    ),
    "a label before the title": (
        (*LETTER[:-1], f"附件1：{LETTER[-1]}", _TABLE),
        f"""
        # 工作任务
        {_TASK}
        """,
        (),
    ),
    "everything in one cell": (
        (Framed((*LETTER, "一、主动公开", "1.公开规划。（甲科负责）（时限：6月底前）")),),
        """
        # 一、主动公开
        - 1.｜公开规划。｜｜负责：甲科｜时限：6月底前
        """,
        (),
    ),
    "units at the end of the requirement": (
        (
            *LETTER,
            [
                ["序号", "工作任务", "工作要求"],
                ["1", "公开规划", "按时公开。（甲科牵头，乙科配合）"],
                ["2", "公开预算。责任单位：财务科", ""],
                ["一", "其他", LEFT],
                ["3", "公开年报", "按时公开。"],
            ],
        ),
        """
        # 工作任务
        - 1｜公开规划｜按时公开。｜牵头：甲科｜配合：乙科
        - 2｜公开预算。｜｜负责：财务科
        # 一其他
        - 3｜公开年报｜按时公开。
        """,
        (),
    ),
    "a title again over the headings": (
        (*LETTER, [[LETTER[-1], LEFT, LEFT], *_TABLE]),
        f"""
        # 工作任务
        {_TASK}
        """,
        (),
    ),
    "titles over each of several tables": (
        (
            *LETTER,
            "重点任务清单",
            _TABLE,
            "日常任务清单",
            [["日常任务", "工作要求", "责任科室"], ["公开预算", "按时公开。", "财务科"]],
        ),
        f"""
        # 重点任务清单
        {_TASK}
        # 日常任务清单
        - ｜公开预算｜按时公开。｜负责：财务科
        """,
        (),
    ),
}
