"""Who publishes the column: the shape of ``extra.agency`` and ``extra.column`` in mkdocs.yml.

Unless the agency says ``official: true`` the site is an example (示例): nobody may take it for
the agency's own. What is not known is left out of the pages; ``check`` may say what is missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from generator.plan.format import Format
from generator.plan.validation import read_item
from generator.plan.values import Line, Url, refused
from generator.problems import Problem, Severity
from generator.source.nodes import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.problems import Report
    from generator.source.nodes import Node

_SITE_ID = re.compile("(?:bm[0-9]{8}|[0-9]{10})")
_NUMBER = re.compile("[0-9][0-9_]*(?:[.][0-9_]*|(?::[0-5]?[0-9])+)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_INCLUDED = re.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
_DOMAIN = re.compile("[a-z0-9]+(?:[.-][a-z0-9]+)+")


def _site_id(text: str) -> str:
    """Require a 网站标识码 (国办发〔2017〕47号): ten digits, or bm and eight."""
    if not _SITE_ID.fullmatch(text):
        message = f"“{text[:40]}”不是网站标识码，应为 10 位数字，或 bm 加 8 位数字"
        raise refused("bad-site-id", message)
    return text


def _domain(text: str) -> str:
    if not _DOMAIN.fullmatch(text):
        message = f"“{text[:40]}”不是域名，请只写域名，如 www.xugou.example"
        raise refused("bad-url", message)
    return text


def _included(text: str) -> str:
    """Require a path of the host's own site that is safe within a comment and its quotes."""
    if not _INCLUDED.fullmatch(text):
        message = (
            f"“{text[:40]}”不是本网站里文件的路径：请写以 / 开头的路径，"
            "只用英文字母、数字、点、横线和下划线，如 /include/header.html"
        )
        raise refused("bad-include", message)
    return text


class ContactFormat(Format):
    """How to reach the office in charge (条例第十二条)."""

    noun = "联系方式"

    unit: Line | None = Field(None, title="联系单位")
    address: Line | None = Field(None, title="办公地址")
    hours: Line | None = Field(None, title="办公时间")
    phone: Line | None = Field(None, title="联系电话")
    fax: Line | None = Field(None, title="传真")
    email: Line | None = Field(None, title="电子邮箱")


class AgencyFormat(Format):
    """The agency whose column this is."""

    noun = "本单位信息 extra.agency"
    placeholder = {"name": "？"}

    name: Line = Field(title="单位名称")
    official: Literal["true", "false"] = Field("false", title="是否正式网站；不是则为示例")
    site_name: Line | None = Field(None, title="网站名称")
    site_domain: Annotated[Line, AfterValidator(_domain)] | None = Field(None, title="网站域名")
    site_id_code: Annotated[Line, AfterValidator(_site_id)] | None = Field(None, title="网站标识码")
    icp: Line | None = Field(None, title="ICP 备案号")
    police_record: Line | None = Field(None, title="公安机关备案号")
    conac_url: Url | None = Field(None, title="党政机关网站标识的网址")
    host_department: Line | None = Field(None, title="主办单位")
    contact: ContactFormat | None = Field(None, title="联系方式")
    correction_url: Url | None = Field(None, title="“我为政府网站找错”的网址")
    home_url: Url | None = Field(None, title="网站首页的网址")


IncludedFile = Annotated[Line, AfterValidator(_included)]
"""A file that the host's server puts in by an SSI directive, ``include virtual``."""


class ColumnFormat(Format):
    """The column itself, and the blocks of the host's own 政府信息公开 column."""

    noun = "栏目信息 extra.column"

    name: Line | None = Field(None, title="栏目名称，如政务公开工作任务")
    role: Literal["子栏目", "专栏"] = Field("子栏目", title="子栏目，或独立的专栏")
    blocks: dict[Line, Url] = Field({}, title="上级专栏各部分的名称和网址")
    header: IncludedFile | None = Field(None, title="由服务器插入的页头文件的路径")
    footer: IncludedFile | None = Field(None, title="由服务器插入的页脚文件的路径")


_WANTED = ("site_name", "site_domain", "site_id_code", "host_department", "home_url")
"""What 国办发〔2017〕47号 wants on an official site and only the agency can tell."""


def check_identity(settings: Mapping, report: Report) -> None:
    """Report what is wrong with the identity in ``extra``, and hint at what is missing.

    Hints come only for a site that is official: an example has nothing to tell.
    """
    extra = settings.get("extra")
    if not isinstance(extra, Mapping):
        return
    agency, column = extra.get("agency"), extra.get("column")
    if column is not None:
        read_item(ColumnFormat, column, "栏目信息", report)
    for name, value in _mistaken(agency):
        message = f"请给 {name} 的数字加英文双引号，否则会丢失开头的 0，或被当作时间"
        report.error(value.location, "wrong-type", message)
    if isinstance(agency, Mapping) and _is_quoted(agency.get("official")):
        message = "official 不要加引号，否则网站仍是示例：请写 official: true"
        report.error(agency.at("official"), "wrong-type", message)
    item = None if agency is None else read_item(AgencyFormat, agency, "本单位信息", report)
    if item is None or item.fields.official != "true":
        return
    if not report.has_error_within(item.origin.location, item.origin.span.last_line):
        report.extend(_missing(item.origin, item.fields))
    named, field = (column, "name") if _has_name(column) else (settings, "site_name")
    if isinstance(named, Mapping) and "示例" in (named.value_at(field) or ""):
        message = "正式网站的栏目名称里还有“示例”，请改正"
        report.add(Problem(named.at(field), "identity-example", message, Severity.HINT))


def _has_name(column: Node | None) -> bool:
    return isinstance(column, Mapping) and "name" in column.entries


def _mistaken(node: Node | None) -> Iterator[tuple[str, Scalar]]:
    """Yield what MkDocs, which reads the settings too, would take for a number or a time."""
    for name, value in node.entries.items() if isinstance(node, Mapping) else ():
        if isinstance(value, Mapping):
            yield from _mistaken(value)
        elif isinstance(value, Scalar) and not value.style and _NUMBER.fullmatch(value.value):
            yield name, value


def _is_quoted(node: Node | None) -> bool:
    return isinstance(node, Scalar) and bool(node.style)


def _missing(origin: Mapping, agency: AgencyFormat) -> Iterator[Problem]:
    for name in _WANTED:
        if getattr(agency, name) is None:
            title = AgencyFormat.model_fields[name].title
            message = f"正式网站应当有{title}（{name}），请向网站管理单位核实后填写"
            yield Problem(origin.location, "identity-missing", message, Severity.HINT)
