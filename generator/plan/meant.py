"""What somebody who wrote an unknown field, unit or topic probably meant."""

from __future__ import annotations

import difflib
import heapq
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.problems import quoted
from generator.source.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.plan.format import Format

_LONGEST_COMPARED = 60
_MOST_COMPARED = 50


def closest(written: str, known: Iterable[str]) -> str | None:
    """Return the known word that `written` was probably meant to be.

    Comparing takes long: only those that share the most characters are, and no long ones.
    """
    if len(written) > _LONGEST_COMPARED:
        return None
    characters = set(written)

    def likeness(word: str) -> tuple[int, int]:
        return len(characters.intersection(word)), -abs(len(word) - len(written))

    short = (word for word in known if len(word) <= _LONGEST_COMPARED)
    likely = heapq.nlargest(_MOST_COMPARED, short, key=likeness)
    matches = difflib.get_close_matches(written, likely, n=1, cutoff=0.6)
    return matches[0] if matches else None


def cure_for_unknown(form: type[Format], node: Mapping, path: tuple[int | str, ...]) -> str:
    """Return the cure for an unknown field."""
    key = str(path[-1])
    if "：" in key:
        return "冒号是全角的，请改为半角冒号加空格"
    name, colon, _ = key.partition(":")
    if colon and node.value_at(*path) == "" and field_meant(innermost(form, path), name):
        return f"冒号后面缺空格，请写成“{name}: ”"
    if node.value_at(*path) == "" and not key.isascii():
        return "若它是前一项的内容，请给整段内容加英文双引号（花括号里的半角逗号会把内容分开）"
    inner = innermost(form, path)
    if len(path) == 1 and (deeper := _deeper(form, node, key, node.at_key(key).line)):
        return deeper
    meant = field_meant(inner, key)
    return f"是否指 {meant}？" if meant else f"可用的字段：{known_fields(inner)}"


def _deeper(form: type[Format], node: Mapping, key: str, line: int) -> str | None:
    """Return the cure if a field at `line` belongs to a group above it, further to the right."""
    for field, part in form.parts.items():
        groups = node.get(field)
        above = [
            group
            for group in (groups.items if isinstance(groups, Sequence) else ())
            if isinstance(group, Mapping) and group.location.line < line
        ]
        if above and key in part.model_fields:
            name = name_of(part, above[-1], len(above))
            indent = above[-1].location.column - 1
            return f"它写得太靠左：若是{name} 的字段，请缩进 {indent} 格，属于它的各行一起右移"
        if above and (deeper := _deeper(part, above[-1], key, line)):
            return deeper
    return None


def field_meant(form: type[Format], key: str) -> str | None:
    """Return the field that an unknown one was meant to be; width and case do not matter."""
    return closest(unicodedata.normalize("NFKC", key).strip().lower(), form.model_fields)


def known_fields(form: type[Format]) -> str:
    """Return the fields of a format, as messages list them."""
    return "、".join(form.model_fields)


def name_of(form: type[Format], node: Node, position: int) -> str:
    """Return what messages call a group of fields, such as “任务 1-1-1”."""
    own = next(
        (
            value.value
            for key in ("id", "name", "title")
            if isinstance(node, Mapping) and isinstance(value := node.get(key), Scalar)
        ),
        None,
    )
    if own is None:
        return f"第 {position} 个{form.noun}"
    return f"{form.noun} {quoted(own)[1:-1]}" if own.isascii() else f"{form.noun}{quoted(own)}"


def innermost(form: type[Format], path: tuple[int | str, ...]) -> type[Format]:
    """Return the format that the last step of `path` is a field of."""
    for step in path[:-1]:
        form = format_of(form, str(step)) or form
    return form


@cache
def format_of(form: type[Format], key: str) -> type[Format] | None:
    """Return the format of the groups that a field holds; None if it holds none."""
    field = form.model_fields.get(key)
    return None if field is None else _format_in(field.annotation)


def _format_in(annotation: Any) -> type[Format] | None:  # noqa: ANN401 - any type expression
    if hasattr(annotation, "model_fields"):
        inner: type[Format] = annotation
        return inner
    found = map(_format_in, getattr(annotation, "__args__", ()))
    return next((inner for inner in found if inner is not None), None)
