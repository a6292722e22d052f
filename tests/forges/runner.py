"""Runs workflow files step by step in a scratch clone, as the forges do."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT, copy_real, git

_STAND_INS = ("gh", "curl", "jq", "make")
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclass
class Run:
    """One job, and what came of it."""

    workplace: Path
    context: dict[str, str]
    """What expressions mean, such as ``github.token``."""
    environment: dict[str, str]
    outcomes: dict[str, int | None] = field(default_factory=dict)
    """Exit code of each step, by its name; None if it was passed over."""
    said: str = ""
    uploaded: tuple[str, ...] = ()
    """Files that were handed over."""


class Forge:
    """A folder that stands for a forge: a repository, pull requests, an interface."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = folder / "desk"
        self.origin = folder / "server" / "xugou" / "openness.git"
        self.answers = folder / "answers"
        self._bin = folder / "bin"
        self._handed = folder / "handed"
        self._lay_out()

    def _lay_out(self) -> None:
        for place in (self.answers, self._bin, self.origin.parent):
            place.mkdir(parents=True)
        (self.answers / "asked.jsonl").touch()
        for name in _STAND_INS:
            program = self._bin / name
            stand_in = Path(__file__).with_name("stand_in.py")
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{stand_in}" {name} "$@"\n')
            program.chmod(0o755)
        copy_real(self.desk)
        for name in ("overrides", ".ci"):
            shutil.copytree(ROOT / name, self.desk / name)
        for name in ("Makefile", ".gitattributes", ".gitignore"):
            shutil.copyfile(ROOT / name, self.desk / name)
        for name in ("requirements.lock", "pyproject.toml"):
            (self.desk / name).touch()
        git(self.desk, "init", "--quiet", "--initial-branch=main")
        self.commit("plan")
        git(self.folder, "clone", "--quiet", "--bare", str(self.desk), str(self.origin))
        git(self.desk, "remote", "add", "origin", str(self.origin))

    def commit(self, message: str) -> str:
        """Commit everything at the desk; return the id."""
        git(self.desk, "add", "--all")
        git(self.desk, "commit", "--quiet", f"--message={message}", on="2026-01-05")
        return git(self.desk, "rev-parse", "HEAD")

    def propose(self, edits: Mapping[str, Mapping[str, str]], number: int = 7) -> None:
        """Open a pull request from the branch ``edit`` that changes texts of files."""
        git(self.desk, "switch", "--quiet", "--create=edit")
        for name, changes in edits.items():
            path = self.desk / name
            text = path.read_text("utf-8") if path.exists() else ""
            for old, new in changes.items():
                assert old in text
                text = text.replace(old, new, 1)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        self.commit("edit")
        git(self.desk, "push", "--quiet", "origin", "edit", f"edit:refs/pull/{number}/head")
        git(self.desk, "switch", "--quiet", "main")

    def answer(self, path: str, answer: object) -> None:
        """Let the interface answer a question."""
        name = path.replace("/", "%2F")
        (self.answers / f"{name}.json").write_text(json.dumps(answer), "utf-8")

    @property
    def asked(self) -> list[list[str]]:
        """What the interface was told: method, path, body."""
        path = self.answers / "asked.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]

    @property
    def made(self) -> list[str]:
        """What ``make`` was asked for."""
        return (self.answers / "made.txt").read_text("utf-8").splitlines()

    def run(self, workflow: str, context: Mapping[str, str], name: str = "") -> Run:
        """Run a job of a workflow of GitHub or Gitea, by default its only one."""
        jobs = load(workflow)["jobs"]
        (job,) = [jobs[name]] if name else jobs.values()
        run = self._begin(context)
        if not _is_begun(str(job.get("if", "")), run.context):
            return run
        run.environment |= _resolved(job.get("env", {}), run.context)
        for step in job["steps"]:
            self._step(step, run)
        return run

    def run_script(self, job: str, environment: Mapping[str, str]) -> Run:
        """Run a job of GitLab, in a clone of what is proposed."""
        run = self._begin({})
        self._clone(run, environment["CI_COMMIT_SHA"])
        script = "\n".join(load(".gitlab-ci.yml")[job]["script"])
        run.environment |= environment
        run.outcomes[job] = self._bash(script, run, {})
        return run

    def _begin(self, context: Mapping[str, str]) -> Run:
        workplace = self.folder / f"work-{len([*self.folder.iterdir()])}"
        workplace.mkdir()
        files = {name: str(workplace) + f".{name}" for name in ("output", "env", "summary")}
        environment = {
            **{key: os.environ[key] for key in ("HOME", "LANG") if key in os.environ},
            "PATH": f"{self._bin}:{os.environ['PATH']}",
            "FORGE": str(self.answers),
            "REAL_MAKE": shutil.which("make") or "",
            "GITHUB_REPOSITORY": "xugou/openness",
            "GITHUB_OUTPUT": files["output"],
            "GITHUB_ENV": files["env"],
            "GITHUB_STEP_SUMMARY": files["summary"],
        }
        return Run(workplace, dict(context), environment)

    def _clone(self, run: Run, revision: str) -> None:
        git(self.folder, "clone", "--quiet", str(self.origin), str(run.workplace))
        fetched = "+refs/pull/*:refs/pull/*"
        git(run.workplace, "fetch", "--quiet", "origin", fetched)
        git(run.workplace, "checkout", "--quiet", "--detach", revision)

    def _step(self, step: Mapping[str, Any], run: Run) -> None:
        name = step["name"]
        if not _is_wanted(str(step.get("if", "")), run):
            run.outcomes[name] = None
            return
        environment = _resolved(step.get("env", {}), run.context)
        options = _resolved(step.get("with", {}), run.context)
        action = step.get("uses", "").partition("@")[0]
        if action == "actions/checkout":
            ref = run.context.get("github.ref", "")
            own = ref if ref.startswith("refs/pull/") else "origin/main"
            self._clone(run, options.get("ref") or own)
            code = 0
        elif action == "actions/upload-artifact":
            run.uploaded = tuple(_files(run.workplace / options["path"]))
            made = self._handed / options["name"]
            shutil.copytree(run.workplace / options["path"], made, dirs_exist_ok=True)
            code = 0 if run.uploaded else 1
        elif action == "actions/download-artifact":
            shutil.copytree(self._handed / options["name"], run.workplace / options["path"])
            code = 0
        elif action == "actions/setup-python":
            code = 0
        else:
            assert not action, action
            code = self._bash(step["run"], run, environment)
        run.outcomes[name] = code
        if identity := step.get("id"):
            run.context[f"steps.{identity}.outcome"] = "failure" if code else "success"
            for key, value in _pairs(Path(run.environment["GITHUB_OUTPUT"])):
                run.context[f"steps.{identity}.outputs.{key}"] = value
        run.environment.update(_pairs(Path(run.environment["GITHUB_ENV"])))

    def _bash(self, script: str, run: Run, environment: Mapping[str, str]) -> int:
        # No expression is put into a script: what a stranger wrote would be run.
        assert not _EXPRESSION.search(script)
        done = subprocess.run(  # noqa: S603 - our own steps
            ["bash", "-e", "-c", script],  # noqa: S607
            cwd=run.workplace,
            env={**run.environment, **environment},
            capture_output=True,
            check=False,
        )
        run.said += (done.stdout + done.stderr).decode(errors="replace")
        return done.returncode


