"""What changes from one plan to another is said in sentences, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import disclosure

HERE = Path(__file__).parent
CASES: dict[str, Any] = yaml.safe_load((HERE / "changes.yaml").read_text("utf-8"))
PLAN = (HERE / "plan.yaml").read_text("utf-8")


def edited(text: str, edits: Mapping[str, str]) -> str:
    """Return `text` with each edit made, whose text must stand there once."""
    for written, instead in edits.items():
        assert 1 == text.count(written), written
        text = text.replace(written, instead)
    return text


@pytest.mark.parametrize("name", CASES)
def test_sentences(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each change is said once, in the words that reviewers know."""
    case = CASES[name]
    before = edited(PLAN, case.get("first", {}))
    (tmp_path / "old.yaml").write_text(before, "utf-8")
    (tmp_path / "new.yaml").write_text(edited(before, case["edit"]), "utf-8")

    code = disclosure("--root", tmp_path, "diff", "old.yaml", "new.yaml")

    said = capsys.readouterr()
    assert case["says"] == said.out
    assert (0, "") == (code, said.err)
