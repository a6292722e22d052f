"""Git is asked by a program that does not wait for ever, and leaves nothing behind."""

from __future__ import annotations

import os
import select
from pathlib import Path

import pytest

from generator.history import git
from generator.history.order import merged_order
from generator.problems import CannotRunError


def test_nothing_outlives_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git takes too long, whatever it has begun is ended with it."""
    held = tmp_path / "held"
    os.mkfifo(held)
    reader = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
    program = tmp_path / "git"
    # The child holds nothing but its end of the pipe, as a merge driver may.
    program.write_text(
        f'#!/bin/sh\n(exec 9> "{held}"; echo begun >&9; exec sleep 60 > /dev/null 2>&1) &\nwait\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(git, "PATIENCE", 2)

    with pytest.raises(CannotRunError, match="没有做完"):
        git.has_uncommitted(tmp_path)

    assert b"begun\n" == os.read(reader, 100)
    # The end of the file: nobody holds the other end any more, once the killed are gone.
    assert select.select([reader], [], [], 30)[0]
    assert b"" == os.read(reader, 100)
    os.close(reader)


def test_order_of_very_many() -> None:
    """What a stranger writes by the hundred thousand is put into order at once."""
    ours = [f"a{number}" for number in range(100_000)]
    theirs = [f"b{number}" for number in range(100_000)]

    assert [*theirs, *ours] == merged_order([], ours, theirs).items
