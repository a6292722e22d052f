"""Says in words what breaks the YAML of a line, and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.problems import Location, Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

_QUOTE = "请给整段文字加英文双引号"


def explain(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """Return the problem behind a YAML syntax error, judged by the line it points to."""
    mark = error.problem_mark or error.context_mark
    if "nesting depth" in (error.problem or ""):
        line = mark.line + 1 if mark else 1
        return Problem(Location(file, line), "too-deep", "括号套得太深，请检查这一行的括号")
    lines = re.split("\r\n|\r|\n", text)
    number = min(mark.line, len(lines) - 1) if mark else 0
    # The parser often notices only on the next line that a line is wrong.
    for index in (number, _line_before(lines, number)):
        message = hint(lines[index])
        if message:
            return Problem(Location(file, index + 1), "yaml-syntax", message)
    if "quoted scalar" in (error.context or "") and error.context_mark:
        place = Location(file, error.context_mark.line + 1, error.context_mark.column + 1)
        return Problem(place, "yaml-syntax", "这里开始的引号没有结束：请补上后一半引号")
    message = "这一行不合 YAML 写法：请检查缩进是否与上下行对齐、括号和引号是否成对"
    return Problem(Location(file, number + 1), "yaml-syntax", message)


def hint(line: str) -> str | None:
    """Return what is probably wrong with a line of YAML and the cure; None if nothing is seen."""
    for look in _LOOKS:
        message = look(line)
        if message:
            return message
    return None


def _line_before(lines: list[str], number: int) -> int:
    while number > 0:
        number -= 1
        if lines[number].strip():
            return number
    return 0


def _tab(line: str) -> str | None:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return "行首用了制表符（Tab）缩进，请改为空格" if "\t" in indent else None


def _wide_blank(line: str) -> str | None:
    if re.match("[ ]*[\u3000\u00a0]", line):
        return "行首有全角空格或不间断空格，请改为半角空格"
    return None


def _wide_colon(line: str) -> str | None:
    match = re.match(r"[ \-{]*([A-Za-z_]+)：", line)
    if match:
        return f"字段名 {match[1]} 后面是全角冒号，请改为半角冒号加空格（{match[1]}: ）"
    return None


def _no_blank_after_colon(line: str) -> str | None:
    match = re.match(r"[ \-{]*([a-z_]+):[^\s\"']", line)
    return f"字段名 {match[1]} 的冒号后面缺空格，请写成“{match[1]}: ”" if match else None


def _special_start(line: str) -> str | None:
    match = re.match(r"\s*(?:- +)?(?:[\w-]+: +)?([@`%*&!|>,?\]}])\S", line)
    return f"文字以“{match[1]}”开头，在 YAML 里有特殊含义，{_QUOTE}" if match else None


def _bracket_start(line: str) -> str | None:
    match = re.match(r"\s*(?:- +)?(?:[\w-]+: +)?([\[{])[^\]}]*[\]}]\s*[^\s\]},#]", line)
    return f"文字以“{match[1]}”开头，在 YAML 里表示列表或字段组，{_QUOTE}" if match else None


def _text_after_quotes(line: str) -> str | None:
    match = re.match(r"""\s*(?:- +)?(?:[\w-]+: +)?(["'])(?:(?!\1).)*\1\s*[^\s,\]}#:]""", line)
    return (
        f"引号（{match[1]}）结束后还有文字：{_QUOTE}，文中的英文引号改为中文引号" if match else None
    )


def _colon_in_text(line: str) -> str | None:
    match = re.match(r"\s*(?:- +)?[\w-]+: +([^\"'\s{\[].*?: .*)", line)
    return f"{quoted(match[1], 20)}中有半角冒号加空格，{_QUOTE}" if match else None


_LOOKS: tuple[Callable[[str], str | None], ...] = (
    _tab,
    _wide_blank,
    _wide_colon,
    _special_start,
    _bracket_start,
    _text_after_quotes,
    _colon_in_text,
    _no_blank_after_colon,
)
