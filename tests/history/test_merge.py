"""Two people change one plan, and both changes are in the result."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.history.compare import compare
from generator.history.merged_text import MergedText, merge_texts
from generator.history.tree import NotMembersError
from tests.conftest import ROOT, disclosure, git
from tests.history.edits import Draft, Expected
from tests.history.test_compare import brief, read
from tests.history.test_diff import PLAN, edited


def merge(base: str, ours: str, theirs: str) -> MergedText:
    """Merge three plan files."""
    return merge_texts(base, ours, theirs, "plan.yaml")


def changes(before: str, after: str) -> list[Expected]:
    """Return what changed, in brief and in order."""
    return sorted(brief(change) for change in compare(read(before), read(after)))


@given(st.integers(0, 2**32), st.integers(1, 8), st.integers(1, 8))
@settings(max_examples=100)
def test_both_changes_are_there(seed: int, by_us: int, by_them: int) -> None:
    """Of edits of different things none is lost, and none is a conflict."""
    ours = Draft(random.Random(seed))
    base = ours.text
    theirs = ours.copy(seed + 1)
    ours.edit(by_us)
    theirs.touched |= ours.touched
    theirs.edit(by_them)

    merged = merge(base, ours.text, theirs.text)

    assert () == merged.conflicts
    # Where each side takes a topic from one of its last two tasks, nobody is left to have it.
    assert {"unused-topic"} >= {problem.code for problem in merged.problems}
    assert sorted(ours.expected | theirs.expected) == changes(base, merged.text)


@given(st.integers(0, 2**32), st.integers(1, 12))
@settings(max_examples=50)
def test_one_side_only(seed: int, times: int) -> None:
    """What only one side has changed becomes what that side says, whichever it is."""
    draft = Draft(random.Random(seed))
    base = draft.text
    draft.edit(times)

    for merged in (merge(base, draft.text, base), merge(base, base, draft.text)):
        assert () == merged.conflicts
        assert [] == changes(draft.text, merged.text)


@given(st.integers(0, 2**32), st.integers(1, 12))
@settings(max_examples=50)
def test_the_same_change_twice(seed: int, times: int) -> None:
    """Who has changed the same things in the same way is of one mind."""
    draft = Draft(random.Random(seed))
    base = draft.text
    draft.edit(times)

    assert draft.text == merge(base, draft.text, draft.text).text


@given(st.integers(0, 2**32), st.integers(1, 8), st.integers(1, 8))
@settings(max_examples=60)
def test_nothing_is_lost_in_silence(seed: int, by_us: int, by_them: int) -> None:
    """Also where both touch the same tasks: either all of it is there, or a conflict is said."""
    ours = Draft(random.Random(seed))
    base = ours.text
    theirs = ours.copy(seed + 1)
    ours.edit(by_us)
    theirs.edit(by_them)

    merged = merge(base, ours.text, theirs.text)

    if not merged.conflicts:
        expected = ours.expected | theirs.expected
        assert unrenamed(expected) == unrenamed(changes(base, merged.text))


def unrenamed(changes: Iterable[Expected]) -> list[Expected]:
    """Return changes with the ids that tasks had before one side renamed them."""
    return sorted(
        (act, kind, re.sub(r"-r\d+$", "", id_), field) for act, kind, id_, field in changes
    )


TITLE = "title: 公开预算。"
TASK = """\
          - id: 1-1-3
            number: 3.
            title: 公开规划解读。
            responsibility: 规划处
            responsible: [规划处]
            topics: [plans]
