"""What has changed since publication is told to everybody, from what git has kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from generator.history.record import History, read_history
from generator.history.wording import plain
from generator.problems import CannotRunError
from generator.source.leaks import may_be_shown
from tests.conftest import SETTINGS, disclosure, git
from tests.history.test_diff import PLAN, edited

UNTIL = datetime.date(2025, 1, 1)
Steps = list[tuple[str, dict[str, str]]]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that commits versions of files, each on a day; a text of None deletes."""

    def commit(*steps: tuple[str, dict[str, str | None]]) -> Path:
        git(tmp_path, "init", "--quiet", "--initial-branch=main")
        for day, files in steps:
            for name, text in files.items():
                path = tmp_path / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if text is None:
                    path.unlink()
                else:
                    path.write_text(text, "utf-8")
            git(tmp_path, "add", "--all")
            git(tmp_path, "commit", "--quiet", "--message=某某改的", on=day)
        return tmp_path

    return commit


def events(root: Path, until: datetime.date = UNTIL) -> list[str]:
    """Return the history below a folder, each event in one line."""
    history = read_history(root, until, may_be_shown)
    return [] if history is None else lines(history)


def lines(history: History) -> list[str]:
    """Return each event in one line."""
    return [
        f"{event.on} {event.plan} {event.kind} {event.id}：{''.join(map(plain, event.pieces))}"
        for event in history.events
    ]


SECOND = edited(PLAN, {"title: 公开预算。": "title: 公开预算和决算。"})
THIRD = edited(SECOND, {"deadline: 年底前": "deadline: 6月底前"})


def test_changes_since_publication(told: Callable[..., Path]) -> None:
    """The newest comes first; what was there from the beginning is no change."""
    root = told(
        ("2024-03-05", {"plan.yaml": PLAN}),
        ("2024-04-01", {"content/about.md": "无关"}),
        ("2024-05-01", {"plan.yaml": SECOND}),
        ("2024-06-01", {"plan.yaml": THIRD}),
    )

    assert [
        "2024-06-01 2024 任务 1-1-1：完成时限由“年底前”改为“6月底前”",
        "2024-05-01 2024 任务 1-2-1：工作任务由“公开预算。”改为“公开预算和决算。”",
    ] == events(root)
    assert 1 == len(events(root, datetime.date(2024, 5, 20)))


def test_commits_that_no_longer_load(told: Callable[..., Path]) -> None:
    """A broken version was never published; the next good one is compared with the last."""
    root = told(
        ("2024-03-01", {"plan.yaml": "format: 0\n"}),
        ("2024-03-05", {"plan.yaml": PLAN}),
        ("2024-04-01", {"plan.yaml": SECOND.replace("year: 2024", "year: [")}),
        ("2024-05-01", {"plan.yaml": SECOND}),
    )

    assert ["2024-05-01 2024 任务 1-2-1：工作任务由“公开预算。”改为“公开预算和决算。”"] == events(
        root
    )


def test_files_and_ids_that_moved(told: Callable[..., Path]) -> None:
    """A plan keeps its history in another file and under another id, and so does a task."""
    ids = {
        'id: "2024"': 'id: 2024-1\nmoved_from: ["2024"]',
        "id: 1-2-1": "id: 1-2-9\n            moved_from: [1-2-1]",
    }
    new = PLAN.replace('id: "2024"', 'id: "2025"').replace("year: 2024", "year: 2025")
    root = told(
        ("2024-03-05", {"plan.yaml": PLAN}),
        ("2024-05-01", {"plan.yaml": SECOND}),
        ("2024-12-01", {"plan.yaml": new, "content/plans/2024-1.yaml": edited(SECOND, ids)}),
    )

    assert [
        "2024-12-01 2024-1 方案 2024-1：编号由“2024”改为“2024-1”",
        "2024-12-01 2024-1 任务 1-2-9：编号由“1-2-1”改为“1-2-9”",
        "2024-05-01 2024-1 任务 1-2-9：工作任务由“公开预算。”改为“公开预算和决算。”",
    ] == events(root)


