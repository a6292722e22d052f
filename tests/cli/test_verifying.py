"""Telling from the command line whether a site is whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import disclosure
from tests.publishing.serving import Site, served
from tests.publishing.sites import make_site


@pytest.fixture
def site(real_site: Path, tmp_path: Path) -> Path:
    """Return a built site that may be harmed."""
    return shutil.copytree(real_site, tmp_path / "site")


@pytest.fixture
def server(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return where it has been published and is served."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    disclosure("publish", site, "--to", tmp_path / "column", "--plain")
    with served(tmp_path / "column") as place:
        yield place


def test_served_site(site: Path, server: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """An address serves what was published; what that does not prove is said."""
    capsys.readouterr()

    assert 0 == disclosure("verify", server.address, "--against", site)
    said = capsys.readouterr().err
    assert f"一致：{server.address} 送出的 " in said
    assert "另外加的文件，从网址看不出来" in said

    assert 0 == disclosure("verify", server.address)
    assert "只说明网站完整，不能证明没有连清单一起被改" in capsys.readouterr().err


def test_difference_that_the_host_may_have_made(
    server: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the site nobody can tell a header that the host puts in from a change."""
    page = tmp_path / "column" / "index.html"
    page.write_text(page.read_text("utf-8").replace("方案", "放案"), "utf-8")
    capsys.readouterr()

    assert 1 == disclosure("verify", server.address)
    assert "页头页脚由服务器插入的，请先加 --against 核对" in capsys.readouterr().err


def test_list_changed_with_the_page(
    site: Path, server: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever changes the list as well is found out only by whoever has the site."""
    (tmp_path / "other").mkdir()
    other = shutil.copytree(site, tmp_path / "other/site")
    page = other / "index.html"
    page.write_text(page.read_text("utf-8").replace("方案", "放案"), "utf-8")
    disclosure("publish", make_site(other, {}), "--to", tmp_path / "column", "--plain")
    capsys.readouterr()

    assert 0 == disclosure("verify", server.address)
    assert 1 == disclosure("verify", server.address, "--against", site)
    said = capsys.readouterr()
    assert "index.html：内容与公布的不同\n" == said.out
    assert "1 个文件与公布的不同：请重新公布，清除 CDN 缓存" in said.err


def test_release_is_more_than_the_site(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is kept of the release before is compared with the release only, and counted.

    Compressed forms are no files of their own: browsers get them for the texts, and these are
    compared.
    """
    before = shutil.copytree(site, tmp_path / "before")
    disclosure("publish", make_site(before, {"assets/a.11111111.js": "旧"}), "--to", tmp_path / "r")
    disclosure("publish", site, "--to", tmp_path / "r")
    current = tmp_path / "r/current"
    with served(current) as place:
        capsys.readouterr()
        assert 0 == disclosure("verify", place.address, "--against", site)
        assert "网址上的清单另列有 1 个文件" in capsys.readouterr().err
        assert 0 == disclosure("verify", place.address, "--against", current)
        assert "另列有" not in capsys.readouterr().err


def test_unsound_site_proves_nothing(
    site: Path, server: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is compared with must be what it says itself."""
    (site / "index.html").write_text("改", "utf-8")
    capsys.readouterr()

    assert 1 == disclosure("verify", server.address, "--against", site)
    said = capsys.readouterr()
    assert "index.html：内容和生成时不同\n" == said.out
    assert "本身与清单不符，不能用来核对" in said.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("file:///etc/passwd",), "不是可以核对的网址"),
        (("http://127.0.0.1:1/",), "没有答复：连不上服务器"),
        (("site", "--against", "site"), "--against 只用于网址"),
        (("nothing",), "没有文件夹“nothing”"),
    ],
)
def test_cannot_run(
    arguments: tuple[str, ...],
    words: str,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each mistake is said in a sentence."""
    monkeypatch.chdir(site.parent)

    assert 2 == disclosure("verify", *arguments)
    assert words in capsys.readouterr().err
