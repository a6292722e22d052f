"""The structure of the code, as the design draws it."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest

from tests.conftest import ROOT

GENERATOR = ROOT / "generator"

# Each room, and those it may import from; a room may always import from itself.
ROOMS: dict[str, set[str]] = {
    "problems": set(),
    "today": {"problems"},
    "source": {"problems"},
    "plan": {"problems", "source"},
    "escaping": set(),
    "history": {"problems", "today", "escaping", "source", "plan"},
    "editing": {"problems", "source", "plan"},
    "packages": {"problems"},
    "importing": {"problems", "source", "plan", "editing", "packages"},
    "starting": {"plan"},
    "sheets": {"problems", "source", "plan", "editing", "packages"},
    "column": {"problems", "source", "plan"},
    "pages": {"problems", "escaping", "source", "plan", "history", "column"},
    "data": {"problems", "source", "plan", "column", "pages"},
    "search": {"problems", "source", "plan", "column", "pages"},
    "publishing": {"problems", "source", "plan", "column", "pages", "data"},
    "takedown": {"problems", "pages", "data", "search", "publishing"},
    "edition": {
        *("problems", "today", "source", "plan", "history", "column", "pages", "data", "search"),
    },
    "review": {
        *("problems", "today", "escaping", "source", "plan", "history", "column", "pages"),
        "edition",
    },
}
SHELL = {"plugin", "cli", "__main__"}

# The same within the largest room, from what stands first to what stands last.
IMPORTING = [
    {"document", "quoting"},
    {"formats", "draft"},
    {"wording"},
    {"tables", "opening"},
    {"prose", "runs"},
    {"reading"},
    {"plan_file"},
    {"telling"},
]

# Each outer library is known to one module; pydantic, by whose classes a file's shape is said,
# to the shapes and the one module that validates them.
LIBRARIES = {
    "yaml": {"source/parser.py", "source/syntax.py"},
    "pydantic": {
        "plan/values.py",
        "plan/format.py",
        "plan/validation.py",
        "column/handwritten.py",
        "column/identity.py",
        "column/takedowns.py",
        "column/waivers.py",
    },
    "pydantic_core": {"plan/values.py", "plan/validation.py"},
    "docx": {
        "review/word.py",
        "importing/formats/word.py",
        "importing/formats/words.py",
        "importing/formats/numbering.py",
    },
    "jinja2": {"pages/render.py", "importing/telling/page.py", "plugin.py"},
    "lxml": {
        "pages/links.py",
        "publishing/policy.py",
        "takedown/pages.py",
        "takedown/records.py",
        "importing/formats/word.py",
        "importing/formats/words.py",
        "importing/formats/numbering.py",
        "importing/formats/drawings.py",
        "importing/formats/workbook.py",
        "packages/leaving_out.py",
    },
    "openpyxl": {
        "importing/formats/drawings.py",
        "importing/formats/shown_values.py",
        "importing/formats/workbook.py",
        "packages/workbooks.py",
        "sheets/cells.py",
        "sheets/drawing.py",
        "sheets/looks.py",
        "sheets/marking.py",
        "sheets/opening.py",
        "sheets/packing.py",
        "sheets/reading.py",
    },
    "markdown": {"column/markup.py", "search/rendering.py"},
    "mkdocs": {"plugin.py"},
    "opencc": {"search/traditional.py"},
    "pypinyin": {"importing/plan_file/units.py"},
    "urllib3": {"publishing/asking.py", "publishing/watching.py"},
    "boto3": {"publishing/bucket.py"},
    "botocore": {"publishing/bucket.py"},
    "brotli": {"publishing/compressing.py"},
    "rjsmin": {"publishing/scripts.py"},
    "click": {
        "cli/__init__.py",
        "cli/changes.py",
        "cli/column.py",
        "cli/editing.py",
        "cli/importing.py",
        "cli/mending.py",
        "cli/mounting.py",
        "cli/publishing.py",
        "cli/sites.py",
        "cli/review.py",
        "cli/saying.py",
        "cli/starting.py",
        "cli/sheets.py",
        "cli/takedown.py",
        "cli/verifying.py",
    },
    "rich": {"cli/workplace.py"},
    "watchdog": {"cli/watching.py"},
}

MODULES = sorted(GENERATOR.rglob("*.py"))
SCRIPTS = sorted((ROOT / "overrides").rglob("*.js"))
LONGEST = 320
"""Lines; a longer module holds two subjects."""


@functools.cache
def imported(path: Path) -> frozenset[str]:
    """Return the dotted names of all modules that a file imports."""
    tree = ast.parse(path.read_text("utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def room(path: Path) -> str:
    """Return the room that a file stands in."""
    return path.relative_to(GENERATOR).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(GENERATOR)))
def test_imports_point_one_way(path: Path) -> None:
    """A room imports only from rooms that stand before it."""
    here = room(path)
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("generator.")}
    allowed = {*ROOMS, *SHELL} if here in SHELL else ROOMS.get(here, set())

    assert rooms - {here} <= allowed


@pytest.mark.parametrize(
    "path",
    sorted((GENERATOR / "importing").rglob("[a-z]*.py")),
    ids=lambda path: str(path.relative_to(GENERATOR)),
)
def test_imports_within_importing_point_one_way(path: Path) -> None:
    """A document becomes pieces, pieces a draft, the draft a plan file and an account."""
    here = path.relative_to(GENERATOR / "importing").parts[0].removesuffix(".py")
    stage = next(n for n, rooms in enumerate(IMPORTING) if here in rooms)
    before = {room for rooms in IMPORTING[:stage] for room in rooms}
    rooms = {
        name.split(".")[2] for name in imported(path) if name.startswith("generator.importing.")
    }

    assert rooms <= {here, *before}


@pytest.mark.parametrize("library", LIBRARIES)
def test_library_is_known_to_one_module(library: str) -> None:
    """An outer library can be replaced in one place."""
    users = {
        str(path.relative_to(GENERATOR).as_posix())
        for path in MODULES
        if library in {name.split(".")[0] for name in imported(path)}
    }

    assert users <= LIBRARIES[library]


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_are_small(path: Path) -> None:
    """A module is read in one go."""
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_no_drawers() -> None:
    """There is no module for things that belong nowhere."""
    drawers = {"utils", "util", "common", "helpers", "base", "misc", "types"}

    assert not drawers & {path.stem for path in MODULES}
