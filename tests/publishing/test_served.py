"""What a server sends is compared with what was published; whatever it sends, that ends."""

from __future__ import annotations

import gzip
import shutil
import socket
import threading
import tracemalloc
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from generator.problems import CannotRunError
from generator.publishing import watching
from generator.publishing.asking import Server
from generator.publishing.manifest import MANIFEST, Entry, Manifest, as_json, read_manifest
from generator.publishing.served import Outcome, compared, fetched_manifest
from tests.publishing.serving import Handler, Site, served
from tests.publishing.sites import make_site

FILES = {
    "index.html": '<a href="plan/2021/">方案</a>\n<p>首页</p>\n',
    "plan/2021/index.html": "<p>方案</p>\n",
    "former/index.html": '<meta http-equiv="refresh" content="0; url=../plan/2021/">\n',
    "assets/a.11111111.js": "脚本",
    "files/附件 1#.pdf": "附件",
    "sitemap.xml.gz": "压缩的",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site as it was published."""
    return make_site(tmp_path / "site", FILES)


@pytest.fixture
def server(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return where a copy of it is served, which a test may harm."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(site, tmp_path / "served")
    with served(tmp_path / "served") as place:
        yield place


def hang_up(to: Handler) -> None:
    """Break the connection."""
    to.connection.shutdown(socket.SHUT_RDWR)
    to.close_connection = True


def examine(site: Path, address: str) -> Outcome:
    """Compare what is served with the site at hand."""
    content = lambda path: site.joinpath(path).read_bytes()  # noqa: E731 - as the command does
    return compared(Server(address), read_manifest(site), content)


def faults(site: Path, server: Site) -> list[str]:
    """Return what is said of it."""
    found = examine(site, server.address).differences
    return [str(each).replace(server.address, "http://here/") for each in found]


def test_same(site: Path, server: Site) -> None:
    """Nothing is wrong with what is served as it was published."""
    assert Outcome((), 0, answers_for_nothing=False) == examine(site, server.address)
    assert {"/plan/2021/", "/plan/2021/index.html"} <= {*server.asked}


@pytest.mark.parametrize("path", FILES)
def test_one_byte_changed(path: str, site: Path, server: Site, tmp_path: Path) -> None:
    """One other byte in any file is found."""
    file = tmp_path / "served" / path
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    (found,) = faults(site, server)
    assert found.startswith(f"{path}：内容与公布的不同")


@pytest.mark.parametrize("path", FILES)
def test_file_is_missing(path: str, site: Path, server: Site, tmp_path: Path) -> None:
    """A file that is gone is found."""
    (tmp_path / "served" / path).unlink()

    assert [f"{path}：找不到（404）"] == faults(site, server)


def test_not_served(site: Path, server: Site) -> None:
    """A file that the server keeps for itself is found."""
    server.replies["/assets/a.11111111.js"] = lambda to: to.answer(b"no", HTTPStatus.FORBIDDEN)

    assert ["assets/a.11111111.js：服务器不给（403）"] == faults(site, server)


def test_page_of_folder_is_not_served(site: Path, server: Site) -> None:
    """A page that readers do not get by its address is found, though its file is there."""
    server.replies["/plan/2021/"] = lambda to: to.answer(b"no", HTTPStatus.FORBIDDEN)

    said = "plan/2021/index.html（网址 http://here/plan/2021/）：服务器不给（403）"
    assert [said] == faults(site, server)


def test_pages_are_asked_for_as_links_name_them(tmp_path: Path, server: Site) -> None:
    """Where links name pages nobody needs the addresses of folders."""
    named = {**FILES, "index.html": '<a href="plan/2021/index.html">方案</a>'}
    site = make_site(tmp_path / "named", named)
    shutil.copytree(site, tmp_path / "served", dirs_exist_ok=True)

    assert [] == faults(site, server)
    assert "/plan/2021/" not in server.asked


def test_nothing_is_answered_with_success(site: Path, server: Site, tmp_path: Path) -> None:
    """A page of the host's in the place of a missing file is no file."""
    (tmp_path / "served/plan/2021/index.html").unlink()
    checksum = read_manifest(site).checksum[:12]
    for path in (f"/{checksum}/index.html", "/plan/2021/index.html"):
        server.replies[path] = lambda to: to.answer(b"<p>404</p>")

    (said,) = faults(site, server)
    assert "plan/2021/index.html：找不到：服务器答复 200，" in said
    assert examine(site, server.address).answers_for_nothing


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("/elsewhere/", "转到“http://here/elsewhere/”"),
        ("https://other.example/\x1b[2J", "转到别的网站“https://other.example/\\u001b[2J”"),
        ("//[", "没有答复（答复有错误，读不出来）"),
    ],
)
def test_leads_elsewhere(target: str, said: str, site: Path, server: Site) -> None:
    """A redirect is not followed, but said."""
    path = "/plan/2021/index.html"
    server.replies[path] = lambda to: to.answer(b"", HTTPStatus.FOUND, Location=target)

    assert [f"plan/2021/index.html：{said}"] == faults(site, server)
    assert "/elsewhere/" not in server.asked


