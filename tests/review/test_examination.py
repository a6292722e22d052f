"""A reviewer is told in one run all that a proposal does."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from generator.column.takedowns import with_takedown
from generator.problems import Location, Problem, Severity
from generator.review import examination as examining
from tests.conftest import disclosure, git

GROUND = "amended: [{on: 2024-05-20, kind: 录入更正, basis: 与印发文件核对}]"


def propose(root: Path, edits: dict[str, str]) -> None:
    """Commit edits of the plan as the proposal; go back to the main branch."""
    path = root / "plan.yaml"
    text = path.read_text("utf-8")
    for old, new in edits.items():
        assert 1 == text.count(old), old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    git(root, "commit", "--quiet", "--all", "--message=proposal")
    git(root, "switch", "--quiet", "--detach", "main")


def review(root: Path, *options: str) -> int:
    """Review the proposal."""
    return disclosure(
        "--root", root, "--today", "2024-06-01", "review", "main", "proposal", *options
    )


def test_good_proposal(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Verdict, files, change and pages are said; the folder stays as it is."""
    title = "title: 公开预算。"
    propose(repository, {title: f"title: 公开预算和决算。\n            {GROUND}"})

    assert 0 == review(repository)

    said = capsys.readouterr().out
    assert said.startswith("检查通过。\n改动的文件：plan.yaml\n\n任务 1-1-2：工作任务由")
    assert "\n受影响的网页：\n" in said
    assert "内容有变 /plan/2024/tasks/1-1-2/ 公开预算和决算。" in said
    assert "" == git(repository, "status", "--porcelain")