def load(path: str) -> dict[str, Any]:
    """Return what a file of the repository says."""
    text = (ROOT / path).read_text("utf-8")
    # All of it as text: else the word "on" would be a truth.
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    return loaded


def _is_begun(condition: str, context: Mapping[str, str]) -> bool:
    """Whether a job is run at all: those of our conditions are understood that there are."""
    inside = _EXPRESSION.fullmatch(condition)
    assert inside or not condition, condition
    for part in inside[1].split("&&") if inside else ():
        if found := re.fullmatch(r"!contains\((\S+)\.\*\.name, '(\S+)'\)", part.strip()):
            holds = found[2] not in context[found[1]].split(",")
        elif found := re.fullmatch(r"(\S+) == '(\S+)'", part.strip()):
            holds = context[found[1]] == found[2]
        else:
            found = re.fullmatch(r"contains\(fromJSON\('(.+)'\), (\S+)\)", part.strip())
            assert found, part
            holds = context[found[2]] in json.loads(found[1])
        if not holds:
            return False
    return True


def _is_wanted(condition: str, run: Run) -> bool:
    """Whether a step is run: those of our conditions are understood that there are."""
    if not condition:
        return not any(run.outcomes.values())
    inside = _EXPRESSION.fullmatch(condition)
    assert inside, condition
    if inside[1] == "!cancelled() && steps.proposal.outcome == 'success'":
        return run.context.get("steps.proposal.outcome") == "success"
    known = ("steps.request.outputs.number", "github.event.pull_request.base.sha")
    assert inside[1] in known, condition
    return bool(run.context[inside[1]]) and not any(run.outcomes.values())


def _resolved(values: Mapping[str, object], context: Mapping[str, str]) -> dict[str, str]:
    def meaning(found: re.Match[str]) -> str:
        return context[found[1]]

    return {key: _EXPRESSION.sub(meaning, str(value)) for key, value in values.items()}


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        key, _, value = line.partition("=")
        yield key, value


def _files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()