def test_redirects_that_belong_there(site: Path, server: Site) -> None:
    """A host may know a page by its address only, and lead on where a page that moved does."""
    moved = HTTPStatus.MOVED_PERMANENTLY
    server.replies["/plan/2021/index.html"] = lambda to: to.answer(b"", moved, Location="./")
    server.replies["/former/"] = lambda to: to.answer(b"", moved, Location="/plan/2021/")

    assert [] == faults(site, server)

    server.replies["/former/"] = lambda to: to.answer(b"", moved, Location="/")
    said = "former/index.html（网址 http://here/former/）：转到“http://here/”"
    assert [said] == faults(site, server)


def test_compressed_form_is_another(site: Path, server: Site) -> None:
    """What stands between server and reader may have kept the compressed form of an old file."""
    path = "/assets/a.11111111.js"

    def stale(to: Handler) -> None:
        if "gzip" in to.headers["Accept-Encoding"]:
            to.answer("旧".encode())
        else:
            to.serve_file()

    server.replies[path] = stale

    assert ["assets/a.11111111.js（压缩的）：内容与公布的不同"] == faults(site, server)


def test_packed_file_stays_packed(site: Path, server: Site) -> None:
    """Some servers call a packed file the packed form of another."""
    content = FILES["sitemap.xml.gz"].encode()
    server.replies["/sitemap.xml.gz"] = lambda to: to.send(content, Content_Encoding="x-gzip")

    assert [] == faults(site, server)


def test_something_was_inserted(site: Path, server: Site, tmp_path: Path) -> None:
    """A page that somebody has added to is told from one that says something else."""
    page = tmp_path / "served/index.html"
    page.write_text(page.read_text("utf-8").replace("</p>", "<script></script></p>"), "utf-8")

    (said,) = faults(site, server)
    assert "index.html：第 2 行多出 17 字节，其余相同：" in said


def test_host_fills_in_header_and_footer(tmp_path: Path, server: Site) -> None:
    """What the host puts into the places that a page has for it is no fault; all else is."""
    place = '<!--#include virtual="/header.html" -->'
    files = {**FILES, "index.html": f"<body>{place}<p>首页</p>{place}</body>"}
    site = make_site(tmp_path / "included", files)
    shutil.copytree(site, tmp_path / "served", dirs_exist_ok=True)
    page = tmp_path / "served/index.html"
    page.write_text("<body><b>本厅</b><p>首页</p></body>", "utf-8")

    assert Outcome((), 1, answers_for_nothing=False) == examine(site, server.address)

    page.write_text("<body><b>本厅</b><p>首夜</p></body>", "utf-8")
    assert ["index.html：内容与公布的不同"] == faults(site, server)

    alone = compared(Server(server.address), fetched_manifest(Server(server.address)), None)
    assert "请加 --against 核对" in str(alone.differences[0])


def test_bomb_is_not_unpacked(site: Path, server: Site) -> None:
    """No more is unpacked than a file can have."""
    bomb = gzip.compress(bytes(100_000_000), compresslevel=1)
    server.replies["/assets/a.11111111.js"] = lambda to: to.send(bomb, Content_Encoding="gzip")

    tracemalloc.start()
    assert ["assets/a.11111111.js：内容与公布的不同"] == faults(site, server)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000


def test_list_of_the_server_says_any_size(site: Path, server: Site) -> None:
    """Nobody's memory is filled because a list that was not at hand names a huge page."""
    listed = read_manifest(site)
    files = {**listed.files, "index.html": Entry(10**12, "0" * 64)}
    server.replies["/manifest.json"] = lambda to: to.send(as_json(Manifest(files)))
    bomb = gzip.compress(bytes(200_000_000), compresslevel=1)
    for path in ("/", "/index.html"):
        server.replies[path] = lambda to: to.send(bomb, Content_Encoding="gzip")
    asked = Server(server.address)

    tracemalloc.start()
    outcome = compared(asked, fetched_manifest(asked), None)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert ["index.html"] == [each.path for each in outcome.differences]
    assert most < 100_000_000


