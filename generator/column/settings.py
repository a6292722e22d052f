"""Checks mkdocs.yml before MkDocs reads it.

MkDocs loads it with a loader that can run code and put the environment's secrets into pages; a
tag in it is refused here, as are extensions that would read the text of a plan as markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.problems import quoted
from generator.source.files import read_text
from generator.source.nodes import Mapping, Node, Scalar, Sequence
from generator.source.parser import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.problems import Location, Report

EXTENSIONS = ("attr_list", "md_in_html", "tables", "toc")
"""Markdown extensions under which escaped text was shown to come out as it went in."""
_REFUSED = {
    "hooks": "hooks 会运行任意程序，请删去",
    "INHERIT": "INHERIT 会引入未经检查的设置，请把内容写在本文件里",
}


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link to a file of the column, in a hand-written page or in the menu."""

    target: str
    """Path below the documentation folder."""
    location: Location


def read_settings(path: Path, file: str, report: Report) -> tuple[WrittenLink, ...]:
    """Return the menu that mkdocs.yml adds (nav), and report what in the file is unsafe.

    Unsafe is what could run code, leak secrets or turn text into markup.
    """
    text = read_text(path, file, report)
    node = None if text is None else parse_yaml(text, file, report)
    if not isinstance(node, Mapping):
        return ()
    for key, message in _REFUSED.items():
        if key in node.entries:
            report.error(node.at_key(key), "unsafe-setting", message)
    for extension in _named(node.get("markdown_extensions")):
        if extension.value not in EXTENSIONS:
            message = (
                f"扩展{quoted(extension.value)}会把方案的文字当作标记，请删去；"
                f"可用的扩展：{'、'.join(EXTENSIONS)}"
            )
            report.error(extension.location, "unsafe-setting", message)
    return tuple(
        WrittenLink(entry.value, entry.location)
        for entry in _texts(node.get("nav"))
        if "://" not in entry.value
    )


def _texts(node: Node | None) -> Iterator[Scalar]:
    """Yield every text in a list whose entries are texts, or titles with a text or a list."""
    if isinstance(node, Scalar):
        yield node
    elif node is not None:
        inner = node.items if isinstance(node, Sequence) else node.entries.values()
        for entry in inner:
            yield from _texts(entry)


def _named(node: Node | None) -> Iterator[Scalar]:
    """Yield the names in a list whose entries are names or single names with options."""
    for entry in node if isinstance(node, Sequence) else ():
        if isinstance(entry, Scalar):
            yield entry
        elif isinstance(entry, Mapping):
            yield from entry.keys.values()
    if isinstance(node, Mapping):
        yield from node.keys.values()
