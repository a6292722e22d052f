"""The export: ordinary files that another engine builds into the same site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.built import Built
from tests.conftest import DEMO, ROOT, copy_real, disclosure


def export(root: Path, place: Path) -> int:
    """Export a column; return the exit code."""
    return disclosure("--root", root, "--today", "2025-12-31", "export", place)


@pytest.mark.parametrize("site", ["real_site", "demo_site"])
def test_properdocs_builds_the_same(
    site: str, demo_column: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Another engine builds the export strictly, with the same text in every article and search."""
    root = demo_column if site == "demo_site" else copy_real(tmp_path / "column")
    assert 0 == export(root, tmp_path / "out")
    ours = articles(request.getfixturevalue(site))

    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml"]
    done = subprocess.run(  # noqa: S603 - an engine from our lock file
        command, cwd=tmp_path / "out", capture_output=True, text=True, check=False
    )

    assert 0 == done.returncode, done.stderr
    theirs = articles(tmp_path / "out" / "site")
    assert sorted(ours) == sorted(theirs)
    for path, text in ours.items():
        assert text == theirs[path], path
    assert index(request.getfixturevalue(site)) == index(tmp_path / "out" / "site")


def index(site: Path) -> dict[str, bytes]:
    """Return the files of the search."""
    folder = site / "search"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")
    }


def articles(site: Path) -> dict[str, str]:
    """Return the text of every page's article, without the blanks that indent its HTML."""
    return {
        path.relative_to(site).as_posix(): " ".join(text.split())
        for path in sorted(site.rglob("*.html"))
        for text in Built(path).texts("//article")
    }


def test_again(tmp_path: Path) -> None:
    """An earlier export is replaced as a whole."""
    export(DEMO, tmp_path / "out")
    (tmp_path / "out" / "docs" / "stale.md").write_text("stale", "utf-8")

    assert 0 == export(DEMO, tmp_path / "out")
    assert not (tmp_path / "out" / "docs" / "stale.md").exists()


def test_foreign_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds anything else is left as it is."""
    (tmp_path / "letter.txt").write_text("precious", "utf-8")

    assert 2 == export(DEMO, tmp_path)
    assert "为免覆盖没有导出" in capsys.readouterr().err
    assert ["letter.txt"] == [path.name for path in tmp_path.iterdir()]


def test_standing_alone(tmp_path: Path) -> None:
    """The export holds everything and names nothing outside itself."""
    export(DEMO, tmp_path / "out")
    settings = (tmp_path / "out" / "mkdocs.yml").read_text("utf-8")

    assert "disclosure" not in settings
    assert str(ROOT) not in settings
    assert ["docs", "mkdocs.yml", "overrides"] == sorted(
        path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")
    )
