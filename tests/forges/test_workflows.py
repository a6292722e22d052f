"""The files for GitHub, GitLab and Gitea work as they stand, and give strangers nothing."""

from __future__ import annotations

import fnmatch
import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from generator.review.owners import Forge as ForgeName
from tests.conftest import ROOT, git
from tests.forges.runner import Forge, Run, load

BIN = Path(sys.executable).parent
TITLE = "title: 加强监管执法信息公开。\n"
GROUND = "            amended: [{on: 2026-01-02, kind: 录入更正, basis: 与印发文件核对}]\n"
GOOD = {"plan.yaml": {TITLE: f"title: 加强监管执法信息的公开。\n{GROUND}"}}
GROUNDLESS = {"plan.yaml": {TITLE: "title: 加强监管执法信息的公开。\n"}}
HOSTILE = {
    "mkdocs.yml": {"site_name:": '!!python/object/apply:os.system ["touch ../evil"]\nsite_name:'},
    "content/new.md": {"": "---\ntitle: 新\n---\n\n甲\n"},
}
WORKFLOWS = ("content", "comment", "inbox", "program", "site", "update")


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """Return a forge with the column on its main branch."""
    return Forge(tmp_path / "forge")


def request(forge: Forge) -> dict[str, str]:
    """Return what expressions mean in the run for a pull request."""
    return {
        "github.event.pull_request.base.ref": "main",
        "github.event.pull_request.base.sha": git(forge.desk, "rev-parse", "main"),
        "github.event.pull_request.labels": "",
        "github.event.pull_request.number": "7",
        "github.repository": "xugou/openness",
        "github.server_url": (forge.folder / "server").as_uri(),
        "github.token": "secret",
    }


def second_stage(forge: Forge) -> dict[str, str]:
    """Return what expressions mean once the first stage is over."""
    return {
        "github.event.repository.default_branch": "main",
        "github.event.workflow_run.conclusion": "success",
        "github.event.workflow_run.event": "pull_request",
        "github.event.workflow_run.head_branch": "edit",
        "github.event.workflow_run.head_repository.owner.login": "stranger",
        "github.event.workflow_run.head_sha": git(forge.desk, "rev-parse", "edit"),
        "github.event.workflow_run.html_url": "https://forge.example/runs/1",
        "github.token": "secret",
    }


def pushed(forge: Forge) -> dict[str, str]:
    """Return what expressions mean for a push, and for what somebody starts."""
    nothing = {f"github.event.pull_request.base.{name}": "" for name in ("ref", "sha")}
    return {
        **request(forge),
        **nothing,
        "github.ref": "refs/heads/main",
        "github.event.repository.default_branch": "main",
        "inputs.branch": "edit",
    }


def answer(forge: Forge, commit: str, *comments: dict[str, object]) -> None:
    """Let GitHub know one pull request, its head at a commit, and comments below it."""
    pulls = [{"number": 6, "head": {"sha": "other"}}, {"number": 7, "head": {"sha": commit}}]
    forge.answer("repos/xugou/openness/pulls", pulls)
    forge.answer("repos/xugou/openness/issues/7/comments", list(comments))


def assert_all_passed(run: Run, *without: str) -> None:
    """Require that every step of a job was run but those `without`, and none failed."""
    passed_over = {name for name, code in run.outcomes.items() if code is None}
    assert {*without} == passed_over
    assert {0, *([None] if without else [])} == set(run.outcomes.values()), (run.outcomes, run.said)


def assert_names_what_is_signed(form: Path, forge: Forge) -> None:
    """Require that the form that is signed names the request and the commit."""
    commit = git(forge.desk, "rev-parse", "--short=10", "edit")
    lines = [paragraph.text for paragraph in docx.Document(str(form)).paragraphs]
    assert any(line.endswith(f"改动后：合并请求 7，提交 {commit}") for line in lines)


