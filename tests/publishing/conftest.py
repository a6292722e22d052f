"""The two sites, one after the other, that a test of publishing says at its top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.publishing.sites import make_site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def old(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a site with the files that the module calls OLD."""
    return make_site(tmp_path / "old", request.module.OLD)


@pytest.fixture
def new(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return what it becomes: that with the files called NEW."""
    return make_site(tmp_path / "new", request.module.NEW)
