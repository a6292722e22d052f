"""Keeps recorded decisions at what they are about when a command has changed a plan file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.reading import read_as_written
from generator.cli.saving import save_text
from generator.column.loader import WAIVERS_FILE
from generator.plan.files import PLAN_FILE, plan_files
from generator.problems import Report

if TYPE_CHECKING:
    from pathlib import Path

    from generator.editing.places import Move


def move_waivers(root: Path, move: Move, file: str = PLAN_FILE) -> None:
    """Name the lines of a plan file where things stand now.

    Of waivers with errors `check` speaks later.
    """
    from generator.editing.places import with_places  # noqa: PLC0415 - not needed to mend

    path = root / WAIVERS_FILE
    waivers = read_as_written(path, WAIVERS_FILE, Report()) if path.exists() else None
    if waivers and (moved := with_places(waivers, move, file)) != waivers.text:
        save_text(path, moved)


def move_waivers_of(root: Path, path: Path, before: str, after: str) -> None:
    """Let the decisions on a plan go along where the text of its file has become another.

    None are on a file that is outside the column.
    """
    from generator.editing.places import after_editing  # noqa: PLC0415 - few commands edit

    for plan, file in plan_files(root):
        if plan.resolve() == path.resolve():
            move_waivers(root, after_editing(before, after, file), file)
