"""Whether the button of a forge, which merges line by line, would publish what was reviewed.

What two neighbours have in common lines may give to the wrong one, and of comments they keep more
than our driver. Mere layout is no matter: otherwise hardly a proposal would pass that began before
another was merged.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.history.git import GONE, KeptFile, read_blob
from generator.plan.loader import read_plan
from generator.problems import Report
from generator.source.files import decode
from generator.source.leaks import find_leaks
from generator.source.parser import parse_yaml
from generator.source.values import as_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.source.values import Value


def otherwise(
    root: Path, reviewed: Iterable[KeptFile], merged: Iterable[KeptFile]
) -> Iterator[KeptFile]:
    """Yield the files that say something else, or hide something else, than was reviewed.

    Given are those that are not the same in two trees, as each of them holds them.
    """
    before = {file.path: file for file in reviewed}
    for file in merged:
        if not _says_the_same(root, before[file.path], file):
            yield file


def _says_the_same(root: Path, reviewed: KeptFile, merged: KeptFile) -> bool:
    if reviewed.mode != merged.mode or merged.mode == GONE or not merged.path.endswith(".yaml"):
        return False
    one, other = (_read(read_blob(root, file.blob), file.path) for file in (reviewed, merged))
    return one[0] is not None and one[0] == other[0] and other[1] <= one[1]


def _read(content: bytes, file: str) -> tuple[Value | None, Counter[tuple[str, str]]]:
    """Return what a plan says, and what is wrong with it, comments included."""
    report = Report()
    text = decode(content, file, report) or ""
    find_leaks(text, file, report)
    read_plan(text, file, report)
    node = parse_yaml(text, file, Report())
    found = Counter((problem.code, problem.message) for problem in report.problems)
    return (None if node is None else as_value(node)), found
