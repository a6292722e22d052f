"""The zip that a CMS takes."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from generator.publishing.manifest import MANIFEST, as_json, survey
from tests.conftest import disclosure
from tests.publishing.sites import make_site


def packed(site: Path, file: Path) -> Path:
    """Pack a site; return the zip."""
    assert 0 == disclosure("kit", site, "-o", file)
    return file


def with_file(site: Path, folder: Path, name: str) -> Path:
    """Return a copy of a site that has a further file."""
    copy = shutil.copytree(site, folder / "site")
    (copy / name).parent.mkdir(parents=True, exist_ok=True)
    (copy / name).write_bytes(b"x")
    (copy / MANIFEST).write_bytes(as_json(survey(copy)))
    return copy


def test_what_is_in_it(demo_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of the site is in it but what a CMS has itself; unpacked, it is whole."""
    kit = packed(demo_site, tmp_path / "column.zip")
    said = capsys.readouterr().err
    with zipfile.ZipFile(kit) as opened:
        names = opened.namelist()
        opened.extractall(tmp_path / "unpacked")

    there = {path.relative_to(demo_site).as_posix() for path in demo_site.rglob("*")}
    assert {"404.html", "sitemap.xml.gz"} == {
        path for path in there - set(names) if (demo_site / path).is_file()
    }
    assert "index.html" in names
    assert f"{len(names)} 个文件，" in said
    assert "MB，解开后" in said
    assert 0 == disclosure("verify", tmp_path / "unpacked")


def test_header_that_nobody_puts_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever packs pages that a server was to complete is told that a CMS may not do it."""
    site = make_site(tmp_path / "site", {"index.html": '<!--#include virtual="/top.html" --><p>页'})

    packed(site, tmp_path / "column.zip")

    assert "没有 SSI 的 CMS 不会插入：网页没有页头和页脚" in capsys.readouterr().err


def test_same_bytes(demo_site: Path, tmp_path: Path) -> None:
    """A site that is packed again, from another folder, gives the same zip."""
    other = shutil.copytree(demo_site, tmp_path / "elsewhere", copy_function=shutil.copyfile)

    first = packed(demo_site, tmp_path / "1.zip").read_bytes()
    assert first == packed(other, tmp_path / "2.zip").read_bytes()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("host/标志.png", "只能用英文字母"),
        ("host/a b.png", "只能用英文字母"),
        (".htaccess", "只能用英文字母"),
        (f"host/{'a' * 200}.png", "最多 180 个字符"),
    ],
)
def test_names_that_a_cms_cannot_store(
    name: str, said: str, real_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that would get lost there is refused here, with the file."""
    site = with_file(real_site, tmp_path, name)

    assert 2 == disclosure("kit", site, "-o", tmp_path / "column.zip")
    assert said in capsys.readouterr().err
    assert not (tmp_path / "column.zip").exists()


def test_site_that_was_changed(
    real_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not as it was built is not handed on."""
    site = shutil.copytree(real_site, tmp_path / "site")
    (site / "index.html").write_text("x", "utf-8")

    assert 1 == disclosure("kit", site, "-o", tmp_path / "column.zip")
    assert "没有打包" in capsys.readouterr().err
    assert not (tmp_path / "column.zip").exists()
