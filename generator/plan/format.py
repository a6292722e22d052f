"""The shape of ``plan.yaml``: fields, what each may hold, and what they are called in Chinese.

These classes are the only place that says which fields exist; validation, the messages and the
JSON Schema for editors (`schema.py`) all come from them. They know nothing of places and
references: the loader adds those.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from generator.plan.amendments import AmendmentKind
from generator.plan.values import (
    NAMED,
    Cell,
    Date,
    Disclosure,
    Ending,
    Id,
    IdOfUnit,
    Line,
    Name,
    Text,
    Time,
    Title,
    Url,
    Year,
    named_or_list,
    not_empty,
)

PlanField = Literal["title", "requirement", "responsibility", "deadline", "number", "extra"]

INSTEAD = "instead"
"""What may be written instead of the value that a field comes to hold, as JSON Schema."""


def _as_cells(value: Any) -> Any:  # noqa: ANN401 - whatever was written
    return {"": value} if isinstance(value, str) else value


class Format(BaseModel):
    """A group of fields; every field of ours is text, a list or another group."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    noun: ClassVar[str] = ""
    """What one such group is called in a message."""
    example: ClassVar[str] = ""
    """One such group as it is written, where messages show it."""
    parts: ClassVar[dict[str, type[Format]]] = {}
    """Fields whose list is read item by item, so that a broken item harms no other."""
    most: ClassVar[int] = 1_000
    """How many may stand in one list; more would keep a build busy for hours."""
    placeholder: ClassVar[dict[str, Any]] = {}
    """Harmless values for required fields that are missing or wrong; ``{}`` makes one unique."""


class WithdrawalFormat(Format):
    """That something no longer applies; its page stays."""

    noun = "停止执行 withdrawn"
    example = '{on: 2021-10-09, reason: "已废止：原因"}'

    on: Date = Field(title="停止执行日期")
    reason: Ending = Field(title="原因，以“已废止”或“已失效”开头")


class AmendmentFormat(Format):
    """The ground of a later change of issued text."""

    noun = "更改记录 amended"
    example = "- {on: 2021-09-01, kind: 录入更正, basis: 依据}"

    on: Date = Field(title="更改日期")
    kind: AmendmentKind = Field(title="更改种类")
    basis: Line = Field(title="更改依据，如文号")


class LinkFormat(Format):
    """Where the thing itself is published."""

    noun = "公开位置 links"
    example = '- {title: 链接文字, url: "网址"}'

    title: Line = Field(title="链接文字")
    url: Url = Field(title="网址")


class DocumentFormat(Format):
    """The letter that issues the plan."""

    noun = "公文信息 document"
    placeholder = {"title": "？", "issuer": "？"}

    title: Title = Field(title="公文标题")
    number: Line | None = Field(None, title="发文字号")
    index_number: Line | None = Field(None, title="索引号")
    issuer: Line = Field(title="发文机关")
    issued_on: Date | None = Field(None, title="成文日期")
    published_at: Time | None = Field(None, title="发布时间")
    addressees: Text | None = Field(None, title="主送机关")
    body: Text | None = Field(None, title="正文")
    note: Line | None = Field(None, title="附注")
    copied_to: Text | None = Field(None, title="抄送机关")
    disclosure: Disclosure | None = Field(None, title="公开方式")


class DepartmentFormat(Format):
    """A unit named in the plan."""

    noun = "单位"
    most = 500
    placeholder = {"id": "placeholder-{}", "name": "？{}"}

    id: Id = Field(title="编号，永久不变，用作网址")
    name: Name = Field(title="名称，与方案一致")
    full_name: Line | None = Field(None, title="全称")
    aliases: list[Annotated[Name, AfterValidator(not_empty)]] = Field([], title="别名")
    kind: Line | None = Field(None, title="性质，如内设机构")
    phone: Line | None = Field(None, title="办公电话")
    until: Date | None = Field(None, title="撤并日期")
    successors: list[IdOfUnit] = Field([], title="承接单位的编号")
    withdrawn: WithdrawalFormat | None = Field(None, title="停止使用")
    moved_from: list[Id] = Field([], title="曾用编号", max_length=20)


class GroupFormat(Format):
    """A collective party, kept as printed."""

    noun = "集体单位"
    most = 50
    placeholder = {"id": "placeholder-{}", "name": "？{}"}

    id: Id = Field(title="编号，永久不变，用作网址")
    name: Name = Field(title="名称，与方案一致")
    members: Annotated[list[Name], BeforeValidator(named_or_list)] | None = Field(
        None,
        title="成员：named 为方案写到的单位；或单位名称列表；不填为未列明",
        json_schema_extra={INSTEAD: {"enum": [NAMED]}},
    )
    moved_from: list[Id] = Field([], title="曾用编号", max_length=20)


