"""Bad and odd input, as data: each file of ``cases/`` is one column and what is said of it.

``edit``         texts of ``cases/plan.yaml`` to be replaced, each found exactly once
``newline``      what ends its lines, and ``encoding``, how it is written, where not as usual
``plan``         instead of that, the whole of plan.yaml: a content
``files``        further files, path to content; null takes a file away
``links``        symbolic links, path to what they point to; ``hard_links`` likewise
``arguments``    instead of ``--today 2024-06-01``; ``environment`` what is set besides
``problems``     every line that ``build --strict`` (refused) or ``check`` (accepted) prints
``exit``         its exit code, where it is not 1 (refused) or 0 (accepted); ``says`` its last words
``reads``        what an accepted column holds: path of attributes from the column to text

A content is a text, or ``{hex: bytes}``, or ``{text: a text, times: how often}``.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.cli import main
from generator.column.loader import read_column
from tests.conftest import CASES, SETTINGS

TODAY = datetime.date(2024, 6, 1)


def cases(kind: str) -> list[Any]:
    """Return the case files of one folder, named after themselves."""
    return [pytest.param(path, id=path.stem) for path in sorted((CASES / kind).glob("*.yaml"))]


@pytest.mark.parametrize("path", cases("refused"))
def test_refused(
    path: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Bad input is refused with all its problems, and the last good site stays as it was."""
    case = lay_out(path, tmp_path)
    for name, value in case.get("environment", {}).items():
        monkeypatch.setenv(name, value)
    site = tmp_path / "site" / "404.html"
    site.parent.mkdir()
    site.write_bytes(b"the last good site")

    exit_code = run("build", "--strict", root=tmp_path, options=case.get("arguments"))

    said = capsys.readouterr()
    assert case.get("problems", "") == said.out
    assert case.get("exit", 1) == exit_code
    assert case.get("says", "") in said.err
    assert "Traceback" not in said.err
    assert [b"the last good site"] == [file.read_bytes() for file in site.parent.iterdir()]


@pytest.mark.parametrize("path", cases("accepted"))
def test_accepted(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Odd but good input is accepted as it was written, with the warnings that it deserves."""
    case = lay_out(path, tmp_path)

    exit_code = run("check", root=tmp_path)

    assert case.get("problems", "") == capsys.readouterr().out
    assert 0 == exit_code
    column = read_column(tmp_path, TODAY).column
    for place, text in case.get("reads", {}).items():
        assert (place, text) == (place, str(follow(column, place)))


def run(*command: str, root: Path, options: list[str] | None = None) -> int:
    """Run a command, by default for the day of the cases; return its exit code."""
    given = ["--today", str(TODAY)] if options is None else options
    try:
        main(["--root", str(root), *given, *command])
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return 0


def follow(value: Any, path: str) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what a path such as ``plan.tasks.0.title`` leads to."""
    for step in path.split("."):
        if isinstance(value, Mapping):
            value = value[step]
        else:
            value = value[int(step)] if step.isdigit() else getattr(value, step)
    return value


def lay_out(path: Path, root: Path) -> dict[str, Any]:
    """Write the column that a case describes below `root`; return the case."""
    case: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    (root / "content").mkdir()
    contents = {"plan.yaml": plan_of(case), "mkdocs.yml": SETTINGS, **case.get("files", {})}
    for name, content in contents.items():
        if content is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(bytes_of(content, case.get("encoding", "utf-8")))
    for name, target in case.get("links", {}).items():
        (root / name).symlink_to(target)
    for name, target in case.get("hard_links", {}).items():
        os.link(root / target, root / name)
    return case


def plan_of(case: dict[str, Any]) -> Any:  # noqa: ANN401 - a content of any form
    """Return plan.yaml as the case has it."""
    if "plan" in case:
        return case["plan"]
    text = (CASES / "plan.yaml").read_text("utf-8")
    for edit in case.get("edit", ()):
        assert 1 == text.count(edit["old"]), f"{edit['old']!r} must stand in the plan once"
        text = text.replace(edit["old"], edit["new"])
    return text.replace("\n", case.get("newline", "\n"))


def bytes_of(content: str | dict[str, Any], encoding: str) -> bytes:
    """Return the bytes of a content."""
    if isinstance(content, str):
        return content.encode(encoding)
    if "hex" in content:
        return bytes.fromhex(content["hex"])
    return str(content["text"] * content["times"]).encode(encoding)
