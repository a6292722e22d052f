"""What helps whoever edits a plan in VS Code."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.plan.loader import read_plan
from generator.problems import Report
from tests.conftest import DEMO, REAL, ROOT, copy_real, git, parse_plan

VSCODE = ROOT / ".vscode"
SETTINGS = json.loads((VSCODE / "settings.json").read_text("utf-8"))
SNIPPETS: dict[str, dict[str, Any]] = json.loads((VSCODE / "plan.code-snippets").read_text("utf-8"))

HEAD = """\
format: 1
id: "2024"
year: 2024
title: 示例局2024年政务公开工作方案
document: {title: 示例局关于印发2024年政务公开工作方案的通知, issuer: 示例局}
columns: {工作任务: title, 工作要求: requirement, 责任部门: responsibility}
"""
UNITS = "departments:\n  - {id: office, name: 办公室}\n"
SECTION = 'sections:\n  - id: "1"\n    title: 主动公开\n'
TASK = f"{SECTION}    tasks:\n      - id: 1-1\n        title: 公开预算。\n"
# Where each snippet is put in: at the dots.
PLACES = {
    "任务": [f"{UNITS}{SECTION}    tasks:\n      ...\n"],
    "单位": [f"departments:\n  ...\n{SECTION}"],
    "主题": [f"topics:\n  ...\n{SECTION}"],
    "更改记录": [f"{TASK}        ...\n", f"{SECTION}    ...\n", f"...\n{SECTION}"],
    "停止执行": [
        f"{TASK}        ...\n",
        f"{SECTION}    ...\n",
        f"...\n{SECTION}",
        f"topics:\n  - id: planning\n    name: 规划\n    ...\n{SECTION}",
    ],
    "公开位置": [f"{TASK}        ...\n"],
    "方面": [f"{SECTION}    themes:\n      ...\n"],
    "部分": ["sections:\n  ...\n"],
}
DAY = {"$CURRENT_YEAR": "2024", "$CURRENT_MONTH": "05", "$CURRENT_DATE": "01"}


def inserted(name: str, last: str = "") -> str:
    """Return what a snippet inserts if nobody changes it; `last` where the cursor ends up."""
    text = "\n".join(SNIPPETS[name]["body"])
    for variable, value in DAY.items():
        text = text.replace(variable, value)
    text = re.sub(r"\$\{([0-9]+)\|([^,|]+)[^|]*\|\}", r"${\1:\2}", text)
    defaults = dict(re.findall(r"\$\{([0-9]+):([^{}]*)\}", text))
    text = re.sub(r"\$\{([0-9]+):[^{}]*\}", r"$\1", text)
    for number, default in defaults.items():
        text = text.replace(f"${number}", default)
    return put(text.replace("$0", "..."), last)


def put(text: str, addition: str) -> str:
    """Return a text with an addition at the dots, indented as an editor does it."""
    place = re.search(r"( *)\.\.\.", text)
    if place is None:
        return text
    indent = place[1] if text[: place.start()].endswith("\n") else ""
    return text.replace("...", addition.replace("\n", f"\n{indent}"))


def placed() -> list[Any]:
    """Return each snippet at each of its places."""
    return [
        pytest.param(name, place, id=f"{name}{number}")
        for name, places in PLACES.items()
        for number, place in enumerate(places)
    ]


@pytest.mark.parametrize(("name", "place"), placed())
def test_a_snippet_is_accepted(name: str, place: str) -> None:
    """A snippet inserts nothing that `check` then refuses."""
    parse_plan(HEAD + put(place, inserted(name)))


def test_snippets_fit_together() -> None:
    """Whoever begins with a section is led to themes and tasks: one goes where the other ends."""
    more = "\n".join(f"  {line}" for line in inserted("公开位置").splitlines())
    task = f"{inserted('任务', 'planning')}\n{more}"
    sections = inserted("部分", inserted("方面", task))
    parts = {"departments": inserted("单位"), "topics": inserted("主题"), "sections": sections}

    text = HEAD + "".join(put(f"{key}:\n  ...\n", part) for key, part in parts.items())

    report = Report()
    plan = read_plan(text, "plan.yaml", report)
    assert () == report.problems
    assert plan is not None
    (read,) = plan.tasks
    assert ("1-1-1", "办公室牵头") == (read.id, read.responsibility[""])
    assert ["规划"] == [topic.name for topic in read.topics]


def test_every_snippet_has_its_place() -> None:
    """There is no snippet that nobody has tried."""
    assert set(PLACES) == set(SNIPPETS)


@pytest.mark.parametrize("name", SNIPPETS)
def test_snippets_are_found_by_either_name(name: str) -> None:
    """One types the Chinese word or, without changing the keyboard, the English one; in YAML."""
    chinese, english = SNIPPETS[name]["prefix"]

    assert name == chinese
    assert english.isascii()
    assert "yaml" == SNIPPETS[name]["scope"]


@pytest.mark.parametrize("path", [REAL / "plan.yaml", DEMO / "plan.yaml"])
def test_chinese_punctuation_is_not_flagged(path: Path) -> None:
    """An editor sees no coloured boxes around the punctuation of official documents."""
    allowed = SETTINGS["editor.unicodeHighlight.allowedCharacters"]
    used = {
        character
        for character in path.read_text("utf-8")
        if not character.isascii() and unicodedata.category(character).startswith("P")
    }

    assert set() == used - set(allowed)


def test_invisible_characters_are_flagged() -> None:
    """What `check` refuses because it cannot be seen is seen in the editor: nothing hides it."""
    allowed = SETTINGS["editor.unicodeHighlight.allowedCharacters"]

    assert SETTINGS["editor.unicodeHighlight.invisibleCharacters"]
    assert not [c for c in allowed if unicodedata.category(c)[0] in "CZ" or c.isalnum()]


def test_the_editor_keeps_the_form_of_the_file() -> None:
    """Nothing rewrites a plan on its own, and lines end as git keeps them."""
    assert SETTINGS["yaml.format.enable"] is False
    assert "\n" == SETTINGS["files.eol"]
    assert 2 == SETTINGS["[yaml]"]["editor.tabSize"]


def test_the_schema_is_used_for_all_plans() -> None:
    """Earlier plans are explained and underlined like the one in force."""
    (schema, plans), *others = SETTINGS["yaml.schemas"].items()

    assert [] == others
    assert (ROOT / schema).is_file()
    assert ["**/plan.yaml", "**/content/plans/*.yaml"] == plans


HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
PROGRAMS = [".venv/bin/disclosure", ".venv/Scripts/disclosure.exe"]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a repository that holds what the hook reads, without the program."""
    copy_real(tmp_path)
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    git(tmp_path, "init", "--quiet")
    return tmp_path


