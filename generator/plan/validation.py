"""Validates one group of fields alone, and says in Chinese what is wrong with it.

A group is checked without the groups inside it: those are validated by themselves. Whatever is
wrong is reported with its place and then replaced by a harmless placeholder, so that one broken
field hides nothing else.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from generator.plan.meant import (
    cure_for_unknown,
    field_meant,
    format_of,
    innermost,
    known_fields,
    name_of,
)
from generator.problems import possessive, quoted
from generator.source.nodes import Mapping, Node, Scalar, Sequence
from generator.source.syntax import hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from generator.plan.format import Format
    from generator.problems import Report

F = TypeVar("F", bound="Format")
_LONGEST_SHOWN = 60
_MOST_VALUES = 5_000
"""In one field: more than any list of units, and few enough to say of each what is wrong."""


@dataclass(frozen=True, slots=True)
class Item(Generic[F]):
    """A validated group of fields, with the place it was read from."""

    fields: F
    origin: Mapping
    name: str
    """What messages call it, such as “任务 1-1-1”."""


def read_item(form: type[F], node: Node, name: str, report: Report) -> Item[F] | None:
    """Return the group of fields `node`, each wrong one replaced; None if it is no group.

    Fields in ``form.parts`` come back empty: read them with `read_items`.
    """
    if not isinstance(node, Mapping):
        message = f"{name}应当是若干行“字段: 内容”{_example(form, node)}{_instead(node)}"
        report.error(node.location, "wrong-type", message)
        return None
    if not any(key in form.model_fields or field_meant(form, key) for key in node.entries):
        message = (
            f"{name}里没有一个可用的字段，请检查缩进，或是否放错了文件；应为：{known_fields(form)}"
        )
        report.error(node.location, "unknown-field", message)
        return None
    written, closed = _written(form, node, name, report)
    try:
        fields = form.model_validate(written)
    except ValidationError as refusal:
        flawed = set(closed)
        for error in refusal.errors(include_url=False):
            if error["loc"][0] not in closed:
                flawed.add(str(error["loc"][0]))
                _report(form, node, name, error, report)
        sound = {key: value for key, value in written.items() if key not in flawed}
        needed = {
            key: value.format(node.span.start) if isinstance(value, str) else value
            for key, value in form.placeholder.items()
            if key not in sound
        }
        fields = form.model_validate(sound | needed)
    return Item(fields, node, name)


def read_items(form: type[F], parent: Mapping, field: str, report: Report) -> Iterator[Item[F]]:
    """Yield the validated groups listed in a field of `parent`; what is no group is left out.

    Of a list with more than ``form.most`` items the rest is reported and not read.
    """
    node = parent.get(field)
    if node is None:
        return
    if not isinstance(node, Sequence):
        message = f"{field} 应当是列表，每项以“- ”开头{_instead(node)}"
        report.error(node.location, "wrong-type", message)
        return
    if len(node.items) > form.most:
        message = f"{field} 超过 {form.most} 项，请核对是否放错了文件"
        report.error(parent.at_key(field), "too-long", message)
    for position, entry in enumerate(node.items[: form.most], start=1):
        item = read_item(form, entry, name_of(form, entry, position), report)
        if item is not None:
            yield item


def _written(
    form: type[Format], node: Mapping, name: str, report: Report
) -> tuple[dict[str, Any], set[str]]:
    """Return the fields that hold something, and the names of those that are not looked into."""
    written: dict[str, Any] = {}
    closed: set[str] = set()
    for key, value in itertools.islice(node.entries.items(), _MOST_VALUES):
        if key in form.parts:
            written[key] = []
        elif _count(value, _MOST_VALUES) > _MOST_VALUES:
            closed.add(key)
            message = f"{name} 的 {key}：超过 {_MOST_VALUES} 项，请检查缩进，或是否放错了位置"
            report.error(node.at_key(key), "too-long", message)
        elif stray := _stray(value, format_of(form, key)):
            closed.add(key)
            message = (
                f"{possessive(name, key)}：第 {stray.location.line} 行起的一项有 id，不属于这里："
                f"{key} 若是上面那一项的字段，请与那一项的其他字段左边对齐，属于它的各行一起右移"
            )
            report.error(node.at_key(key), "wrong-type", message)
        elif node.get(key) is not None or key not in form.model_fields:
            written[key] = _plain(value, format_of(form, key))
    if len(node.entries) > _MOST_VALUES:
        message = f"{name} 的字段超过 {_MOST_VALUES} 个，请检查缩进，或是否放错了位置"
        report.error(node.location, "too-long", message)
    return written, closed


def _stray(node: Node, inner: type[Format] | None) -> Mapping | None:
    """Return the first group in a list that has an id though such groups have none."""
    if inner is None or "id" in inner.model_fields or not isinstance(node, Sequence):
        return None
    groups = (entry for entry in node if isinstance(entry, Mapping))
    return next((group for group in groups if "id" in group.keys), None)


def _count(node: Node, limit: int) -> int:
    """Return how many values stand in `node`; beyond `limit` they are not counted on."""
    if isinstance(node, Scalar):
        return 1
    inner = node.items if isinstance(node, Sequence) else node.entries.values()
    count = 1
    for entry in inner:
        count += _count(entry, limit)
        if count > limit:
            break
    return count


def _plain(node: Node, inner: type[Format] | None) -> Any:  # noqa: ANN401 - whatever was written
    """Return a value without its places; of fields left empty only those that `inner` knows go."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_plain(entry, inner) for entry in node]
    known = inner.model_fields if inner else {}
    return {
        key: _plain(value, format_of(inner, key) if inner else None)
        for key, value in node.entries.items()
        if key not in known or node.get(key) is not None
    }