def test_good_proposal_on_github(forge: Forge) -> None:
    """A good proposal passes each step; preview, form and changes are handed over."""
    forge.propose(GOOD)

    run = forge.run(".github/workflows/content.yml", request(forge))

    assert_all_passed(run)
    assert {"changes.md", "form.docx", "preview/index.html"} <= set(run.uploaded)
    assert "改为“加强监管执法信息的公开。”" in Path(
        run.environment["GITHUB_STEP_SUMMARY"]
    ).read_text("utf-8")
    task = run.workplace / "proposal" / "preview" / "plan" / "2021" / "tasks" / "1-2-1"
    page = (task / "index.html").read_text("utf-8")
    assert "加强监管执法信息的公开。" in page
    assert "预览，供审核用" in page
    assert_names_what_is_signed(run.workplace / "proposal" / "form.docx", forge)


def test_groundless_proposal_on_github(forge: Forge) -> None:
    """What check refuses is marked on its line, and explained all the same."""
    forge.propose(GROUNDLESS)

    run = forge.run(".github/workflows/content.yml", request(forge))

    assert 1 == run.outcomes["检查"]
    assert None is run.outcomes["生成预览"]
    assert 0 == run.outcomes["说明改动"]
    assert "::error file=plan.yaml,line=" in run.said
    assert ("changes.md",) == run.uploaded


@pytest.mark.parametrize(
    "workflow", [".github/workflows/content.yml", ".gitea/workflows/content.yml"]
)
def test_hostile_proposal(workflow: str, forge: Forge) -> None:
    """What is no content is refused before anything is made of it; nothing of it is run."""
    forge.propose(HOSTILE)

    run = forge.run(workflow, request(forge))

    assert 1 == run.outcomes["核对改动的范围"]
    assert None is run.outcomes["检查"]
    assert "mkdocs.yml" in run.said
    assert [] == [*forge.folder.rglob("evil")]
    assert "python/object" not in (run.workplace / "mkdocs.yml").read_text("utf-8")
    assert not (run.workplace / "content" / "new.md").exists()


def test_comment_on_github(forge: Forge) -> None:
    """The second stage writes what it has worked out itself, with a link to the preview."""
    forge.propose(GOOD)
    answer(forge, git(forge.desk, "rev-parse", "edit"))

    run = forge.run(".github/workflows/comment.yml", second_stage(forge))

    assert_all_passed(run)
    ((method, path, comment),) = forge.asked
    assert ("POST", "repos/xugou/openness/issues/7/comments") == (method, path)
    assert comment.startswith("<!-- disclosure-review -->\n**检查通过。**\n")
    assert "改为“加强监管执法信息的公开。”" in comment
    assert git(forge.desk, "rev-parse", "edit") in comment
    assert comment.endswith("[预览和审核表](https://forge.example/runs/1)在这次检查的附件里。\n")


def test_comment_is_replaced_on_github(forge: Forge) -> None:
    """A later state replaces the comment of an earlier one, and no other comment."""
    forge.propose(HOSTILE)
    mark = "<!-- disclosure-review -->"
    answer(
        forge,
        git(forge.desk, "rev-parse", "edit"),
        {"id": 1, "user": {"login": "stranger"}, "body": f"{mark} 我来冒充"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "别的说明"},
        {"id": 3, "user": {"login": "github-actions[bot]"}, "body": f"{mark}\n以前的说明"},
    )

    run = forge.run(".github/workflows/comment.yml", second_stage(forge))

    assert_all_passed(run)
    ((method, path, comment),) = forge.asked
    assert ("PATCH", "repos/xugou/openness/issues/comments/3") == (method, path)
    assert "**检查未通过：1 处错误。**" in comment
    assert [] == [*forge.folder.rglob("evil")]


def test_outdated_run_says_nothing_on_github(forge: Forge) -> None:
    """Where something newer has been pushed meanwhile, its own run will comment."""
    forge.propose(GOOD)
    answer(forge, "newer")

    run = forge.run(".github/workflows/comment.yml", second_stage(forge))

    assert None is run.outcomes["写评论"]
    assert [] == forge.asked


