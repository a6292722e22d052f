"""Front matter and body of a page."""

from __future__ import annotations

import pytest

from generator.problems import Report
from generator.source.front_matter import split_front_matter


def test_places_are_those_of_the_file() -> None:
    """A value of the front matter knows its line in the file, and the body where it begins."""
    report = Report()

    split = split_front_matter("---\ntitle: 甲\nother: 乙\n---\n\n正文\n", "content/a.md", report)

    assert split.meta is not None
    assert (2, 3) == (split.meta.at("title").line, split.meta.at("other").line)  # type: ignore[union-attr]
    assert ("\n正文\n", 5) == (split.body, split.first_line)
    assert () == report.problems


@pytest.mark.parametrize("text", ["", "正文\n", "\n---\ntitle: 甲\n---\n", "----\n"])
def test_none(text: str) -> None:
    """A page that does not begin with three hyphens has no front matter."""
    split = split_front_matter(text, "content/a.md", Report())

    assert (None, text, 1) == (split.meta, split.body, split.first_line)


def test_windows_line_ends() -> None:
    """Line ends of Windows change nothing."""
    split = split_front_matter("---\r\ntitle: 甲\r\n---\r\n正文", "content/a.md", Report())

    assert ("正文", 4) == (split.body, split.first_line)


def test_without_end() -> None:
    """Front matter that does not end publishes nothing of the page."""
    report = Report()

    split = split_front_matter("---\ntitle: 甲\n\n正文\n", "content/a.md", report)

    assert "" == split.body
    assert ["front-matter"] == [problem.code for problem in report.problems]
