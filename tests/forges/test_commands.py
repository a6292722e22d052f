"""What a job prints of a stranger's text is never a command to the runner."""

from __future__ import annotations

from generator.cli.reports import as_github
from generator.problems import Location, Problem, Severity


def test_no_commands_in_messages() -> None:
    """Neither form of a command is left in a message or a path, but our own at the beginning."""
    evil = "##[stop-commands]x\n::add-mask::a"
    problem = Problem(Location(f"content/{evil}.md"), "unknown-field", evil, Severity.ERROR)

    said = as_github([problem])

    assert "##[" not in said
    assert 1 == len(said.splitlines())
    assert said.startswith("::error file=content/")
