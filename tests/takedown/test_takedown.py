"""What is taken down is nowhere any more, and does not come back."""

from __future__ import annotations

import gzip
import html
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import brotli
import pytest

from generator.column.takedowns import read_takedowns, with_takedown
from generator.pages.links import check_site
from generator.problems import CannotRunError, Report
from generator.publishing.nginx import FormerAddresses, nginx_settings
from generator.search.reading import WrittenIndex
from generator.takedown.cutting import cut
from tests.built import Built
from tests.conftest import build, copy_demo, disclosure, git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a link of a folder needs rights there")
MOUNT = "/zfxxgk/zwgk/"
TASK = "plan/2025-2/tasks/1-1-1/"
# What each address says and nobody else may go on saying.
SECRETS = {
    TASK: ("公开全部办事指南", "逐项公开办理条件", "现场同步摆放"),
    "plan/2025-2/tasks/1-1-2/": ("每季度公开一次办件数量", "数据与公布的统计口径一致"),
    "history/": ("历年方案见下半年清单",),
    "plan/2024/": ("2024年政务公开任务分工", "信息中心负责"),
    "plan/2025-2/": ("2025年下半年政务公开重点任务清单", "组织一次政务公开培训"),
}


@pytest.fixture
def site(demo_site: Path, tmp_path: Path) -> Path:
    """Return the built site of the fictional agency, to be cut."""
    return shutil.copytree(demo_site, tmp_path / "site")


@pytest.fixture(scope="module")
def published(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where that site has been published twice; nobody changes it."""
    folder = tmp_path_factory.mktemp("published") / "root"
    for _ in range(2):
        assert 0 == disclosure("publish", demo_site, "--to", folder)
    return folder


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """Return a copy of that."""
    return shutil.copytree(published, tmp_path / "root", symlinks=True)


def texts(folder: Path) -> str:
    """Return all that any file below a folder says, packed or not, without blanks and tags."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".gz":
                content = gzip.decompress(content)
            elif path.suffix == ".br":
                content = brotli.decompress(content)
            text = content.decode("utf-8", "ignore")
            text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)
            forms = (text, re.sub("<[^>]*>", "", text))
            found += ["".join(html.unescape(form).split()) for form in forms]
    return "\n".join(found)


def faults(site: Path) -> list[str]:
    """Return what the checker finds wrong with a site."""
    report = Report()
    check_site(site, report, mounted_at=MOUNT)
    return [str(problem) for problem in report.problems]


def take_down(root: Path, address: str) -> int:
    """Take an address down, where there is no source."""
    place = ("--root", root.parent, "takedown", address, "--to", root)
    return disclosure(*place, "--reason", "误含个人信息")


@pytest.mark.parametrize("address", SECRETS)
def test_words_are_nowhere(root: Path, address: str) -> None:
    """No file of any release holds them, however it is packed; every link of the rest works."""
    before = texts(root)
    assert all(secret in before for secret in SECRETS[address])

    assert 0 == take_down(root, address)

    after = texts(root)
    assert [secret for secret in SECRETS[address] if secret in after] == []
    assert not (root / "current" / address / "index.html").exists()
    assert faults(root / "current") == []
    assert 0 == disclosure("verify", root / "current")
    assert 1 == len([*(root / "releases").iterdir()])


PHONE = "000-00000777"
LISTED = "虚构甲的住址"


@pytest.fixture(scope="module")
def with_private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where a unit's telephone, and an attachment with a list, have been published."""
    folder = tmp_path_factory.mktemp("private")
    column = copy_demo(folder / "column")
    plan = column / "plan.yaml"
    text = plan.read_text("utf-8").replace("phone: 000-00000001", f"phone: {PHONE}")
    plan.write_text(text, "utf-8")
    files = column / "content" / "files"
    files.mkdir()
    files.joinpath("list.csv").write_text(f"姓名,{LISTED}\n", "utf-8")
    page = column / "content" / "history.md"
    page.write_text(page.read_text("utf-8") + "\n见[名单](files/list.csv)。\n", "utf-8")
    assert 0 == disclosure("publish", build(column, folder / "site"), "--to", folder / "root")
    return folder / "root"


