"""What is written in quotes comes back as it was, with the place where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Report
from generator.source.characters import is_publishable
from generator.source.nodes import Mapping, Scalar
from generator.source.parser import parse_yaml

TEXTS = st.text(max_size=200).filter(is_publishable)
LINES = st.text(st.characters(exclude_characters="\r\n\t"), max_size=200).filter(is_publishable)
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@given(TEXTS, st.integers(0, 5))
def test_double_quotes(text: str, lines_before: int) -> None:
    """Any text in double quotes, line ends and tabs escaped, is read as it is meant."""
    quoted = "".join(ESCAPES.get(character, character) for character in text)

    node = read(f'"{quoted}"', lines_before)

    assert (text, '"') == (node.value, node.style)


@given(LINES, st.integers(0, 5))
def test_single_quotes(text: str, lines_before: int) -> None:
    """Any line in single quotes, those inside it doubled, is read as it is meant."""
    doubled = text.replace("'", "''")

    node = read(f"'{doubled}'", lines_before)

    assert (text, "'") == (node.value, node.style)


def read(written: str, lines_before: int) -> Scalar:
    """Return the value written so behind a field; require its place, and that nothing is wrong."""
    report = Report()
    text = "# 注释😀\n" * lines_before + f"字段: {written}\n"

    root = parse_yaml(text, "plan.yaml", report)

    assert () == report.problems
    assert isinstance(root, Mapping)
    node = root.entries["字段"]
    assert isinstance(node, Scalar)
    assert written == text[node.span.start : node.span.end]
    assert (lines_before + 1, 5) == (node.span.line, node.span.column)
    return node
