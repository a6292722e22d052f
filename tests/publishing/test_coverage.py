"""A site shows all that its data name, and nothing of that kind besides."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.problems import Report
from generator.publishing.coverage import check_coverage
from generator.publishing.manifest import MANIFEST, as_json, survey
from tests.conftest import disclosure

if TYPE_CHECKING:
    from pathlib import Path

TASK = "plan/2021/tasks/1-1-1/"
PAGES = (TASK, "plan/2021/sections/1/", "departments/supervision/", "topics/planning/")


@pytest.fixture
def site(real_site: Path, tmp_path: Path) -> Path:
    """Return a built site to be changed."""
    return shutil.copytree(real_site, tmp_path / "site")


def found(site: Path, *gone: str) -> list[tuple[str, str]]:
    """Return what is said of which file."""
    report = Report()
    check_coverage(site, report, gone)
    return [(problem.code, problem.location.file) for problem in report.problems]


def test_counts_are_those_of_the_plan(real_site: Path) -> None:
    """Nothing is missing, and an editor can compare the numbers with the document."""
    report = Report()

    counted = check_coverage(real_site, report, ())

    assert not report.problems
    assert counted == {"task": 28, "section": 4, "topic": 11, "department": 12, "plan": 1}


@pytest.mark.parametrize("address", PAGES)
def test_page_left_out(site: Path, address: str) -> None:
    """Each thing of the model that an engine has left out is named, unless it is taken down."""
    site.joinpath(address, "index.html").unlink()

    assert found(site) == [("page-missing", "data/2021/plan.json")]
    assert not found(site, address)


@pytest.mark.parametrize("address", PAGES)
def test_page_of_nothing(site: Path, address: str) -> None:
    """A page that looks like one of the plan's and is none of them is named."""
    stray = site.joinpath(address).parent / "stray" / "index.html"
    stray.parent.mkdir()
    shutil.copy(site.joinpath(address, "index.html"), stray)

    assert found(site) == [("page-unaccounted", stray.relative_to(site).as_posix())]


def test_incomplete_site_is_not_published(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list made anew of what is left does not make it whole."""
    stray = site / "plan/2021/tasks/stray/index.html"
    stray.parent.mkdir()
    shutil.copy(site.joinpath(TASK, "index.html"), stray)
    site.joinpath(MANIFEST).write_bytes(as_json(survey(site)))

    assert 1 == disclosure("publish", site, "--to", tmp_path / "root")
    assert "数据里没有这个任务" in capsys.readouterr().out
    assert not tmp_path.joinpath("root").exists()
