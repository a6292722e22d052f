"""Which files of a column hold plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.problems import Report
from generator.source.files import ordinary_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAN_FILE: Final = "plan.yaml"
"""The plan in force."""
PLANS_FOLDER: Final = "content/plans"
"""The earlier ones, each named after its id."""
GLOSSARY_FILE: Final = "content/glossary.yaml"
"""No plan, but words for what plans say."""


def plan_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files below `root` that hold plans, and should; the one in force comes first.

    With each comes its path from `root`. What is no ordinary file is passed over.
    """
    yield root / PLAN_FILE, PLAN_FILE
    folder = root / PLANS_FOLDER
    if folder.is_dir():
        for path, file in ordinary_files(folder, root, Report()):
            if is_plan_file(file):
                yield path, file


def is_plan_file(file: str) -> bool:
    """Whether the file at a path from the root of a column holds a plan."""
    return file == PLAN_FILE or (file.startswith(f"{PLANS_FOLDER}/") and file.endswith(".yaml"))
