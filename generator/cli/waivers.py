"""Keeps recorded decisions at what they are about when a command has changed plan.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.reading import read_as_written
from generator.cli.saving import save_text
from generator.column.loader import WAIVERS_FILE
from generator.problems import Report

if TYPE_CHECKING:
    from pathlib import Path

    from generator.editing.places import Move


def move_waivers(root: Path, move: Move) -> None:
    """Name the lines where things stand now; of a file with errors `check` speaks later."""
    from generator.editing.places import with_places  # noqa: PLC0415 - not needed to mend

    path = root / WAIVERS_FILE
    waivers = read_as_written(path, WAIVERS_FILE, Report()) if path.exists() else None
    if waivers and (moved := with_places(waivers, move)) != waivers.text:
        save_text(path, moved)
