"""Who reviews which content: one small file of ours, written out in the dialect of each forge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from generator.column.settings import CONTENT_FOLDER
from generator.plan.files import PLAN_FILE
from generator.problems import quoted
from generator.source.nodes import Mapping, Scalar, Sequence
from generator.source.parser import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.problems import Report
    from generator.source.nodes import Node

OWNERS_FILE: Final = "owners.yaml"
_PATH: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*/?")
_OWNER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_HEADING: Final = f"# 由 {OWNERS_FILE} 生成，请改那个文件，再运行 make owners。\n"


class Forge(StrEnum):
    """Where pull requests are reviewed."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who reviews changes of a file, or of everything in a folder."""

    path: str
    """From the root of the repository; that of a folder ends in a slash."""
    owners: tuple[str, ...]
    """Accounts, or teams as the forge names them: organisation/team."""


def read_owners(text: str, file: str, report: Report) -> tuple[Ownership, ...]:
    """Return who owns what, from lines ``路径: [账号]`` below ``owners:``."""
    root = parse_yaml(text, file, report)
    if root is None:
        return ()
    node = root.get("owners") if isinstance(root, Mapping) else root
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        message = "“owners:”下面每行写一个路径和审核它的账号，如“  content/plans/: [账号]”"
        report.error(node.location, "wrong-type", message)
        return ()
    ownerships = []
    for path, written in node.entries.items():
        if path != PLAN_FILE and not _is_content(path):
            message = (
                f"路径{quoted(path)}应为 {PLAN_FILE}，或 {CONTENT_FOLDER}/ 里的文件或文件夹"
                "（文件夹以 / 结尾），不加通配符"
            )
            report.error(node.at_key(path), "owner-path", message)
        ownerships.append(Ownership(path, tuple(_owners(written, report))))
    return tuple(ownerships)


def _is_content(path: str) -> bool:
    return path.startswith(f"{CONTENT_FOLDER}/") and bool(_PATH.fullmatch(path))


def _owners(node: Node, report: Report) -> Iterator[str]:
    for entry in node.items if isinstance(node, Sequence) else (node,):
        name = entry.value.strip().removeprefix("@") if isinstance(entry, Scalar) else ""
        if _OWNER.fullmatch(name):
            yield name
        else:
            message = "这里应当是代码平台上的账号，或“组织/小组”，如 [chen-li, xugou/openness]"
            report.error(entry.location, "owner-name", message)


def code_owners(ownerships: Iterable[Ownership], forge: Forge) -> str:
    """Return a CODEOWNERS file.

    GitHub and GitLab take the last pattern that matches; Gitea asks the owners of all of them, and
    reads each as a regular expression that must match the whole path.
    """
    lines = (
        f"{_pattern(ownership.path, forge)} {' '.join(f'@{owner}' for owner in ownership.owners)}\n"
        for ownership in ownerships
    )
    return "".join((_HEADING, *lines))


def _pattern(path: str, forge: Forge) -> str:
    if forge is not Forge.GITEA:
        return f"/{path}"
    # One backslash is for the regular expression, the other for the line that it stands in.
    exact = path.replace(".", r"\\.")
    return f"{exact}.*" if path.endswith("/") else exact
