"""The form by which a change of the published plan is approved and signed, for Word.

It is one page of A4. Changes that find no room there stand on the pages after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.history.formats import NOTHING
from generator.history.rewording import Piece
from generator.review.items import Item, items
from generator.review.paper import (
    CELL,
    CM,
    HEAD,
    LABEL,
    NOTE,
    TITLE,
    Cell,
    Column,
    Row,
    cut,
    row_height,
    table_height,
    text_height,
)
from generator.review.word import Pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.history.difference import Difference
    from generator.plan.model import Plan

_NAME: Final = "政务公开专栏内容改动审核表"
_BLANKS: Final = f"编号：{'＿' * 8}　　日期：{'＿' * 4}年{'＿' * 2}月{'＿' * 2}日"
_POINTS: Final = "□ 保密审查　□ 个人信息　□ 链接有效　□ 依据齐备　□ 与印发文件一致"
_SIGNERS: Final = ("承办人", "承办处室负责人", "保密审查", "公开办", "分管领导")
_LEGEND: Final = "注：加删除线的是删去的文字，加下划线的是增加的文字；“……”处略去没有改动的文字。"

_MOST_CONTINUED: Final = 300
"""Changes that stand on further pages: who signs reads no more of them on paper."""
_MOST_BESIDE: Final = 4
"""Changes beside the plans that are told on the form."""
_LEAST, _MOST = 1.0 * CM, 1.8 * CM
"""How high a row may be that is signed."""

_CHANGES: Final = (
    Column("序号", 1.2 * CM, LABEL),
    Column("位置", 3.3 * CM, CELL),
    Column("改动", 8.0 * CM, CELL),
    Column("依据", 4.5 * CM, CELL),
)
_CHECKS: Final = (Column("", 3.3 * CM, LABEL), Column("", 13.7 * CM, CELL))
_SIGNATURES: Final = (
    Column("审核环节", 3.3 * CM, LABEL),
    Column("意见", 7.3 * CM, CELL),
    Column("签名", 3.4 * CM, CELL),
    Column("日期", 3.0 * CM, CELL),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """What has been compared, as it is called."""

    old: str
    new: str
    plan: Plan | None
    """The plan in force; the form names it if nothing has changed."""
    beside: tuple[str, ...] = ()
    """What has changed beside the plans, one sentence each."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check of the new side has found, grounds that are missing included."""

    errors: int
    warnings: int
    hints: int
    is_whole: bool
    """Whether the whole column was checked, and not its plans alone."""


def approval_form(
    differences: Sequence[Difference], compared: Compared, findings: Findings
) -> bytes:
    """Return the form as a .docx file, the same bytes for the same input.

    What XML cannot hold is replaced by U+FFFD.
    """
    rows = tuple(_row(number, item) for number, item in enumerate(items(differences), start=1))
    checks = (*_checks(findings), *_beside(compared.beside))
    page = Pages(_NAME)
    page.write(_NAME, TITLE)
    for line in _head(differences, compared):
        page.write(line, HEAD)
    first, continued = _parted(rows, page.left - _least_below(checks))
    if rows:
        page.tabulate(first, _CHANGES)
    page.write(_beyond(len(rows), len(first)), CELL)
    page.tabulate(checks, _CHECKS)
    page.write("", NOTE)
    page.tabulate(_unsigned(), _SIGNATURES, least=_height_to_sign(page.left))
    page.write(_LEGEND, NOTE)
    if continued:
        page.write(f"{_NAME}（续页）", HEAD, on_new_page=True)
        page.tabulate(continued[:_MOST_CONTINUED], _CHANGES)
        left = len(continued) - _MOST_CONTINUED
        page.write(f"另有 {left} 项，见改动说明（disclosure diff）。" if left > 0 else "", NOTE)
    return page.saved()


def _head(differences: Sequence[Difference], compared: Compared) -> Iterator[str]:
    plan = differences[0].plan if differences else compared.plan
    if plan:
        several = f"等 {len(differences)} 个方案" if len(differences) > 1 else ""
        yield f"方案：{_called(plan.title, 80)}（编号 {plan.id}）{several}"
    yield f"改动前：{_called(compared.old, 40)}　　改动后：{_called(compared.new, 40)}"
    yield _BLANKS


def _row(number: int, item: Item) -> Row:
    name = [_called(item.name, 14)] if item.name else []
    return (
        _cell(str(number)),
        _cell(item.place, *name),
        (item.sentence, *_cell(*item.details)),
        _cell(*item.grounds),
    )


def _checks(findings: Findings) -> tuple[Row, ...]:
    counts = f"错误 {findings.errors} 处，警告 {findings.warnings} 处"
    hints = f"，提示 {findings.hints} 处" if findings.hints else ""
    checked = "检查了全栏目" if findings.is_whole else "只检查了方案，没有检查手写页面和附件"
    cure = "错误须改正，改正后重新生成本表。" if findings.errors else ""
    said = f"{counts}{hints}（{checked}）。{cure}"
    return ((_cell("检查结果"), _cell(said)), (_cell("审核要点"), _cell(_POINTS)))


def _beside(sentences: Sequence[str]) -> Iterator[Row]:
    """Yield a row with what has changed beside the plans, if anything; of much the beginning."""
    if sentences:
        left = len(sentences) - _MOST_BESIDE
        rest = [f"另有 {left} 处，见 disclosure review 的改动说明。"] if left > 0 else []
        shown = (_called(sentence, 60) for sentence in sentences[:_MOST_BESIDE])
        yield (_cell("方案以外的改动"), _cell(*shown, *rest))


def _unsigned() -> tuple[Row, ...]:
    return tuple((_cell(signer), *[_cell("")] * (len(_SIGNATURES) - 1)) for signer in _SIGNERS)


def _cell(*texts: str) -> Cell:
    return tuple((Piece(text),) for text in texts)


def _called(name: str, longest: int) -> str:
    """Return a name on one line, shortened."""
    line = name.replace("\n", "")
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _parted(rows: tuple[Row, ...], room: float) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return what stands on the first page, and what is read in full on those after it."""
    if table_height(rows, _CHANGES) <= room:
        return rows, ()
    left = room - table_height((), _CHANGES)
    first: list[Row] = []
    for row in rows:
        shortened = cut(row, _CHANGES)
        left -= row_height(shortened, _CHANGES)
        if left < 0:
            break
        first.append(shortened)
    whole = [row for row, shortened in zip(rows, first, strict=False) if row != shortened]
    return tuple(first), (*whole, *rows[len(first) :])


def _beyond(number: int, shown: int) -> str:
    if not number:
        return NOTHING
    return f"其余 {number - shown} 项见续页。" if shown < number else ""


def _least_below(checks: Iterable[Row]) -> float:
    """Return how many points all that stands below the changes takes at least."""
    paragraphs = text_height("", CELL) + text_height("", NOTE)
    return (
        paragraphs + table_height(checks, _CHECKS) + _around_signatures() + len(_SIGNERS) * _LEAST
    )


def _height_to_sign(left: float) -> float:
    """Return how high the rows that are signed may be, to fill what is left of the page."""
    return max(_LEAST, min(_MOST, (left - _around_signatures()) / len(_SIGNERS)))


def _around_signatures() -> float:
    return table_height((), _SIGNATURES) + text_height(_LEGEND, NOTE)
