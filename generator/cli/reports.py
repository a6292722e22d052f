"""Writes problems for programs: editors, and the pages on which forges show a pull request."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from generator.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.problems import Problem

_GITHUB_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.HINT: "notice",
}
_GITLAB_LEVELS: Final = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.HINT: "info",
}
_SARIF_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.HINT: "note",
}
_SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(problems: Iterable[Problem]) -> str:
    """Return a list with the place and the words of each problem."""
    fields = [
        {
            "file": problem.location.file,
            "line": problem.location.line,
            "column": problem.location.column,
            "severity": problem.severity.value,
            "code": problem.code,
            "message": problem.message,
        }
        for problem in problems
    ]
    return json.dumps(fields, ensure_ascii=False)


def as_github(problems: Iterable[Problem]) -> str:
    """Return workflow commands, by which GitHub and Gitea mark the very lines."""
    return "\n".join(map(_github, problems))


def as_gitlab(problems: Iterable[Problem]) -> str:
    """Return a Code Quality report of GitLab."""
    return json.dumps(list(map(_gitlab, problems)), ensure_ascii=False, indent=1)


def as_sarif(problems: Iterable[Problem]) -> str:
    """Return a log in the Static Analysis Results Interchange Format 2.1.0."""
    found = list(problems)
    rules = [{"id": code} for code in sorted({problem.code for problem in found})]
    driver = {"name": "disclosure", "rules": rules}
    run = {"tool": {"driver": driver}, "results": list(map(_sarif, found))}
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


REPORTS: Final[dict[str, Callable[[Iterable[Problem]], str]]] = {
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
}


def _github(problem: Problem) -> str:
    place = problem.location
    fields = {"file": place.file, "line": place.line, "col": place.column, "title": problem.code}
    said = ",".join(f"{name}={_github_text(str(value), ':,')}" for name, value in fields.items())
    return f"::{_GITHUB_LEVELS[problem.severity]} {said}::{_github_text(problem.message)}"


def _github_text(text: str, further: str = "") -> str:
    """Return a text without what would end it: line ends, and marks of the command itself.

    A blank keeps older commands apart, which a runner finds anywhere in a line.
    """
    escaped = text.replace("##[", "# #[")
    for mark in f"%\r\n{further}":
        escaped = escaped.replace(mark, f"%{ord(mark):02X}")
    return escaped


def _gitlab(problem: Problem) -> dict[str, object]:
    place = problem.location
    # The line may shift while the problem stays.
    same = f"{place.file}\0{problem.code}\0{problem.message}"
    return {
        "description": problem.message,
        "check_name": problem.code,
        "fingerprint": hashlib.sha256(same.encode()).hexdigest(),
        "severity": _GITLAB_LEVELS[problem.severity],
        "location": {"path": place.file, "lines": {"begin": place.line}},
    }


def _sarif(problem: Problem) -> dict[str, object]:
    place = problem.location
    region = {"startLine": place.line, "startColumn": place.column}
    physical = {"artifactLocation": {"uri": quote(place.file)}, "region": region}
    return {
        "ruleId": problem.code,
        "level": _SARIF_LEVELS[problem.severity],
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": physical}],
    }
