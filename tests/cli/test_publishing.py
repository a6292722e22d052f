"""Publishing from the command line."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from generator.publishing.manifest import MANIFEST, as_json, survey
from tests.conftest import disclosure

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a link of a folder needs rights there")


@pytest.fixture
def site(real_site: Path, tmp_path: Path) -> Path:
    """Return a built site that may be harmed."""
    return shutil.copytree(real_site, tmp_path / "site")


@pytest.fixture(scope="module")
def published(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where that site has been published; nobody changes it."""
    folder = tmp_path_factory.mktemp("published") / "root"
    assert 0 == disclosure("publish", real_site, "--to", folder)
    return folder


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """Return a copy of that, whose nginx.conf still names the first place."""
    return shutil.copytree(published, tmp_path / "root", symlinks=True)


def test_from_build_to_readers(
    real_site: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was built is shown, and can be told to be whole."""
    capsys.readouterr()

    assert (real_site / "index.html").read_bytes() == (root / "current/index.html").read_bytes()
    assert 0 == disclosure("verify", root / "current")
    assert re.search(r"完整：\d+ 个文件与清单一致", capsys.readouterr().err)


def test_way_back(root: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A version can be taken back; the list says which one is shown."""
    disclosure("publish", site, "--to", root)
    assert 0 == disclosure("rollback", "--to", root)
    capsys.readouterr()

    assert 0 == disclosure("releases", "--to", root)
    shown, later, earlier = capsys.readouterr().out.splitlines()
    assert later.startswith("  ")
    name = re.fullmatch(r"  (\d{8}-\d{6}\.\d{3}-[0-9a-f]{8})  \d+ 个文件，\d+\.\d MB", earlier)
    assert name
    assert shown.startswith("* ")
    assert f"（退回的 {name[1]}）" in shown


def test_changed_site_is_not_published(
    root: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page that somebody has touched since it was made is named, and nothing is shown."""
    shown = (root / "current").resolve()
    (site / "index.html").write_text("别的", "utf-8")
    capsys.readouterr()

    assert 1 == disclosure("publish", site, "--to", root)
    said = capsys.readouterr()
    assert "index.html：内容和生成时不同\n" == said.out
    assert "没有公布" in said.err
    assert shown == (root / "current").resolve()


def test_names_do_nothing_to_the_screen(
    root: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a stranger has put into a site, or into a list, is shown for what it is."""
    site.joinpath("a\u009b31m\u202e.txt").write_text("加的", "utf-8")
    current = root / "current"
    listed = {"again": "\x1b[31m\u202e"}
    current.joinpath(MANIFEST).write_bytes(as_json(survey(current, listed)))
    capsys.readouterr()

    assert 1 == disclosure("publish", site, "--to", root)
    assert 0 == disclosure("releases", "--to", root)

    said = capsys.readouterr().out
    assert "a［U+009B］31m［U+202E］.txt" in said
    assert "（退回的 ［U+001B］[31m［U+202E］）" in said


@pytest.mark.parametrize("option", [(), ("--plain",)])
def test_lost_addresses_are_told(
    site: Path, tmp_path: Path, option: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever publishes a site learns which links of others it breaks."""
    place = tmp_path / "there"
    moved = site / "about-us"
    shutil.copytree(site / "about", moved)
    site.joinpath(MANIFEST).write_bytes(as_json(survey(site)))
    assert 0 == disclosure("publish", site, "--to", place, *option)
    assert "没有网页了" not in capsys.readouterr().err
    shutil.rmtree(moved)
    site.joinpath(MANIFEST).write_bytes(as_json(survey(site)))

    assert 0 == disclosure("publish", site, "--to", place, *option)

    assert "以前公布的 1 个网址没有网页了：about-us/。" in capsys.readouterr().err


def test_harmed_release_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever changes what readers see is found out."""
    (root / "current/index.html").write_text("别的", "utf-8")
    (root / "current/new.html").write_text("加的", "utf-8")
    capsys.readouterr()

    assert 1 == disclosure("verify", root / "current")
    said = capsys.readouterr()
    assert [line.split("：")[0] for line in said.out.splitlines()] == ["index.html", "new.html"]
    assert "2 个文件与清单不符" in said.err


def test_settings_of_the_server(root: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They name the release in force, and the policy allows the inline scripts of the pages."""
    disclosure("publish", site, "--to", root)
    settings = (root / "nginx.conf").read_text("utf-8")
    capsys.readouterr()
    disclosure("publish", site, "--to", root)

    assert f'alias "{root}/current/";' in settings
    assert 1 <= settings.count("'sha256-") / 2 <= 3
    assert "nginx.conf" not in capsys.readouterr().err


def test_settings_of_the_host(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who gives the folder of the server's own settings does not lose them."""
    folder = tmp_path / "nginx"
    folder.mkdir()
    folder.joinpath("nginx.conf").write_text("events {}\n", "utf-8")

    assert 2 == disclosure("publish", site, "--to", folder)

    assert "nginx.conf 不是 disclosure publish 写的，没有改动" in capsys.readouterr().err
    assert ["nginx.conf"] == [path.name for path in folder.iterdir()]
    assert "events {}\n" == folder.joinpath("nginx.conf").read_text("utf-8")


def test_settings_name_one_place(
    root: Path, site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """However the folder is written, the server's settings stay: else it would be reloaded."""
    (root / "nginx.conf").unlink()
    disclosure("publish", site, "--to", root)
    first = capsys.readouterr().err
    settings = (root / "nginx.conf").read_bytes()
    monkeypatch.chdir(site)
    disclosure("publish", site, "--to", f"../{root.name}")

    assert f'请在网站的 server 里写一行 include "{root.as_posix()}/nginx.conf";' in first
    assert settings == (root / "nginx.conf").read_bytes()
    assert "nginx" not in capsys.readouterr().err


def test_settings_go_back_too(root: Path, site: Path) -> None:
    """The policy of the server is that of the version that is shown again."""
    assert 0 == disclosure("publish", site, "--to", root)
    before = (root / "nginx.conf").read_bytes()
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("<script>", "<script>//", 1), "utf-8")
    (site / MANIFEST).write_bytes(as_json(survey(site)))
    assert 0 == disclosure("publish", site, "--to", root)
    assert before != (root / "nginx.conf").read_bytes()

    assert 0 == disclosure("rollback", "--to", root, "--keep", "1")
    assert before == (root / "nginx.conf").read_bytes()


def test_plain_folder(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A site lies in a folder as it is; other files are named, and told from ours."""
    folder = tmp_path / "column"
    assert 0 == disclosure("publish", site, "--to", folder, "--plain")
    assert (site / "index.html").read_bytes() == (folder / "index.html").read_bytes()
    assert 0 == disclosure("verify", folder)
    assert re.search(r"完整：\d+ 个文件与清单一致", capsys.readouterr().err)

    (folder / "shell.jsp").write_text("", "utf-8")
    assert 0 == disclosure("publish", site, "--to", folder, "--plain")
    said = capsys.readouterr().err
    assert "写入 0 个文件，删去 0 个，其余没有动" in said
    assert "另有 1 个文件不是这次公布的，没有动：“shell.jsp”" in said
    assert 1 == disclosure("verify", folder)
    assert "shell.jsp：不在清单里，是后来加上的\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [("publish", "site"), ("rollback",), ("releases",)], ids=lambda each: each[0]
)
def test_plain_folder_has_no_releases(
    arguments: tuple[str, ...],
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is meant for releases says what to do instead."""
    monkeypatch.chdir(site.parent)
    disclosure("publish", "site", "--to", "column", "--plain")
    capsys.readouterr()

    assert 2 == disclosure(*arguments, "--to", "column")
    assert "没有版本：公布请加 --plain；要退回，请用 git 取出以前的内容" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("publish", "nothing", "--to", "root"), "没有文件夹“nothing”：请先用 disclosure build"),
        (("publish", ".", "--to", "root"), "不知道它是否完整：请用 disclosure build 重新生成"),
        (("verify", "."), "“.” 里没有 manifest.json"),
        (
            ("verify", "versions"),
            "“versions” 里是公布的各个版本：请写其中一个，如 versions/current",
        ),
        (("releases", "--to", "nothing"), "还没有在这里公布过，请先用 disclosure publish"),
        (("rollback", "--to", "nothing"), "没有文件夹“nothing”：还没有在这里公布过"),
        (("publish", "site", "--to", "file"), "file"),
        (("publish", "site", "--to", "x", "--plain", "--keep", "3"), "不能用 --keep"),
        (("publish", "site", "--to", ".", "--plain"), "一个在另一个里面"),
        (("publish", "site", "--to", "versions", "--plain"), "请去掉 --plain，或者换一个空文件夹"),
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
    site.parent.joinpath("file").write_text("", "utf-8")
    site.parent.joinpath("versions/releases/1").mkdir(parents=True)
    site.parent.joinpath("versions/current").symlink_to("releases/1")

    assert 2 == disclosure(*arguments)
    assert words in capsys.readouterr().err
