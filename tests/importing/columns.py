"""Columns that mean something only beside others, or by a note in their heading; made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.importing.drawn import ABOVE, LEFT

if TYPE_CHECKING:
    from tests.importing.drawn import Block

COLUMNS: Final[dict[str, tuple[tuple[Block, ...], str]]] = {
    "a leader below the duties": (
        (
            [
                ["序号", "工作任务及要求", "责任分工", LEFT, LEFT, "时间安排"],
                [ABOVE, ABOVE, "牵头科室", "配合科室", "局分管领导", ABOVE],
                ["1", "公开规划。", "甲科", "乙科", "甲某", "6月底前"],
                ["2", "公开预算。", "财务科", "", "乙某", "长期"],
            ],
        ),
        """
        # 工作任务及要求
        - 1｜公开规划。｜｜牵头：甲科｜配合：乙科｜时限：6月底前｜局分管领导：甲某
        - 2｜公开预算。｜｜牵头：财务科｜时限：长期｜局分管领导：乙某
        """,
    ),
    "parts merged down below a heading of requirements": (
        (
            [
                ["工作内容", "序号", "具体任务", "工作举措", "牵头部门", "协同部门"],
                ["一、主动公开", "1", "公开规划", "按时公开。", "甲科", "乙科"],
                [ABOVE, "2", "公开预算", "专栏公开。", "财务科", ""],
                ["二、政策解读", "3", "解读政策", "同步解读。", "乙科", "各科室"],
            ],
        ),
        """
        # 一、主动公开
        - 1｜公开规划｜按时公开。｜牵头：甲科｜配合：乙科
        - 2｜公开预算｜专栏公开。｜牵头：财务科
        # 二、政策解读
        - 3｜解读政策｜同步解读。｜牵头：乙科｜配合：各科室
        """,
    ),
    "requirements before tasks, each its own, between rows of parts": (
        (
            [
                ["工作内容", "具体任务", "工作举措", "责任单位"],
                ["一、主动公开", LEFT, LEFT, LEFT],
                ["按时公开。", "公开规划", "编制清单。", "甲科"],
                ["专栏公开。", "公开预算", "设置专栏。", "财务科"],
            ],
        ),
        """
        # 一、主动公开
        - ｜公开规划｜按时公开。｜负责：甲科｜工作举措：编制清单。
        - ｜公开预算｜专栏公开。｜负责：财务科｜工作举措：设置专栏。
        """,
    ),
    "a heading that says who of the list leads": (
        (
            [
                ["工作任务", "工作要求", "责任单位\n（列第一位的为牵头单位，其他为配合单位）"],
                ["公开规划", "按时公开。", "甲科、乙科、各乡镇"],
                ["公开预算", "按时公开。", "财务科"],
            ],
        ),
        """
        # 工作任务
        - ｜公开规划｜按时公开。｜牵头：甲科｜配合：乙科、各乡镇
        - ｜公开预算｜按时公开。｜牵头：财务科
        """,
    ),
    "duties and time limits behind labels in one cell": (
        (
            [
                ["工作任务", "工作要求", "责任分工"],
                [
                    *("公开规划", "按时公开。"),
                    "牵头单位：甲科\n配合单位：乙科\n完成时限：6月底前\n责任领导：甲某",
                ],
                ["公开预算", "按时公开。", "责任单位：财务科"],
            ],
        ),
        """
        # 工作任务
        - ｜公开规划｜按时公开。｜牵头：甲科｜配合：乙科｜时限：6月底前
        - ｜公开预算｜按时公开。｜负责：财务科
        """,
    ),
}