@pytest.mark.parametrize(
    ("address", "secret"), [("departments/office/", PHONE), ("files/list.csv", LISTED)]
)
def test_telephone_and_attachment(
    with_private: Path, tmp_path: Path, address: str, secret: str
) -> None:
    """What a unit's page says goes wherever it stands, an attachment with all links to it."""
    root = shutil.copytree(with_private, tmp_path / "root", symlinks=True)
    assert secret in texts(root)

    assert 0 == take_down(root, address)

    assert secret not in texts(root)
    assert faults(root / "current") == []


def test_rest_is_untouched(root: Path, demo_site: Path) -> None:
    """Other tasks say every word that they said; the full plan has the row, and says so."""
    take_down(root, TASK)
    current = root / "current"

    full = (current / "plan/2025-2/full/index.html").read_text("utf-8")
    assert 'id="task-1-1-1"' in full
    assert "（此项已撤下）" in full
    for name in ("2-1", "2-2", "1-2-1"):
        path = f"plan/2025-2/tasks/{name}/index.html"
        assert (demo_site / path).read_bytes() == (current / path).read_bytes()
    plan = json.loads((current / "data/2025-2/plan.json").read_text("utf-8"))
    task = plan["sections"][0]["themes"][0]["tasks"][0]
    assert {"id", "number", "clause", "address", "taken_down"} == task.keys()


def test_task_of_running_text(tmp_path: Path) -> None:
    """Of a plan without a table all goes that the task says, who does it among it."""
    column = copy_demo(tmp_path / "column")
    plan = column / "plan.yaml"
    text, count = re.subn(r"(?m)^columns: .*\n", "", plan.read_text("utf-8"))
    assert 1 == count
    plan.write_text(text, "utf-8")
    site = build(column, tmp_path / "site")

    cut(site, {TASK}, MOUNT)

    full = Built(site / "plan/2025-2/full/index.html")
    assert "（此项已撤下）" == full.text("//*[@id='task-1-1-1']").strip()