def test_good_proposal_on_gitea(forge: Forge) -> None:
    """With nothing but git and the program a good proposal passes each step."""
    forge.propose(GOOD)

    assert_all_passed(forge.run(".gitea/workflows/content.yml", request(forge)))


def test_comment_on_gitea(forge: Forge) -> None:
    """The comment of an earlier state goes, the new one has preview and form with it."""
    forge.propose(GOOD)
    mark = "<!-- disclosure-review -->"
    comments = [
        {"id": 1, "user": {"login": "stranger"}, "body": f"{mark} 我来冒充"},
        {"id": 3, "user": {"login": "gitea-actions"}, "body": f"{mark}\n以前的说明"},
    ]
    forge.answer("repos/xugou/openness/issues/7/comments", comments)

    run = forge.run(".gitea/workflows/comment.yml", request(forge))

    assert_all_passed(run)
    issues = "repos/xugou/openness/issues"
    assert [
        ["DELETE", f"{issues}/comments/3"],
        ["POST", f"{issues}/7/comments"],
        ["POST", f"{issues}/comments/99/assets"],
        ["POST", f"{issues}/comments/99/assets"],
    ] == [asked[:2] for asked in forge.asked]
    assert "改为“加强监管执法信息的公开。”" in json.loads(forge.asked[1][2])["body"]
    attached = [asked[2] for asked in forge.asked[2:]]
    assert ["attachment=@files/form.docx", "attachment=@files/preview.zip"] == attached
    assert_names_what_is_signed(run.workplace / "files" / "form.docx", forge)


def test_hostile_comment_on_gitea(forge: Forge) -> None:
    """Of what is refused nothing is built; the comment says why."""
    forge.propose(HOSTILE)
    forge.answer("repos/xugou/openness/issues/7/comments", [])

    run = forge.run(".gitea/workflows/comment.yml", request(forge))

    assert_all_passed(run)
    ((_, _, sent),) = forge.asked
    assert "**检查未通过：1 处错误。**" in json.loads(sent)["body"]
    assert [] == [*forge.folder.rglob("evil"), *forge.folder.rglob("preview")]


def gitlab(forge: Forge) -> dict[str, str]:
    """Return what GitLab tells a job of a merge request."""
    return {
        "CI_COMMIT_SHA": git(forge.desk, "rev-parse", "edit"),
        "CI_JOB_TOKEN": "secret",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_PROJECT_URL": forge.origin.as_uri().removesuffix(".git"),
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    }


def test_good_proposal_on_gitlab(forge: Forge) -> None:
    """A good proposal passes; whatever the job promises to hand over is there."""
    forge.propose(GOOD)

    run = forge.run_script("content", gitlab(forge))

    assert_all_passed(run)
    made = run.workplace / "proposal"
    names = ("changes.txt", "changes.html", "form.docx", "preview/index.html")
    assert all((made / name).is_file() for name in names)
    assert "预览，供审核用" in (made / "preview" / "index.html").read_text("utf-8")
    assert "[]" == (made / "code-quality.json").read_text("utf-8").strip()
    assert "改为“加强监管执法信息的公开。”" in run.said
    assert_names_what_is_signed(made / "form.docx", forge)


def test_bad_proposals_on_gitlab(forge: Forge) -> None:
    """What is no content is refused with the program of the target branch."""
    forge.propose(HOSTILE)

    run = forge.run_script("content", gitlab(forge))

    assert {"content": 1} == run.outcomes
    assert "[not-content]" in run.said
    assert [] == [*forge.folder.rglob("evil")]


def test_groundless_proposal_on_gitlab(forge: Forge) -> None:
    """What check refuses stands in the report on the quality of code."""
    forge.propose(GROUNDLESS)

    run = forge.run_script("content", gitlab(forge))

    assert {"content": 1} == run.outcomes
    report = (run.workplace / "proposal" / "code-quality.json").read_text("utf-8")
    assert '"check_name": "no-ground"' in report


