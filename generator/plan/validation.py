"""Validates one group of fields alone, and says in Chinese what is wrong with it.

A group is checked without the groups inside it: those are validated by themselves. Whatever is
wrong is reported with its place and then replaced by a harmless placeholder, so that one broken
field hides nothing else.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from generator.problems import quoted
from generator.source.nodes import Mapping, Node, Scalar, Sequence
from generator.source.syntax import hint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from generator.plan.format import Format
    from generator.problems import Report

F = TypeVar("F", bound="Format")


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
        report.error(node.location, "wrong-type", f"{name}应当是若干行“字段: 内容”{_instead(node)}")
        return None
    written = {
        key: [] if key in form.parts else _plain(value)
        for key, value in node.entries.items()
        if node.get(key) is not None
    }
    flawed: set[str] = set()
    try:
        fields = form.model_validate(written)
    except ValidationError as refusal:
        for error in refusal.errors(include_url=False):
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
    """Yield the validated groups listed in a field of `parent`; what is no group is left out."""
    node = parent.get(field)
    if node is None:
        return
    if not isinstance(node, Sequence):
        message = f"{field} 应当是列表，每项以“- ”开头{_instead(node)}"
        report.error(node.location, "wrong-type", message)
        return
    for position, entry in enumerate(node, start=1):
        item = read_item(form, entry, _name(form, entry, position), report)
        if item is not None:
            yield item


def closest(written: str, known: Iterable[str]) -> str | None:
    """Return the known word that `written` was probably meant to be."""
    matches = difflib.get_close_matches(written, list(known), n=1, cutoff=0.5)
    return matches[0] if matches else None


def _plain(node: Node) -> Any:  # noqa: ANN401 - pydantic takes whatever was written
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_plain(entry) for entry in node]
    return {key: _plain(value) for key, value in node.entries.items() if node.get(key) is not None}


def _name(form: type[Format], node: Node, position: int) -> str:
    own = next(
        (
            value.value
            for key in ("id", "name", "title")
            if isinstance(node, Mapping) and isinstance(value := node.get(key), Scalar)
        ),
        None,
    )
    return f"第 {position} 个{form.noun}" if own is None else f"{form.noun} {quoted(own)[1:-1]}"


def _report(
    form: type[Format], node: Mapping, name: str, error: ErrorDetails, report: Report
) -> None:
    path = error["loc"]
    kind = error["type"]
    owner, key = _owner(name, path), str(path[-1])
    if kind == "missing":
        title = _field_title(form, path)
        message = f"{owner}缺少字段 {key}（{title}），请补上"
        report.error(node.at(*path), "missing-field", message)
    elif kind == "extra_forbidden":
        message = f"{owner}有未知字段 {quoted(key)}，{_known_fields(form, path)}"
        report.error(node.at_key(*path), "unknown-field", message)
    else:
        code, text = _fault(error)
        report.error(node.at(*path), code, f"{name} 的 {_written_path(path)}：{text}")


def _fault(error: ErrorDetails) -> tuple[str, str]:
    kind = error["type"]
    if kind == "disclosure":
        code, _, text = error["msg"].partition("\n")
        return code, text
    if kind == "literal_error":
        allowed = (
            error["ctx"]["expected"].replace("'", "").replace(", ", "、").replace(" or ", "或")
        )
        return "bad-choice", f"“{str(error['input'])[:40]}”不对，只能写{allowed}"
    return "wrong-type", _EXPECTED[kind] + _hint(error["input"])


_EXPECTED = {
    "string_type": "应当是一段文字，不是列表或字段组；若是正文，请加英文双引号",
    "list_type": "应当是列表，请写成“[甲, 乙]”，或每行一个“- 甲”",
    "dict_type": "应当是若干行“名称: 内容”",
    "model_type": "应当是若干行“字段: 内容”",
}


def _instead(node: Node) -> str:
    return _hint(node.value) if isinstance(node, Scalar) else ""


def _hint(written: object) -> str:
    cure = hint(written) if isinstance(written, str) else None
    return f"；{cure}" if cure else ""


def _owner(name: str, path: tuple[int | str, ...]) -> str:
    owner = f"{name} 的 {_written_path(path[:-1])}" if len(path) > 1 else name
    return f"{owner} " if owner.isascii() or owner[-1].isascii() else owner


def _written_path(path: tuple[int | str, ...]) -> str:
    steps = [f"第 {step + 1} 项" if isinstance(step, int) else step for step in path]
    return " 的 ".join(step for step in steps if step != "[key]" and "[" not in step)


def _inner(form: type[Format], path: tuple[int | str, ...]) -> type[Format]:
    """Return the format that the last step of `path` is a field of."""
    for step in path[:-1]:
        if isinstance(step, str) and step in form.model_fields:
            form = _format_in(form.model_fields[step].annotation) or form
    return form


def _format_in(annotation: Any) -> type[Format] | None:  # noqa: ANN401 - any type expression
    if hasattr(annotation, "model_fields"):
        inner: type[Format] = annotation
        return inner
    found = map(_format_in, getattr(annotation, "__args__", ()))
    return next((inner for inner in found if inner is not None), None)


def _field_title(form: type[Format], path: tuple[int | str, ...]) -> str:
    return _inner(form, path).model_fields[str(path[-1])].title or str(path[-1])


def _known_fields(form: type[Format], path: tuple[int | str, ...]) -> str:
    known = tuple(_inner(form, path).model_fields)
    meant = closest(str(path[-1]).strip("\u3000\u00a0 "), known)
    return f"是否指 {meant}？" if meant else f"可用的字段：{'、'.join(known)}"
