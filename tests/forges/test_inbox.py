"""A document that is put into the inbox becomes a proposal, and nothing else of its branch does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn

from tests.conftest import REAL, git
from tests.forges.runner import Forge, Run
from tests.forges.test_workflows import assert_all_passed
from tests.importing.drawn import LETTER, drawn

if TYPE_CHECKING:
    from pathlib import Path

GITHUB = ".github/workflows/inbox.yml"


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """Return a forge with the column on its main branch."""
    return Forge(tmp_path / "forge")


def upload(forge: Forge, files: dict[str, bytes], *beginning: str) -> str:
    """Put files on the branch ``word``, as the web page does; return the commit.

    It begins at the main branch, or at another.
    """
    git(forge.desk, "switch", "--quiet", "--force-create=word", *beginning)
    for name, content in files.items():
        path = forge.desk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    commit = forge.commit("Add files via upload")
    git(forge.desk, "push", "--quiet", "--force", "origin", "word")
    git(forge.desk, "switch", "--quiet", "main")
    return commit


def event(forge: Forge, commit: str) -> dict[str, str]:
    """Return what expressions mean once a branch has been pushed."""
    return {
        "github.event.repository.default_branch": "main",
        "github.ref": "refs/heads/word",
        "github.repository": "xugou/openness",
        "github.run_id": "12",
        "github.server_url": (forge.folder / "server").as_uri(),
        "github.sha": commit,
        "github.token": "secret",
    }


def imported_on_github(forge: Forge, commit: str) -> Run:
    """Run both jobs of GitHub; return the second."""
    workflow = ".github/workflows/inbox.yml"
    first = forge.run(workflow, event(forge, commit), "import")
    assert_all_passed(first)
    assert {"report.txt", "report.html", "preview/index.html"} <= {*first.uploaded}
    return forge.run(workflow, event(forge, commit), "propose")


def changed(forge: Forge) -> dict[str, str]:
    """Return what the proposal changes, and how."""
    lines = git(forge.origin, "diff", "--name-status", "main", "inbox-12").splitlines()
    return {name: status for status, name in map(str.split, lines)}


def corrected(folder: Path) -> bytes:
    """Return the notice with one word of its table corrected."""
    document = docx.Document(str(REAL / "notice.docx"))
    runs = [
        run
        for element in document.element.body.iter(qn("w:t"))
        for run in [element]
        if run.text and "监督处" in run.text
    ]
    runs[0].text = runs[0].text.replace("监督处", "监督二处")
    document.save(str(folder / "notice.docx"))
    return (folder / "notice.docx").read_bytes()


def test_on_github(forge: Forge, tmp_path: Path) -> None:
    """A corrected document is proposed as a change of the plan, with the report below it."""
    files = {"inbox/更正 的方案.DOCX": corrected(tmp_path), "mkdocs.yml": b"evil: true\n"}

    assert_all_passed(imported_on_github(forge, upload(forge, files)))

    assert {"plan.yaml": "M"} == changed(forge)
    assert "监督二处" in git(forge.origin, "diff", "main", "inbox-12")
    ((method, path, body),) = forge.asked
    assert ("POST", "repos/xugou/openness/pulls") == (method, path)
    assert "监督二处" in body
    assert "/actions/runs/12)" in body


def test_on_gitea(forge: Forge, tmp_path: Path) -> None:
    """The request has the report and the preview with it."""
    commit = upload(forge, {"inbox/方案.docx": corrected(tmp_path)})

    assert_all_passed(forge.run(".gitea/workflows/inbox.yml", event(forge, commit)))

    assert {"plan.yaml": "M"} == changed(forge)
    request, report, preview = forge.asked
    assert ["POST", "repos/xugou/openness/pulls"] == request[:2]
    sent = json.loads(request[2])
    assert ("inbox-12", "main") == (sent["head"], sent["base"])
    assert "监督二处" in sent["body"]
    assert "attachment=@imported/report.html" == report[2]
    assert "attachment=@imported/preview.zip" == preview[2]


def test_on_gitlab(forge: Forge, tmp_path: Path) -> None:
    """The push itself opens the request; everything is handed over besides."""
    commit = upload(forge, {"inbox/方案.docx": corrected(tmp_path)})
    git(forge.origin, "config", "receive.advertisePushOptions", "true")
    hook = forge.origin / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho $GIT_PUSH_OPTION_0 $GIT_PUSH_OPTION_1 > options\n", "utf-8")
    hook.chmod(0o755)
    told = {
        "CI_COMMIT_SHA": commit,
        "CI_DEFAULT_BRANCH": "main",
        "CI_PIPELINE_ID": "12",
        "PUSH_TO": forge.origin.as_uri(),
    }

    run = forge.run_script("inbox", told)

    assert_all_passed(run)
    assert {"plan.yaml": "M"} == changed(forge)
    options = (forge.origin / "options").read_text("utf-8").split()
    assert ["merge_request.create", "merge_request.target=main"] == options
    made = run.workplace / "imported"
    assert all(
        (made / name).is_file() for name in ("column/plan.yaml", "report.html", "report.txt")
    )


def test_first_plan(forge: Forge) -> None:
    """Where there is no plan yet, the document gives the first."""
    git(forge.desk, "rm", "--quiet", "plan.yaml")
    forge.commit("no plan yet")
    git(forge.desk, "push", "--quiet", "origin", "main")
    commit = upload(forge, {"inbox/方案.docx": (REAL / "notice.docx").read_bytes()})

    assert_all_passed(imported_on_github(forge, commit))

    assert {"plan.yaml": "A"} == changed(forge)


def test_column_of_a_corrected_plan_put_right(forge: Forge, tmp_path: Path) -> None:
    """What a column holds is decided anew: its cells stand in the wrong field until they move."""
    document, before = corrected(tmp_path), "工作要求: requirement"
    plan = (forge.desk / "plan.yaml").read_text("utf-8")
    decided = plan.replace(before, "工作要求: extra", 1)
    files = {"inbox/a.docx": document, "plan.yaml": decided.encode()}
    assert_all_passed(imported_on_github(forge, upload(forge, files)))
    git(forge.desk, "pull", "--quiet", "origin", "inbox-12")
    git(forge.desk, "push", "--quiet", "origin", "main", ":inbox-12")
    plan = (forge.desk / "plan.yaml").read_text("utf-8")
    assert "requirement: " not in plan.split("sections:")[1]
    files["plan.yaml"] = plan.replace("工作要求: extra", before, 1).encode()

    assert_all_passed(imported_on_github(forge, upload(forge, files)))

    proposed = git(forge.origin, "show", "inbox-12:plan.yaml")
    assert "监督二处" in proposed
    assert "requirement: " in proposed.split("sections:")[1]


ROWS = [["工作任务", "工作举措", "责任部门"], ["公开规划", "按时公开。", "办公室"]]
NEXT = {"inbox/方案.docx": drawn(*LETTER, ROWS)}
"""The plan of another year than the one in force."""


def test_next_year(forge: Forge) -> None:
    """The plan of the next year takes the place of this one, which is kept as it is."""
    assert_all_passed(imported_on_github(forge, upload(forge, NEXT)))

    assert {"plan.yaml": "M", "content/plans/2021.yaml": "A"} == changed(forge)
    before = git(forge.origin, "show", "main:plan.yaml")
    assert before.split("\n", 1)[1] == git(forge.origin, "show", "inbox-12:content/plans/2021.yaml")
    assert 'id: "2024"' in git(forge.origin, "show", "inbox-12:plan.yaml")
    assert "1 项任务" in forge.asked[0][2]


def column_put_right(forge: Forge, before: str, after: str) -> str:
    """Say on the branch of the proposal what a column holds; return the plan proposed then."""
    git(forge.desk, "fetch", "--quiet", "origin", "inbox-12")
    git(forge.desk, "switch", "--quiet", "--force-create=proposal", "FETCH_HEAD")
    plan = forge.desk / "plan.yaml"
    text = plan.read_text("utf-8")
    assert before in text
    plan.write_text(text.replace(before, after), "utf-8")
    forge.commit("what a column holds")
    git(forge.origin, "branch", "--quiet", "--delete", "--force", "inbox-12")
    assert_all_passed(imported_on_github(forge, upload(forge, NEXT, "proposal")))
    return git(forge.origin, "show", "inbox-12:plan.yaml")


def test_column_put_right_on_the_branch(forge: Forge) -> None:
    """Whoever says on the branch of the proposal what a column holds has all its cells moved.

    Back, too, though what stands in another field than the columns say is an error till then.
    """
    assert_all_passed(imported_on_github(forge, upload(forge, NEXT)))
    assert "requirement: 按时公开。" in git(forge.origin, "show", "inbox-12:plan.yaml")

    moved = column_put_right(forge, "工作举措: requirement", "工作举措: extra")

    assert {"plan.yaml": "M", "content/plans/2021.yaml": "A"} == changed(forge)
    assert "requirement: 按时公开。" not in moved
    assert "工作举措: 按时公开。" in moved
    assert "requirement: 按时公开。" in column_put_right(
        forge, "工作举措: extra", "工作举措: requirement"
    )


def test_branch_of_a_merged_proposal(forge: Forge) -> None:
    """A branch that was merged as one new commit takes a further document."""
    assert_all_passed(imported_on_github(forge, upload(forge, NEXT)))
    git(forge.desk, "fetch", "--quiet", "origin", "inbox-12")
    git(forge.desk, "merge", "--quiet", "--squash", "FETCH_HEAD")
    forge.commit("merged")
    git(forge.desk, "push", "--quiet", "origin", "main")
    git(forge.desk, "branch", "--quiet", "proposal", "FETCH_HEAD")
    git(forge.origin, "branch", "--quiet", "--delete", "--force", "inbox-12")
    rows = [ROWS[0], ["公开规划", "及时公开。", "办公室"]]
    commit = upload(forge, {"inbox/更正.docx": drawn(*LETTER, rows)}, "proposal")

    assert_all_passed(imported_on_github(forge, commit))

    assert {"plan.yaml": "M"} == changed(forge)


def test_plan_changed_on_both_branches(forge: Forge, tmp_path: Path) -> None:
    """What the main branch has learned since is not taken back."""
    plan = (forge.desk / "plan.yaml").read_bytes()
    files = {"inbox/a.docx": corrected(tmp_path), "plan.yaml": plan + b"# a\n"}
    commit = upload(forge, files)
    (forge.desk / "plan.yaml").write_bytes(plan + b"# b\n")
    forge.commit("b")
    git(forge.desk, "push", "--quiet", "origin", "main")

    run = forge.run(".github/workflows/inbox.yml", event(forge, commit), "import")

    assert run.outcomes["导入"] != 0
    assert "请从主分支重新建分支" in run.said


def earlier() -> bytes:
    """Return the plan of a year before that of the one in force."""
    return drawn(*(text.replace("2024", "2019") for text in LETTER), ROWS)


def unlike() -> bytes:
    """Return another plan of the same year, with columns that the tasks in force do not have."""
    rows = [["工作任务", "牵头单位", "配合单位"], ["公开规划", "办公室", "法规处"]]
    return drawn(*(text.replace("2024", "2021") for text in LETTER), rows)


def test_main_branch_goes_on_before_the_proposal(forge: Forge, tmp_path: Path) -> None:
    """What the main branch learns between both jobs is not taken back."""
    commit = upload(forge, {"inbox/a.docx": corrected(tmp_path)})
    assert_all_passed(forge.run(GITHUB, event(forge, commit), "import"))
    (forge.desk / "plan.yaml").write_bytes((forge.desk / "plan.yaml").read_bytes() + b"# new\n")
    forge.commit("new")
    git(forge.desk, "push", "--quiet", "origin", "main")

    assert_all_passed(forge.run(GITHUB, event(forge, commit), "propose"))

    merged = git(forge.origin, "merge-tree", "--write-tree", "main", "inbox-12").strip()
    plan = git(forge.origin, "show", f"{merged}:plan.yaml")
    assert "# new" in plan
    assert "监督二处" in plan


def test_main_branch_written_anew_before_the_proposal(forge: Forge, tmp_path: Path) -> None:
    """A proposal that begins where nothing is any more is none."""
    commit = upload(forge, {"inbox/a.docx": corrected(tmp_path)})
    assert_all_passed(forge.run(GITHUB, event(forge, commit), "import"))
    git(forge.desk, "commit", "--quiet", "--amend", "--message=other")
    git(forge.desk, "push", "--quiet", "--force", "origin", "main")

    run = forge.run(GITHUB, event(forge, commit), "propose")

    assert run.outcomes["提出合并请求"] != 0
    assert "改写过" in run.said


def test_names_beside_plans(forge: Forge) -> None:
    """Only plans are taken: nothing that tells git or a shell what to do with them."""
    names = (".gitignore", ".gitattributes", 'a\tb".yaml', "章.yaml", "-rf", ".a.yaml")
    files = {f"content/plans/{name}": b"*.yaml\n" for name in names}

    first = forge.run(GITHUB, event(forge, upload(forge, NEXT | files)), "import")
    assert_all_passed(first)
    assert_all_passed(forge.run(GITHUB, event(forge, ""), "propose"))

    assert {"plan.yaml": "M", "content/plans/2021.yaml": "A"} == changed(forge)
    assert ["2021.yaml"] == [each.name for each in (first.workplace / "content/plans").iterdir()]
    assert [] == [*first.workplace.glob('"*')]


def test_plan_too_large_to_be_kept(forge: Forge) -> None:
    """The next plan is not proposed without the one whose place it takes."""
    plan = (forge.desk / "plan.yaml").read_bytes() + (b"# " + b"a" * 150_000 + b"\n") * 40

    run = imported_on_github(forge, upload(forge, NEXT | {"plan.yaml": plan}))

    assert run.outcomes["提出合并请求"] != 0
    assert "content/plans/2021.yaml 超过 5 MB" in run.said


def test_plan_with_errors(forge: Forge, tmp_path: Path) -> None:
    """Where nothing can be imported, nothing of the branch is proposed."""
    plan = (forge.desk / "plan.yaml").read_bytes() + b"title: again\n"
    files = {"inbox/a.docx": corrected(tmp_path), "plan.yaml": plan}

    run = forge.run(GITHUB, event(forge, upload(forge, files)), "import")

    assert run.outcomes["导入"] != 0
    assert "写了两次" in run.said


def without(forge: Forge, name: str, document: bytes) -> str:
    """Put a document on a branch that has a file no more; return the commit."""
    git(forge.desk, "rm", "--quiet", name)
    git(forge.desk, "stash", "--quiet")
    git(forge.desk, "switch", "--quiet", "--create=gone")
    git(forge.desk, "stash", "pop", "--quiet")
    forge.commit("gone")
    git(forge.desk, "switch", "--quiet", "main")
    return upload(forge, {"inbox/a.docx": document}, "gone")


def test_plan_gone_from_the_branch(forge: Forge) -> None:
    """The plan in force does not give way to another unless it is kept."""
    commit = without(forge, "plan.yaml", NEXT["inbox/方案.docx"])

    run = forge.run(GITHUB, event(forge, commit), "import")

    assert run.outcomes["导入"] != 0
    assert "没有了 plan.yaml" in run.said


def test_plan_moved_on_the_branch(forge: Forge) -> None:
    """Who moves the plan in force by hand has the next one imported as the first."""
    plan = (forge.desk / "plan.yaml").read_bytes()
    without(forge, "plan.yaml", b"")
    git(forge.desk, "branch", "--quiet", "--delete", "--force", "word")
    files = NEXT | {"content/plans/2021.yaml": plan.split(b"\n", 1)[1]}

    assert_all_passed(imported_on_github(forge, upload(forge, files, "gone")))

    assert {"plan.yaml": "M", "content/plans/2021.yaml": "A"} == changed(forge)


@pytest.mark.parametrize("name", ["content/waivers.yaml", "content/plans/2019.yaml"])
def test_file_gone_from_the_branch(name: str, forge: Forge, tmp_path: Path) -> None:
    """What a branch lacks stays as it is."""
    path = forge.desk / name
    path.parent.mkdir(exist_ok=True)
    plan = (forge.desk / "plan.yaml").read_text("utf-8").split("\n", 1)[1].replace("2021", "2019")
    path.write_text("waivers: []\n" if "waivers" in name else plan, "utf-8")
    forge.commit("more")
    git(forge.desk, "push", "--quiet", "origin", "main")
    commit = without(forge, name, corrected(tmp_path))

    assert_all_passed(imported_on_github(forge, commit))

    assert {"plan.yaml": "M"} == changed(forge)


def test_branch_of_its_own(forge: Forge, tmp_path: Path) -> None:
    """A branch that has nothing in common with the main one cannot be compared with it."""
    git(forge.desk, "switch", "--quiet", "--orphan", "alone")
    (forge.desk / "a.md").write_text("a", "utf-8")
    forge.commit("alone")
    git(forge.desk, "switch", "--quiet", "main")
    commit = upload(forge, {"inbox/a.docx": corrected(tmp_path)}, "alone")

    run = forge.run(GITHUB, event(forge, commit), "import")

    assert run.outcomes["导入"] != 0
    assert "不是从主分支分出来的" in run.said


REFUSED: dict[str, tuple[dict[str, bytes], str]] = {
    "two documents": ({"inbox/a.docx": b"a", "inbox/b.xlsx": b"b"}, "有且只有一个"),
    "an old document": ({"inbox/a.doc": b"a"}, "有且只有一个"),
    "no document": ({"inbox/a.docx": b"PK"}, "损坏"),
    "nothing that is a plan": ({"inbox/a.docx": drawn("你好")}, "没有找到任务"),
    "a plan of an earlier year": ({"inbox/a.docx": earlier()}, "早于现行方案的 2021 年"),
    "a plan that does not fit": ({"inbox/a.docx": unlike()}, "像是另一个方案，没有改动"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, forge: Forge) -> None:
    """What gives no plan is said, and nothing is handed over."""
    files, words = REFUSED[name]

    run = forge.run(".github/workflows/inbox.yml", event(forge, upload(forge, files)), "import")

    assert run.outcomes["导入"] != 0
    assert words in run.said
    assert None is run.outcomes["交出方案、说明和预览"]


ODD: tuple[str, ...] = (
    "'\"\\$(touch pwned)`touch pwned`; touch pwned;.docx",
    "-rf.docx",
    "a\n100644 blob 0000\t%s\u202e.docx",
    "深/a.docx",
)


@pytest.mark.parametrize("name", ODD)
def test_odd_names(name: str, forge: Forge, tmp_path: Path) -> None:
    """What a document is called says nothing to a shell, and nothing else comes of it."""
    commit = upload(forge, {f"inbox/{name}": corrected(tmp_path)})

    run = imported_on_github(forge, commit)

    assert_all_passed(run)
    assert {"plan.yaml": "M"} == changed(forge)
    assert [] == [*forge.folder.rglob("pwned")]


def test_program_of_the_branch_is_not_run(forge: Forge, tmp_path: Path) -> None:
    """The steps are those of the main branch, whatever the document comes with."""
    evil = b"#!/bin/sh\ntouch pwned\nexit 0\n"
    programs = (
        ".ci/import-inbox",
        ".ci/commit-plan",
        "Makefile",
        "mkdocs.yml",
        "overrides/main.html",
    )
    files = {"inbox/a.docx": corrected(tmp_path), **dict.fromkeys(programs, evil)}

    assert_all_passed(imported_on_github(forge, upload(forge, files)))

    assert {"plan.yaml": "M"} == changed(forge)
    assert [] == [*forge.folder.rglob("pwned")]


def test_folder_that_is_called_as_a_document(forge: Forge) -> None:
    """A folder is no document, and a file in it is one only if it is called so."""
    commit = upload(forge, {"inbox/a.docx/b.txt": b"text"})

    run = forge.run(".github/workflows/inbox.yml", event(forge, commit), "import")

    assert "有且只有一个" in run.said
    assert run.outcomes["导入"] != 0


def test_link_is_no_document(forge: Forge) -> None:
    """A link in the inbox is not followed."""
    git(forge.desk, "switch", "--quiet", "--create=word")
    (forge.desk / "inbox").mkdir()
    (forge.desk / "inbox" / "a.docx").symlink_to("/etc/passwd")
    commit = forge.commit("link")
    git(forge.desk, "push", "--quiet", "origin", "word")

    run = forge.run(".github/workflows/inbox.yml", event(forge, commit), "import")

    assert "有且只有一个" in run.said
    assert run.outcomes["导入"] != 0


def test_unchanged_plan_is_not_proposed(forge: Forge) -> None:
    """The document that is the plan already gives nothing to decide."""
    commit = upload(forge, {"inbox/方案.docx": (REAL / "notice.docx").read_bytes()})

    run = imported_on_github(forge, commit)

    assert run.outcomes["提出合并请求"] != 0
    assert "方案没有变化" in run.said
    assert [] == forge.asked
