"""Recorded decisions name lines of a plan: where these move, the decisions go along."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from generator.editing.written import Written, groups_in, shared_start
from generator.plan.files import PLAN_FILE
from generator.source.patcher import patched

if TYPE_CHECKING:
    from collections.abc import Callable

    Move = Callable[[int], tuple[str, int]]
    """Takes a line of a plan file, and returns the file and the line where it stands now."""


def with_places(waivers: Written, move: Move, file: str = PLAN_FILE) -> str:
    """Return the text of waivers.yaml with every place in a plan file moved."""
    fields = waivers.fields
    for waiver in groups_in(fields.get("waivers")):
        match = re.fullmatch(rf"{re.escape(file)}:([0-9]{{1,9}})", str(waiver.get("place")))
        if match:
            waiver["place"] = "{}:{}".format(*move(int(match[1])))
    return patched(waivers.text, waivers.root, fields)


def to_file(file: str, without: int) -> Move:
    """Return where lines stand once plan.yaml `without` its first lines has become `file`."""
    return lambda line: (file, line - without)


def after_adding(before: str, after: str) -> Move:
    """Return where lines stand once `before` has become `after` by lines added at one place."""
    old, new = before.split("\n"), after.split("\n")
    same, more = shared_start(old, new), len(new) - len(old)
    return lambda line: (PLAN_FILE, line + more if line > same else line)


def after_editing(before: str, after: str, file: str = PLAN_FILE) -> Move:
    """Return where lines of a file stand once `before` has become `after` at many places.

    A line that has changed stands where the first of those is that came instead.
    """

    @cache
    def moved() -> dict[int, int]:
        # Of two long files that takes long; few columns have a waiver that asks for it.
        found: dict[int, int] = {}
        matcher = SequenceMatcher(None, before.split("\n"), after.split("\n"), autojunk=False)
        for _, start, end, new_start, new_end in matcher.get_opcodes():
            last = max(new_end, new_start + 1)
            found |= {at + 1: min(new_start + at - start, last - 1) + 1 for at in range(start, end)}
        return found

    return lambda line: (file, moved().get(line, line))
