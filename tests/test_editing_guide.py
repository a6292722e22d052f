"""docs/editing.md can be followed as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import REAL, ROOT, copy_real, disclosure, git

GUIDE = (ROOT / "docs" / "editing.md").read_text("utf-8")
PLAN = (REAL / "plan.yaml").read_text("utf-8")
TASKS = ("改一项任务", "更正录入错误", "加一个部门", "换一年", "废止一项", "看预览", "发布与撤销")
EXAMPLES = re.findall(r"^( *)```yaml\n(.*?)```", GUIDE, re.MULTILINE | re.DOTALL)
GROUND = "{on: 2026-01-15, kind: 调整, basis: 虚构函〔2026〕1号}"
END_OF_TASK = "            topics: [supervision]\n"


def section(heading: str) -> str:
    """Return what stands below a heading."""
    return GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("heading", TASKS)
def test_few_steps(heading: str) -> None:
    """Each task has its section, and takes at most ten steps."""
    text = section(heading)

    steps = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert steps
    assert max(steps) <= 10


def example(containing: str) -> str:
    """Return the lines of an example as they stand in a file."""
    ((indent, text),) = (each for each in EXAMPLES if containing in each[1])
    return "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))


@pytest.mark.parametrize("containing", ["links:", "amended:", "withdrawn:"])
def test_examples_for_a_task(containing: str, tmp_path: Path) -> None:
    """What is to be put at the end of a task is accepted there, and as a ground."""
    lines = example(containing).splitlines(keepends=True)
    added = "".join(f"            {line}" for line in lines)
    assert END_OF_TASK in PLAN
    text = PLAN.replace(END_OF_TASK, f"{END_OF_TASK}{added}", 1)
    if containing == "amended:":
        text = text.replace("加强监管执法信息公开。", "加强监管执法信息的公开。")

    assert 0 == checked(tmp_path, text)


def test_example_of_a_unit(tmp_path: Path) -> None:
    """A unit may be added so, and given a task."""
    office = "  - {id: office, name: 办公室}\n"
    edits = {
        office: f"{office}{example('id: law')}",
        "responsibility: 监督处牵头，": "responsibility: 监督处、法规处牵头，",
        "lead: [监督处]": "lead: [监督处, 法规处]",
        END_OF_TASK: f"{END_OF_TASK}            amended: [{GROUND}]\n",
    }
    text = PLAN
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new, 1)

    assert 0 == checked(tmp_path, text)


def checked(folder: Path, text: str) -> int:
    """Check a change of a real plan as the pipeline does."""
    copy_real(folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=plan")
    (folder / "plan.yaml").write_text(text, "utf-8")
    against = ("--strict", "--against", "main")
    return disclosure("--root", folder, "--today", "2026-06-01", "check", *against)
