"""The command line, as an official sees it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, disclosure, git

COMMANDS = ("check", "build", "export", "schema")
OLD = b"the last good site"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Help speaks Chinese, click's own words included, and shows an example."""
    assert 0 == disclosure(*filter(None, [command]), "--help")

    said = capsys.readouterr().out
    assert "例：disclosure" in said
    assert "用法：" in said
    assert not re.search(r"\b(Usage|Options|Commands|Show this|default|required)\b", said)


def test_every_command_says_what_it_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list of commands has a whole clause for each, however narrow the screen is."""
    monkeypatch.setenv("COLUMNS", "60")
    assert 0 == disclosure("--help")

    said = capsys.readouterr().out
    assert "fix       改正只有一种改法的写法错误\n" in said
    assert "..." not in said


WRONG_CALLS = {
    ("nope",): "没有 'nope' 这个命令",
    ("check", "--nope"): "没有 '--nope' 这个选项",
    ("check", "--format", "xml"): "'xml'",
    ("export",): "缺少参数",
    ("check", "extra"): "extra",
    ("--root", "nope", "check"): "没有文件夹“nope”",
    ("--today", "yesterday", "check"): "“yesterday”不是日期",
    ("--today", "2021-02-30", "check"): "“2021-02-30”不是日期",
}


@pytest.mark.parametrize(("arguments", "words"), WRONG_CALLS.items())
def test_wrong_call(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong call ends with 2 and one Chinese sentence."""
    assert 2 == disclosure(*arguments)

    said = capsys.readouterr().err
    assert words in said
    assert not re.search(r"\b(Error|Invalid|No such|Got unexpected|Missing|is not)\b", said)


def test_json(column_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """``--format json`` gives each problem with its place, for programs."""
    root = column_folder("format: 2\n")

    assert 1 == disclosure("--root", root, "--today", "2024-06-01", "check", "--format", "json")

    problems = json.loads(capsys.readouterr().out)
    assert {"file", "line", "column", "severity", "code", "message"} == set(problems[0])
    assert {
        "file": "plan.yaml",
        "line": 1,
        "column": 9,
        "severity": "错误",
        "code": "bad-choice",
    }.items() <= next(p for p in problems if p["code"] == "bad-choice").items()


def test_nothing_wrong(
    column_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A good column ends with 0; the list of problems is empty, for people and programs."""
    root = column_folder()

    assert 0 == disclosure("--root", root, "--today", "2024-06-01", "check")
    said = capsys.readouterr()
    assert ("", "没有发现问题。\n") == (said.out, said.err)
    assert 0 == disclosure("--root", root, "--today", "2024-06-01", "check", "--format", "json")
    assert [] == json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "code"), [((), 0), (("--strict",), 1)], ids=["warning", "strict"]
)
def test_warnings(
    arguments: tuple[str, ...], code: int, column_folder: Callable[..., Path], small_text: str
) -> None:
    """A warning lets the build go on, but not with ``--strict``."""
    root = column_folder(small_text.replace("示例函〔2024〕1号", "示例函[2024]1号"))

    assert code == disclosure("--root", root, "--today", "2024-06-01", "build", *arguments)
    assert (code == 0) == (root / "site" / "index.html").exists()


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """The schema tells editors in Chinese what each field is."""
    assert 0 == disclosure("schema")

    schema = json.loads(capsys.readouterr().out)
    task = schema["definitions"]["TaskFormat"]
    assert "任务名称，与方案一致" == task["properties"]["title"]["title"]
    assert {"format", "id", "year", "title", "document", "sections"} == set(schema["required"])


def test_broken_frame_leaves_the_site(
    column_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A built site with a broken link does not take the place of the old one."""
    frame = '{% extends "base.html" %}{% block content %}<a href="nope/">x</a>{% endblock %}'
    root = column_folder(**{"frame/main.html": frame})
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(
        settings.replace("{name: material,", "{name: material, custom_dir: frame,"), "utf-8"
    )
    (root / "site").mkdir()
    (root / "site" / "index.html").write_bytes(OLD)
    (root / "site" / "404.html").write_bytes(OLD)

    assert 1 == disclosure("--root", root, "--today", "2024-06-01", "build")

    said = capsys.readouterr()
    assert "[broken-link] 链接“nope/”没有对应的网页或文件" in said.out
    assert "原有网站没有改动" in said.err
    assert OLD == (root / "site" / "index.html").read_bytes()


@pytest.mark.parametrize("place", ["content", "content/files", ".", "..", "letters"])
def test_precious_folder(
    place: str, column_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A build never takes the place of sources, nor of a folder that holds something else."""
    root = column_folder(**{"letters/a.txt": "甲", "content/files/a.csv": "甲"})

    code = disclosure("--root", root, "--today", "2024-06-01", "build", "--site-dir", root / place)

    assert 2 == code
    assert "没有生成" in capsys.readouterr().err
    assert (root / "letters" / "a.txt").exists()
    assert (root / "content" / "files" / "a.csv").exists()


def test_mkdocs_refusal_is_one_sentence(
    column_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """What MkDocs refuses is said without its traceback, and the old site stays."""
    root = column_folder()
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("[search,", "[search, nope,"), "utf-8")

    assert 2 == disclosure("--root", root, "--today", "2024-06-01", "build", "--strict")

    said = capsys.readouterr().err
    assert "disclosure：MkDocs 没有建成网站：" in said
    assert "nope" in said
    assert not (root / "site").exists()


def test_which_day_it_is(
    column_folder: Callable[..., Path], small_text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a day given, that of the commit counts, or the present one for what is in none."""
    root = column_folder()
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))

    assert 2 == disclosure("--root", root, "check")

    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=plan", on="2024-02-29")
    # The letter is of 1 March.
    assert 1 == disclosure("--root", root, "check")
    (root / "plan.yaml").write_text(f"{small_text}# 改\n", "utf-8")
    assert 0 == disclosure("--root", root, "check")


def test_as_a_module(column_folder: Callable[..., Path]) -> None:
    """``python -m generator`` is the same program, in any locale."""
    command = [sys.executable, "-m", "generator", "--root", str(column_folder())]
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": str(ROOT)}

    done = subprocess.run(  # noqa: S603 - our own program
        [*command, "--today", "2024-06-01", "check"],
        env=environment,
        capture_output=True,
        check=False,
    )

    assert (0, "没有发现问题。") == (
        done.returncode,
        done.stderr.decode("utf-8", "replace").strip(),
    )


def test_forms_for_forges(
    column_folder: Callable[..., Path], small_text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """GitHub, Gitea, GitLab and readers of SARIF are told the very line."""
    root = column_folder(small_text.replace("title: 公开预算。", "titel: 公开预算。"))
    said = {}
    for form in ("github", "gitlab", "sarif"):
        options = ("--root", root, "--today", "2024-06-01")
        assert 1 == disclosure(*options, "check", "--format", form)
        said[form] = capsys.readouterr().out

    line = small_text[: small_text.index("title: 公开预算。")].count("\n") + 1
    assert f"::error file=plan.yaml,line={line},col=" in said["github"]
    assert ",title=unknown-field::任务 1-1-2" in said["github"]
    quality = json.loads(said["gitlab"])[0]
    assert {"path": "plan.yaml", "lines": {"begin": line}} == quality["location"]
    assert ("unknown-field", "critical") == (quality["check_name"], quality["severity"])
    result = json.loads(said["sarif"])["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert ("plan.yaml", line) == (place["artifactLocation"]["uri"], place["region"]["startLine"])
