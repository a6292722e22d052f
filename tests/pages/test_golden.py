"""The Markdown of every page of the fictional agency, as files: ``pytest --regen`` writes them."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from generator.edition import Edition, prepare_edition
from generator.today import Today
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "golden"
TODAY = Today(datetime.date(2025, 12, 31), "2025-12-31")


@pytest.fixture(scope="module")
def edition(demo_column: Path) -> Edition:
    """Return what the fictional agency publishes."""
    edition = prepare_edition(demo_column, TODAY).edition
    assert edition
    return edition


@pytest.fixture(scope="module")
def texts(edition: Edition) -> dict[str, str]:
    """Return path and text of every page and file."""
    pages = {page.path: page.markdown() for page in edition.pages}
    return pages | {asset.path: asset.content.decode("utf-8-sig") for asset in edition.assets}


def test_every_page_is_as_expected(texts: dict[str, str], request: pytest.FixtureRequest) -> None:
    """Pages say what they said, word for word, and no page is missing or new."""
    if request.config.getoption("--regen"):
        write(texts)
    golden = {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes().decode()
        for path in GOLDEN.rglob("*")
        if path.is_file()
    }

    assert sorted(golden) == sorted(texts)
    for path, text in golden.items():
        assert text == texts[path], path


def write(texts: dict[str, str]) -> None:
    """Make the pages of today the expected ones."""
    for stale in GOLDEN.rglob("*"):
        if stale.is_file():
            stale.unlink()
    for path, text in texts.items():
        (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / path).write_bytes(text.encode())


def test_spacing(edition: Edition) -> None:
    """No line ends in blanks, no two empty lines follow each other, a page ends in one line end."""
    for page in edition.pages:
        text = page.markdown()

        assert not re.search(r"[ \t]+$", text, re.MULTILINE), page.path
        assert "\n\n\n" not in text, page.path
        assert re.search(r"[^\n]\n\Z", text), page.path