class TopicFormat(Format):
    """A heading under which a citizen looks; the column's own, not the issuer's."""

    noun = "主题"
    most = 1_000
    placeholder = {"id": "placeholder-{}", "name": "？{}"}

    id: Id = Field(title="编号，永久不变，用作网址")
    name: Line = Field(title="名称")
    summary: Line | None = Field(None, title="一句话说明")
    withdrawn: WithdrawalFormat | None = Field(None, title="停止使用")
    moved_from: list[Id] = Field([], title="曾用编号", max_length=20)


class TaskFormat(Format):
    """One task."""

    noun = "任务"
    most = 20_000
    placeholder = {"id": "placeholder-{}"}

    id: Id = Field(title="编号，永久不变，用作网址")
    number: Line | None = Field(None, title="印发的序号")
    title: Title | None = Field(None, title="任务名称，与方案一致")
    requirement: Text | None = Field(None, title="工作要求，与方案一致")
    responsibility: Annotated[dict[Line, Cell], BeforeValidator(_as_cells)] | None = Field(
        None,
        title="责任分工原文；有几栏时按栏名分写",
        json_schema_extra={INSTEAD: {"type": "string"}},
    )
    lead: list[Line] = Field([], title="牵头单位")
    supporting: list[Line] = Field([], title="配合单位")
    responsible: list[Line] = Field([], title="责任单位")
    deadline: Line | None = Field(None, title="完成时限，与方案一致")
    extra: dict[Line, Cell] = Field({}, title="方案中其他栏目的内容", max_length=30)
    topics: list[Line] = Field([], title="主题编号")
    links: list[LinkFormat] = Field([], title="公开位置")
    amended: list[AmendmentFormat] = Field([], title="更改记录")
    withdrawn: WithdrawalFormat | None = Field(None, title="停止执行")
    moved_from: list[Id] = Field([], title="曾用编号", max_length=20)


class ThemeFormat(Format):
    """A theme (方面) of a section."""

    noun = "方面"
    most = 500
    parts = {"tasks": TaskFormat}
    placeholder = {"id": "placeholder-{}"}

    id: Id = Field(title="编号，永久不变，用作网址")
    number: Line | None = Field(None, title="印发的序号")
    title: Title | None = Field(None, title="标题，与方案一致")
    text: Text | None = Field(None, title="标题下的文字")
    tasks: list[TaskFormat] = Field([], title="任务")
    amended: list[AmendmentFormat] = Field([], title="更改记录")
    withdrawn: WithdrawalFormat | None = Field(None, title="停止执行")
    moved_from: list[Id] = Field([], title="曾用编号", max_length=20)


class SectionFormat(Format):
    """A section (部分) of the plan."""

    noun = "部分"
    most = 1_000
    parts = {"themes": ThemeFormat, "tasks": TaskFormat}
    placeholder = {"id": "placeholder-{}"}

    id: Id = Field(title="编号，永久不变，用作网址")
    number: Line | None = Field(None, title="印发的序号")
    title: Title | None = Field(None, title="标题，与方案一致")
    text: Text | None = Field(None, title="标题下的文字")
    themes: list[ThemeFormat] = Field([], title="方面")
    tasks: list[TaskFormat] = Field([], title="任务")
    amended: list[AmendmentFormat] = Field([], title="更改记录")
    withdrawn: WithdrawalFormat | None = Field(None, title="停止执行")
    moved_from: list[Id] = Field([], title="曾用编号", max_length=20)


class PlanFormat(Format):
    """A plan file."""

    noun = "方案"
    parts = {
        "departments": DepartmentFormat,
        "groups": GroupFormat,
        "topics": TopicFormat,
        "sections": SectionFormat,
    }
    placeholder = {
        "format": "1",
        "id": "0",
        "year": "2099",
        "title": "？",
        "document": {"title": "？", "issuer": "？"},
        "sections": [],
    }

    format: Literal["1"] = Field(
        title="文件格式版本",
        json_schema_extra={
            INSTEAD: {"enum": [1]},
            "type": ["string"],
            "pattern": "^1$",
            "patternErrorMessage": "写 1",
        },
    )
    id: Id = Field(title="编号，永久不变，用作网址，一般为年份")
    year: Year = Field(title="年度")
    title: Title = Field(title="方案标题")
    text: Text | None = Field(None, title="标题与第一个部分之间的文字")
    document: DocumentFormat = Field(title="公文信息")
    columns: dict[Line, PlanField] = Field(
        {}, title="方案表格的栏名及其对应字段，按印发顺序", max_length=30
    )
    departments: list[DepartmentFormat] = Field([], title="单位")
    groups: list[GroupFormat] = Field([], title="集体单位")
    topics: list[TopicFormat] = Field([], title="主题")
    sections: list[SectionFormat] = Field(title="部分")
    amended: list[AmendmentFormat] = Field([], title="更改记录")
    withdrawn: WithdrawalFormat | None = Field(None, title="停止执行")
    moved_from: list[Id] = Field([], title="曾用编号", max_length=20)
