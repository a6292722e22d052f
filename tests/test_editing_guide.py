"""docs/editing.md can be followed as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import REAL, ROOT, copy_real, disclosure, git

GUIDE = (ROOT / "docs" / "editing.md").read_text("utf-8")
PLAN = (REAL / "plan.yaml").read_text("utf-8")
TASKS = ("改一项任务", "更正录入错误", "加一个部门", "换一年", "废止一项", "看预览", "发布与撤销")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
STEPS = re.compile(r"照“([^”]+)”第 (\d)(?:(?: 至第 |、)(\d))? 步")
GROUND = "{on: 2026-01-15, kind: 调整, basis: 虚构函〔2026〕1号}"
END_OF_TASK = "            topics: [supervision]\n"


def section(heading: str) -> str:
    """Return what stands below a heading."""
    return GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def length(recipe: str) -> int:
    """Return how many steps a recipe takes, with those of other recipes that it sends to."""
    steps = re.findall(r"^\d+\. (.*)$", recipe, re.MULTILINE)
    return sum(
        sum(int(last or first) - int(first) + 1 for _, first, last in sent) or 1
        for sent in map(STEPS.findall, steps)
    )


@pytest.mark.parametrize("heading", TASKS)
def test_few_steps(heading: str) -> None:
    """Each task has its section, and takes at most ten steps, counted through."""
    recipes = re.split(r"^(?=1\. )", section(heading), flags=re.MULTILINE)[1:]

    assert recipes
    assert max(map(length, recipes)) <= 10


@pytest.mark.parametrize("sent", sorted(set(STEPS.findall(GUIDE))))
def test_steps_of_other_recipes(sent: tuple[str, str, str]) -> None:
    """Where a recipe sends to steps of another, these are there."""
    heading, first, last = sent

    assert f"\n{last or first}. " in section(heading)


def example(containing: str) -> list[str]:
    """Return the lines of the first example with a text: the line for orientation, then others."""
    found: str = next(each for each in EXAMPLES if containing in each)
    return found.splitlines(keepends=True)


@pytest.mark.parametrize("containing", ["links:", "amended:", "withdrawn:"])
def test_examples_for_a_task(containing: str, tmp_path: Path) -> None:
    """What is to be put at the end of a task is accepted there as it stands, and as a ground."""
    above, *added = example(containing)
    assert END_OF_TASK == above
    text = PLAN.replace(above, "".join([above, *added]), 1)
    if containing == "amended:":
        text = text.replace("加强监管执法信息公开。", "加强监管执法信息的公开。")

    assert 0 == checked(tmp_path, text)


def test_example_of_a_correction_taken_back(tmp_path: Path) -> None:
    """Wording is restored with one ground more; the platform's own way is refused."""
    before, corrected = "加强监管执法信息公开。", "加强监管执法信息的公开。"
    above, *added = example("amended:")
    published = PLAN.replace(above, "".join([above, *added]), 1).replace(before, corrected)
    further = next(each for each in EXAMPLES if "撤销上一条" in each)
    assert further.startswith("".join(added))
    restored = published.replace(corrected, before).replace("".join(added), further)

    assert 0 == checked(tmp_path / "by hand", restored, published)
    assert 1 == checked(tmp_path / "by button", PLAN, published)


def test_example_of_a_unit(tmp_path: Path) -> None:
    """A unit may be added so, and given a task."""
    above, added = example("id: law")
    edits = {
        above: f"{above}{added}",
        "responsibility: 监督处牵头，": "responsibility: 监督处、法规处牵头，",
        "lead: [监督处]": "lead: [监督处, 法规处]",
        END_OF_TASK: f"{END_OF_TASK}            amended: [{GROUND}]\n",
    }
    text = PLAN
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new, 1)

    assert 0 == checked(tmp_path, text)


def checked(folder: Path, text: str, published: str = PLAN) -> int:
    """Check a change of a published plan, the real one, as the pipeline does."""
    copy_real(folder)
    (folder / "plan.yaml").write_text(published, "utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=plan")
    (folder / "plan.yaml").write_text(text, "utf-8")
    against = ("--strict", "--against", "main")
    return disclosure("--root", folder, "--today", "2026-06-01", "check", *against)
