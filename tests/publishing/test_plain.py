"""A site in a folder of its own: every page works at every moment, and only changes are written."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import signal
from pathlib import Path

import pytest

from generator.problems import CannotRunError
from generator.publishing import plain, storing
from generator.publishing.ledger import LEFT_OUT
from generator.publishing.manifest import MANIFEST, Entry, as_json, read_manifest, survey
from generator.publishing.plain import PlainFolder
from generator.publishing.storing import sync
from generator.publishing.waves import JOURNAL
from tests.conftest import disclosure
from tests.publishing.disks import as_nobody, small_disk
from tests.publishing.killing import killed_at
from tests.publishing.sites import make_site

LOCK = ".disclosure-lock"
SEED = 20261126
OLD = {
    "index.html": "旧 assets/a.11111111.js search/11111111/0.json assets/logo.png",
    "gone/index.html": "去 assets/a.11111111.js files/gone.pdf",
    "same/index.html": "同 assets/b.33333333.js",
    "assets/a.11111111.js": "旧脚本",
    "assets/b.33333333.js": "不变的脚本",
    "assets/logo.png": "图",
    "search/11111111/0.json": "旧索引",
    "search/meta.json": "11111111",
    "files/gone.pdf": "旧附件",
}
NEW = {
    "index.html": "新 assets/a.22222222.js search/22222222/0.json assets/logo.png",
    "new/index.html": "来 assets/a.22222222.js files/new.pdf",
    "same/index.html": "同 assets/b.33333333.js",
    "assets/a.22222222.js": "新脚本",
    "assets/b.33333333.js": "不变的脚本",
    "assets/logo.png": "图",
    "search/22222222/0.json": "新索引",
    "search/meta.json": "22222222",
    "files/new.pdf": "新附件",
}
CARRIED = {path: OLD[path] for path in ("assets/a.11111111.js", "search/11111111/0.json")}


@pytest.fixture
def folder(tmp_path: Path, old: Path) -> Path:
    """Return where the old site has been published."""
    place = tmp_path / "column"
    place.mkdir()
    PlainFolder(place).publish(old)
    return place


def held(folder: Path) -> dict[str, str]:
    """Return the files that a folder holds, but for the list and the lock; it holds no links."""
    paths = [*folder.rglob("*")]
    assert not any(path.is_symlink() for path in paths)
    assert all(path.stat().st_nlink == 1 for path in paths if path.is_file())
    assert all(any(path.iterdir()) for path in paths if path.is_dir())
    files = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in paths
        if path.is_file()
    }
    files.pop(LOCK)
    files.pop(MANIFEST, None)
    return files


def look_at_pages(folder: Path) -> None:
    """Make sure that each page is that of one of the sites, and what it names is there."""
    for page in folder.rglob("*.html"):
        path, text = page.relative_to(folder).as_posix(), page.read_text("utf-8")
        assert text in (OLD.get(path), NEW.get(path))
        for name in text.split()[1:]:
            content = folder.joinpath(name).read_text("utf-8")
            assert content in (OLD.get(name), NEW.get(name))


def test_new_site_lies_there(folder: Path, new: Path) -> None:
    """The folder holds the new site and what pages loaded before may ask for, as plain files."""
    done = PlainFolder(folder).publish(new)

    assert held(folder) == {**NEW, **CARRIED}
    assert (6, 2, ()) == (done.written, done.deleted, done.strangers)
    assert [] == PlainFolder(folder).examined()[1]


def test_only_changes_are_written(folder: Path, new: Path) -> None:
    """What watches the folder is told of what has changed, and of nothing else."""

    def marks() -> dict[str, tuple[int, int, int]]:
        found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
        return {
            path.relative_to(folder).as_posix(): (each.st_ino, each.st_mtime_ns, each.st_ctime_ns)
            for path, each in found
        }

    before = marks()
    PlainFolder(folder).publish(new)
    after = marks()
    untouched = {path for path, mark in before.items() if after.get(path) == mark}
    same = {path for path in OLD if OLD[path] == NEW.get(path)}
    assert untouched == {*same, *CARRIED, LOCK}

    PlainFolder(folder).publish(new)
    assert after == marks()


def test_what_was_tampered_with_is_put_right(folder: Path, old: Path) -> None:
    """What counts is what lies there, not what the list says of it."""
    (folder / "same/index.html").write_text("篡改", "utf-8")
    (folder / "assets/logo.png").unlink()
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to("/etc/passwd")

    PlainFolder(folder).publish(old)

    assert held(folder) == OLD


def test_what_was_taken_down_does_not_come_back(folder: Path, old: Path, new: Path) -> None:
    """Where no ledger lies, the list of the site itself is remembered."""
    facts = {LEFT_OUT: "gone/"}
    new.joinpath(MANIFEST).write_bytes(as_json(survey(new, facts)))
    PlainFolder(folder).publish(new)

    with pytest.raises(CannotRunError, match="没有去掉已撤下的 gone/，没有公布"):
        PlainFolder(folder).publish(old)

    assert not (folder / "gone").exists()
    assert 2 == disclosure("takedown", "new/", "--to", folder, "--reason", "误公开")


def test_damaged_file_is_not_carried(folder: Path, new: Path) -> None:
    """A script of the old site that somebody has changed does not stay."""
    (folder / "assets/a.11111111.js").write_text("篡改", "utf-8")

    PlainFolder(folder).publish(new)

    assert "assets/a.11111111.js" not in held(folder)


def test_files_of_others_are_left_alone(folder: Path, new: Path) -> None:
    """What is not ours stays and is named; `verify` finds it."""
    (folder / "files/their.pdf").write_text("别人的", "utf-8")
    (folder / "link").symlink_to("/etc")

    done = PlainFolder(folder).publish(new)

    assert ("files/their.pdf", "link") == done.strangers
    assert "别人的" == (folder / "files/their.pdf").read_text("utf-8")
    (folder / "link").unlink()
    (found,) = PlainFolder(folder).examined()[1]
    assert "files/their.pdf：不在清单里，是后来加上的" == str(found)


def test_list_names_what_lies_behind_a_link(folder: Path, new: Path, tmp_path: Path) -> None:
    """Whoever has changed the list has nothing deleted outside of the folder, not even folders."""
    outside = tmp_path / "outside"
    (outside / "empty").mkdir(parents=True)
    (outside / "file").write_text("别人的", "utf-8")
    folder.joinpath("link").symlink_to(outside)
    listed = read_manifest(folder)
    forged = {f"link/{name}": Entry(9, "0" * 64) for name in ("file", "empty/file")}
    folder.joinpath(MANIFEST).write_bytes(as_json(listed.with_files(forged)))

    PlainFolder(folder).publish(new)

    assert ["empty", "file"] == sorted(path.name for path in outside.iterdir())


def test_folder_of_others_is_refused(tmp_path: Path, new: Path) -> None:
    """A folder with files that no such run has put there is not touched."""
    place = tmp_path / "theirs"
    place.mkdir()
    (place / "index.html").write_text("别人的", "utf-8")

    with pytest.raises(CannotRunError, match="不是用 publish --plain 公布的，没有改动：请换一个空"):
        PlainFolder(place).publish(new)
    assert [place / "index.html"] == [*place.iterdir()]


@pytest.mark.parametrize("place", [".", "inside", ".."])
def test_folder_of_the_site_itself_is_refused(new: Path, place: str) -> None:
    """A site is not published into itself."""
    with pytest.raises(CannotRunError, match="就是生成网站的文件夹，或者一个在另一个里面"):
        PlainFolder(new / place).publish(new)


def test_something_in_the_way(folder: Path, new: Path) -> None:
    """Where a folder has to be, a link could lead anywhere: nothing is written through it."""
    (folder / "new").symlink_to("/tmp")  # noqa: S108 - leads out of the folder, that is the point

    with pytest.raises(CannotRunError, match="“new” 那里有同名的文件、文件夹或链接，放不下 new/"):
        PlainFolder(folder).publish(new)
    (folder / "new").unlink()
    assert held(folder) == OLD


@pytest.mark.parametrize("damage", ["{", "", "gone", "by hand"])
def test_damaged_list(folder: Path, old: Path, new: Path, damage: str) -> None:
    """Whatever became of the list, the next run succeeds, or says what is in its way."""
    if damage == "gone":
        (folder / MANIFEST).unlink()
        with pytest.raises(CannotRunError, match="里已有别的文件"):
            PlainFolder(folder).publish(new)
        return
    if damage == "by hand":
        shutil.copy(old / MANIFEST, folder / MANIFEST)
    else:
        (folder / MANIFEST).write_text(damage, "utf-8")

    done = PlainFolder(folder).publish(new)

    assert held(folder).items() >= NEW.items()
    # What a list that nobody can read has named may be somebody's: it is named, not deleted.
    unknown = {} if damage == "by hand" else OLD.keys() - NEW.keys()
    assert {*done.strangers} == {*unknown}


def test_two_at_once(folder: Path, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run says that another is at work, and changes nothing."""
    walk = plain._walk

    def interrupt(place: Path) -> plain._Found:
        with pytest.raises(CannotRunError, match="另一个程序正在写 column"):
            PlainFolder(folder).publish(new)
        return walk(place)

    monkeypatch.setattr(plain, "_walk", interrupt)
    PlainFolder(folder).publish(new)

    assert held(folder) == {**NEW, **CARRIED}


