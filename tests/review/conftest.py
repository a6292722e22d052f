"""A repository to which people propose changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import git


@pytest.fixture
def repository(column_folder: Callable[..., Path]) -> Path:
    """Return a column in a repository, on its main branch, with a page and an attachment."""
    root = column_folder(
        **{
            "content/about.md": "---\ntitle: 关于\n---\n\n说明。\n",
            "content/files/a.csv": "项目,数量\n甲,1\n",
            ".gitattributes": "plan.yaml merge=disclosure\n",
        }
    )
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=plan")
    git(root, "switch", "--quiet", "--create=proposal")
    return root
