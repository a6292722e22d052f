"""`disclosure diff` as a file: the form for the signature round, and every other format."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.conftest import SETTINGS, disclosure, git
from tests.history.test_diff import PLAN, edited
from tests.review.test_form import Form

GROUND = "basis: 与原件核对}\n              - {on: 2024-05-06, kind: 录入更正, basis: 再次核对}"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Return a column whose plan has been published by a commit on the branch main."""
    column = tmp_path / "column"
    (column / "content").mkdir(parents=True)
    (column / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (column / "plan.yaml").write_text(PLAN, "utf-8")
    git(column, "init", "--quiet", "--initial-branch=main")
    git(column, "add", ".")
    git(column, "commit", "--quiet", "--message=published")
    return column


def written(path: Path) -> Form:
    """Return the form that has been written."""
    return Form(docx.Document(str(path)))


def test_changed_with_a_ground(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The form is written beside what has been published, by whatever name it goes."""
    new = edited(PLAN, {"公开预算。": "公开预算和决算。", "basis: 与原件核对}": GROUND})
    (published / "plan.yaml").write_text(new, "utf-8")
    file = published.parent / "审核表.docx"

    code = disclosure(*("--root", published, "diff", "main", "--format", "docx", "--output", file))

    form = written(file)
    commit = git(published, "rev-parse", "main")[:10]
    assert f"改动前：main（提交 {commit}）　　改动后：现在的内容" in form.lines
    assert ["错误 0 处，警告 0 处（检查了全栏目）。"] == [form.tables[1][0][1]]
    assert ["2024-05-06 录入更正，依据“再次核对”"] == [ground for *_, ground in form.changes]
    assert (0, "") == (code, capsys.readouterr().out)


def test_changed_without_a_ground(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A change without a ground is counted as an error, and said where it stands."""
    (published / "plan.yaml").write_text(PLAN.replace("公开预算。", "公开决算。"), "utf-8")
    file = published.parent / "审核表.docx"

    code = disclosure(*("--root", published, "diff", "main", "--format", "docx", "--output", file))

    form = written(file)
    assert form.tables[1][0][1].startswith("错误 1 处，警告 0 处（检查了全栏目）。")
    assert "未写明依据" == form.changes[0][3]
    assert 1 == code
    assert "plan.yaml:61: 错误 [no-ground]" in capsys.readouterr().out


def test_hand_written_pages_are_checked(published: Path) -> None:
    """What is wrong outside the plan counts where the whole column is checked."""
    (published / "content" / "about.md").write_text("---\ntitle: 关于\n---\n<b>粗</b>\n", "utf-8")
    file = published.parent / "审核表.docx"

    code = disclosure(*("--root", published, "diff", "main", "--format", "docx", "--output", file))

    form = written(file)
    assert form.tables[0][0][1].startswith("错误 1 处")
    assert "方案内容没有改动。" in form.lines
    assert 1 == code


def test_two_commits(published: Path) -> None:
    """Two commits are compared by their plans, and the form says that no more was checked."""
    file = published.parent / "审核表.docx"

    code = disclosure(
        *("--root", published, "diff", "main", "HEAD", "--format", "docx", "--output", file)
    )

    form = written(file)
    assert "错误 0 处，警告 0 处（只检查了方案，没有检查手写页面和附件）。" == form.tables[0][0][1]
    assert "方案内容没有改动。" in form.lines
    assert 0 == code


@pytest.mark.parametrize("options", [(), ("--output", "审核表"), ("--output", "plan.yaml")])
def test_a_form_is_a_file_of_word(
    options: tuple[str, ...],
    published: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A form that would go to the screen, or could not be opened, is refused with the cure."""
    monkeypatch.chdir(published)
    assert 2 == disclosure("--root", published, "diff", "main", "--format", "docx", *options)

    assert "--output 审核表.docx" in capsys.readouterr().err
    assert PLAN == (published / "plan.yaml").read_text("utf-8")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_written_to_a_file(form: str, published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file holds, in UTF-8 and with plain line ends, what the screen would show."""
    (published / "plan.yaml").write_text(PLAN.replace("公开预算。", "公开决算。"), "utf-8")
    arguments = ("--root", published, "diff", "main", "--format", form)
    file = published.parent / "改动"

    assert 0 == disclosure(*arguments)
    shown = capsys.readouterr().out
    assert 0 == disclosure(*arguments, "--output", file)

    assert shown == file.read_bytes().decode()
    assert "" == capsys.readouterr().out


def test_a_folder_that_is_not_there(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be written is said in one sentence."""
    file = published / "没有" / "审核表.docx"

    code = disclosure(*("--root", published, "diff", "main", "--format", "docx", "--output", file))

    assert 2 == code
    assert "写不了 审核表.docx：没有它所在的文件夹" in capsys.readouterr().err


def test_names_on_the_form(published: Path) -> None:
    """A commit is named by its short id, whole; the request by what it is called."""
    (published / "plan.yaml").write_text(PLAN.replace("公开预算。", "公开决算。"), "utf-8")
    file = published.parent / "审核表.docx"
    commit = git(published, "rev-parse", "main")

    disclosure(
        *("--root", published, "diff", commit, "--called", "合并请求 7"),
        *("--format", "docx", "--output", file),
    )

    assert f"改动前：提交 {commit[:10]}　　改动后：合并请求 7" in written(file).lines
