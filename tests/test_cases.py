"""Bad and odd input, as data: each file of ``cases/`` is one column and what is said of it.

``edit``     texts of ``cases/plan.yaml`` to be replaced, each found exactly once
``plan``     instead of that, the whole of plan.yaml; ``times`` repeats it, ``encoding`` encodes it
``files``    further files, path to text; null takes a file away
``problems`` every line that ``disclosure check`` prints
``exit``     its exit code, where it is not 1 (refused) or 0 (accepted); ``says`` its last words
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.cli import main
from tests.conftest import CASES, SETTINGS


def cases(kind: str) -> list[Any]:
    """Return the case files of one folder, named after themselves."""
    return [pytest.param(path, id=path.stem) for path in sorted((CASES / kind).glob("*.yaml"))]


@pytest.mark.parametrize("path", cases("refused"))
def test_refused(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bad input is refused with all its problems, and the last good site stays as it was."""
    case = lay_out(path, tmp_path)
    site = tmp_path / "site" / "index.html"
    site.parent.mkdir()
    site.write_bytes(b"the last good site")

    exit_code = run("build", "--strict", root=tmp_path)

    said = capsys.readouterr()
    assert case.get("problems", "") == said.out
    assert case.get("exit", 1) == exit_code
    assert case.get("says", "") in said.err
    assert "Traceback" not in said.err
    assert [b"the last good site"] == [file.read_bytes() for file in site.parent.iterdir()]


@pytest.mark.parametrize("path", cases("accepted"))
def test_accepted(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Odd but good input is accepted, with the warnings that it deserves."""
    case = lay_out(path, tmp_path)

    exit_code = run("check", root=tmp_path)

    assert case.get("problems", "") == capsys.readouterr().out
    assert 0 == exit_code


def run(*arguments: str, root: Path) -> int:
    """Run a command for the day of the cases; return its exit code."""
    try:
        main(["--root", str(root), "--today", "2024-06-01", *arguments])
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return 0


def lay_out(path: Path, root: Path) -> dict[str, Any]:
    """Write the column that a case describes below `root`; return the case."""
    case: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    text = case.get("plan", (CASES / "plan.yaml").read_text("utf-8")) * case.get("times", 1)
    for edit in case.get("edit", ()):
        assert 1 == text.count(edit["old"]), f"{edit['old']!r} must stand in the plan once"
        text = text.replace(edit["old"], edit["new"])
    (root / "content").mkdir()
    (root / "plan.yaml").write_bytes(text.encode(case.get("encoding", "utf-8")))
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    for name, content in case.get("files", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            (root / name).unlink()
        else:
            (root / name).write_text(content, "utf-8", newline="")
    return case