"""
RESPONSIBLE = "            responsible: [规划处]\n"
KEPT = "basis: 与原件核对}"
FIRST = "\n              - {on: 2024-05-06, kind: 调整, basis: 甲}"
SECOND = "\n              - {on: 2024-05-07, kind: 调整, basis: 乙}"
TOGETHER = {
    "two fields of one task": (
        {TITLE: "title: 公开预算和决算。"},
        {"topics: [budget]": "topics: [budget, plans]"},
        {TITLE: "title: 公开预算和决算。", "topics: [budget]": "topics: [budget, plans]"},
    ),
    "a task moved here and reworded there": (
        {TASK: "", "title: 预算公开\n        tasks:\n": f"title: 预算公开\n        tasks:\n{TASK}"},
        {"title: 公开规划解读。": "title: 公开规划的解读。"},
        {
            TASK: "",
            "title: 预算公开\n        tasks:\n": "title: 预算公开\n        tasks:\n"
            + TASK.replace("公开规划解读", "公开规划的解读"),
        },
    ),
    "an id changed here and a field there": (
        {"id: 1-1-3": "id: 1-1-5", RESPONSIBLE: f"{RESPONSIBLE}            moved_from: [1-1-3]\n"},
        {"title: 公开规划解读。": "title: 公开规划的解读。"},
        {
            "id: 1-1-3": "id: 1-1-5",
            "title: 公开规划解读。": "title: 公开规划的解读。",
            RESPONSIBLE: f"{RESPONSIBLE}            moved_from: [1-1-3]\n",
        },
    ),
    "grounds of both": (
        {KEPT: KEPT + FIRST},
        {KEPT: KEPT + SECOND},
        {KEPT: KEPT + FIRST + SECOND},
    ),
    "comments of ours": (
        {"      - id: 1-2\n": "      # 预算部分已核对\n      - id: 1-2\n"},
        {TITLE: "title: 公开预算和决算。"},
        {
            "      - id: 1-2\n": "      # 预算部分已核对\n      - id: 1-2\n",
            TITLE: "title: 公开预算和决算。",
        },
    ),
    "letter": (
        {"number: 虚示函〔2024〕1号": "number: 虚示函〔2024〕2号"},
        {"issued_on: 2024-03-01": "issued_on: 2024-03-01\n  published_at: 2024-03-05"},
        {
            "number: 虚示函〔2024〕1号": "number: 虚示函〔2024〕2号",
            "issued_on: 2024-03-01": "issued_on: 2024-03-01\n  published_at: 2024-03-05",
        },
    ),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_changes_that_go_together(name: str) -> None:
    """The file is what one person would have made of it."""
    ours, theirs, both = (edited(PLAN, edits) for edits in TOGETHER[name])

    merged = merge(PLAN, ours, theirs)

    assert both == merged.text
    assert () == merged.conflicts


APART = {
    "the same field": (
        {TITLE: "title: 公开预算和决算。"},
        {TITLE: "title: 公开部门预算。"},
        ("任务 1-2-1 的工作任务",),
        (
            "<<<<<<< 本分支：任务 1-2-1 的工作任务\n"
            "            title: 公开预算和决算。\n"
            "||||||| 原来\n"
            "            title: 公开预算。\n"
            "=======\n"
            "            title: 公开部门预算。\n"
            ">>>>>>> 对方\n"
        ),
    ),
    "taken away and changed": (
        {TASK: ""},
        {"title: 公开规划解读。": "title: 公开规划的解读。"},
        ("任务 1-1-3：本分支已删去，对方有改动",),
        (
            "<<<<<<< 本分支：任务 1-1-3：本分支已删去，对方有改动\n"
            "||||||| 原来\n"
            "=======\n"
            "          - id: 1-1-3\n"
            "            number: 3.\n"
            "            title: 公开规划的解读。\n"
        ),
    ),
    "changed and taken away": (
        {"title: 公开规划解读。": "title: 公开规划的解读。"},
        {TASK: ""},
        ("任务 1-1-3：对方已删去，本分支有改动",),
        (
            "<<<<<<< 本分支：任务 1-1-3：对方已删去，本分支有改动\n"
            "          - id: 1-1-3\n"
            "            number: 3.\n"
            "            title: 公开规划的解读。\n"
        ),
    ),
    "the same id for two tasks": (
        {"      - id: 1-2\n": "          - id: 1-1-4\n            title: 甲\n      - id: 1-2\n"},
        {"      - id: 1-2\n": "          - id: 1-1-4\n            title: 乙\n      - id: 1-2\n"},
        ("任务 1-1-4 的工作任务",),
        (
            "          - id: 1-1-4\n"
            "<<<<<<< 本分支：任务 1-1-4 的工作任务\n"
            "            title: 甲\n"
            "||||||| 原来\n"
            "=======\n"
            "            title: 乙\n"
            ">>>>>>> 对方\n"
        ),
    ),
    "who leads": (
        {"lead: [办公室]": "lead: [办公室, 规划处]"},
        {"lead: [办公室]": "lead: [规划处]"},
        ("任务 1-2-1 的牵头单位",),
        "            lead: [办公室, 规划处]\n||||||| 原来\n            lead: [办公室]\n",
    ),
}


@pytest.mark.parametrize("name", APART)
def test_true_conflicts(name: str) -> None:
    """Whoever decides sees both values and what they are about."""
    ours, theirs, conflicts, block = APART[name]

    merged = merge(PLAN, edited(PLAN, ours), edited(PLAN, theirs))

    assert conflicts == merged.conflicts
    assert block in merged.text


NEXT = edited(
    PLAN,
    {
        'id: "2024"': 'id: "2025"',
        "year: 2024": "year: 2025",
        "title: 公开规划解读。": "title: 甲。",
    },
)
"""The plan of the next year, whose task 1-1-3 is another."""
LATER = edited(
    PLAN, {"title: 公开规划解读。": "title: 公开规划解读。\n            deadline: 年底前"}
)


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        (NEXT, LATER, "本分支换了一年，对方改了旧方案"),
        (LATER, NEXT, "对方换了一年，本分支改了旧方案"),
    ],
    ids=["ours", "theirs"],
)
def test_another_plan_takes_no_change_of_this(ours: str, theirs: str, words: str) -> None:
    """What one side says of a task is not put into one of another year with the same id."""
    merged = merge(PLAN, ours, theirs)

    (conflict,) = merged.conflicts
    assert f"{words}，旧方案的改动请写进 content/plans/2024.yaml" in conflict
    assert f"<<<<<<< 本分支：{conflict}\nid: " in merged.text
    assert "title: 甲。\n            responsibility" in merged.text


def test_another_plan_alone_is_no_conflict() -> None:
    """Where nobody has changed the plan that gives way, the next stands as it is."""
    assert NEXT == merge(PLAN, NEXT, PLAN).text
    assert () == merge(PLAN, PLAN, NEXT).conflicts


def test_another_id_is_no_other_plan() -> None:
    """A plan that keeps its former id takes the changes of both sides."""
    ours = edited(PLAN, {'id: "2024"': 'id: 2024-1\nmoved_from: ["2024"]'})

    merged = merge(PLAN, ours, LATER)

    assert () == merged.conflicts
    assert "deadline: 年底前" in merged.text.split("公开规划解读")[1][:40]


def test_result_that_nobody_wanted() -> None:
    """Two changes that are right by themselves and wrong together are said."""
    unit = "{id: information, name: 信息所}"
    ours = edited(
        PLAN,
        {
            unit: f"{unit}\n  - {{id: law, name: 法规处}}",
            "responsibility: 规划处\n": "responsibility: 法规处\n",
            "responsible: [规划处]": "responsible: [法规处]",
        },
    )
    theirs = edited(PLAN, {unit: "{id: information, name: 信息所, aliases: [法规处]}"})

    merged = merge(PLAN, ours, theirs)

    assert () == merged.conflicts
    assert ["duplicate-name"] == [problem.code for problem in merged.problems]


def test_warning_is_no_conflict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A merge that leaves something to be looked at says so, and is done."""
    one, other = "topics: [budget]", "topics: [plans, budget]"
    base = PLAN.replace("topics: [plans]", other, 1)
    texts = {
        "base": base,
        "ours": edited(base, {one: "topics: [plans]"}),
        "theirs": edited(base, {other: "topics: [plans]"}),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")

    assert 0 == disclosure("merge", *(tmp_path / name for name in texts))

    assert "警告 [unused-topic] 主题“预算”没有任务" in capsys.readouterr().out


@pytest.mark.parametrize("broken", ["", "[", "- 1\n", PLAN.replace("id: 1-1-2", "id: 1-1-1")])
def test_what_is_no_plan(broken: str) -> None:
    """A side that cannot be taken apart is not merged so."""
    with pytest.raises(NotMembersError):
        merge(PLAN, PLAN, broken)


DRIVER = f"{sys.executable} -m generator merge %O %A %B --path %P"


@pytest.fixture
def two_branches(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that commits a plan, and two versions of it on two branches."""

    def commit(ours: str, theirs: str) -> Path:
        git(tmp_path, "init", "--quiet", "--initial-branch=main")
        git(tmp_path, "config", "merge.disclosure.driver", DRIVER)
        (tmp_path / ".gitattributes").write_text((ROOT / ".gitattributes").read_text("utf-8"))
        for branch, text in (("main", PLAN), ("theirs", theirs), ("main", ours)):
            if branch == "theirs":
                git(tmp_path, "checkout", "--quiet", "-b", "theirs")
            elif text is ours:
                git(tmp_path, "checkout", "--quiet", "main")
            (tmp_path / "plan.yaml").write_text(text, "utf-8")
            git(tmp_path, "add", ".")
            git(tmp_path, "commit", "--quiet", "--message=plan")
        return tmp_path

    return commit


def test_git_merges_with_it(two_branches: Callable[[str, str], Path]) -> None:
    """Changes of neighbouring fields, in which git itself sees a conflict, are merged by git."""
    ours = edited(PLAN, {TITLE: "title: 公开预算和决算。"})
    theirs = edited(
        PLAN, {"办公室牵头，信息所配合": "办公室牵头，规划处配合", "[信息所]\n   ": "[规划处]\n   "}
    )
    folder = two_branches(ours, theirs)

    git(folder, "merge", "--quiet", "theirs")

    text = (folder / "plan.yaml").read_text("utf-8")
    assert "公开预算和决算。" in text
    assert "办公室牵头，规划处配合" in text


def test_git_stops_at_a_conflict(two_branches: Callable[[str, str], Path]) -> None:
    """What only people can decide is left to them, and said."""
    folder = two_branches(
        edited(PLAN, {TITLE: "title: 甲。"}), edited(PLAN, {TITLE: "title: 乙。"})
    )

    with pytest.raises(subprocess.CalledProcessError) as failure:
        git(folder, "merge", "theirs")

    said = (failure.value.stdout + failure.value.stderr).decode()
    assert "plan.yaml: 两边的改动不一致：任务 1-2-1 的工作任务" in said
    assert "<<<<<<< 本分支：任务 1-2-1 的工作任务\n" in (folder / "plan.yaml").read_text("utf-8")


def test_lines_where_a_file_is_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be taken apart is merged by lines, which is said."""
    broken = PLAN.replace("year: 2024", "year: [")
    names = {"base": PLAN, "ours": broken, "theirs": edited(PLAN, {TITLE: "title: 乙。"})}
    for name, text in names.items():
        (tmp_path / name).write_text(text, "utf-8")

    code = disclosure("merge", *(tmp_path / name for name in names))

    assert 0 == code
    assert "改为逐行合并" in capsys.readouterr().err
    merged = (tmp_path / "ours").read_text("utf-8")
    assert "year: [" in merged
    assert "title: 乙。" in merged


DRIVERS = {
    file: re.findall(r"git config merge\.disclosure\.driver ['\"](.*)['\"]\n", text)
    for file in ("Makefile", "docs/editing.md")
    for text in [(ROOT / file).read_text("utf-8").replace("$(BIN)", ".venv/bin")]
}


def set_up(folder: Path, file: str) -> None:
    """Have git merge as a file of ours says."""
    (driver,) = DRIVERS[file]
    git(folder, "config", "merge.disclosure.driver", driver)


@pytest.mark.parametrize("file", DRIVERS)
def test_documented_driver(file: str, two_branches: Callable[[str, str], Path]) -> None:
    """Git merges by fields as soon as what we tell people to set is set."""
    folder = two_branches(
        edited(PLAN, {TITLE: "title: 公开预算和决算。"}),
        edited(PLAN, {"办公室牵头，信息所配合": "办公室牵头，规划处配合"}),
    )
    for name in ("bin", "Scripts"):
        (folder / ".venv" / name).mkdir(parents=True)
        (folder / ".venv" / name / "disclosure").symlink_to(
            Path(sys.executable).parent / "disclosure"
        )
    set_up(folder, file)

    git(folder, "merge", "--quiet", "theirs")

    assert "办公室牵头，规划处配合" in (folder / "plan.yaml").read_text("utf-8")


@pytest.mark.parametrize("file", DRIVERS)
def test_driver_that_cannot_run(file: str, two_branches: Callable[[str, str], Path]) -> None:
    """Where the program is gone, git merges by lines: a conflict is seen in the file."""
    folder = two_branches(
        edited(PLAN, {TITLE: "title: 甲。"}), edited(PLAN, {TITLE: "title: 乙。"})
    )
    set_up(folder, file)

    with pytest.raises(subprocess.CalledProcessError):
        git(folder, "merge", "theirs")

    text = (folder / "plan.yaml").read_text("utf-8")
    assert "<<<<<<<" in text
    assert "title: 甲。" in text
    assert "title: 乙。" in text
