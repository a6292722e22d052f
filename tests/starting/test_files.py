"""A department begins with what this repository itself uses."""

from __future__ import annotations

import tomllib

import pytest

from generator.starting.files import SHARED, first_files
from tests.conftest import ROOT

FILES = {name: content for name, content, _ in first_files()}
PROGRAMS = {name for name, _, is_program in first_files() if is_program}


def test_package_ships_them() -> None:
    """What a checkout has where it is used, an installed package brings along."""
    shipped = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]
    included = shipped["build"]["targets"]["wheel"]["force-include"]

    folder = "generator/starting/shared"
    assert {name: f"{folder}/{name}" for name in SHARED} == {
        name: place for name, place in included.items() if place.startswith(folder)
    }


def test_programs_can_be_run() -> None:
    """What a forge or pre-commit runs is a program."""
    assert {".ci/check-plan", ".ci/commit-plan", ".ci/import-inbox", ".ci/run"} == PROGRAMS


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_real_agency(name: str) -> None:
    """Nothing that a department begins with speaks of the agency whose plan is our example."""
    if name.endswith((".yml", ".yaml", ".md")) and not name.startswith("docs/"):
        assert "福建" not in FILES[name].decode()
        assert "闽科" not in FILES[name].decode()


def test_no_secret_files() -> None:
    """Neither our plan nor our program comes along."""
    assert not {"plan.yaml", "pyproject.toml"} & FILES.keys()
    assert not [name for name in FILES if name.startswith(("generator/", "tests/", "overrides/"))]
