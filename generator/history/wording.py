"""Says each change in a Chinese sentence, for people who know the plan and not its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.history.compare import Act, Change
from generator.history.elements import Fact, Kind, Path, entries, shown
from generator.history.rewording import Mark, Piece, relisted, reworded
from generator.plan.parties import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.history.difference import Difference

_SHORT: Final = 24
"""Characters of a text that is quoted whole, before and after."""
_KEPT_AT_MOST: Final = 60
"""Characters between two marks; of more, the middle is left out."""
_BREAK: Final = "〔换行〕"

_LABELS: Final = {
    "year": "年度",
    "title": "标题",
    "text": "标题下的文字",
    "columns": "表格栏目",
    "name": "名称",
    "full_name": "全称",
    "aliases": "别名",
    "kind": "性质",
    "phone": "办公电话",
    "until": "撤并日期",
    "successors": "承接单位",
    "members": "成员",
    "summary": "说明",
    "number": "序号",
    "requirement": "工作要求",
    "responsibility": "责任分工",
    "lead": "牵头单位",
    "supporting": "配合单位",
    "responsible": "责任单位",
    "deadline": "完成时限",
    "topics": "主题",
    "links": "公开位置",
    "amended": "更改记录",
    "withdrawn": "停止执行",
    "moved_from": "曾用编号",
}
_DOCUMENT_LABELS: Final = {
    "title": "公文标题",
    "number": "发文字号",
    "index_number": "索引号",
    "issuer": "发文机关",
    "issued_on": "成文日期",
    "published_at": "发布时间",
    "addressees": "主送机关",
    "body": "公文正文",
    "note": "附注",
    "copied_to": "抄送机关",
    "disclosure": "公开方式",
}
_ROLE_LABELS: Final = {_LABELS[role] for role in Role}
_NAMING: Final = {*Role, "responsibility", "members", "topics", "successors"}
"""Facts that name units or topics: of these whole names are marked."""
_ONE_BY_ONE: Final = {"links", "amended", "aliases", "moved_from", "columns"}
"""Lists of which each entry is said by itself."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One change, in words."""

    change: Change | None
    """None if a whole plan came or went."""
    subject: str
    """Of what it speaks, such as 任务 2-2-1."""
    pieces: tuple[Piece, ...]
    """The rest of the sentence, without a full stop."""
    details: tuple[str, ...] = ()
    """Everything that a new element says, one fact each."""
    label: str = ""
    """The fact that changed."""

    @property
    def text(self) -> str:
        """The whole sentence in plain text, with 【】 around what was reworded."""
        return f"{self.subject}：{''.join(map(plain, self.pieces))}"


def statements(difference: Difference) -> Iterator[Statement]:
    """Yield a sentence for every change of a plan."""
    plan = difference.plan
    if difference.old is None or difference.new is None:
        verb = "新增" if difference.old is None else "删去"
        words = f"{verb}“{_line(plan.title)}”，共 {len(plan.tasks)} 项任务"
        yield Statement(None, f"{Kind.PLAN} {plan.id}", (Piece(words),))
        return
    labels = Labels(plan.columns)
    for change in difference.changes:
        yield from _Sayer(change, labels).statements()


