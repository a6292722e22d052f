"""The documents tell what the program does, all of it."""

from __future__ import annotations

import re

import click
import pytest

from generator.column import identity
from generator.plan import format as form
from tests.conftest import ROOT, parse_plan

MODULES = sorted((ROOT / "generator").rglob("*.py"))
SCRIPTS = sorted((ROOT / "overrides").rglob("*.js"))
# The search finds pages, and some talk to git: none of them finds problems.
TALKS = {"git.py", "joining.py", "trees.py"}
SOURCES = [path for path in MODULES if path.parent.name != "search" and path.name not in TALKS]
# Words with a hyphen in the source that are no codes of problems.
OTHERS = {
    *("utf-8", "utf-8-sig", "http-equiv", "gh-deploy", "mm-dd-yy", "utf-16-le", "us-ascii"),
    *("utf-16", "x-gzip"),
    *("same-origin", "no-cache", "no-store", "no-referrer", "require-corp"),
}
MESSAGES = (ROOT / "docs" / "messages.md").read_text("utf-8")
FIELDS = (ROOT / "docs" / "plan-format.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
DOCUMENTED = re.findall(r"^\| `([a-z0-9-]+)` \|", MESSAGES, re.MULTILINE)


def test_every_code_is_explained() -> None:
    """Whoever is shown a code finds it in docs/messages.md, once."""
    literals = {
        literal
        for path in SOURCES
        for literal in re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', path.read_text("utf-8"))
    }

    assert literals - OTHERS <= set(DOCUMENTED)
    assert len(DOCUMENTED) == len(set(DOCUMENTED))


@pytest.mark.parametrize("code", DOCUMENTED)
def test_no_code_is_made_up(code: str) -> None:
    """A code that is explained can occur."""
    assert any(f'"{code}"' in path.read_text("utf-8") for path in SOURCES)


@pytest.mark.parametrize("code", DOCUMENTED)
def test_every_code_is_tested(code: str) -> None:
    """No rule can be lost without a test that turns red."""
    cases = (ROOT / "tests").glob("*/**/*.yaml")
    tests = (ROOT / "tests").rglob("test_*.py")

    texts = [path.read_text("utf-8") for path in (*cases, *tests)]
    assert any(f"[{code}]" in text or f'"{code}"' in text for text in texts)


@pytest.mark.parametrize(
    "shape",
    [
        form.PlanFormat,
        form.DocumentFormat,
        form.DepartmentFormat,
        form.GroupFormat,
        form.TopicFormat,
        form.SectionFormat,
        form.ThemeFormat,
        form.TaskFormat,
    ],
)
def test_every_field_is_explained(shape: type[form.Format]) -> None:
    """Every field of a plan file stands in docs/plan-format.md, with whether it is required."""
    for name, field in shape.model_fields.items():
        assert re.search(
            rf"^\| `{name}` \| {'是' if field.is_required() else ''} ?\|", FIELDS, re.MULTILINE
        ), name


@pytest.mark.parametrize("shape", [identity.AgencyFormat, identity.ColumnFormat])
def test_every_field_of_the_identity_is_explained(shape: type[form.Format]) -> None:
    """Every field of extra.agency and extra.column stands in docs/identity.md."""
    text = (ROOT / "docs" / "identity.md").read_text("utf-8")

    for name in shape.model_fields:
        assert f"| `{name}` |" in text


def test_architecture_names_every_module() -> None:
    """The map of the code has no white spots."""
    for path in MODULES:
        name = path.relative_to(ROOT / "generator").as_posix()
        if path.name != "__init__.py":
            assert f"`{name}`" in ARCHITECTURE, name
    for path in SCRIPTS:
        name = path.relative_to(ROOT).as_posix()
        assert f"`{name}`" in ARCHITECTURE, name


@pytest.mark.parametrize(
    "document",
    [
        *("README.md", "CONTRIBUTING.md", "SECURITY.md"),
        *("docs/architecture.md", "docs/editing.md", "docs/identity.md", "docs/mounting.md"),
        "docs/publishing.md",
    ],
)
def test_documents_link_to_what_is_there(document: str) -> None:
    """Links of the documents lead to files of the repository."""
    text = (ROOT / document).read_text("utf-8")
    # What stands in a block of code is an example.
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)

    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / document).parent.joinpath(target).exists(), target


def test_commands_are_in_the_readme() -> None:
    """Every command is in the README."""
    from generator.cli import disclosure  # noqa: PLC0415 - only this test needs it

    for name in disclosure.list_commands(click.Context(disclosure)):
        assert f"`disclosure {name}" in (ROOT / "README.md").read_text("utf-8")


def test_the_smallest_plan_is_accepted() -> None:
    """The plan that docs/plan-format.md shows as an example has no fault."""
    (text,) = re.findall(r"```yaml\n(format: 1\n.*?)```", FIELDS, re.DOTALL)

    assert "公开部门预算。" == parse_plan(text).tasks[0].title