@pytest.mark.parametrize("name", [".github", ".gitea"])
def test_main_branch(name: str, forge: Forge) -> None:
    """After each change of the main branch the site is built; the program is tested as by hand."""
    site = forge.run(f"{name}/workflows/site.yml", pushed(forge))
    program = forge.run(f"{name}/workflows/program.yml", pushed(forge))

    assert_all_passed(site)
    assert (site.workplace / "site" / "plan" / "2021" / "index.html").is_file()
    assert_all_passed(program, "检查内容")
    assert ["check site", "lint", "test"] == forge.made[-3:]


CONTENT = [".github/workflows/content.yml", ".gitea/workflows/content.yml"]
UNIT = "departments:\n"
UNSURE = {"plan.yaml": {UNIT: f"{UNIT}  - {{id: nobody, name: 无事处}}\n"}}


@pytest.mark.parametrize("workflow", CONTENT)
@pytest.mark.parametrize("edits", [GROUNDLESS, UNSURE], ids=["groundless", "unsure"])
def test_refused_content(workflow: str, edits: dict[str, dict[str, str]], forge: Forge) -> None:
    """What lacks its ground, or has a warning, does not pass."""
    forge.propose(edits)

    run = forge.run(workflow, request(forge))

    assert 0 == run.outcomes["核对改动的范围"]
    assert 1 == run.outcomes["检查"]


@pytest.mark.parametrize("workflow", [*CONTENT, ".gitea/workflows/comment.yml"])
def test_changes_of_the_program_are_tested_instead(workflow: str, forge: Forge) -> None:
    """The label 程序, and no other, turns the check of content off."""
    forge.propose(HOSTILE)
    forge.answer("repos/xugou/openness/issues/7/comments", [])
    labels = "github.event.pull_request.labels"

    assert {} == forge.run(workflow, request(forge) | {labels: "纠错,程序"}).outcomes
    assert {} != forge.run(workflow, request(forge) | {labels: "程序员"}).outcomes


@pytest.mark.parametrize("name", [".github", ".gitea"])
def test_content_beside_the_program(name: str, forge: Forge) -> None:
    """A change of the program that changes the plan too has the plan checked all the same."""
    forge.propose(GROUNDLESS)
    context = request(forge) | {"github.ref": "refs/pull/7/head"}
    if name == ".github":
        context["github.event.pull_request.base.sha"] = git(forge.desk, "rev-parse", "main")

    run = forge.run(f"{name}/workflows/program.yml", context)

    assert 1 == run.outcomes["检查内容"], run.said


def test_content_beside_the_program_on_gitlab(forge: Forge) -> None:
    """GitLab does the same."""
    forge.propose(GROUNDLESS)
    base = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": git(forge.desk, "rev-parse", "main")}

    assert {"program": 1} == forge.run_script("program", gitlab(forge) | base).outcomes


def test_base_of_the_event_on_github(forge: Forge) -> None:
    """All steps compare with one commit, also where the main branch moves on meanwhile."""
    forge.propose(GOOD)
    context = request(forge)
    (forge.desk / "content" / "later.md").write_text("---\ntitle: 后\n---\n\n甲\n", "utf-8")
    forge.commit("later")
    git(forge.desk, "push", "--quiet", "origin", "main")

    run = forge.run(CONTENT[0], context)

    assert_all_passed(run)
    base = context["github.event.pull_request.base.sha"]
    assert base == git(run.workplace, "rev-parse", "HEAD")


@pytest.mark.parametrize(
    ("name", "value"), [("conclusion", "cancelled"), ("conclusion", "skipped"), ("event", "push")]
)
def test_no_comment_on_github(name: str, value: str, forge: Forge) -> None:
    """Of a run that was called off, or was for no pull request, nothing is said."""
    forge.propose(GOOD)
    answer(forge, git(forge.desk, "rev-parse", "edit"))
    context = second_stage(forge) | {f"github.event.workflow_run.{name}": value}

    assert {} == forge.run(".github/workflows/comment.yml", context).outcomes
    assert [] == forge.asked


