"""Splits a Markdown page into its front matter and its body.

MkDocs publishes front matter that it cannot read as text of the page, without a warning; here it
is an error with its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.problems import Location, Report
from generator.source.lines import lines_of
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
    lines = [line for _, line in lines_of(text)]
    if lines[0].rstrip() != "---":
        message = "页面没有标题：请在文件开头写三行，“---”、“title: 标题”、“---”"
        report.error(Location(file), "front-matter", message)
        return Split(None, text, 1)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in _ENDS), None)
    if end is None:
        message = "开头的“---”之后没有第二个“---”：请在标题等信息的下一行补上"
        report.error(Location(file), "front-matter", message)
        return Split(None, "", len(lines) + 1)
    body = "\n".join(lines[end + 1 :])
    if not any(line.strip() for line in lines[1:end]):
        message = "两行“---”之间没有标题：请写一行“title: 标题”"
        report.error(Location(file), "front-matter", message)
        return Split(None, body, end + 2)
    # The opening line becomes blanks, so that every place is that in the file.
    meta = parse_yaml("\n".join([" " * len(lines[0]), *lines[1:end], ""]), file, report)
    return Split(meta, body, end + 2)
