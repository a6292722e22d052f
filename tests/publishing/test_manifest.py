"""A site can be compared with what it was when it was made."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from generator.problems import CannotRunError
from generator.publishing.manifest import MANIFEST, as_json, differences, parsed, survey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site of three files with its list."""
    folder = tmp_path / "site"
    (folder / "tasks").mkdir(parents=True)
    folder.joinpath("index.html").write_text("首页", "utf-8")
    folder.joinpath("tasks", "index.html").write_text("任务", "utf-8")
    folder.joinpath("空 白.txt").write_text("", "utf-8")
    folder.joinpath(MANIFEST).write_bytes(as_json(survey(folder, {"commit": "abc"})))
    return folder


def faults(site: Path) -> list[str]:
    """Return what differs from the list that lies in a site."""
    expected = parsed(site.joinpath(MANIFEST).read_bytes())
    return [str(each) for each in differences(expected, survey(site))]


def test_whole(site: Path) -> None:
    """Nothing is said of a site that is as it was made; its facts are kept."""
    assert faults(site) == []
    assert parsed(site.joinpath(MANIFEST).read_bytes()).facts == {"commit": "abc"}


def change(site: Path) -> None:
    """Change one byte, not the size."""
    site.joinpath("index.html").write_bytes(site.joinpath("index.html").read_bytes()[:-1] + b"\x81")


def add(site: Path) -> None:
    """Add a file."""
    site.joinpath("tasks", "x.html").write_text("x", "utf-8")


def remove(site: Path) -> None:
    """Remove a file."""
    site.joinpath("tasks", "index.html").unlink()


def rename(site: Path) -> None:
    """Rename a file."""
    site.joinpath("tasks", "index.html").rename(site / "tasks" / "index.htm")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (change, ["index.html：内容和生成时不同"]),
        (add, ["tasks/x.html：不在清单里，是后来加上的"]),
        (remove, ["tasks/index.html：不见了"]),
        (rename, ["tasks/index.html：被改名为 tasks/index.htm"]),
    ],
)
def test_each_harm_is_found(site: Path, harm: Callable[[Path], None], words: list[str]) -> None:
    """One changed byte, a file added, removed or renamed: each is named."""
    harm(site)

    assert faults(site) == words


def test_link_is_refused(site: Path) -> None:
    """A link could lead out of the site."""
    site.joinpath("passwd").symlink_to("/etc/passwd")

    with pytest.raises(CannotRunError, match="“passwd” 不是普通文件"):
        survey(site)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_pipe_is_refused(site: Path) -> None:
    """To read a pipe would wait for ever."""
    os.mkfifo(site / "pipe")

    with pytest.raises(CannotRunError, match="“pipe” 不是普通文件"):
        survey(site)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"facts": {}, "files": []}',
        "[" * 100_000,
        *(
            json.dumps({"facts": {}, "files": files})
            for files in (
                {"../x": {"size": 1, "sha256": "0" * 64}},
                {"/etc/x": {"size": 1, "sha256": "0" * 64}},
                {"a//b": {"size": 1, "sha256": "0" * 64}},
                {"a/": {"size": 1, "sha256": "0" * 64}},
                {"a\\b": {"size": 1, "sha256": "0" * 64}},
                {MANIFEST: {"size": 1, "sha256": "0" * 64}},
                {"x": {"size": -1, "sha256": "0" * 64}},
                {"x": {"size": True, "sha256": "0" * 64}},
                {"x": {"size": 1, "sha256": "0"}},
                {"x": {"size": 1}},
                {"x": {"size": 1, "sha256": "0" * 64, "y": 1}},
                {"x": None},
            )
        ),
    ],
)
def test_nonsense_is_refused(text: str) -> None:
    """A list that was tampered with is no list: no path in it leads out of the site."""
    with pytest.raises(CannotRunError, match=r"manifest\.json 读不懂"):
        parsed(text.encode())
