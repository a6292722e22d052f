"""The files that a department's own column begins with.

Most of them are the very files of this repository: the settings, the handbook, the files for the
forges and for editors. A checkout has them where they are used; an installed package brings them
along. What has to differ (who the site belongs to, how the program is installed) is written here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.plan.schema import plan_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE: Final = Path(__file__).parent
_OWN: Final = _HERE / "own"
_FORGE_FILES: Final = (
    *(".gitea", ".github", ".gitlab", ".gitlab-ci.yml"),
    *(".ci/check-plan", ".ci/commit-plan", ".ci/import-inbox", ".pre-commit-config.yaml"),
)
SHARED: Final = (
    *_FORGE_FILES,
    *(".editorconfig", ".gitattributes", "deploy"),
    *(".vscode/extensions.json", ".vscode/plan.code-snippets", ".vscode/settings.json"),
    *("docs/editing.md", "docs/identity.md", "docs/messages.md"),
    *("docs/mounting.md", "docs/publishing.md", "docs/plan-format.md"),
    *("mkdocs.yml", "owners.yaml", "requirements.lock"),
)
"""Files and folders of this repository that a column begins with; pyproject.toml ships them."""


def first_files() -> Iterator[tuple[str, bytes, bool]]:
    """Yield path and content of each file of a new column, and whether it is a program."""
    for root, names in ((_shared_root(), SHARED), (_OWN, tuple(_names(_OWN)))):
        for name in names:
            place = root / name
            for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
                if path.is_file():
                    yield _name(root, path), path.read_bytes(), bool(path.stat().st_mode & 0o100)
    schema = json.dumps(plan_schema(None), ensure_ascii=False, indent=2)
    yield ".vscode/plan.schema.json", f"{schema}\n".encode(), False


def _shared_root() -> Path:
    shipped = _HERE / "shared"
    return shipped if shipped.is_dir() else _HERE.parent.parent


def _names(folder: Path) -> Iterator[str]:
    yield from sorted(path.name for path in folder.iterdir())


def _name(root: Path, path: Path) -> str:
    """Return the path in the new column; an underscore stands for the dot of a hidden file."""
    name = path.relative_to(root).as_posix()
    return f".{name[1:]}" if name.startswith("_") else name