def test_site_changed_meanwhile(folder: Path, new: Path) -> None:
    """A file that is not what the list says is not shown."""
    (new / "new/index.html").write_text("改", "utf-8")

    with pytest.raises(CannotRunError, match=r"new/index\.html 与网站不一致"):
        PlainFolder(folder).publish(new)
    look_at_pages(folder)


def test_full_disk_is_seen_before(tmp_path: Path, old: Path) -> None:
    """Nothing is written where it cannot all be written."""
    big = make_site(tmp_path / "big", {**NEW, "files/big.pdf": "大" * 100_000})
    with small_disk(200_000) as disk:
        PlainFolder(disk).publish(old)
        with pytest.raises(CannotRunError, match="磁盘空间不足：还要 1 MB"):
            PlainFolder(disk).publish(big)
        assert held(disk) == OLD


def test_disk_fills_up(
    tmp_path: Path, old: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full half way leaves pages that work; the next run finishes what was begun."""
    big = make_site(tmp_path / "big", {**NEW, "files/big.pdf": "大" * 100_000})
    # As where a quota is smaller than the disk.
    monkeypatch.setattr(plain, "refuse_no_room", lambda *_: None)
    with small_disk(200_000) as disk:
        PlainFolder(disk).publish(old)
        with pytest.raises(
            CannotRunError, match="磁盘空间不足；没有全部更新，但每个网页都完整可用"
        ):
            PlainFolder(disk).publish(big)
        look_at_pages(disk)
        with pytest.raises(CannotRunError, match="上次没有公布完"):
            PlainFolder(disk).examined()

        PlainFolder(disk).publish(new)
        assert held(disk) == {**NEW, **CARRIED}


@pytest.mark.parametrize("number", range(1, 9))
def test_disk_refuses_a_file(
    folder: Path, new: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever file finds no room: pages work, nothing half-written is left."""
    written = 0

    def refuse(path: Path) -> None:
        nonlocal written
        written += path.is_file()
        if written == number:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(path)

    monkeypatch.setattr(storing, "sync", refuse)
    with pytest.raises(CannotRunError, match="写不了 column：磁盘空间不足"):
        PlainFolder(folder).publish(new)
    look_at_pages(folder)
    assert not [*folder.rglob(".disclosure-new")]

    monkeypatch.undo()
    PlainFolder(folder).publish(new)
    assert held(folder) == {**NEW, **CARRIED}


def test_no_permission() -> None:
    """A folder in which nothing may be written is left as it is, and the reason is said."""
    with as_nobody() as place:
        site = make_site(place / "site", OLD)
        folder = place / "column"
        folder.mkdir()
        PlainFolder(folder).publish(site)
        (site / "index.html").write_text("新", "utf-8")
        site = make_site(site, {})
        (folder / LOCK).unlink()
        folder.chmod(0o555)

        with pytest.raises(CannotRunError, match="写不了 column：没有写入权限"):
            PlainFolder(folder).publish(site)
        folder.chmod(0o755)
        assert OLD["index.html"] == (folder / "index.html").read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize(
    "kills", [10, pytest.param(50, marks=pytest.mark.slow)], ids=lambda kills: f"{kills} kills"
)
def test_killed(folder: Path, new: Path, kills: int, tmp_path: Path) -> None:
    """Killed at any moment, every page works, and the next run finishes what was begun.

    It leaves nothing of the killed run either if another site is published next.
    """
    third = make_site(tmp_path / "third", {"index.html": "三"})
    trial = tmp_path / "trial"
    shutil.copytree(folder, trial)
    call = "PlainFolder(Path(folder)).publish(Path(site))"
    moments = int(killed_at(0, "generator.publishing.plain", call, new, trial).stdout)
    assert moments > 50
    for moment in random.Random(SEED).choices(range(1, moments + 1), k=kills):
        shutil.rmtree(trial)
        shutil.copytree(folder, trial)
        killed = killed_at(moment, "generator.publishing.plain", call, new, trial)
        assert -signal.SIGKILL == killed.returncode
        look_at_pages(trial)

        other = shutil.copytree(trial, tmp_path / "other", dirs_exist_ok=True)
        PlainFolder(trial).publish(new)
        assert {**NEW, **CARRIED} == held(trial)
        assert not (trial / JOURNAL).exists()

        PlainFolder(other).publish(third)
        kept = held(other)
        kept.pop("index.html")
        assert all(re.match(r"assets/\w\.|search/\d", path) for path in kept)
        shutil.rmtree(other)
