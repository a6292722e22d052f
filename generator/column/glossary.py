"""Reads glossary.yaml: words that mean the same to someone who searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.problems import Location, quoted
from generator.source.nodes import Mapping, Scalar, Sequence
from generator.source.parser import parse_yaml

if TYPE_CHECKING:
    from generator.problems import Report
    from generator.source.nodes import Node

MOST_GROUPS = 1_000
MOST_WORDS = 20
"""Words that stand for each other."""
_LONGEST = 40


def read_glossary(text: str, file: str, report: Report) -> tuple[tuple[str, ...], ...]:
    """Return groups of words, each of which stands for the others, from ``词: 词`` or a list."""
    node = parse_yaml(text, file, report)
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        message = "每行写一个词和它的另一种说法，如“年报: 年度报告”；有几种说法写成列表"
        report.error(Location(file), "wrong-type", message)
        return ()
    if len(node.entries) > MOST_GROUPS:
        report.error(Location(file), "too-many-values", f"超过 {MOST_GROUPS} 行，请删减")
        return ()
    groups = []
    for word, others in node.entries.items():
        words = tuple(dict.fromkeys((word.strip(), *_words(others, report))))
        for one in words:
            if fault := _fault(one):
                report.error(node.at_key(word), *fault)
        if len(words) > MOST_WORDS:
            message = f"{quoted(word)}的另一种说法超过 {MOST_WORDS - 1} 个，请删减"
            report.error(node.at_key(word), "too-many-values", message)
        groups.append(words)
    return tuple(groups)


def _fault(word: str) -> tuple[str, str] | None:
    """Return code and message of what is wrong with a word."""
    if not any(map(str.isalnum, word)):
        return "wrong-type", f"{quoted(word)}不是词，检索时找不到"
    joined = "".join(word.split())
    if joined != word:
        return "wrong-type", f"{quoted(word)}里有空格，检索时用不上：请写成“{joined}”这样连着的词"
    if len(word) > _LONGEST:
        return "too-long", f"{quoted(word)}太长，词最多 {_LONGEST} 个字"
    return None


def _words(node: Node, report: Report) -> list[str]:
    entries = node.items if isinstance(node, Sequence) else (node,)
    words = []
    for entry in entries:
        if isinstance(entry, Scalar) and entry.value.strip():
            words.append(entry.value.strip())
        else:
            message = "这里应当是一个词，如“年报: 年度报告”"
            report.error(entry.location, "wrong-type", message)
    return words
