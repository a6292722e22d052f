"""Readers see a whole site at every moment, whatever happens while a new one is published."""

from __future__ import annotations

import errno
import gzip
import os
import random
import shutil
import signal
import subprocess
from collections import namedtuple
from pathlib import Path

import brotli
import pytest

from generator.problems import CannotRunError
from generator.publishing import releases, storing
from generator.publishing.manifest import MANIFEST, as_json, differences, read_manifest, survey
from generator.publishing.releases import Root
from tests.publishing.disks import as_nobody, small_disk
from tests.publishing.killing import killed_at
from tests.publishing.sites import make_site

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a link of a folder needs rights there")
OLD = {"index.html": "旧", "same.txt": "同", "assets/a.11111111.js": "旧脚本"}
NEW = {"index.html": "新", "same.txt": "同", "assets/a.22222222.js": "新脚本"}
SEED = 20261126


@pytest.fixture
def root(tmp_path: Path, old: Path) -> Root:
    """Return where the old site has been published."""
    folder = tmp_path / "root"
    folder.mkdir()
    place = Root(folder)
    place.publish(old, "1", keep=5)
    return place


def shown(root: Root) -> dict[str, str]:
    """Return the files that readers get, having made sure that they are whole."""
    current = root.folder / "current"
    assert [*differences(read_manifest(current), survey(current))] == []
    return {
        path.relative_to(current).as_posix(): path.read_text("utf-8")
        for path in current.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def left(root: Root) -> list[str]:
    """Return what lies about."""
    inside = [path.name for path in root.folder.joinpath("releases").iterdir()]
    return sorted([*(path.name for path in root.folder.iterdir()), *inside])


def test_new_site_is_shown(root: Root, new: Path) -> None:
    """Readers get the new site, and what pages loaded before may still ask for."""
    root.publish(new, "2", keep=5)

    assert shown(root) == {**NEW, "assets/a.11111111.js": "旧脚本"}
    assert left(root) == [".publish-lock", "1", "2", "current", "releases"]


def test_carried_once(root: Root, new: Path, old: Path, tmp_path: Path) -> None:
    """What only the release before the last needed is gone."""
    root.publish(new, "2", keep=5)
    root.publish(make_site(tmp_path / "third", {"index.html": "三"}), "3", keep=5)

    assert shown(root) == {"index.html": "三", "assets/a.22222222.js": "新脚本"}
    assert old.is_dir()


def test_same_site_once_more(root: Root, tmp_path: Path) -> None:
    """A site that is published twice still has what pages of the one before it may ask for."""
    new = make_site(tmp_path / "mapped", {**NEW, "sitemap.xml": LONG, "sitemap.xml.gz": "压缩"})
    root.publish(new, "2", keep=5)
    root.publish(new, "3", keep=5)

    current = root.folder / "current"
    assert "旧脚本" == (current / "assets/a.11111111.js").read_text("utf-8")
    assert [*differences(read_manifest(current), survey(current))] == []


def test_unchanged_file_is_kept_once(root: Root, new: Path) -> None:
    """A file that did not change takes no more room; one that did is not touched in the old."""
    root.publish(new, "2", keep=5)
    one, other = (root.folder / "releases" / name / "same.txt" for name in "12")

    assert one.samefile(other)
    assert (root.folder / "releases/1/index.html").read_text("utf-8") == "旧"


LONG = "公开政府信息。" * 100


def test_texts_are_compressed(root: Root, tmp_path: Path) -> None:
    """A text lies there compressed as well, with the same words; what gains nothing does not."""
    root.publish(make_site(tmp_path / "long", {"index.html": LONG, "a.txt": "短"}), "2", keep=5)

    folder = root.folder / "current"
    assert LONG == gzip.decompress((folder / "index.html.gz").read_bytes()).decode()
    assert LONG == brotli.decompress((folder / "index.html.br").read_bytes()).decode()
    assert not (folder / "a.txt.gz").exists()
    assert [*differences(read_manifest(folder), survey(folder))] == []


def test_compressed_forms_follow_their_text(root: Root, tmp_path: Path) -> None:
    """One that did not change is kept once, of one that did there is no old form."""
    first = {"index.html": LONG, "about.html": LONG}
    root.publish(make_site(tmp_path / "first", first), "2", keep=5)
    root.publish(make_site(tmp_path / "then", first | {"index.html": "新" + LONG}), "3", keep=5)

    two, three = (root.folder / "releases" / name for name in "23")
    assert (two / "about.html.br").samefile(three / "about.html.br")
    assert gzip.decompress((three / "index.html.gz").read_bytes()).decode() == "新" + LONG


def test_damaged_file_is_not_handed_on(root: Root, new: Path) -> None:
    """A release whose files were damaged gives nothing to the next."""
    root.folder.joinpath("releases/1/same.txt").write_text("损", "utf-8")
    root.folder.joinpath("releases/1/assets/a.11111111.js").write_text("损坏", "utf-8")

    root.publish(new, "2", keep=5)

    assert shown(root) == NEW


@pytest.mark.parametrize("harm", ["list", "link", "folder"])
def test_broken_release_does_not_stop_the_next(root: Root, new: Path, harm: str) -> None:
    """Whatever became of what is shown, a new site can be published."""
    folder = root.folder / "releases/1"
    if harm == "list":
        folder.joinpath(MANIFEST).write_text("{", "utf-8")
    elif harm == "link":
        folder.joinpath("x").symlink_to("/etc/passwd")
    else:
        shutil.rmtree(folder)

    root.publish(new, "2", keep=5)

    assert shown(root) == NEW


def test_old_releases_go(root: Root, new: Path, old: Path) -> None:
    """As many stay as were asked for, the one that is shown among them."""
    for number in range(2, 6):
        root.publish(new if number % 2 else old, str(number), keep=3)

    assert [each.name for each in root.releases] == ["5", "4", "3"]


def test_same_name_twice(root: Root, new: Path) -> None:
    """Two releases within a second do not stand in each other's way."""
    root.publish(new, "1", keep=5)

    assert [each.name for each in root.releases if each.is_current] == ["1-2"]


def test_roll_back(root: Root, new: Path) -> None:
    """The release before is shown again, with what pages just loaded ask for."""
    root.publish(new, "2", keep=5)
    root.roll_back("3", 5)

    assert shown(root) == {**OLD, "assets/a.22222222.js": "新脚本"}
    with pytest.raises(CannotRunError, match="没有更早的版本"):
        root.roll_back("4", 5)
    with pytest.raises(CannotRunError, match="没有版本“7”"):
        root.roll_back("4", 5, "7")
    root.roll_back("4", 5, "2")
    assert shown(root)["index.html"] == "新"


def test_roll_back_twice(root: Root, new: Path, old: Path) -> None:
    """Each time goes one release further back, not to the one that was just left."""
    (old / "index.html").write_text("更旧", "utf-8")
    (old / MANIFEST).write_bytes(as_json(survey(old)))
    root.publish(old, "2", keep=9)
    root.publish(new, "3", keep=9)

    found = [root.roll_back(name, 9).name for name in "45"]

    assert ["2", "1"] == found
    assert shown(root)["index.html"] == "旧"


def test_roll_back_to_damaged_release_is_refused(root: Root, new: Path) -> None:
    """A release that is not whole any more is not shown."""
    root.publish(new, "2", keep=5)
    root.folder.joinpath("releases/1/index.html").unlink()

    with pytest.raises(CannotRunError, match=r"版本 1 不完整（index\.html：不见了），没有改动"):
        root.roll_back("3", 5)
    assert shown(root)["index.html"] == "新"


def test_two_at_once(root: Root, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run says that another is at work, and changes nothing."""
    fill = storing.store

    def interrupt(*arguments: object) -> None:
        with pytest.raises(CannotRunError, match="另一个程序正在写 root"):
            Root(root.folder).publish(new, "9", keep=5)
        fill(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(releases, "store", interrupt)
    root.publish(new, "2", keep=5)

    assert [each.name for each in root.releases] == ["2", "1"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘空间不足"),
        (
            PermissionError(errno.EACCES, "Permission denied"),
            "没有写入权限，或者正在别的程序里打开",
        ),
    ],
)
def test_disk_refuses(
    root: Root, new: Path, error: OSError, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full half way leaves the old site and nothing else."""

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(storing, "copy", refuse)
    with pytest.raises(CannotRunError, match=f"写不了 root：{words}；公布的网站没有改动"):
        root.publish(new, "2", keep=5)

    assert shown(root) == OLD
    assert left(root) == [".publish-lock", "1", "current", "releases"]


def test_too_little_room_is_seen_before(
    root: Root, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written where it cannot all be written."""
    usage = namedtuple("usage", "free")  # noqa: PYI024 - stands for what the system answers
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(3))

    with pytest.raises(CannotRunError, match="磁盘空间不足：还要 1 MB，只有 1 MB"):
        root.publish(new, "2", keep=5)
    assert shown(root) == OLD


def test_full_disk(tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What finds no room on a real disk leaves the old site, seen before or half way."""
    big = make_site(tmp_path / "big", {**NEW, "files/big.pdf": "大" * 100_000})
    with small_disk(200_000) as disk:
        root = Root(disk)
        root.publish(old, "1", keep=5)
        with pytest.raises(CannotRunError, match="磁盘空间不足：还要 1 MB"):
            root.publish(big, "2", keep=5)
        # As where a quota is smaller than the disk.
        monkeypatch.setattr(releases, "refuse_no_room", lambda *_: None)
        with pytest.raises(CannotRunError, match="磁盘空间不足；公布的网站没有改动"):
            root.publish(big, "2", keep=5)

        assert shown(root) == OLD
        assert left(root) == [".publish-lock", "1", "current", "releases"]


def test_no_permission() -> None:
    """Where nothing may be written, the old site stays, and the reason is said."""
    with as_nobody() as place:
        site = make_site(place / "site", OLD)
        root = Root(place)
        root.publish(site, "1", keep=5)
        (place / "releases").chmod(0o555)

        with pytest.raises(
            CannotRunError, match="没有写入权限，或者正在别的程序里打开；公布的网站"
        ):
            root.publish(site, "2", keep=5)
        assert shown(root) == OLD


def test_what_arrives_is_read_back(root: Root, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was changed on its way is noticed before anybody sees it."""
    monkeypatch.setattr(storing, "copy", lambda _, target: target.write_text("错", "utf-8"))

    with pytest.raises(CannotRunError, match=r"写入的文件与网站不一致（assets/a\.22222222\.js"):
        root.publish(new, "2", keep=5)
    assert shown(root) == OLD


def test_releases_of_another_program(new: Path, tmp_path: Path) -> None:
    """Who is given the folder of something else deletes none of its releases."""
    folder = tmp_path / "application"
    for name in "abc":
        folder.joinpath("releases", name).mkdir(parents=True)
    folder.joinpath("current").symlink_to("releases/b")

    with pytest.raises(CannotRunError, match="不是用 disclosure publish 公布的版本"):
        Root(folder).publish(new, "new", keep=1)

    assert ["a", "b", "c"] == sorted(path.name for path in folder.joinpath("releases").iterdir())
    assert "b" == folder.joinpath("current").readlink().name


def test_folder_in_the_place_of_the_link(root: Root, new: Path) -> None:
    """A folder called current holds somebody's files: it is not replaced."""
    root.folder.joinpath("current").unlink()
    root.folder.joinpath("current").mkdir()

    with pytest.raises(CannotRunError, match="current 不是链接，没有改动"):
        root.publish(new, "2", keep=5)


PUBLISH = "Root(Path(folder)).publish(Path(site), '2', keep=1)"


def run_until(moment: int, site: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Publish in another process, killed at a moment; 0 for never."""
    return killed_at(moment, "generator.publishing.releases", PUBLISH, site, folder)


@pytest.mark.parametrize(
    "kills", [10, pytest.param(50, marks=pytest.mark.slow)], ids=lambda kills: f"{kills} kills"
)
def test_killed(root: Root, new: Path, kills: int) -> None:
    """Killed at any moment, the site is whole, and the next run leaves nothing of the killed."""
    trial = root.folder.with_name("trial")
    shutil.copytree(root.folder, trial, symlinks=True)
    moments = int(run_until(0, new, trial).stdout)
    for moment in random.Random(SEED).choices(range(1, moments + 1), k=kills):
        shutil.rmtree(trial)
        shutil.copytree(root.folder, trial, symlinks=True)

        assert run_until(moment, new, trial).returncode == -signal.SIGKILL
        assert shown(Root(trial)) in (OLD, {**NEW, "assets/a.11111111.js": "旧脚本"})

        Root(trial).publish(new, "3", keep=1)
        assert shown(Root(trial)).items() >= NEW.items()
        assert left(Root(trial)) == [".publish-lock", "3", "current", "releases"]
