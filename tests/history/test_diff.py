"""What changes from one plan to another is said in sentences, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml
from lxml import html

from generator.history.rewording import relisted
from generator.history.wording import plain
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


def test_whole_names() -> None:
    """Where units are named, a mark never cuts a name, however alike two of them end."""
    before = "监督处牵头，各处室、直属单位按照分工配合落实"
    after = "监督处、规划处牵头，各处室、直属单位按照分工配合落实"

    said = "".join(map(plain, relisted(before, after)))

    assert "监督处【增：、规划处】牵头，各处室、直属单位按照分工配合落实" == said


HOSTILE = '<script>alert(1)</script> [甲](javascript:x) @someone #1 *乙* &amp; "丙"'


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_text_is_no_markup(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a pull request writes is shown as text, and calls nobody."""
    (tmp_path / "old.yaml").write_text(PLAN, "utf-8")
    title = json.dumps(f"公开预算。{HOSTILE}")
    new = edited(PLAN, {"title: 公开预算。": f"title: {title}"})
    (tmp_path / "new.yaml").write_text(new, "utf-8")

    disclosure("--root", tmp_path, "diff", "old.yaml", "new.yaml", "--format", form)

    said = capsys.readouterr().out
    assert "script>" not in said.replace("&#47;script", "/script")
    shown = markdown.markdown(said) if form == "markdown" else said
    page = html.fromstring(shown)
    text = "".join(map(str, page.itertext()))
    assert HOSTILE in text.replace("\u2060", "")
    assert not page.xpath("//script | //a | //em")
    if form == "markdown":
        assert "@someone" not in text
        assert "#1" not in text


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs are told what changed, from what to what, and where."""
    (tmp_path / "old.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "new.yaml").write_text(edited(PLAN, {"[budget]": "[budget, plans]"}), "utf-8")

    disclosure("--root", tmp_path, "diff", "old.yaml", "new.yaml", "--format", "json")

    (change,) = json.loads(capsys.readouterr().out)
    assert ("changed", "task", "1-2-1", "topics") == tuple(
        change[name] for name in ("act", "kind", "id", "field")
    )
    assert (["预算"], ["预算", "规划"]) == (change["before"], change["after"])
    assert "任务 1-2-1：主题由“预算”改为“预算、规划”" == change["sentence"]
    assert "new.yaml" == change["file"]
