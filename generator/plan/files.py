"""Which files of a column hold plans."""

from __future__ import annotations

from typing import Final

PLAN_FILE: Final = "plan.yaml"
"""The plan in force."""
PLANS_FOLDER: Final = "content/plans"
"""The earlier ones, each named after its id."""


def is_plan_file(file: str) -> bool:
    """Whether the file at a path from the root of a column holds a plan."""
    return file == PLAN_FILE or (file.startswith(f"{PLANS_FOLDER}/") and file.endswith(".yaml"))
