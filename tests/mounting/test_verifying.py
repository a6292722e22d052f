"""What nginx sends with our settings is what was published, and it is told when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import build, disclosure
from tests.mounting.serving import mounted
from tests.mounting.test_mounting import column_at


@pytest.fixture
def root(demo_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the fictional agency has published its column."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert 0 == disclosure("publish", demo_site, "--to", tmp_path / "root")
    return tmp_path / "root"


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    """Return where nginx serves it."""
    with mounted(root, "/zfxxgk/zwgk/") as place:
        yield place


def test_release_is_served(
    root: Path, address: str, demo_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Compressed forms, redirects and pages of folders are all as they should be."""
    capsys.readouterr()
    for against in (root / "current", demo_site):
        assert 0 == disclosure("verify", address, "--against", against), capsys.readouterr().out


def test_host_puts_its_header_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages that the server completes are the same but for that."""
    site = build(column_at(tmp_path / "source", "/zfxxgk/"), tmp_path / "site", today="2025-12-31")
    disclosure("publish", site, "--to", tmp_path / "root")
    with mounted(tmp_path / "root", "/zfxxgk/") as address:
        capsys.readouterr()
        assert 0 == disclosure("verify", address, "--against", site), capsys.readouterr().out
    pages = sum("<!--#include " in path.read_text("utf-8") for path in site.rglob("*.html"))
    assert f"其中 {pages} 个网页由服务器插入了页头页脚" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_file_is_changed_on_the_server(
    root: Path, address: str, demo_site: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also if only what some readers get is another."""
    page = root / f"current/tasks/index.html{ending}"
    content = bytearray(page.read_bytes())
    content[-20] ^= 1
    page.unlink()
    page.write_bytes(content)
    capsys.readouterr()

    assert 1 == disclosure("verify", address, "--against", demo_site)
    (said,) = capsys.readouterr().out.splitlines()
    assert said.startswith("tasks/index.html")