class Labels:
    """What the facts of a plan are called: as its own table prints it, where it does."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._printed = {
            field: heading
            for heading, field in columns.items()
            if [*columns.values()].count(field) == 1
        }

    def label(self, kind: Kind, path: Path) -> str:
        """Return what the fact at `path` of such an element is called."""
        field, *further = path
        if field == "document":
            return _DOCUMENT_LABELS[further[0]]
        if further and further[0]:
            return f"{further[0]}原文" if further[0] in _ROLE_LABELS else further[0]
        if kind is Kind.TASK and field in self._printed:
            printed = self._printed[field]
            return f"{printed}原文" if printed in _ROLE_LABELS else printed
        if kind is Kind.TASK and field == "title":
            return "任务名称"
        return _LABELS[field]


@dataclass(frozen=True, slots=True)
class _Sayer:
    change: Change
    labels: Labels

    def statements(self) -> Iterator[Statement]:
        change = self.change
        if change.act is Act.CHANGED:
            for pieces in self._changed():
                yield self._statement(*pieces)
        elif change.act is Act.ADDED:
            yield self._statement(Piece(self._added()), details=tuple(self._details()))
        else:
            yield self._statement(Piece(self._elsewhere()))

    @property
    def _label(self) -> str:
        element, path = self.change.element, self.change.path
        return self.labels.label(element.kind, path) if path else ""

    def _statement(self, *pieces: Piece, details: tuple[str, ...] = ()) -> Statement:
        element = self.change.element
        subject = f"{element.kind} {element.id}"
        return Statement(self.change, subject, pieces, details, self._label)

    def _added(self) -> str:
        parent = self.change.element.parent
        return f"新增，在{parent[0]} {parent[1]} 下" if parent else "新增"

    def _details(self) -> Iterator[str]:
        element = self.change.element
        for path, fact in element.facts.items():
            yield f"{self.labels.label(element.kind, path)}：{_line(shown(fact))}"

    def _elsewhere(self) -> str:
        change = self.change
        match change.act:
            case Act.REMOVED:
                name = change.element.name
                return f"删去，原为“{name}”" if name else "删去"
            case Act.RENAMED:
                return f"编号由“{change.before}”改为“{change.after}”"
            case Act.MOVED:
                return f"由{change.before} 移到{change.after} 下"
            case _:
                return f"移到{change.after} 之后" if change.after else "移到最前"

    def _changed(self) -> Iterator[tuple[Piece, ...]]:
        change = self.change
        field = change.path[0]
        before, after = change.before, change.after
        label = self._label
        if field == "withdrawn":
            yield (Piece(_withdrawn(before, after)),)
        elif field in _ONE_BY_ONE:
            yield from ((Piece(words),) for words in _one_by_one(field, label, before, after))
        elif before is None or after is None:
            verb, fact = ("增加", after) if before is None else ("删去", before)
            yield (Piece(f"{verb}{label}“{_line(shown(fact))}”"),)
        else:
            yield _replaced(label, before, after, reads_names=field in _NAMING)


def _withdrawn(before: Fact | None, after: Fact | None) -> str:
    if before is None:
        return f"停止执行（{shown(after)}）"
    if after is None:
        return f"恢复执行，删去停止执行的记录（{shown(before)}）"
    return f"停止执行的记录由“{shown(before)}”改为“{shown(after)}”"


def _one_by_one(field: str, label: str, before: Fact | None, after: Fact | None) -> Iterator[str]:
    old, new = ([entry.shown for entry in entries(fact)] for fact in (before, after))
    for verb, some in (
        ("删去", (entry for entry in old if entry not in new)),
        ("增加", (entry for entry in new if entry not in old)),
    ):
        for entry in some:
            yield f"{verb}{label}：{entry}" if field == "amended" else f"{verb}{label}“{entry}”"
    kept = [entry for entry in old if entry in new]
    if kept != [entry for entry in new if entry in old]:
        yield f"{label}的顺序改为“{'、'.join(new)}”"


def _replaced(label: str, before: Fact, after: Fact, *, reads_names: bool) -> tuple[Piece, ...]:
    old, new = _line(shown(before)), _line(shown(after))
    if max(len(old), len(new)) <= _SHORT:
        return (Piece(f"{label}由“{old}”改为“{new}”"),)
    compare = relisted if reads_names else reworded
    found = compare(shown(before), shown(after))
    pieces = [Piece(_line(piece.text), piece.mark) for piece in found]
    return (Piece(f"{label}有改动：“"), *_shortened(pieces), Piece("”"))


def _shortened(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces, those that were kept no longer than shows where they stand."""
    half = _KEPT_AT_MOST // 2
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.mark is Mark.KEPT and len(text) > _KEPT_AT_MOST:
            start = text[:half] if place else ""
            end = text[-half:] if place < len(pieces) - 1 else ""
            text = f"{start}……{end}"
        yield Piece(text, piece.mark)


def plain(piece: Piece) -> str:
    """Return part of a sentence in plain text, with 【】 around what was reworded."""
    if piece.mark is Mark.KEPT:
        return piece.text
    verb = "删" if piece.mark is Mark.DELETED else "增"
    return f"【{verb}：{piece.text}】"


def _line(text: str) -> str:
    return text.replace("\n", _BREAK)
