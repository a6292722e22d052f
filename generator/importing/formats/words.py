"""What a paragraph of Word says when all changes are accepted, and what is in it besides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn

from generator.importing.quoting import in_quotes

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BREAKS: Final = frozenset(map(qn, ("w:br", "w:cr")))
_GONE: Final = frozenset(map(qn, ("w:del", "w:moveFrom")))
_SILENT: Final = frozenset(
    map(qn, ("w:pPr", "w:rPr", "w:sdtPr", "w:instrText", "w:delText", "w:fldData"))
)
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass
class Words:
    """The text of a paragraph, and what else is in it."""

    text: str = ""
    notes: tuple[str, ...] = ()
    boxes: tuple[Element, ...] = field(default=())
    """Text boxes that hang on the paragraph."""

    def after(self, label: str) -> Words:
        """Return it with a number before it that Word counts by itself."""
        return Words(f"{label}{self.text.lstrip()}", self.notes, self.boxes)


def words_of(paragraph: Element) -> Words:
    """Return what a paragraph says."""
    reader = _Reader()
    for child in paragraph:
        reader.read(child)
    return Words("".join(reader.text), tuple(reader.notes), tuple(reader.boxes))


class _Reader:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.notes: list[str] = []
        self.boxes: list[Element] = []

    def read(self, element: Element) -> None:
        tag = element.tag
        if tag in _SILENT or tag == _FALLBACK or not isinstance(tag, str):
            return
        if tag in _GONE:
            self._note("修订中删去的文字", element)
        elif tag == qn("w:r") and _is_hidden(element):
            self._note("隐藏的文字", element)
        elif tag == qn("w:t"):
            self.text.append(element.text or "")
        elif tag in _BREAKS:
            self.text.append("\n")
        elif tag == qn("w:tab"):
            self.text.append("\t")
        elif tag == qn("w:noBreakHyphen"):
            self.text.append("-")
        elif tag == qn("w:txbxContent"):
            self.boxes.append(element)
        elif tag == qn("w:drawing") and not any(True for _ in element.iter(qn("w:txbxContent"))):
            self.notes.append("一张图片")
        else:
            self._read_inside(element)

    def _read_inside(self, element: Element) -> None:
        if element.tag == qn("w:ins"):
            self.notes.append("修订中增加的文字，已按接受修订读取")
        elif element.tag == qn("w:commentReference"):
            self.notes.append("一条批注")
        elif element.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            self.notes.append("一条注释")
        for child in element:
            self.read(child)

    def _note(self, kind: str, element: Element) -> None:
        self.notes += told(kind, element)


def told(kind: str, element: Element) -> tuple[str, ...]:
    """Return a note of what an element says that is not read, unless it says nothing."""
    texts = (each.text or "" for each in element.iter(qn("w:t"), qn("w:delText")))
    text = "".join(texts).strip()
    return (f"{kind}{in_quotes(text)}，没有录入",) if text else ()


def _is_hidden(run: Element) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off")
