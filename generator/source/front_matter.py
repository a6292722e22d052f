"""Splits a Markdown page into its front matter and its body.

MkDocs publishes front matter that it cannot read as text of the page, without a warning; here it
is an error with its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.problems import Location, Report
from generator.source.parser import parse_yaml

if TYPE_CHECKING:
    from generator.source.nodes import Node

_ENDS = ("---", "...")


@dataclass(frozen=True, slots=True)
class Split:
    """A page taken apart."""

    meta: Node | None
    """None if there is no front matter, or it cannot be read."""
    body: str
    first_line: int
    """Line of the file on which the body begins, counted from 1."""


def split_front_matter(text: str, file: str, report: Report) -> Split:
    """Return front matter and body of a page; `file` is the path that messages name."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return Split(None, text, 1)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in _ENDS), None)
    if end is None:
        message = "开头的“---”之后没有第二个“---”：请在标题等信息的下一行补上"
        report.error(Location(file), "front-matter", message)
        return Split(None, "", len(lines) + 1)
    # The opening line becomes blanks, so that every place is that in the file.
    written = " " * (len(lines[0].rstrip("\r\n"))) + "\n" + "".join(lines[1:end])
    meta = parse_yaml(written, file, report)
    return Split(meta, "".join(lines[end + 1 :]), end + 2)