def test_failure_is_told_on_github(forge: Forge) -> None:
    """What did not pass is commented upon."""
    forge.propose(GROUNDLESS)
    answer(forge, git(forge.desk, "rev-parse", "edit"))
    context = second_stage(forge) | {"github.event.workflow_run.conclusion": "failure"}

    assert_all_passed(forge.run(".github/workflows/comment.yml", context))
    assert "检查未通过" in forge.asked[0][2]


@pytest.mark.parametrize("name", [".github", ".gitea"])
def test_update_of_what_is_no_content(name: str, forge: Forge) -> None:
    """Nothing is pushed onto a branch that changes more than content."""
    forge.propose(HOSTILE)
    before = git(forge.origin, "rev-parse", "edit")

    run = forge.run(f"{name}/workflows/update.yml", pushed(forge))

    assert 1 == run.outcomes["合并"]
    assert "[not-content]" in run.said or "title=not-content" in run.said
    assert before == git(forge.origin, "rev-parse", "edit")


def test_merged_results_on_gitlab(forge: Forge) -> None:
    """Where GitLab tests a merge of its own making, the proposal is what its author pushed."""
    forge.propose(GOOD)
    commits = {
        "CI_COMMIT_SHA": git(forge.desk, "rev-parse", "main"),
        "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": git(forge.desk, "rev-parse", "edit"),
    }

    run = forge.run_script("content", gitlab(forge) | commits)

    assert_all_passed(run)
    assert "改为“加强监管执法信息的公开。”" in run.said


def test_tag_that_is_called_like_the_main_branch(forge: Forge) -> None:
    """On GitLab the program comes from the branch, whatever tag somebody has pushed."""
    forge.propose(HOSTILE)
    git(forge.desk, "tag", "main", "edit")
    git(forge.desk, "push", "--quiet", "origin", "refs/tags/main")

    run = forge.run_script("content", gitlab(forge))

    assert {"content": 1} == run.outcomes
    assert git(forge.desk, "rev-parse", "refs/heads/main") == git(
        run.workplace, "rev-parse", "HEAD"
    )
    assert [] == [*forge.folder.rglob("evil")]


def test_commit_with_a_warning(forge: Forge) -> None:
    """What git runs before a commit stops at warnings too."""
    (forge.desk / ".venv").symlink_to(sys.prefix)
    command = [forge.desk / ".ci" / "check-plan"]
    passed = subprocess.run(command, cwd=forge.desk, capture_output=True, check=False)  # noqa: S603
    forge.propose(UNSURE)
    git(forge.desk, "switch", "--quiet", "edit")

    done = subprocess.run(command, cwd=forge.desk, capture_output=True, check=False)  # noqa: S603

    assert (0, 1) == (passed.returncode, done.returncode)


def test_owners_of_every_forge(forge: Forge) -> None:
    """`make owners` writes what each forge reads."""
    (forge.desk / ".venv").symlink_to(sys.prefix)
    (forge.desk / "owners.yaml").write_text("owners:\n  plan.yaml: [xugou]\n", "utf-8")
    names = [f".{each}" for each in ForgeName]
    for name in names:
        (forge.desk / name).mkdir()

    command = ["make", "-o", ".venv/site-ready", "owners"]
    subprocess.run(command, cwd=forge.desk, check=True, capture_output=True)  # noqa: S603

    for name in names:
        assert "plan" in (forge.desk / name / "CODEOWNERS").read_text("utf-8")


def test_main_branch_on_gitlab(forge: Forge) -> None:
    """GitLab does the same."""
    environment = {"CI_COMMIT_SHA": "origin/main"}
    site = forge.run_script("site", environment)

    assert_all_passed(site)
    assert (site.workplace / "site" / "plan" / "2021" / "index.html").is_file()
    assert_all_passed(forge.run_script("program", environment))