def test_endless_answer(site: Path, server: Site) -> None:
    """An answer without end is left when it is longer than the file."""

    def endless(to: Handler) -> None:
        to.send_response(HTTPStatus.OK)
        to.send_header("Content-Length", str(10**15))
        to.end_headers()
        try:
            while True:
                to.wfile.write(bytes(65_536))
        except OSError:
            to.close_connection = True

    server.replies["/files/%E9%99%84%E4%BB%B6%201%23.pdf"] = endless

    assert ["files/附件 1#.pdf：内容与公布的不同"] == faults(site, server)


def test_answer_that_drips(site: Path, server: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that takes too long is not waited for."""
    monkeypatch.setattr(watching, "PATIENCE", -1.0)

    with_content = [f"{path}：没有答复（-1 秒没有答复完）" for path in sorted(FILES)]
    assert with_content == faults(site, server)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-A: ", b"a"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
    ],
)
def test_never_comes_to_the_content(
    first: bytes, then: bytes, site: Path, server: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that goes on sending what is no content is left as well."""
    monkeypatch.setattr(watching, "PATIENCE", 1.0)
    has_left = threading.Event()

    def go_on(to: Handler) -> None:
        try:
            to.wfile.write(first)
            while not has_left.wait(0.01):
                to.wfile.write(then)
        except OSError:
            to.close_connection = True

    server.replies["/assets/a.11111111.js"] = go_on

    try:
        assert ["assets/a.11111111.js：没有答复（1 秒没有答复完）"] == faults(site, server)
    finally:
        has_left.set()


def test_connection_breaks(site: Path, server: Site) -> None:
    """A broken connection is a fault of that file; the others are asked for."""
    server.replies["/plan/2021/index.html"] = hang_up

    assert ["plan/2021/index.html：没有答复（连接中断）"] == faults(site, server)


def test_server_goes_away(tmp_path: Path, server: Site) -> None:
    """A server that answers no more is left alone."""
    files = {f"assets/{number}.png": "图" for number in range(200)}
    site = make_site(tmp_path / "many", {**FILES, **files})
    for path in files:
        server.replies[f"/{path}"] = hang_up

    with pytest.raises(CannotRunError, match="有 20 个文件没有答复（连接中断），不再核对"):
        examine(site, server.address)
    assert len(server.asked) < 120


def test_address_without_a_list(server: Site, tmp_path: Path) -> None:
    """What is no site of ours, or not where it is said to be, is said so."""
    list_ = f"/{MANIFEST}"
    there = Server(server.address)

    server.replies[list_] = lambda to: to.answer(b"{}")
    with pytest.raises(CannotRunError, match="读不懂"):
        fetched_manifest(there)
    server.replies[list_] = lambda to: to.answer(
        b"", HTTPStatus.FOUND, Location="https://x.example"
    )
    with pytest.raises(CannotRunError, match=r"转到“https://x\.example”：请用转到的网址核对"):
        fetched_manifest(there)
    del server.replies[list_]
    (tmp_path / "served" / MANIFEST).unlink()
    with pytest.raises(CannotRunError, match=r"manifest\.json 找不到（404）：请核对网址"):
        fetched_manifest(there)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/passwd", "不是可以核对的网址"),
        ("ftp://example.gov.cn/", "不是可以核对的网址"),
        ("http://", "不是可以核对的网址"),
        ("http://[", "不是可以核对的网址"),
        ("http://a:99999999/", "不是可以核对的网址"),
        ("https://me:secret@example.gov.cn/", "不能有帐号"),
        ("https://example.gov.cn/?a=1", "“？”|“\\?”"),
    ],
)
def test_address_that_is_none(address: str, said: str) -> None:
    """Only sites can be compared; a password is not repeated."""
    with pytest.raises(CannotRunError, match=said) as refusal:
        Server(address)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("written", ["", "/", "/index.html"])
def test_address_of_home(written: str) -> None:
    """However the address of a site is written, files are asked for below it."""
    server = Server(f"https://example.gov.cn/a{written}")

    assert "https://example.gov.cn/a/%E6%96%87.html" == server.full("文.html")
