"""Keeps recorded decisions at what they are about when a command has changed plan.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.saving import save_text
from generator.column.loader import WAIVERS_FILE
from generator.problems import Report
from generator.source.files import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from generator.editing.places import Move


def move_waivers(root: Path, move: Move) -> None:
    """Name the lines where things stand now; of a file with errors `check` speaks later."""
    from generator.editing.places import with_places  # noqa: PLC0415 - not needed to mend
    from generator.editing.written import read_written  # noqa: PLC0415

    path, report = root / WAIVERS_FILE, Report()
    text = read_text(path, WAIVERS_FILE, report) if path.exists() else None
    waivers = None if text is None else read_written(text, WAIVERS_FILE, report)
    if waivers and (moved := with_places(waivers, move)) != waivers.text:
        save_text(path, moved)