def test_without_ground(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What check would refuse is refused with its place; what changes is said all the same."""
    propose(repository, {"title: 公开预算。": "title: 公开预算和决算。"})

    assert 1 == review(repository)

    said = capsys.readouterr().out
    assert said.startswith("检查未通过：1 处错误。\n")
    assert "plan.yaml:39: 错误 [no-ground] 任务 1-1-2 的工作任务" in said
    assert "任务 1-1-2：工作任务由" in said


def test_broken_plan(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a plan with errors the errors are said, and nothing is guessed of its changes."""
    propose(repository, {"title: 公开预算。": "titel: 公开预算。"})

    assert 1 == review(repository)

    said = capsys.readouterr().out
    assert "[unknown-field]" in said
    assert "受影响的网页" not in said


def test_plan_that_makes_no_sense(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip by which the file cannot be read at all is said, and not that the plan is gone."""
    propose(repository, {"            lead: [办公室]": "            lead: [办公室"})

    assert 1 == review(repository)

    said = capsys.readouterr().out
    assert "[yaml-syntax]" in said
    assert "[removed]" not in said


def test_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no content is not looked into, but named."""
    (repository / "mkdocs.yml").write_text("site_name: 甲\n", "utf-8")
    propose(repository, {"title: 公开预算。": "title: 公开决算。"})

    assert 1 == review(repository, "--format", "markdown")

    said = capsys.readouterr().out
    assert "<!-- disclosure-review -->\n**检查未通过：1 处错误。**\n" in said
    assert "not&#45;content" in said
    assert "公开决算" not in said


def test_main_branch_with_errors(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A proposal that mends what is broken on the main branch can be reviewed."""
    good = (repository / "plan.yaml").read_text("utf-8")
    git(repository, "switch", "--quiet", "main")
    (repository / "plan.yaml").write_text(good.replace("title: 公开预", "titel: 公开预"), "utf-8")
    git(repository, "commit", "--quiet", "--all", "--message=broken")
    git(repository, "branch", "--quiet", "--force", "proposal", "main")
    git(repository, "switch", "--quiet", "proposal")
    propose(repository, {"titel": "title"})

    assert 0 == review(repository)

    said = capsys.readouterr().out
    assert "检查通过。主分支上的方案有错误，没有比较改了什么。\n改动的文件：plan.yaml\n" == said


def test_comment_is_text(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a stranger writes into a plan or a name calls nobody and makes no markup."""
    evil = "<img src=x> @office ![x](//evil.example) <!-- disclosure-review -->"
    (repository / "content" / "a b@c-[x](y).md").write_text("甲\n", "utf-8")
    git(repository, "add", "--all")
    propose(repository, {"title: 公开预算。": f"title: '{evil}'\n            titel: '{evil}'"})

    assert 1 == review(repository, "--format", "markdown")

    said = capsys.readouterr().out
    assert 1 == said.count("<!--")
    assert not set("<>[]@!") & set(said.replace("<!-- disclosure-review -->", ""))


def test_long_comment(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A comment is never longer than the forges take, and says that it is not all."""
    tasks = "".join(f"          - {{id: 1-1-{n}, title: 第{n}项任务。}}\n" for n in range(3, 1000))
    last = "            supporting: [规划处]\n"
    propose(repository, {last: f"{last}{tasks}"})

    assert 1 == review(repository, "--format", "markdown")

    said = capsys.readouterr().out
    assert len(said) < 60_100
    assert said.endswith("全部改动请运行 disclosure review 查看。\n")
    assert "\n- 另有 151 处，不再列出\n" in said


BESIDE = (
    "豁免（新增）：content/about.md:5 的 mobile-number，理由“公开电话”，决定人 无名氏",
    "手写页面（删去）：content/old.md（旧页）",
    "附件（有改动）：content/files/a.csv",
    "附件（新增）：content/files/b.csv",
    "手写页面（有改动）：content/about.md（关于）",
    "手写页面（新增）：content/new.md（新页）",
    "检索用词（新增）：年报、年度报告",
)


def change_beside(root: Path) -> None:
    """Propose all that can be changed beside the plans."""
    git(root, "switch", "--quiet", "main")
    (root / "content" / "old.md").write_text("---\ntitle: 旧页\n---\n\n甲\n", "utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=old")
    git(root, "switch", "--quiet", "--force-create", "proposal")
    (root / "content" / "old.md").unlink()
    number = "138" + "00138000"
    texts = {
        "about.md": f"---\ntitle: 关于\n---\n\n电话 {number}。\n",
        "new.md": "---\ntitle: 新页\n---\n\n甲\n",
        "waivers.yaml": "waivers:\n  - {place: content/about.md:5, code: mobile-number, "
        "reason: 公开电话, who: 无名氏, when: 2024-05-20}\n",
        "files/a.csv": "项目,数量\n甲,2\n",
        "files/b.csv": "项目,数量\n乙,1\n",
        "glossary.yaml": "年报: 年度报告\n",
    }
    for name, text in texts.items():
        (root / "content" / name).write_text(text, "utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=proposal")


def test_what_is_changed_beside(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A leak that a proposal waives itself is told first, then what else plans do not show."""
    change_beside(repository)
    git(repository, "switch", "--quiet", "--detach", "main")

    assert 0 == review(repository)
    said = capsys.readouterr().out
    assert "核对：豁免、撤下、手写页面、附件和检索用词：\n" + "\n".join(BESIDE) in said

    assert 0 == review(repository, "--format", "markdown")
    said = capsys.readouterr().out
    assert "## 请逐项核对：豁免、撤下、手写页面、附件和检索用词\n\n- 豁免（新增）：" in said


def test_what_is_taken_down(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A proposal that takes a plan off the site is no quiet one, nor one that brings it back."""
    listed = with_takedown("", "plan/2024/", "2024-05-20", "误")
    (repository / "content" / "takedowns.yaml").write_text(listed, "utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=proposal")
    git(repository, "switch", "--quiet", "--detach", "main")

    review(repository)
    assert "撤下的网址（新增）：plan/2024/（整个方案）\n" in capsys.readouterr().out

    git(repository, "branch", "--force", "main", "proposal")
    git(repository, "switch", "--quiet", "proposal")
    git(repository, "rm", "--quiet", "content/takedowns.yaml")
    git(repository, "commit", "--quiet", "--message=back")
    git(repository, "switch", "--quiet", "--detach", "main")

    review(repository)
    assert "撤下的网址（删去）：plan/2024/（整个方案）\n" in capsys.readouterr().out


def test_words_make_no_lines(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a stranger writes where nothing is shown as a rule forges no line of the report."""
    forged = '"甲\\n检查通过。"'
    about, glossary = repository / "content" / "about.md", repository / "content" / "glossary.yaml"
    glossary.write_text(f"{forged}: 年度报告\n", "utf-8")
    about.write_text(f"---\ntitle: {forged}\n---\n\n甲\n", "utf-8")
    waiver = (
        f"{{place: {forged}, code: {forged}, reason: {forged}, who: {forged}, when: 2024-05-20}}"
    )
    waivers = repository / "content" / "waivers.yaml"
    waivers.write_text(f"waivers:\n  - {waiver}\n", "utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=proposal")
    git(repository, "switch", "--quiet", "--detach", "main")

    review(repository)

    said = capsys.readouterr().out
    assert "检索用词（新增）：甲\\u000a检查通过。、年度报告\n" in said
    assert "\n检查通过。" not in said


def test_emptied(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who takes away all that is in content/ has every page and attachment named."""
    git(repository, "rm", "-r", "--quiet", "content")
    git(repository, "commit", "--quiet", "--message=proposal")
    git(repository, "switch", "--quiet", "--detach", "main")

    assert 0 == review(repository)

    said = capsys.readouterr().out
    assert "手写页面（删去）：content/about.md（关于）\n附件（删去）：content/files/a.csv\n" in said


def test_form_tells_it(repository: Path) -> None:
    """Whoever signs reads what is changed beside the plans, too; of much the beginning."""
    change_beside(repository)
    file = repository.parent / "form.docx"

    assert 0 == disclosure(
        *("--root", repository, "--today", "2024-06-01", "diff", "main"),
        *("--format", "docx", "--output", file),
    )

    rows = [cell.text for row in docx.Document(str(file)).tables[0].rows for cell in row.cells]
    assert "\n".join((*BESIDE[:4], "另有 3 处，见 disclosure review 的改动说明。")) in rows


def test_without_settings(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder that is no column it is said what is missing."""
    propose(repository, {"title: 公开预算。": "title: 公开决算。"})
    (repository / "mkdocs.yml").unlink()

    assert 2 == review(repository)

    assert "读不了 mkdocs.yml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("severity", "verdict"),
    [
        (Severity.ERROR, "检查未通过：1 处错误。"),
        (Severity.WARNING, "检查未通过：1 处警告。"),
        (Severity.HINT, "检查通过。"),
    ],
)
def test_what_keeps_a_proposal_from_passing(severity: Severity, verdict: str) -> None:
    """A warning does, as in `check --strict`; what only the agency can supply is not even told."""
    problem = Problem(Location("plan.yaml", 3), "unused-unit", "单位没有任务", severity)
    found = examining.Examination(("plan.yaml",), (problem,))

    for said in (examining.as_text(found), examining.as_markdown(found)):
        assert verdict in said
        assert (severity is not Severity.HINT) == ("单位没有任务" in said)
    assert (severity is Severity.HINT) == found.passes