@pytest.mark.parametrize("name", [".github", ".gitea"])
def test_update_merges_by_fields(name: str, forge: Forge) -> None:
    """Where lines would conflict, the branch is brought up to date; the main branch stays."""
    forge.propose(GOOD)
    plan = forge.desk / "plan.yaml"
    requirement = "requirement: 加强对科技计划项目"
    text = plan.read_text("utf-8")
    assert 1 == text.count(requirement)
    plan.write_text(text.replace(requirement, "requirement: 进一步加强对科技计划项目"), "utf-8")
    main = forge.commit("main")
    git(forge.desk, "push", "--quiet", "origin", "main")
    with pytest.raises(subprocess.CalledProcessError):
        git(forge.desk, "merge-tree", "--write-tree", "main", "edit")

    run = forge.run(f"{name}/workflows/update.yml", pushed(forge))

    assert_all_passed(run)
    merged = git(forge.origin, "show", "edit:plan.yaml")
    assert "加强监管执法信息的公开。" in merged
    assert "requirement: 进一步加强对科技计划项目" in merged
    assert main == git(forge.origin, "rev-parse", "main")
    assert main in git(forge.origin, "rev-list", "edit").splitlines()


@pytest.mark.parametrize("name", [".github", ".gitea"])
def test_update_of_what_the_button_would_merge_otherwise(name: str, forge: Forge) -> None:
    """What our driver hides from the review is refused, and is seen once the branch is updated."""
    hidden = "# 手机 138" + "00138000\nsections:"
    forge.propose(
        {"plan.yaml": {TITLE: f"title: 加强公开。\n{GROUND}", "\nsections:": f"\n{hidden}"}}
    )
    plan = forge.desk / "plan.yaml"
    elsewhere = "title: 推行政府网站集约化建设"
    text = plan.read_text("utf-8")
    assert 1 == text.count(elsewhere)
    plan.write_text(text.replace(elsewhere, "title: 继续推行政府网站集约化建设"), "utf-8")
    git(forge.desk, "commit", "--quiet", "--all", "--message=main")
    git(forge.desk, "push", "--quiet", "origin", "main")

    refused = forge.run(f"{name}/workflows/content.yml", request(forge))
    updated = forge.run(f"{name}/workflows/update.yml", pushed(forge))
    git(forge.origin, "update-ref", "refs/pull/7/head", "refs/heads/edit")
    checked = forge.run(f"{name}/workflows/content.yml", request(forge))

    assert "merge-differs" in refused.said
    assert_all_passed(updated)
    assert "merge-differs" not in checked.said
    assert "mobile-number" in checked.said


@pytest.mark.parametrize("name", [".github", ".gitea"])
def test_update_leaves_the_main_branch(name: str, forge: Forge) -> None:
    """Nobody gets anything onto the main branch by calling it the branch of a proposal."""
    main = git(forge.origin, "rev-parse", "main")

    run = forge.run(f"{name}/workflows/update.yml", pushed(forge) | {"inputs.branch": "main"})

    assert 1 in run.outcomes.values()
    assert main == git(forge.origin, "rev-parse", "main")


def test_plan_deleted(forge: Forge) -> None:
    """A proposal that takes the plan away is refused, and the comment of an earlier state goes."""
    git(forge.desk, "switch", "--quiet", "--create=edit")
    (forge.desk / "plan.yaml").unlink()
    forge.commit("edit")
    git(forge.desk, "push", "--quiet", "origin", "edit", "edit:refs/pull/7/head")
    answer(forge, git(forge.desk, "rev-parse", "edit"))

    assert_all_passed(forge.run(".github/workflows/comment.yml", second_stage(forge)))

    ((_, _, comment),) = forge.asked
    assert "**检查未通过：1 处错误。**" in comment


