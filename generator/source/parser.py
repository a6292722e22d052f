"""YAML text to values that know their place. The only importer of yaml.

PyYAML's events are read one by one, without its construction of Python values: scalars stay the
text that was written, every value keeps its place, and nothing can be executed, repeated by
alias or nested without end. All that the file format forbids is reported, not only the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

import yaml

from generator.problems import Location, Report, quoted
from generator.source import syntax
from generator.source.characters import (
    STAND_IN,
    find_refused,
    is_publishable,
    with_stand_ins,
)
from generator.source.nodes import Mapping, Node, Scalar, Sequence, Span

MAX_DEPTH = 20
MAX_VALUES = 400_000

_NO_KEY = "?"
"""Style of what stands in the place of a key but is none."""
_TRAILING_COMMENT = re.compile(r"[ \t]+#")


def parse_yaml(text: str, file: str, report: Report) -> Node | None:
    """Return the one document of `text`, or None if it is empty or cannot be read.

    `file` is the path that messages name. What is wrong goes to `report`; after a syntax error
    nothing of the file is known, after any other the rest is returned.
    """
    find_refused(text, file, report)
    if report.is_full(file, "bad-character"):
        return None
    text = with_stand_ins(text)
    found = Report()
    builder = _Builder(text, file, found)
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        fault = syntax.explain(error, text, file)
        # What was seen in the faulty line itself follows from the fault, as does a text that seems
        # to go on from the line before.
        line = fault.location.line
        report.extend(
            problem
            for problem in found.problems
            if not line - (problem.code == "folded-text") <= problem.location.line <= line
        )
        report.add(fault)
        return None
    except yaml.reader.ReaderError:
        # One of very many control characters: find_refused has named the first.
        return None
    except _TooMuchError as refusal:
        report.extend(found.problems)
        report.error(refusal.location, refusal.code, refusal.message)
        return None
    report.extend(found.problems)
    if builder.root is None:
        report.error(Location(file), "empty-file", "文件里没有内容（注释不算），请填写")
    return builder.root


def unreadable_from(text: str) -> int | None:
    """Return the line, counted from 1, at which the YAML of `text` makes no sense any more.

    None if it can be read to its end, whatever our format forbids in it.
    """
    try:
        for _ in yaml.parse(with_stand_ins(text), Loader=yaml.CBaseLoader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return mark.line + 1 if mark else 1
    except yaml.reader.ReaderError:
        return 1
    return None


@dataclass
class _TooMuchError(Exception):
    location: Location
    code: str
    message: str


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    event: yaml.CollectionStartEvent
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)
    pending: Scalar | None = None
    """The key whose value comes next."""
    is_run_together: bool = False
    """Whether an id came twice: two items have become one, and all that follows is there twice."""


class _Builder:
    """Puts events together; its stack is a list, so that depth costs no recursion."""

    def __init__(self, text: str, file: str, report: Report) -> None:
        self.root: Node | None = None
        self._text = text
        self._file = file
        self._report = report
        self._stack: list[_Open] = []
        self._documents = 0
        self._values = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._place(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_markers(event)
            if len(self._stack) == MAX_DEPTH:
                message = f"嵌套超过 {MAX_DEPTH} 层，请检查缩进和括号"
                raise _TooMuchError(self._location(event), "too-deep", message)
            self._stack.append(_Open(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._place(self._close(self._stack.pop(), event))
        elif isinstance(event, yaml.AliasEvent):
            self._refuse_markers(event)
            self._place(Scalar(self._file, self._span(event, event), ""))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                message = "文件里有第二个“---”：一个文件只能有一份内容，请删去"
                raise _TooMuchError(self._location(event), "several-documents", message)

    def _place(self, node: Node) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            message = f"内容超过 {MAX_VALUES} 个值，请分成几个方案"
            raise _TooMuchError(node.location, "too-many-values", message)
        if not self._stack:
            if not (isinstance(node, Scalar) and node.is_empty and not node.style):
                self.root = node
            return
        parent = self._stack[-1]
        if isinstance(parent.event, yaml.SequenceStartEvent):
            parent.items.append(node)
        elif parent.pending is None:
            parent.pending = self._key(node)
        else:
            self._enter(parent, parent.pending, node)
            parent.pending = None

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        message = "字段名只能是文字，请去掉多余的括号、“?”或“-”"
        self._report.error(node.location, "bad-field-name", message)
        return Scalar(self._file, node.span, "", _NO_KEY)

    def _enter(self, parent: _Open, key: Scalar, value: Node) -> None:
        earlier = parent.keys.get(key.value)
        if key.style == _NO_KEY or parent.is_run_together:
            return
        if key.value == "<<":
            message = "“<<”是 YAML 的合并写法，请写出全部字段"
            self._report.error(key.location, "alias", message)
            return
        if earlier is None:
            parent.keys[key.value] = key
            parent.entries[key.value] = value
            return
        parent.is_run_together = key.value == "id"
        cure = "请删去其中一处"
        if key.value == "id":
            cure = "是否漏了这一项开头的“- ”？"
        elif isinstance(value, Sequence) and isinstance(parent.entries[key.value], Sequence):
            cure = "请把这里的各项移到那里的各项下面，再删去这一行，原有的各项不动"
        message = f"字段 {key.value} 写了两次：第 {earlier.location.line} 行已有，{cure}"
        self._report.error(key.location, "duplicate-field", message)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.anchor is not None or event.tag is not None:
            self._refuse_markers(event)
        style, value = event.style or "", event.value.replace(STAND_IN, "")
        if style == '"' and not is_publishable(value):
            message = "引号里的反斜杠写法产生了不可见字符，请删去"
            self._report.error(self._location(event), "bad-character", message)
            value = with_stand_ins(value).replace(STAND_IN, "")
        node = Scalar(self._file, self._span(event, event), value, style)
        if style == "" and _TRAILING_COMMENT.match(self._text, node.span.end):
            message = (
                "文字后面的“ #”会使其后的内容被当作注释而丢失："
                "是正文请给整段文字加英文双引号，是注释请另起一行"
            )
            self._report.error(node.location, "trailing-comment", message)
        if style in ("'", '"') and node.span.last_line > node.span.line:
            message = (
                f"这里的引号到第 {node.span.last_line} 行才结束：是否漏了后一半引号？"
                "一段文字请写在同一行，要分段请用“|”"
            )
            self._report.error(node.location, "folded-text", message)
        elif style == ">" or (style != "|" and node.span.last_line > node.span.line):
            message = "一段文字写成了几行，YAML 会在接行处插入空格：请写在同一行，要分段请用“|”"
            self._report.error(node.location, "folded-text", message)
        return node

    def _close(self, collection: _Open, end: yaml.Event) -> Node:
        span = self._span(collection.event, end)
        if isinstance(collection.event, yaml.SequenceStartEvent):
            return Sequence(self._file, span, tuple(collection.items))
        return Mapping(self._file, span, collection.entries, collection.keys)

    def _refuse_markers(self, event: yaml.NodeEvent) -> None:
        start = cast("yaml.Mark", event.start_mark).index
        if isinstance(event, yaml.AliasEvent):
            message = f"“*{event.anchor}”是 YAML 的引用写法，请写出全文；若是正文，请加英文双引号"
            self._report.error(self._location(event), "alias", message)
        elif event.anchor is not None:
            message = f"“&{event.anchor}”是 YAML 的锚点写法，请删去；若是正文，请加英文双引号"
            self._report.error(self._location(event), "anchor", message)
        if getattr(event, "tag", None) is not None:
            written = quoted(self._text[start : start + 200].split("\n", 1)[0].split(" ", 1)[0])
            message = f"{written}是 YAML 的类型标签，请删去；若是正文，请加英文双引号"
            self._report.error(self._location(event), "tag", message)

    def _location(self, event: yaml.Event) -> Location:
        mark = cast("yaml.Mark", event.start_mark)
        return Location(self._file, mark.line + 1, mark.column + 1)

    def _span(self, first: yaml.Event, last: yaml.Event) -> Span:
        # Events that come from a text always know their place.
        start, end = cast("yaml.Mark", first.start_mark), cast("yaml.Mark", last.end_mark)
        # The end of a block lies at the start of what follows it.
        last_line = end.line + 1 if end.column else max(end.line, start.line + 1)
        return Span(start.index, end.index, start.line + 1, start.column + 1, last_line)