def _report(
    form: type[Format], node: Mapping, name: str, error: ErrorDetails, report: Report
) -> None:
    path = error["loc"]
    kind = error["type"]
    owner, key = possessive(name, *_steps(path[:-1])), str(path[-1])
    # A blank stands between Latin and Han.
    gap = " " if owner[-1].isascii() else ""
    if kind == "missing":
        title = _field_title(form, path)
        message = f"{owner}{gap}缺少字段 {key}（{title}），请补上"
        report.error(node.at(*path), "missing-field", message)
    elif kind == "extra_forbidden":
        place = node.at_key(*path)
        report.error(
            place,
            "unknown-field",
            lambda: f"{owner}{gap}有未知字段{quoted(key)}，{cure_for_unknown(form, node, path)}",
        )
    elif not report.has_error_at(node.at(*path)):
        code, text = _fault(error)
        shape = format_of(innermost(form, path), key)
        if shape and shape.example and error["type"] in ("model_type", "list_type"):
            text = f"写法不对，请写成 {shape.example.removeprefix(_dash(error))}"
        report.error(node.at(*path), code, f"{possessive(name, *_steps(path))}：{text}")


def _fault(error: ErrorDetails) -> tuple[str, str]:
    kind = error["type"]
    if kind == "disclosure":
        code, _, text = error["msg"].partition("\n")
        return code, text
    written = error["input"]
    if kind == "too_long":
        return "too-long", f"超过 {error['ctx']['max_length']} 项，请核对"
    if kind == "literal_error" and isinstance(written, str):
        allowed = re.findall("'([^']*)'", error["ctx"]["expected"])
        return "bad-choice", f"{quoted(written)}不对，只能写“{'”“'.join(allowed)}”"
    if kind == "list_type" and isinstance(written, str):
        return "wrong-type", f"应当是列表，请写成“[{_listed(written)}]”"
    return "wrong-type", _EXPECTED.get(kind, _EXPECTED["string_type"]) + _hint(written)


def _dash(error: ErrorDetails) -> str:
    """Return what an example begins with that is not wanted: the dash, where no list belongs."""
    return "" if error["type"] == "list_type" else "- "


def _listed(written: str) -> str:
    """Return what was written as one text as the entries of a list."""
    entries = re.split("[、，；;,]", written.strip("【】［］[]-—－ \n"))
    return quoted(", ".join(entry.strip() for entry in entries), _LONGEST_SHOWN)[1:-1]


_EXPECTED = {
    "string_type": "应当是一段文字，不是列表或字段组；若是正文，请加英文双引号",
    "list_type": "应当是列表，每行一项，以“- ”开头",
    "dict_type": "应当是若干行“名称: 内容”",
    "model_type": "应当是若干行“字段: 内容”",
}


def _example(form: type[Format], node: Node) -> str:
    """Return how a unit or topic of which only the name was written is to be written."""
    if not isinstance(node, Scalar) or "name" not in form.model_fields:
        return ""
    return f"，如 {{id: 英文编号, name: {quoted(node.value)[1:-1]}}}"


def _instead(node: Node) -> str:
    return _hint(node.value) if isinstance(node, Scalar) else ""


def _hint(written: object) -> str:
    cure = hint(written) if isinstance(written, str) else None
    return f"；{cure}" if cure else ""


def _steps(path: tuple[int | str, ...]) -> list[str]:
    steps = [f"第 {step + 1} 项" if isinstance(step, int) else step for step in path]
    # pydantic's own words for a branch of a union, or a key, stand in brackets.
    return [step for step in steps if "[" not in step]


def _field_title(form: type[Format], path: tuple[int | str, ...]) -> str:
    return innermost(form, path).model_fields[str(path[-1])].title or str(path[-1])
