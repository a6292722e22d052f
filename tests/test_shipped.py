"""The column that the repository ships, which editors change: what must hold after any change.

Whatever else is tested is tested with `tests/real` and `tests/demo`, which no editor changes.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from generator.history.versions import read_version
from generator.plan.model import Plan
from generator.today import CHINA
from tests.conftest import REAL, ROOT, build, disclosure

TODAY = datetime.datetime.now(CHINA).date().isoformat()


def test_no_other_test_reads_it() -> None:
    """A correct change of the content breaks no test of the program."""
    read = re.compile(r'ROOT / "(?:plan\.yaml|content|mkdocs\.yml)|build\(ROOT|"--root", ROOT')

    for path in {*(ROOT / "tests").rglob("*.py")} - {Path(__file__)}:
        assert not read.search(path.read_text("utf-8")), path


@pytest.fixture
def issued(real_plan: Plan) -> Plan:
    """Return the plan that came with the program; there is no such test for that of another."""
    numbers = {plan.document.number for plan in read_version(".", ROOT).plans}
    if real_plan.document.number not in numbers:
        pytest.skip("another agency publishes its own plan here")
    return real_plan


@pytest.mark.usefixtures("issued")
def test_issued_words_stand() -> None:
    """What differs from the plan as it was issued says on what ground."""
    arguments = ("check", "--strict", "--against", REAL / "plan.yaml")

    assert 0 == disclosure("--root", ROOT, "--today", TODAY, *arguments)


@pytest.mark.usefixtures("issued")
def test_addresses(tmp_path: Path) -> None:
    """It builds, and whoever follows an address that was ever published arrives."""
    site = build(ROOT, tmp_path / "site", today=TODAY)

    built = {
        path.relative_to(site).as_posix().removesuffix("index.html")
        for path in (*site.rglob("*.html"), *site.glob("data/2021/*.*"))
    }
    published = (REAL / "addresses.txt").read_text("utf-8")
    assert set() == set(published.splitlines()) - built