def before_commit(clone: Path) -> subprocess.CompletedProcess[str]:
    """Run what pre-commit runs."""
    (repository,) = HOOKS
    (hook,) = repository["hooks"]
    return subprocess.run(  # noqa: S603 - the hook of this repository
        shlex.split(hook["entry"]),
        check=False,
        cwd=clone,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


@pytest.mark.skipif(os.name == "nt", reason="stands a script of the shell in for the program")
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_commit_is_checked(program: str, clone: Path) -> None:
    """A plan with a mistake is not committed, be the program installed on Linux or Windows."""
    path = clone / program
    path.parent.mkdir(parents=True)
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m generator "$@"\n', "utf-8")
    path.chmod(0o755)
    assert 0 == before_commit(clone).returncode

    plan = clone / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("lead: [监督处]", "lead: [监督]", 1), "utf-8")

    done = before_commit(clone)
    assert 1 == done.returncode
    assert "未登记的单位“监督”，是否指“监督处”？" in done.stdout


def test_a_commit_before_anything_is_installed(clone: Path) -> None:
    """Who has not installed the program is told how to, in one sentence."""
    done = before_commit(clone)

    assert 2 == done.returncode
    assert "make site" in done.stderr
    assert 1 == len(done.stderr.splitlines())


@pytest.mark.parametrize(
    ("file", "is_checked"),
    [
        ("plan.yaml", True),
        ("mkdocs.yml", True),
        ("content/about.md", True),
        ("content/plans/2020.yaml", True),
        ("tests/demo/plan.yaml", False),
        ("generator/plan/format.py", False),
    ],
)
def test_when_a_commit_is_checked(file: str, is_checked: bool) -> None:  # noqa: FBT001
    """Only a commit that changes what the check reads has to wait for it."""
    (repository,) = HOOKS
    (hook,) = repository["hooks"]

    assert is_checked == bool(re.search(hook["files"], file))
    assert hook["pass_filenames"] is False
