"""Leaves out of a workbook what is never read, and refuses what would be read over and over.

The library reads a part once for each mention of it: a sheet of a megabyte that is mentioned
thirty thousand times takes hours.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.packages.package import DAMAGED
from generator.problems import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

_MOST_SHEETS: Final = 200
_SHEET: Final = re.compile(rb"<(?:[^\s<>/]+:)?sheet\s")
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION: Final = "{*}Relationship"
_DRAWN: Final = ("/drawing", "/chart", "/image", "/pivotTable", "/pivotCacheDefinition")
"""What relations lead to that holds no cells: ends of their types, ECMA-376, part 1, 12.3."""
_ONCE: Final = ("sheet", "/comments", "/drawing", "/table")
"""What only one sheet can have."""
_NEVER: Final = ("pivotCaches",)
BESIDE_CELLS: Final = (
    *("autoFilter", "colBreaks", "conditionalFormatting", "customSheetViews", "dataValidations"),
    *("definedNames", "extLst", "headerFooter", "hyperlinks", "rowBreaks", "scenarios"),
    "tableParts",
)
"""Elements of a workbook or a sheet that say nothing of what its cells hold."""


def bare(parts: Mapping[str, bytes], others: Collection[str] = ()) -> dict[str, bytes]:
    """Return the parts of a workbook without drawings, pivot tables and some other elements.

    Raises CannotRunError if a part is broken, or mentioned more than once, or sheets are too many.
    """
    try:
        _refuse_many_sheets(parts.values())
        names = [*_NEVER, *others]
        words = re.compile("|".join(names).encode())
        left = {
            name: _without(part, names) if words.search(part) else part
            for name, part in parts.items()
        }
        related = {name: _root(part) for name, part in parts.items() if name.endswith(".rels")}
    except etree.LxmlError as error:
        raise CannotRunError(DAMAGED) from error
    mentioned = Counter(part for name, root in related.items() for part in _parts_of(name, root))
    if any(count > 1 for count in mentioned.values()):
        raise CannotRunError(DAMAGED)
    return left | {name: _without_drawn(root) for name, root in related.items()}


def _refuse_many_sheets(parts: Iterable[bytes]) -> None:
    for part in parts:
        count = sum(1 for _ in _SHEET.finditer(part))
        if count > _MOST_SHEETS:
            message = (
                f"工作簿有 {count} 张工作表，最多 {_MOST_SHEETS} 张："
                "请把任务那张表单独复制到一个新的工作簿里"
            )
            raise CannotRunError(message)
        ids = [sheet.get(_ID) for sheet in _root(part).iter("{*}sheet")] if count else []
        if len({*ids}) < len(ids):
            raise CannotRunError(DAMAGED)


def _root(part: bytes) -> Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _without(part: bytes, names: Iterable[str]) -> bytes:
    root = _root(part)
    for element in [*root.iter(*(f"{{*}}{name}" for name in names))]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return etree.tostring(root)


def _parts_of(relations: str, root: Element) -> Iterator[str]:
    """Yield the parts that relations lead to and that only one sheet can have."""
    folder = posixpath.dirname(posixpath.dirname(relations))
    for each in root.iter(_RELATION):
        if each.get("TargetMode") != "External" and each.get("Type", "").endswith(_ONCE):
            yield posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))


def _without_drawn(root: Element) -> bytes:
    for each in [*root.iter(_RELATION)]:
        if each.get("Type", "").endswith(_DRAWN):
            root.remove(each)
    return etree.tostring(root)
