"""Stands in for programs that the steps of a workflow call, and tells what it was asked.

Called as ``gh`` and ``curl`` it answers from the folder FORGE like the interfaces of the forges:
``GET`` from a file of JSON, everything else with the number 99. As ``jq`` it is jq. As ``make`` it
installs nothing, for all is there, and runs no test within a test.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import jq  # type: ignore[import-not-found,unused-ignore]

FORGE = Path(os.environ["FORGE"])


def main(name: str, arguments: list[str]) -> None:
    """Do what the program `name` would."""
    {"gh": gh, "curl": curl, "jq": run_jq, "make": make}[name](arguments)


def gh(arguments: list[str]) -> None:
    """Ask the interface of GitHub."""
    assert os.environ["GH_TOKEN"]
    if ["auth", "setup-git"] == arguments:
        return
    (path,) = [each for each in arguments if each.startswith("repos/")]
    fields = dict(
        each.split("=", 1) for flag, each in with_values(arguments) if flag in ("-f", "-F")
    )
    body = fields.get("body", "").removeprefix("@")
    method = option(arguments, "--method") or "GET"
    answer = forge(method, path, Path(body).read_text("utf-8") if body else "")
    if query := option(arguments, "--jq"):
        for found in jq.all(query, answer):
            print(found)  # noqa: T201


def curl(arguments: list[str]) -> None:
    """Ask the interface of Gitea."""
    assert "Authorization: token secret" in arguments
    path = arguments[-1].partition("/api/v1/")[2]
    sent = option(arguments, "--form") or (sys.stdin.read() if "--data" in arguments else "")
    method = option(arguments, "--request") or ("POST" if sent else "GET")
    print(json.dumps(forge(method, path, sent)))  # noqa: T201


def forge(method: str, path: str, sent: str) -> object:
    """Return what a forge answers, and note what it was asked."""
    if method == "GET":
        return json.loads((FORGE / f"{quote(path, safe='')}.json").read_text("utf-8"))
    with (FORGE / "asked.jsonl").open("a", encoding="utf-8") as asked:
        asked.write(json.dumps([method, path, sent]) + "\n")
    return {"id": 99, "number": 99}


def run_jq(arguments: list[str]) -> None:
    """Apply a filter to a file or to what is read."""
    query, *files = [each for each in arguments if not each.startswith("--")]
    text = Path(files[0]).read_text("utf-8") if files else sys.stdin.read()
    given = text if "--raw-input" in arguments else json.loads(text)
    for found in jq.all(query, given):
        print(json.dumps(found))  # noqa: T201


def make(arguments: list[str]) -> None:
    """Make what a step asks for in the environment that runs the tests."""
    with (FORGE / "made.txt").open("a", encoding="utf-8") as made:
        made.write(" ".join(arguments) + "\n")
    if not Path(".venv").exists():
        Path(".venv").symlink_to(sys.prefix)
    if not {"lint", "test"} & {*arguments}:
        command = [os.environ["REAL_MAKE"], "-o", ".venv/site-ready", *arguments]
        os.execv(command[0], command)  # noqa: S606


def option(arguments: list[str], name: str) -> str:
    """Return the value of an option; nothing if it is not given."""
    return dict(with_values(arguments)).get(name, "")


def with_values(arguments: list[str]) -> list[tuple[str, str]]:
    """Return each argument with the one behind it."""
    return [*pairwise(arguments)]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
