"""A proposal can change content and nothing else, and nothing of it is run."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.history.joining import merged_tree, tree_by_lines
from generator.problems import CannotRunError
from generator.review import guard as guarding
from generator.review.laying_out import lay_out
from tests.conftest import disclosure, git

Plant = Callable[[Path], None]
PAGE = "---\ntitle: 关于\n---\n\n新的说明。\n"


def commit(root: Path) -> None:
    """Commit everything in a work tree as the proposal."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=proposal")


def write(path: str, text: str = "甲\n") -> Plant:
    """Return what writes a file and commits it."""

    def plant(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
        commit(root)

    return plant


def link(path: str, target: str) -> Plant:
    """Return what puts a symbolic link in the place of a path."""

    def plant(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(target)
        commit(root)

    return plant


def index(mode: str, path: str) -> Plant:
    """Return what commits a file of another kind."""

    def plant(root: Path) -> None:
        is_submodule = mode == "160000"
        id_ = git(root, "rev-parse", "HEAD" if is_submodule else "HEAD:content/about.md")
        git(root, "update-index", "--add", "--cacheinfo", f"{mode},{id_},{path}")
        git(root, "commit", "--quiet", "--message=proposal")

    return plant


def tree(*names: str) -> Plant:
    """Return what commits a file under names that git itself would not take from a folder."""

    def plant(root: Path) -> None:
        entry = f"100644 blob {git(root, 'rev-parse', 'HEAD:content/about.md')}\t{names[-1]}"
        folder = made(root, entry)
        for name in reversed(names[:-1]):
            folder = made(root, f"040000 tree {folder}\t{name}")
        below = made(root, *entries(root, "HEAD:content"), *entries(root, folder))
        others = [entry for entry in entries(root, "HEAD") if not entry.endswith("\tcontent")]
        top = made(root, *others, f"040000 tree {below}\tcontent")
        head = git(root, "commit-tree", top, "-p", "HEAD", "-m", "proposal")
        git(root, "update-ref", "refs/heads/proposal", head)

    return plant


def raw(mode: str, meant: str) -> Plant:
    """Return what commits an entry whose mode git itself would never write."""

    def plant(root: Path) -> None:
        id_ = bytes.fromhex(git(root, "rev-parse", meant))
        content = written(root, f"{mode} x.md\0".encode() + id_)
        others = [entry for entry in entries(root, "HEAD") if not entry.endswith("\tcontent")]
        top = made(root, *others, f"040000 tree {content}\tcontent")
        git(root, "update-ref", "refs/heads/proposal", _committed(root, top))

    return plant


def written(root: Path, tree: bytes) -> str:
    """Return a tree of these very bytes."""
    path = root / ".git" / "tree"
    path.write_bytes(tree)
    return git(root, "hash-object", "-t", "tree", "-w", "--literally", str(path))


def _committed(root: Path, tree: str) -> str:
    return git(root, "commit-tree", tree, "-p", "HEAD", "-m", "proposal")


def entries(root: Path, tree: str) -> list[str]:
    """Return the entries of a tree."""
    return [entry for entry in git(root, "ls-tree", "-z", tree).split("\0") if entry]


def made(root: Path, *lines: str) -> str:
    """Return a tree with entries."""
    path = root / ".git" / "entries"
    path.write_bytes(b"".join(os.fsencode(f"{entry}\0") for entry in lines))
    return git(root, "mktree", "-z", given=path)


def swallow_content(root: Path) -> None:
    """Put a link in the place of the whole folder."""
    git(root, "rm", "-r", "--quiet", "content")
    (root / "content").symlink_to("/")
    commit(root)


RUN = '!!python/object/apply:os.system ["touch evil"]\n'
LINE_END = r"\u000a\u003a\u003aerror\u003a\u003ab.md"
HOSTILE = {
    "symlink": (link("content/secret.md", "/etc/passwd"), "content/secret.md", "symbolic-link"),
    "plan is a link": (link("plan.yaml", "/etc/passwd"), "plan.yaml", "symbolic-link"),
    "content is a link": (swallow_content, "content", "not-content"),
    "settings": (write("mkdocs.yml", RUN), "mkdocs.yml", "not-content"),
    "hook": (
        write("hooks/evil.py", "import os; os.system('touch evil')"),
        "hooks/evil.py",
        "not-content",
    ),
    "hook of git": (
        write(".githooks/post-checkout", "touch evil"),
        ".githooks/post-checkout",
        "not-content",
    ),
    "attributes": (write(".gitattributes", "* filter=evil\n"), ".gitattributes", "not-content"),
    "workflow": (
        write(".github/workflows/content.yml"),
        ".github/workflows/content.yml",
        "not-content",
    ),
    "frame": (write("overrides/main.html"), "overrides/main.html", "not-content"),
    "beside": (write("content.md"), "content.md", "not-content"),
    "large": (
        write("content/files/large.pdf", "甲" * 17_000_000),
        "content/files/large.pdf",
        "too-large",
    ),
    "program": (index("100755", "content/run.md"), "content/run.md", "executable"),
    "submodule": (index("160000", "content/other"), "content/other", "submodule"),
    "way out": (tree("..", "..", "evil.md"), "content/../../evil.md", "file-name"),
    "way out in Windows": (tree("..\\evil.md"), "content/..\\evil.md", "file-name"),
    "repository": (
        tree(".git", "hooks", "post-checkout"),
        "content/.git/hooks/post-checkout",
        "file-name",
    ),
    "hidden": (write("content/.gitattributes", "* -text\n"), "content/.gitattributes", "file-name"),
    "long": (tree("a" * 300 + ".md"), f"content/{'a' * 191}…", "file-name"),
    "deep": (tree(*["d"] * 2000, "x.md"), f"content/{'d/' * 9}d", "file-name"),
    "file and folder": (tree("about.md", "x.md"), "content/about.md", "file-name"),
    "dot at the end": (tree("a.md."), "content/a.md.", "file-name"),
    "stream": (tree("a.md:b"), "content/a.md\\u003ab", "file-name"),
    "device": (write("content/aux.md"), "content/aux.md", "file-name"),
    "command": (
        write("::set-env name=BASH_ENV::$(id)"),
        "\\u003a\\u003aset-env name=BASH_ENV\\u003a\\u003a$(id)",
        "not-content",
    ),
    "other command": (write("##[add-mask]x"), "\\u0023\\u0023[add-mask]x", "not-content"),
    "no encoding": (tree("\udcff.md"), "content/\\udcff.md", "file-name"),
    "line end": (
        tree("a\n::error::b.md"),
        "content/a\\u000a\\u003a\\u003aerror\\u003a\\u003ab.md",
        "file-name",
    ),
}


for _mode, _meant in {
    "40755": "HEAD:content",
    "120777": "HEAD:content/about.md",
    "160001": "HEAD",
    "100775": "HEAD:content/about.md",
    "100664": "HEAD:content/about.md",
    "0100644": "HEAD:content/about.md",
    "0": "HEAD:content/about.md",
}.items():
    HOSTILE[f"mode {_mode}"] = (raw(_mode, _meant), "content/x.md", "not-a-file")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(
    name: str,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is no harmless content is refused with a reason, nothing is run, nothing written."""
    plant, path, code = HOSTILE[name]
    plant(repository)
    # Here a file that something run leaves behind would be seen.
    monkeypatch.chdir(repository.parent)
    git(repository, "switch", "--quiet", "--force", "--detach", "main")
    before = {file: file.lstat().st_mtime_ns for file in repository.parent.rglob("*")}

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal", "--take")

    said = capsys.readouterr().out
    assert said.startswith(f"{path}:1: 错误 [{code}] ")
    assert 1 == said.count("\n")
    assert before == {file: file.lstat().st_mtime_ns for file in repository.parent.rglob("*")}


def test_everything_at_once(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All reasons are given in one run, each with its place."""
    link("content/secret.md", "/etc/passwd")(repository)
    write("generator/cli.py")(repository)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal", "--format", "github")

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("::error file=content/secret.md,line=1,col=1,title=symbolic-link::")
    assert second.startswith("::error file=generator/cli.py,line=1,col=1,title=not-content::")


def test_many_files(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A flood of small files is refused by its number."""
    for number in range(2_001):
        (repository / "content" / f"a-{number}.md").write_text("甲\n", "utf-8")
    commit(repository)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")

    assert "[too-many-files] 一次改动了 2000 个以上的文件" in capsys.readouterr().out


def test_content_is_taken(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A change of content passes, is listed, and laid out in the place of what was there."""
    (repository / "content" / "about.md").unlink()
    write("content/new.md", PAGE)(repository)
    git(repository, "switch", "--quiet", "--detach", "main")

    assert 0 == disclosure("--root", repository, "guard", "main", "proposal", "--take")

    said = capsys.readouterr()
    assert "content/about.md（删去）\ncontent/new.md\n" == said.out
    assert "改动了 2 个文件，都是内容。\n" == said.err
    content = [path.name for path in (repository / "content").iterdir()]
    assert ["files", "new.md"] == sorted(content)
    assert PAGE == (repository / "content" / "new.md").read_text("utf-8")


def test_only_guarded(repository: Path) -> None:
    """Without being asked to, the guard changes nothing."""
    write("content/new.md", PAGE)(repository)
    git(repository, "switch", "--quiet", "--detach", "main")

    assert 0 == disclosure("--root", repository, "guard", "main", "proposal")

    assert not (repository / "content" / "new.md").exists()


def test_what_came_to_the_main_branch_stays(repository: Path, small_text: str) -> None:
    """A proposal is laid out as it would be once merged, field by field."""
    changed = small_text.replace("title: 公开预算。", "title: 公开预算和决算。")
    write("plan.yaml", changed)(repository)
    git(repository, "switch", "--quiet", "main")
    elsewhere = small_text.replace("办公室牵头，规划处配合", "办公室牵头，规划处参与")
    write("plan.yaml", elsewhere)(repository)
    write("mkdocs.yml", "site_name: 新名称\n")(repository)

    assert 0 == disclosure("--root", repository, "guard", "main", "proposal", "--take")

    merged = (repository / "plan.yaml").read_text("utf-8")
    assert "title: 公开预算和决算。" in merged
    assert "responsibility: 办公室牵头，规划处参与" in merged


def test_conflict(
    repository: Path,
    small_text: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two different changes of one field are refused; it is said where, on any system."""
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    write("plan.yaml", small_text.replace("公开预算。", "公开决算。"))(repository)
    git(repository, "switch", "--quiet", "main")
    write("plan.yaml", small_text.replace("公开预算。", "公开部门预算。"))(repository)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal", "--take")

    said = capsys.readouterr().out
    assert "[merge-conflict] 与主分支上已有的改动不一致" in said
    assert "两边的改动不一致：任务 1-1-2 的工作任务" in said
    assert "公开部门预算。" in (repository / "plan.yaml").read_text("utf-8")


def test_work_is_not_lost(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What somebody has not committed yet is not replaced."""
    write("content/new.md", PAGE)(repository)
    git(repository, "switch", "--quiet", "--detach", "main")
    (repository / "content" / "about.md").write_text(PAGE, "utf-8")

    assert 2 == disclosure("--root", repository, "guard", "main", "proposal", "--take")

    assert "没有提交的改动" in capsys.readouterr().err
    assert PAGE == (repository / "content" / "about.md").read_text("utf-8")


def test_ignored_work_is_not_lost(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What git has been told to ignore is in no commit: it is not replaced either."""
    write("content/new.md", PAGE)(repository)
    git(repository, "switch", "--quiet", "--detach", "main")
    (repository / ".git" / "info" / "exclude").write_text("draft.md\n", "utf-8")
    (repository / "content" / "draft.md").write_text(PAGE, "utf-8")

    assert 2 == disclosure("--root", repository, "guard", "main", "proposal", "--take")

    assert "没有提交的改动" in capsys.readouterr().err
    assert (repository / "content" / "draft.md").exists()


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"files/b.pdf": 12, "files/c.pdf": 12, "files/d.pdf": 12, "files/e.pdf": 12}, "文件"),
        ({"files/b.csv": 12, "files/c.CSV": 12}, "表格附件"),
        ({"plans/a-2020.yaml": 3, "plans/a-2021.yaml": 3}, "方案"),
    ],
)
def test_too_much_together(
    files: dict[str, int],
    kind: str,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Files that are small enough one by one may be too large together."""
    monkeypatch.setitem(guarding._MOST_BYTES, ("文件", ""), 40 * 1024 * 1024)
    for path, megabytes in files.items():
        write(f"content/{path}", "a" * megabytes * 1024 * 1024)(repository)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")

    assert f"plan.yaml:1: 错误 [too-large] 改动的{kind}合计超过 " in capsys.readouterr().out


@pytest.mark.parametrize("place", ["content/secret.md", "plan.yaml"])
def test_links_are_not_laid_out(place: str, repository: Path) -> None:
    """Also of a commit that no guard has seen a link is never followed, nor written."""
    link(place, "/etc/passwd")(repository)
    head = git(repository, "rev-parse", "proposal")
    git(repository, "switch", "--quiet", "--detach", "main")

    with pytest.raises(CannotRunError, match="不是普通文件"):
        lay_out(repository, head, repository.parent)


def test_nothing_is_written_through_a_link(repository: Path, tmp_path: Path) -> None:
    """A plan that is a link in the folder is replaced itself, not the file that it leads to."""
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "laid-out"
    elsewhere.write_text("甲\n", "utf-8")
    folder.mkdir()
    (folder / "plan.yaml").symlink_to(elsewhere)

    lay_out(repository, git(repository, "rev-parse", "main"), folder)

    assert "甲\n" == elsewhere.read_text("utf-8")
    assert not (folder / "plan.yaml").is_symlink()


def test_column_in_a_folder(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a larger repository only the folder of the column is content."""
    larger = tmp_path / "larger"
    larger.mkdir()
    repository.rename(larger / "column")
    git(larger / "column", "switch", "--quiet", "main")
    (larger / "column" / ".git").rename(tmp_path / "put-aside")
    git(larger, "init", "--quiet", "--initial-branch=main")
    commit(larger)
    git(larger, "switch", "--quiet", "--create=proposal")
    write("column/content/new.md", PAGE)(larger)

    assert 0 == disclosure("--root", larger / "column", "guard", "main", "proposal")
    assert "content/new.md\n" == capsys.readouterr().out

    write("content/new.md", PAGE)(larger)
    assert 1 == disclosure("--root", larger / "column", "guard", "main", "proposal")
    assert "[not-content]" in capsys.readouterr().out


def test_strangers(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A commit that does not come from the main branch is said, and so is one that is not there."""
    git(repository, "switch", "--quiet", "--orphan", "stranger")
    git(repository, "commit", "--quiet", "--allow-empty", "--message=stranger")

    assert 2 == disclosure("--root", repository, "guard", "main", "stranger")
    assert "没有共同的来历" in capsys.readouterr().err
    assert 2 == disclosure("--root", repository, "guard", "main", "nobody")
    assert "没有文件、文件夹或提交“nobody”" in capsys.readouterr().err


def test_criss_cross(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the main branch has put right is not put back, wherever a proposal says it began."""
    git(repository, "switch", "--quiet", "main")
    write("program.py", "old\n")(repository)
    git(repository, "switch", "--quiet", "--force-create", "proposal")
    (repository / "content" / "x.md").write_text(PAGE, "utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=first", on="2025-01-01")
    first = git(repository, "rev-parse", "HEAD")
    git(repository, "switch", "--quiet", "main")
    write("program.py", "mended\n")(repository)
    mended = git(repository, "rev-parse", "HEAD")
    git(repository, "merge", "--quiet", "--no-ff", "--message=merged", "proposal")
    parents = ("-p", first, "-p", mended)
    head = git(repository, "commit-tree", f"{first}^{{tree}}", *parents, "-m", "second")
    git(repository, "update-ref", "refs/heads/proposal", head)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")

    assert "program.py:1: 错误 [not-content]" in capsys.readouterr().out


def test_moved_out_of_content(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the main branch has moved out of content/ is no content any more."""
    git(repository, "switch", "--quiet", "main")
    write("content/guide.md", PAGE + "甲\n" * 20)(repository)
    git(repository, "switch", "--quiet", "--force-create", "proposal")
    write("content/guide.md", PAGE + "甲\n" * 20 + "乙\n")(repository)
    git(repository, "switch", "--quiet", "main")
    (repository / "docs").mkdir()
    git(repository, "mv", "content/guide.md", "docs/guide.md")
    commit(repository)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")

    assert "docs/guide.md:1: 错误 [not-content]" in capsys.readouterr().out


def test_merge_runs_nothing_of_the_folder(repository: Path, small_text: str) -> None:
    """A module that lies in the folder is not taken for one of the program's."""
    write("plan.yaml", small_text.replace("title: 公开预算。", "title: 公开决算。"))(repository)
    git(repository, "switch", "--quiet", "main")
    write("plan.yaml", small_text.replace("规划处配合", "规划处参与"))(repository)
    evil = repository.parent / "evil"
    (repository / "click.py").write_text(f"open({str(evil)!r}, 'w')\n", "utf-8")

    assert 0 == disclosure("--root", repository, "guard", "main", "proposal")

    assert not evil.exists()


def test_git_bomb(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A few small trees that hold a million million files are refused without being listed."""
    entry = f"100644 blob {git(repository, 'rev-parse', 'HEAD:content/about.md')}"
    bomb = made(repository, *(f"{entry}\ta{number:02}.md" for number in range(100)))
    for _ in range(5):
        bomb = made(repository, *(f"040000 tree {bomb}\td{number:02}" for number in range(100)))
    below = made(repository, *entries(repository, "HEAD:content"), f"040000 tree {bomb}\tz")
    others = [each for each in entries(repository, "HEAD") if not each.endswith("\tcontent")]
    top = made(repository, *others, f"040000 tree {below}\tcontent")
    head = git(repository, "commit-tree", top, "-p", "HEAD", "-m", "proposal")
    git(repository, "update-ref", "refs/heads/proposal", head)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")

    assert "[too-many-files]" in capsys.readouterr().out


def test_conflict_in_a_page(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A conflict is reported at the page in which it is."""
    write("content/about.md", PAGE)(repository)
    git(repository, "switch", "--quiet", "main")
    write("content/about.md", PAGE.replace("新的", "另外的"))(repository)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")

    said = capsys.readouterr().out
    assert said.startswith("content/about.md:1: 错误 [merge-conflict] 与主分支上已有的改动不一致")


def test_json_of_what_passes(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program that reads the result finds an empty list where nothing is wrong."""
    write("content/new.md", PAGE)(repository)

    assert 0 == disclosure("--root", repository, "guard", "main", "proposal", "--format", "json")

    assert "[]\n" == capsys.readouterr().out


def test_old_git(
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where git is too old to merge so, it is said which is needed."""
    write("content/new.md", PAGE)(repository)
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\ncase "$*" in *merge-tree*) echo usage >&2; exit 129;; esac\n'
        f'exec {shutil.which("git")} "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")

    assert 2 == disclosure("--root", repository, "guard", "main", "proposal")

    assert "请安装 git 2.38 或更高版本" in capsys.readouterr().err


def neighbours(first: str, second: str, topics: str = "[planning]", comment: str = "") -> str:
    """Return two tasks, each by its lines that the other has not, with what both have below."""
    shared = (
        "            responsibility: 办公室牵头\n"
        "            topics: {}\n"
        "            lead: [办公室]\n"
        "            deadline: 年底前\n"
    )
    return f"{comment}{first}{shared.format(topics)}{second}{shared.format('[planning]')}"


PLANS = "          - id: 1-1-1\n            number: 1.\n            title: 公开规划。\n"
MONEY = "          - id: 1-1-2\n            number: 2.\n            title: 公开预算。\n"
HANDY = "          # 手机 13800138000\n"


def quoting(task: str) -> str:
    """Return a task with its values in quotation marks: no line of it is the same any more."""
    return re.sub(": (.*)$", r': "\1"', task, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "proposed",
    [neighbours(quoting(MONEY), quoting(PLANS)), neighbours(PLANS, MONEY, comment=HANDY)],
    ids=["topics at the wrong task", "comment that our driver drops"],
)
def test_the_button_makes_something_else(
    proposed: str, repository: Path, small_text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a forge would merge otherwise than it was reviewed is refused, until it is redone."""
    head = small_text[: small_text.index(PLANS[:20])]
    head = head.replace("规划}\n", "规划}\n  - {id: money, name: 财务}\n")
    git(repository, "switch", "--quiet", "main")
    write("plan.yaml", head + neighbours(PLANS, MONEY))(repository)
    git(repository, "switch", "--quiet", "--force-create", "proposal")
    write("plan.yaml", head + proposed)(repository)
    git(repository, "switch", "--quiet", "main")
    write("plan.yaml", head + neighbours(PLANS, MONEY, "[money]"))(repository)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")
    said = capsys.readouterr().out
    assert said.startswith("plan.yaml:1: 错误 [merge-differs] ")
    assert "请先运行“合入主分支”" in said
    assert 0 == disclosure("--root", repository, "guard", "main", "proposal", "--by-fields")


def test_the_button_makes_other_lines_of_the_same(repository: Path, small_text: str) -> None:
    """Comments and layout that only the button keeps are no matter: the column says the same."""
    proposed = small_text.replace("            title: 公开预算。", "            # 注\n&")
    write("plan.yaml", proposed.replace("&", "            title: '公开预算。'"))(repository)
    git(repository, "switch", "--quiet", "main")
    write("plan.yaml", small_text.replace("title: 公开规划。", "title: 公开各类规划。"))(repository)
    main, proposal = (git(repository, "rev-parse", name) for name in ("main", "proposal"))
    by_lines = tree_by_lines(repository, main, proposal)
    assert by_lines not in ("", merged_tree(repository, main, proposal))

    assert 0 == disclosure("--root", repository, "guard", "main", "proposal")


@pytest.mark.parametrize(
    ("plant", "path", "code"),
    [
        (write("mkdocs.yml", RUN), "mkdocs.yml", "not-content"),
        (link("content/secret.md", "/etc/passwd"), "content/secret.md", "symbolic-link"),
    ],
    ids=["settings", "link"],
)
def test_gone_in_the_end(
    plant: Plant, path: str, code: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a later commit takes back is refused all the same: it would be in the history."""
    plant(repository)
    git(repository, "rm", "--quiet", path)
    git(repository, "checkout", "--quiet", "main", "--", ".")
    write("content/new.md", PAGE)(repository)
    assert "content/new.md" == git(repository, "diff", "--name-only", "main", "proposal")

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")

    assert f"{path}:1: 错误 [{code}] 提交 " in capsys.readouterr().out


def test_main_branch_merged_into_the_proposal(repository: Path) -> None:
    """What a proposal has from the main branch, the program included, is none of its own."""
    write("content/new.md", PAGE)(repository)
    git(repository, "switch", "--quiet", "main")
    write("mkdocs.yml", "site_name: 新名称\n")(repository)
    git(repository, "switch", "--quiet", "proposal")
    git(repository, "merge", "--quiet", "--message=merged", "main")
    write("content/new.md", PAGE + "甲\n")(repository)

    assert 0 == disclosure("--root", repository, "guard", "main", "proposal")


def test_merge_that_hides_something(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A merge has files of its own too: what comes from none of its parents is refused."""
    write("content/new.md", PAGE)(repository)
    git(repository, "switch", "--quiet", "main")
    write("docs/a.md")(repository)
    git(repository, "switch", "--quiet", "proposal")
    git(repository, "merge", "--quiet", "--no-commit", "main")
    write("program.py", "hidden\n")(repository)
    git(repository, "rm", "--quiet", "program.py")
    commit(repository)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")

    assert "program.py:1: 错误 [not-content] 提交 " in capsys.readouterr().out


def test_future(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A commit that is dated later than today is refused: the column would take that for today."""
    (repository / "content" / "new.md").write_text(PAGE, "utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=proposal", on="2090-01-01")

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")

    assert "plan.yaml:1: 错误 [future-commit] 提交 " in capsys.readouterr().out


def test_many_commits(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A flood of commits is refused by its number."""
    monkeypatch.setattr(guarding, "_MOST_COMMITS", 2)
    for text in "甲乙丙":
        write("content/new.md", PAGE + text)(repository)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")

    assert "[too-many-commits] 改动有 2 个以上的提交" in capsys.readouterr().out


def test_history_of_another_repository(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A commit without one before it is refused as that, not for the number of its files."""
    root = git(repository, "commit-tree", "HEAD^{tree}", "-m", "elsewhere")
    parents = ("-p", "HEAD", "-p", root)
    head = git(repository, "commit-tree", "HEAD^{tree}", *parents, "-m", "proposal")
    git(repository, "update-ref", "refs/heads/proposal", head)

    assert 1 == disclosure("--root", repository, "guard", "main", "proposal")

    said = capsys.readouterr().out
    assert f"[unrelated-commit] 提交 {root[:10]} 没有上一个提交" in said
    assert "[too-many-files]" not in said
