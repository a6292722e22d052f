"""Says in words what breaks the YAML of a line, and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.problems import Location, Problem, quoted
from generator.source.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import yaml

_QUOTE = "请给整段文字加英文双引号"


def explain(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """Return the problem behind a YAML syntax error, judged by the line it points to."""
    mark = error.problem_mark or error.context_mark
    if "nesting depth" in (error.problem or ""):
        line = mark.line + 1 if mark else 1
        return Problem(Location(file, line), "too-deep", "括号套得太深，请检查这一行的括号")
    if conflict := conflict_in(text):
        return Problem(Location(file, conflict), "conflict-mark", CONFLICT)
    here, before = _lines_at(text, mark.line + 1 if mark else 1)
    # The parser often notices only on the next line that a line is wrong.
    for number, words in (here, before):
        message = hint(words)
        if message:
            message += _elsewhere(text, number, words)
            return Problem(Location(file, number), "yaml-syntax", message)
    begun = error.context_mark
    opening = next((word for word in _OPENINGS if word in (error.context or "")), None)
    if opening and begun and (opening == "quoted scalar" or begun.line + 1 < here[0]):
        place = Location(file, begun.line + 1, begun.column + 1)
        return Problem(place, "yaml-syntax", _OPENINGS[opening])
    shallow = _too_shallow(text, here[0])
    if shallow:
        return Problem(Location(file, shallow[0]), "yaml-syntax", shallow[1])
    message = _misaligned(here[1], before[1]) or (
        "这一行不合 YAML 写法：请检查缩进是否与上下行对齐、括号和引号是否成对"
    )
    return Problem(Location(file, here[0]), "yaml-syntax", message)


CONFLICT = (
    "这里留着合并时的冲突标记：以“<<<<<<<”“=======”“>>>>>>>”隔开的是两种写法，"
    "请选定一种，删去另一种和这些标记"
)


def conflict_in(text: str) -> int | None:
    """Return the line, counted from 1, at which git has left two versions; None if nowhere."""
    marked = (number for number, line in lines_of(text) if re.match("(?:<{7}|>{7})(?: |$)", line))
    return next(marked, None)


_OPENINGS = {
    "quoted scalar": "这里开始的引号没有结束：请补上后一半引号",
    "flow sequence": "这里开始的方括号没有结束：请在同一行补上“]”",
    "flow mapping": "这里开始的花括号没有结束：请在同一行补上“}”",
}


def hint(line: str) -> str | None:
    """Return what is probably wrong with a line of YAML and the cure; None if nothing is seen."""
    for look in _LOOKS:
        message = look(line)
        if message:
            return message
    return None


def _elsewhere(text: str, number: int, words: str) -> str:
    """Return which later lines begin with the same fault; the parser ends at the first."""
    look = next((look for look in _AT_THE_START if look(words)), None)
    later = [str(at) for at, line in lines_of(text) if at > number and look and look(line)]
    if not later:
        return ""
    others = "、".join(later[:_MOST_LINES]) + ("等" if len(later) > _MOST_LINES else "")
    return f"；第 {others} 行也是这样，请一并改正"


_MOST_LINES = 10


def _lines_at(text: str, number: int) -> tuple[tuple[int, str], tuple[int, str]]:
    """Return number and text of a line, or of the last, and of the nearest written one before."""
    before, line = (1, ""), (1, "")
    for current in lines_of(text):
        before, line = (line if line[1].strip() else before), current
        if current[0] == number:
            break
    return line, before


def _too_shallow(text: str, number: int) -> tuple[int, str] | None:
    """Return the line of a field that stands too far left, and how far to indent it.

    Either the faulty line `number` is that field, standing where nothing is open; or the field
    stands where something is open and closes what the faulty line goes on with.
    """
    written = [
        _Written(at, len(line) - len(line.lstrip(" ")), _KEY.match(line))
        for at, line in lines_of(text)
        if at <= number and line.strip() and not line.lstrip().startswith("#")
    ]
    if len(written) < _FEWEST_LINES:
        return None
    here = written[-1]
    at = _owner(written, len(written) - 1)
    dip, above = written[at], written[:at]
    open_before = list(_open_lines(above))
    fields = [line for line in open_before if line.key]
    if not fields or dip.indent >= above[-1].indent or not dip.key or dip.key["dashes"]:
        return None
    target = fields[0].key
    columns = {line.column for line in fields}
    # Only a new entry stands where a dash does.
    columns |= {line.indent for line in open_before} if here is not dip else set()
    if not target or dip.indent >= fields[0].column or (dip is here) == (here.indent in columns):
        return None
    message = (
        f"{dip.key['name']} 缩进 {dip.indent} 格，太靠左：若是上面那一项的字段，请缩进 "
        f"{fields[0].column} 格，与第 {fields[0].number} 行的 {target['name']} 左对齐，"
        "属于它的各行一起右移"
    )
    return dip.number, message


_KEY = re.compile(r" *(?P<dashes>(?:- +)*)(?P<name>[\w-]+):(?= |$)")
_FEWEST_LINES = 2


class _Written(NamedTuple):
    """A line that holds something."""

    number: int
    indent: int
    key: re.Match[str] | None
    """Its field, if it begins with one."""

    @property
    def column(self) -> int:
        """How far its field is indented, dashes counted."""
        return self.key.start("name") if self.key else self.indent


def _owner(written: list[_Written], at: int) -> int:
    """Return the place of the field, without a dash, below which a line stands; or of the line."""
    first = written[at]
    if first.key and not first.key["dashes"] and first.indent < written[at - 1].indent:
        return at
    least = first.indent
    for place in range(at - 1, 0, -1):
        line = written[place]
        if line.indent < least:
            least = line.indent
            if line.key and not line.key["dashes"]:
                return place
    return at


def _open_lines(written: list[_Written]) -> Iterator[_Written]:
    """Yield the lines in whose groups and lists the last one stands, the innermost first."""
    least = None
    for line in reversed(written):
        if least is None or line.indent < least:
            least = line.indent
            yield line


def _misaligned(line: str, line_before: str) -> str | None:
    """Return the cure if a field stands neither under the one before nor one step further in."""
    here, above = (re.match(r"( *(?:- +)*)[\w-]+:(?= |$)", text) for text in (line, line_before))
    if not here or not above:
        return None
    further = len(here[1]) - len(above[1])
    holds_text = bool(line_before[above.end() :].strip())
    if further != -1 and not (further > 0 and holds_text):
        return None
    return f"这一行缩进 {len(here[1])} 格，上一行缩进 {len(above[1])} 格：同一组的字段要左边对齐"


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


def _wide_blank_after_colon(line: str) -> str | None:
    match = re.match("[ \\-{]*([a-z_]+):[\u3000\u00a0]", line)
    return f"字段名 {match[1]} 的冒号后面是全角空格或不间断空格，请改为半角空格" if match else None


def _dash(line: str) -> str | None:
    if re.match(r"\s*(?:-(?=[a-z])|[—－–−])\s*[a-z_]+[:：]", line):
        return "每一项请以半角“-”加空格开头"
    return None


def _wide_brackets(line: str) -> str | None:
    match = re.match(r"\s*(?:- +)?(?:[\w-]+: +)?([［｛【].*[］｝】])\s*$", line)
    return "这里的括号是全角的，请改为半角的 [ ] 或 { }" if match else None


def _wide_comma_in_braces(line: str) -> str | None:
    if re.search(r"\{[^}]*，\s*[a-z_]+\s*[:：]", line):
        return "花括号里的各个字段请用半角逗号加空格隔开"
    return None


def _several_fields(line: str) -> str | None:
    if re.match(r"\s*- +[a-z_]+: +[^\"'{\[]+, +[a-z_]+: ", line):
        return "一行写几个字段要加花括号，如 - {id: office, name: 办公室}；或每个字段写一行"
    return None


def _no_blank_after_colon(line: str) -> str | None:
    match = re.match(r"[ \-{]*([a-z_]+):(?!//)[^\s\"']", line)
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


def _colon_in_braces(line: str) -> str | None:
    match = re.search(r"[{,] *[\w-]+: +([^\"'\s{}\[\],][^\"'{}\[\],]*?: [^,{}]*)", line)
    if not match or "{" not in line:
        return None
    return f"花括号里的{quoted(match[1], 20)}中有半角冒号加空格，请给这段文字加英文双引号"


def _colon_in_text(line: str) -> str | None:
    match = re.match(r"\s*(?:- +)?[\w-]+: +([^\"'\s{\[].*?: .*)", line)
    return f"{quoted(match[1], 20)}中有半角冒号加空格，{_QUOTE}" if match else None


_LOOKS: tuple[Callable[[str], str | None], ...] = (
    _tab,
    _wide_blank,
    _dash,
    _wide_colon,
    _wide_blank_after_colon,
    _wide_comma_in_braces,
    _several_fields,
    _special_start,
    _bracket_start,
    _text_after_quotes,
    _colon_in_braces,
    _colon_in_text,
    _no_blank_after_colon,
    _wide_brackets,
)
_AT_THE_START = (_tab, _wide_blank, _wide_colon, _wide_blank_after_colon)
"""Those that see a fault that nothing but the beginning of a line shows."""