def test_release_that_cannot_be_deleted(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said that the words are still there, also of a release that has gone half."""
    remove = shutil.rmtree

    def refuse(path: Path | str, **options: Any) -> None:  # noqa: ANN401 - as shutil does
        if str(path).startswith(f"{root}/releases/.old-"):
            raise PermissionError(path)
        remove(path, **options)

    monkeypatch.setattr(shutil, "rmtree", refuse)

    assert 2 == take_down(root, TASK)

    said = capsys.readouterr().err
    assert re.search(r"版本 \.old-\S+ 里还有已撤下的内容，删不掉", said)
    assert "以前的版本已删去" not in said


def test_words_of_a_plan_are_no_directive(tmp_path: Path) -> None:
    """A page that is written anew asks the host's server for nothing but header and footer."""
    hostile = '<!--#include virtual="/secret" -->'
    column = copy_demo(tmp_path / "column")
    plan = column / "plan.yaml"
    requirement = (
        "requirement: 每季度公开一次办件数量、平均用时和满意度；数据与公布的统计口径一致。"
    )
    text = plan.read_text("utf-8")
    assert requirement in text
    plan.write_text(text.replace(requirement, f"requirement: '公开办件数量{hostile}。'"), "utf-8")
    settings = column / "mkdocs.yml"
    included = "  column:\n    header: /a/head.html\n    footer: /a/foot.html\n"
    settings.write_text(settings.read_text("utf-8").replace("  column:\n", included), "utf-8")
    site = build(column, tmp_path / "site")

    changed = cut(site, {TASK}, MOUNT).changed

    pages = [(site / file).read_text("utf-8") for file in changed if file.endswith(".html")]
    assert any(html.escape(hostile, quote=False) in page for page in pages)
    wanted = [f'<!--#include virtual="/a/{name}.html" -->' for name in ("head", "foot")]
    assert all(wanted == re.findall("<!--#.*?-->", page) for page in pages)


def test_does_not_come_back(
    root: Path, demo_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a way back nor the site of yesterday shows it again."""
    take_down(root, TASK)
    capsys.readouterr()

    assert 2 == disclosure("rollback", "--to", root)
    assert 2 == disclosure("publish", demo_site, "--to", root)
    assert f"没有去掉已撤下的 {TASK}" in capsys.readouterr().err
    assert SECRETS[TASK][0] not in texts(root)


def test_next_build_leaves_it_out(
    root: Path, demo_column: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The source still says it, git as well: a site that is built from them does not."""
    column = shutil.copytree(demo_column, tmp_path / "column")
    arguments = ("--root", column, "takedown", TASK, "--to", root, "--reason", "误：“甲”")
    assert 0 == disclosure(*arguments)
    assert TASK in (column / "content/takedowns.yaml").read_text("utf-8")

    assert 0 == disclosure("--root", column, "export", tmp_path / "export")
    assert f"源文件里没有删去的，这里也有，不要公开：{TASK}" in capsys.readouterr().err
    fresh = build(column, tmp_path / "fresh", today="2025-12-31")

    assert [secret for secret in SECRETS[TASK] if secret in texts(fresh)] == []
    assert 0 == disclosure("publish", fresh, "--to", root)
    assert 0 == disclosure("rollback", "--to", root)
    assert SECRETS[TASK][0] not in texts(root)


def test_deleted_from_the_source_as_well(demo_column: Path, tmp_path: Path) -> None:
    """What git has kept of it does not come back as a change that is told of."""
    column = shutil.copytree(demo_column, tmp_path / "column")
    plan = column / "plan.yaml"
    text = plan.read_text("utf-8")
    start, end = text.index("          - id: 1-1-1\n"), text.index("          - id: 1-1-2\n")
    plan.write_text(text[:start] + text[end:], "utf-8")
    listed = with_takedown("", TASK, "2025-11-03", "误公开")
    column.joinpath("content", "takedowns.yaml").write_text(listed, "utf-8")
    git(column, "add", ".")
    git(column, "commit", "--quiet", "--message=taken down", on="2025-11-04")

    site = build(column, tmp_path / "site", today="2025-12-31")

    assert [secret for secret in SECRETS[TASK] if secret in texts(site)] == []
    assert "2025-11-04" in site.joinpath("changes", "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "written",
    [
        "https://www.xugou.example/zfxxgk/zwgk/plan/2025-2/tasks/1-1-1/?from=timeline#title",
        "/zfxxgk/zwgk/plan/2025-2/tasks/1-1-1",
        "plan/2025-2/tasks/1-1-1/index.html",
    ],
)
def test_address_as_readers_see_it(root: Path, written: str) -> None:
    """It is understood however it was copied; taking it down again changes nothing."""
    assert 0 == take_down(root, written)
    assert 0 == take_down(root, TASK)

    said = json.loads((root / "taken-down.json").read_text("utf-8"))
    assert [TASK] == [entry["address"] for entry in said["taken_down"]]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("plan/2025-2/tasks/1-1-7", "是否指 plan/2025-2/tasks/1-1-"),
        ("tasks/", "由各项内容汇集而成"),
        ("", "首页 由各项内容汇集而成"),
    ],
)
def test_refused(root: Path, written: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not there, or says nothing of its own, is refused, and nothing changes."""
    assert 2 == take_down(root, written)

    assert words in capsys.readouterr().err
    assert not (root / "taken-down.json").exists()
    assert 2 == len([*(root / "releases").iterdir()])


@pytest.mark.parametrize(
    "address",
    [
        *(f"/{TASK}", f"https://www.xugou.example{MOUNT}{TASK}", TASK.rstrip("/"), TASK.upper()),
        *(f"./{TASK}", f"{TASK}index.html", f"plan/../{TASK}", "files/%E5%90%8D.pdf", "files/"),
        *("index.html", "404.html", "search/meta.json", "assets/images/favicon.png"),
    ],
)
def test_address_in_the_list_is_checked(address: str) -> None:
    """One that names nothing from the home page on would leave everything in."""
    report = Report()
    read_takedowns(with_takedown("", address, "2025-10-09", "误"), "takedowns.yaml", report)

    assert ["wrong-address"] == [problem.code for problem in report.problems]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tasks/", "由各项内容汇集而成"),
        ("search/", "由各项内容汇集而成"),
        ("plan/2025-2/full/", "请写 plan/2025-2/"),
        ("plan/2025-2/tasks/1-1-9/", "只是转到 plan/2025-2/tasks/1-1-2/"),
    ],
)
def test_page_that_cannot_go_alone(address: str, words: str, site: Path) -> None:
    """Nobody takes a list of tasks, or the search, off the site; or only the former address."""
    with pytest.raises(CannotRunError, match=words):
        cut(site, {address}, MOUNT)

    assert (site / address / "index.html").is_file()


def test_whole_plan_is_left_out_of_a_build(demo_column: Path, tmp_path: Path) -> None:
    """A unit or topic that only this plan names keeps its page, which says nothing of it."""
    column = shutil.copytree(demo_column, tmp_path / "column")
    listed = with_takedown("", "plan/2025/", "2025-10-09", "误公开")
    column.joinpath("content", "takedowns.yaml").write_text(listed, "utf-8")

    site = build(column, tmp_path / "site", today="2025-12-31")

    assert (site / "topics/records/index.html").is_file()
    assert not (site / "plan/2025").exists()


def test_index_is_read_back(demo_site: Path, tmp_path: Path) -> None:
    """What the index says of pages is what the search was told: one made again is the same."""
    site = shutil.copytree(demo_site, tmp_path / "site")
    before = json.loads((site / "search/meta.json").read_text("utf-8"))
    names = {page.path: page.names for page in WrittenIndex(site).pages()}

    cut(site, ["history/"], MOUNT)

    after = json.loads((site / "search/meta.json").read_text("utf-8"))
    assert before["pages"] - 1 == after["pages"]
    kept = {page.path: page.names for page in WrittenIndex(site).pages()}
    del names["history/index.md"]
    assert names == kept


KILLED = """
import os, signal, sys
from generator.cli import main

moments = {"open", "os.rename", "os.link", "os.mkdir", "os.symlink", "os.chmod", "os.remove",
           "os.rmdir", "shutil.rmtree"}
last, count = int(sys.argv[1]), 0

def watch(event, arguments):
    global count
    if event in moments and str(arguments[0]).startswith(sys.argv[2]):
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
try:
    main(sys.argv[3:])
finally:
    print(count)
"""


@pytest.mark.parametrize("kills", [3, pytest.param(12, marks=pytest.mark.slow)])
def test_killed(kills: int, root: Path, tmp_path: Path) -> None:
    """Killed at any moment, the next run finishes."""
    trial = tmp_path / "trial"
    arguments = ("--root", tmp_path, "takedown", TASK, "--to", trial, "--reason", "误")

    def run_until(moment: int) -> subprocess.CompletedProcess[str]:
        shutil.rmtree(trial, ignore_errors=True)
        shutil.copytree(root, trial, symlinks=True)
        command = (sys.executable, "-c", KILLED, str(moment), str(trial), *map(str, arguments))
        return subprocess.run(  # noqa: S603 - our own text
            command, capture_output=True, text=True, check=False, timeout=60
        )

    moments = int(run_until(0).stdout)
    for moment in range(1, moments, -(-moments // kills)):
        assert run_until(moment).returncode == -signal.SIGKILL

        assert 0 == disclosure(*arguments)
        assert SECRETS[TASK][0] not in texts(trial)
        assert faults(trial / "current") == []
        assert 1 == len([*(trial / "releases").iterdir()])


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_what_nginx_answers(root: Path, tmp_path: Path) -> None:
    """Gone is said without a word; what has moved leads on; the rest is served."""
    take_down(root, TASK)
    settings = (root / "nginx.conf").read_text("utf-8")

    answers = asked(
        settings,
        tmp_path,
        *(f"{MOUNT}{TASK}", f"{MOUNT}{TASK[:-1]}", f"{MOUNT}{TASK}index.html"),
        f"{MOUNT}plan/2025-2/tasks/1-1-9/",
        f"{MOUNT}plan/2025-2",
        MOUNT,
        f"{MOUNT}nothing/",
    )

    for status, headers, body in answers[:3]:
        assert (410, b"", "no-store") == (status, body, headers["Cache-Control"])
    assert (301, f"{MOUNT}plan/2025-2/tasks/1-1-2/") == (answers[3][0], answers[3][1]["Location"])
    # Not to the host that the request names, which anybody may write into one.
    assert (301, f"{MOUNT}plan/2025-2/") == (answers[4][0], answers[4][1]["Location"])
    assert [200, 404] == [status for status, *_ in answers[5:]]


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_former_address_is_used_again(tmp_path: Path) -> None:
    """Where it led to what was taken down nothing is, and the server does not refuse to start."""
    moved = {"a/": "c/", "b/": "c/"}
    former = FormerAddresses(moved, ("d/", "a/", "e/", "a/"))
    settings = nginx_settings(str(tmp_path), "/", "", former, has_includes=False)

    answers = asked(settings, tmp_path, "/a/", "/a", "/b/")

    assert [410, 410, 301] == [status for status, *_ in answers]


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
@pytest.mark.parametrize("mount", ["/a b/", '/"{;}#/', "/%E4%B8%93%E6%A0%8F/", "/a.b+(c)*/"])
def test_odd_mount(mount: str, tmp_path: Path) -> None:
    """Whatever signs the path of a site has, nginx understands its settings and serves it."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("好", "utf-8")
    settings = nginx_settings(
        f"{tmp_path}/site",
        mount,
        "default-src 'none'",
        FormerAddresses({"old/": "new/"}, ["gone/"]),
        has_includes=False,
    )
    quoted = mount.translate({34: "%22", 32: "%20", 35: "%23"})

    answers = asked(settings, tmp_path, quoted, f"{quoted}old/", f"{quoted}gone/")

    assert [200, 301, 410] == [status for status, *_ in answers]


def asked(
    settings: str, folder: Path, *paths: str
) -> list[tuple[int, http.client.HTTPMessage, bytes]]:
    """Return what nginx answers at some paths, with settings in a server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.joinpath("nginx").mkdir()
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{name}_temp_path {folder}/nginx/{name};" for name in names)
    whole = (
        f"daemon off; pid {folder}/nginx/pid; error_log {folder}/nginx/error.log;"
        f"{'user root;' if os.geteuid() == 0 else ''}"
        f"events {{}} http {{ access_log off; {temporary} include /etc/nginx/mime.types;"
        f"server {{ listen 127.0.0.1:{port};\n{settings}\n}} }}"
    )
    place = folder / "nginx/nginx.conf"
    place.write_text(whole, "utf-8")
    with subprocess.Popen(["nginx", "-c", str(place)]) as server:  # noqa: S603, S607 - our own text
        try:
            return [answer(port, path) for path in paths]
        finally:
            server.terminate()


def answer(port: int, path: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Return what is answered at a path, as soon as there is somebody to answer."""
    deadline = time.monotonic() + 10
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            found = connection.getresponse()
            return found.status, found.headers, found.read()
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
        finally:
            connection.close()
