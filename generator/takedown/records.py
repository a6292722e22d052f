"""Data, tables, feeds and site maps without what is taken down."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from generator.data.table import HEADING_OF_ADDRESS, HEADINGS_OF_PLACE
from generator.takedown.words import NOTE

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.takedown.words import Words

_KEPT: Final = ("id", "name", "number", "clause", "address")
"""Fields that say which thing it is and where it stands, not what it says."""


def cut_json(content: bytes, is_named: Callable[[str], bool], words: Words) -> bytes:
    """Return a data file in which things at an address that `is_named` say nothing any more."""

    def cut(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
        if isinstance(value, dict):
            if is_named(str(value.get("address"))):
                value = {key: value[key] for key in _KEPT if key in value} | {"taken_down": True}
            return {key: cut(each) for key, each in value.items()}
        if isinstance(value, list):
            return [cut(each) for each in value]
        return NOTE if isinstance(value, str) and words.are_in(value) else value

    made = cut(json.loads(content))
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def cut_csv(content: bytes, is_named: Callable[[str], bool], words: Words) -> bytes:
    """Return a table in which the row of what is taken down says only where it stood."""
    rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
    headings = rows[0] if rows else []
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows(
        headings if not at else _row(headings, row, is_named, words) for at, row in enumerate(rows)
    )
    return text.getvalue().encode("utf-8-sig")


def _row(
    headings: list[str], row: list[str], is_named: Callable[[str], bool], words: Words
) -> list[str]:
    named = dict(zip(headings, row, strict=False))
    if is_named(named.get(HEADING_OF_ADDRESS, "")):
        row = [
            cell if heading in HEADINGS_OF_PLACE or not cell else NOTE
            for heading, cell in named.items()
        ]
    return [NOTE if words.are_in(cell) else cell for cell in row]


def cut_xml(content: bytes, is_named: Callable[[str], bool], words: Words) -> bytes:
    """Return a feed or site map without the entries that lead there or hold any of the words.

    `is_named` is asked of each address as it is written.
    """
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    entries = [entry for entry in root if _is_cut(entry, is_named, words)]
    if not entries:
        return content
    for entry in entries:
        root.remove(entry)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _is_cut(entry: etree._Element, is_named: Callable[[str], bool], words: Words) -> bool:
    texts = [str(text) for text in entry.itertext()]
    links = [str(element.get("href")) for element in entry.iter() if element.get("href")]
    leads_there = any(map(is_named, (*links, *map(str.strip, texts))))
    return leads_there or words.are_in("".join(texts))
