"""Runs the program as on a small machine: in little memory, and not for ever."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

MEMORY = 300 * 1024 * 1024
"""Bytes of data that it may hold."""
SECONDS = 120
"""Only so that a test that hangs ends; each takes a few."""


def confined(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Return what a run of the program has said, and its exit code."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY)),
    )
