"""Writes values as YAML in the form of our files: one field a line, so that people can merge them.

A text is written bare where YAML and the editors that know our schema read it as this very text,
in quotation marks otherwise, in lines below ``|`` if it has several. Lists of texts and small
groups of fields stand in brackets on the line of their field.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.source.values import Value

STEP: Final = 2
"""Columns by which what stands below a field is indented."""
_WIDEST: Final = 160
"""Columns of a group of fields that stands in brackets."""
_BARE: Final = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<](?:[^\n:#]|:(?!\s|$)|(?<!\s)#)*(?<!\s)")
_IN_BRACKETS: Final = re.compile(r"[^,\[\]{}]*")
_NO_TEXT: Final = re.compile(
    r"[-+]?(?:\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?|\.\d+)|0[xob][\da-fA-F]+"
    r"|true|false|null|\.inf|\.nan",
    re.IGNORECASE,
)
"""What editors that know our schema take for a number, a truth or nothing."""


def entry(key: str, value: Value, indent: int) -> str:
    """Return the lines of a field."""
    return "".join(f"{line}\n" for line in _entry(key, value, indent))


def item(value: Value, indent: int, *, in_brackets: bool = False) -> str:
    """Return the lines of an entry of a list, whose dash stands at `indent`."""
    return "".join(f"{line}\n" for line in _item(value, indent, in_brackets=in_brackets))


def _entry(key: str, value: Value, indent: int) -> Iterator[str]:
    head = f"{' ' * indent}{_text(key)}:"
    if isinstance(value, str) and "\n" in value:
        yield f"{head} |"
        yield from (f"{' ' * (indent + STEP)}{line}" for line in value.split("\n"))
    elif (short := _in_line(value)) is not None and len(head) + len(short) <= _widest(value):
        yield f"{head} {short}".rstrip()
    elif isinstance(value, list):
        yield head
        for each in value:
            yield from _item(each, indent + STEP)
    elif isinstance(value, dict):
        yield head
        yield from _entries(value, indent + STEP)


def _entries(fields: dict[str, Value], indent: int) -> Iterator[str]:
    for key, value in fields.items():
        yield from _entry(key, value, indent)


def _item(value: Value, indent: int, *, in_brackets: bool = False) -> Iterator[str]:
    dash = f"{' ' * indent}- "
    short = _in_line(value)
    is_group = isinstance(value, dict) and ("id" in value and not in_brackets)
    if short is not None and not is_group:
        yield f"{dash}{short}"
    elif isinstance(value, dict):
        lines = [*_entries(value, indent + STEP)]
        yield f"{dash}{lines[0].lstrip()}"
        yield from lines[1:]


def _widest(value: Value) -> int:
    """Return how long the line of a value may be: texts and lists of them are never broken."""
    return _WIDEST if isinstance(value, dict) else 10**9


def _in_line(value: Value) -> str | None:
    """Return a value on one line; None if it needs several."""
    if isinstance(value, str):
        return None if "\n" in value else _text(value)
    if isinstance(value, list):
        return _bracketed("[]", map(_inner, value))
    if isinstance(value, dict):
        pairs = ((_inner(key), _inner(each)) for key, each in value.items())
        return _bracketed("{}", (f"{k}: {v}" if k and v is not None else None for k, v in pairs))
    return None


def _bracketed(brackets: str, inside: Iterable[str | None]) -> str | None:
    parts = [*inside]
    if any(part is None for part in parts):
        return None
    return f"{brackets[0]}{', '.join(part for part in parts if part is not None)}{brackets[1]}"


def _inner(value: Value) -> str | None:
    """Return a text or a list of texts as it stands inside brackets."""
    if isinstance(value, list):
        texts = [each if isinstance(each, str) else None for each in value]
        return _bracketed("[]", (None if each is None else _inner(each) for each in texts))
    if not isinstance(value, str) or "\n" in value:
        return None
    return _text(value) if _IN_BRACKETS.fullmatch(value) and value else _quoted(value)


def _text(text: str) -> str:
    if not text or (_BARE.fullmatch(text) and not _NO_TEXT.fullmatch(text)):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    # JSON escapes are YAML's; what needs none stays readable.
    return json.dumps(text, ensure_ascii=False)