def test_main_line_only(told: Callable[..., Path]) -> None:
    """What was tried on a branch is told as it came to the main line, in one step."""
    root = told(("2024-03-05", {"plan.yaml": PLAN}))
    git(root, "checkout", "--quiet", "-b", "work")
    for day, text in (("2024-04-01", THIRD), ("2024-04-02", SECOND)):
        (root / "plan.yaml").write_text(text, "utf-8")
        git(root, "commit", "--quiet", "--all", "--message=work", on=day)
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "work", on="2024-05-01")

    assert ["2024-05-01 2024 任务 1-2-1：工作任务由“公开预算。”改为“公开预算和决算。”"] == events(
        root
    )


def test_what_should_never_have_been_there(told: Callable[..., Path]) -> None:
    """A number that was published by mistake and taken away is not shown by the history again."""
    leak = edited(PLAN, {"deadline: 年底前": "deadline: 年底前，联系13800138000"})
    root = told(("2024-03-05", {"plan.yaml": leak}), ("2024-05-01", {"plan.yaml": PLAN}))

    assert ["2024-05-01 2024 任务 1-1-1：完成时限有改动"] == events(root)


def test_column_in_a_folder_of_a_repository(told: Callable[..., Path]) -> None:
    """The column need not be at the top of its repository."""
    root = told(("2024-03-05", {"gw/plan.yaml": PLAN}), ("2024-05-01", {"gw/plan.yaml": SECOND}))

    assert 1 == len(events(root / "gw"))
    assert [] == events(root)


def test_without_git(tmp_path: Path) -> None:
    """Without a repository, or a commit in it, there is no history and no complaint."""
    assert read_history(tmp_path, UNTIL, may_be_shown) is None
    git(tmp_path, "init", "--quiet")
    assert read_history(tmp_path, UNTIL, may_be_shown) is None


def test_shallow_clone(told: Callable[..., Path], tmp_path: Path) -> None:
    """A clone without its older commits would tell half of the history: it is refused."""
    root = told(("2024-03-05", {"plan.yaml": PLAN}), ("2024-05-01", {"plan.yaml": SECOND}))
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", str(root / "clone"))

    with pytest.raises(CannotRunError, match="git fetch --unshallow"):
        read_history(root / "clone", UNTIL, may_be_shown)


@pytest.fixture
def site(told: Callable[..., Path], tmp_path: Path) -> Path:
    """Return a built site with a history."""
    root = told(
        (
            "2024-03-05",
            {
                "plan.yaml": PLAN,
                "mkdocs.yml": SETTINGS,
                "content/about.md": "---\ntitle: 说明\n---\n\n说明。\n",
            },
        ),
        ("2024-05-01", {"plan.yaml": SECOND}),
    )
    (root / "site").mkdir()
    assert 0 == disclosure("--root", root, "--today", "2024-07-01", "build", "--strict")
    return tmp_path / "site"


def test_pages(site: Path) -> None:
    """The task, the page of all changes and the feed tell of it; nothing tells who it was."""
    task = (site / "plan/2024/tasks/1-2-1/index.html").read_text("utf-8")
    assert "2024年5月1日：工作任务由“公开预算。”改为“公开预算和决算。”" in task
    page = (site / "changes/index.html").read_text("utf-8")
    assert 'href="../plan/2024/tasks/1-2-1/"' in page
    for path in site.rglob("*"):
        if path.is_file():
            assert "无名氏" not in path.read_text("utf-8", errors="ignore"), path
            assert "某某改的" not in path.read_text("utf-8", errors="ignore"), path


def test_feed(site: Path) -> None:
    """The feed has what RFC 4287 asks for, and its links lead to pages."""
    feed = etree.parse(site / "feeds" / "changes.xml").getroot()

    assert f"{ATOM}feed" == feed.tag
    for parent in (feed, feed.find(f"{ATOM}entry")):
        assert parent is not None
        for name in ("id", "title", "updated"):
            assert parent.findtext(f"{ATOM}{name}")
    assert "2024-05-01T00:00:00+08:00" == feed.findtext(f"{ATOM}updated")
    for link in feed.iter(f"{ATOM}link"):
        target = (site / "feeds" / str(link.get("href"))).resolve()
        assert (target / "index.html").is_file() or target.is_file()