SCHEMAS = {
    **{f".github/workflows/{name}.yml": "vendor.github-workflows" for name in WORKFLOWS},
    **{f".gitea/workflows/{name}.yml": "vendor.github-workflows" for name in WORKFLOWS},
    ".gitlab-ci.yml": "vendor.gitlab-ci",
    ".github/ISSUE_TEMPLATE/correction.yml": "vendor.github-issue-forms",
    ".gitea/ISSUE_TEMPLATE/correction.yml": "vendor.github-issue-forms",
}


@pytest.mark.parametrize("file", SCHEMAS)
def test_schemas(file: str) -> None:
    """Every file is what the forge has published that it understands."""
    command: list[str | Path] = [
        BIN / "check-jsonschema",
        "--builtin-schema",
        SCHEMAS[file],
        ROOT / file,
    ]

    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603

    assert 0 == done.returncode, done.stdout


def test_no_file_is_forgotten() -> None:
    """Each workflow that there is has been named above."""
    there = {
        path.relative_to(ROOT).as_posix()
        for name in (".github", ".gitea")
        for path in (ROOT / name / "workflows").iterdir()
    }

    assert there == {file for file in SCHEMAS if "workflows" in file}


def test_no_holes() -> None:
    """An auditor of workflows finds nothing to object to, whatever its doubts."""
    workflows = [*ROOT.glob(".github/workflows/*.yml"), *ROOT.glob(".gitea/workflows/*.yml")]
    command: list[str | Path] = [BIN / "zizmor", "--offline", "--no-progress", *workflows]
    environment = os.environ | {"NO_COLOR": "1"}

    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, env=environment
    )

    assert 0 == done.returncode, done.stdout + done.stderr


WRITTEN = {
    "comment": {"issues", "pull-requests"},
    "inbox": {"contents", "pull-requests"},
    "update": {"contents"},
}


def test_only_comments_are_written() -> None:
    """Nothing that meets what strangers propose may write anything but a comment."""
    for name in (".github", ".gitea"):
        for workflow in WORKFLOWS:
            loaded = load(f"{name}/workflows/{workflow}.yml")
            for job in loaded["jobs"].values():
                granted = {**loaded["permissions"], **job.get("permissions", {})}
                written = {scope for scope, access in granted.items() if access == "write"}
                assert written <= WRITTEN.get(workflow, set()), (name, workflow)
            # What a stranger proposes comes by other events.
            assert workflow != "inbox" or ["push"] == [*loaded["on"]]


def test_program_is_tested_when_it_has_changed() -> None:
    """A change of content alone runs no tests of the program, any other does."""
    for name in (".github", ".gitea"):
        triggers = load(f"{name}/workflows/program.yml")["on"]
        for event in ("pull_request", "push"):
            assert ["**", "!plan.yaml", "!content/**"] == triggers[event]["paths"]
    patterns = load(".gitlab-ci.yml")["program"]["rules"][0]["changes"]
    names = [pattern.removesuffix("/**/*") for pattern in patterns if pattern.endswith("/**/*")]
    (files,) = (pattern.strip("{}").split(",") for pattern in patterns if pattern[0] == "{")
    tracked = git(ROOT, "ls-files", "-z").split("\0")
    assert "plan.yaml" in tracked
    for path in filter(None, tracked):
        top = path.split("/")[0]
        is_file = top == path
        covered = any(fnmatch.fnmatch(top, one) for one in files) if is_file else top in names
        assert covered == (top not in ("plan.yaml", "content")), path


def test_reviewers_are_asked_the_same() -> None:
    """The list for reviewers and the form for 纠错 are the same on every forge."""
    lists = {
        (ROOT / path).read_text("utf-8")
        for path in (
            ".github/pull_request_template.md",
            ".gitea/pull_request_template.md",
            ".gitlab/merge_request_templates/Default.md",
        )
    }
    forms = {
        (ROOT / name / "ISSUE_TEMPLATE" / "correction.yml").read_text("utf-8")
        for name in (".github", ".gitea")
    }

    assert 1 == len(lists) == len(forms)
    (asked,) = lists
    assert all(f"- [ ] {point}：" in asked for point in ("保密审查", "个人信息", "链接", "依据"))
