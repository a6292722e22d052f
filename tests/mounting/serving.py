"""The site of a fictional host, served by nginx with the settings that publishing writes."""

from __future__ import annotations

import getpass
import http.client
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = Path(__file__).parent / "host"
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def mounted(root: Path, mounted_at: str) -> Iterator[str]:
    """Serve the releases below `root` in the host's site; give the address of the column."""
    port = free_port()
    folder = root.parent
    temporary = "".join(f"{each}_temp_path {folder}/{each};\n" for each in _TEMPORARY)
    settings = (
        f"user {getpass.getuser()};\npid {folder}/pid;\nerror_log {folder}/errors;\ndaemon off;\n"
        "events {}\nhttp {\ninclude /etc/nginx/mime.types;\naccess_log off;\n"
        f"{temporary}server {{\nlisten 127.0.0.1:{port};\n"
        f"location = /home.html {{ root {HOST}; }}\nlocation /include/ {{ alias {HOST}/; }}\n"
        f"include {root}/nginx.conf;\n}}\n}}\n"
    )
    with serving(settings, folder, port):
        yield f"http://127.0.0.1:{port}{mounted_at}"


@contextmanager
def serving(settings: str, folder: Path, port: int) -> Iterator[None]:
    """Run nginx with some settings, written into a folder, by which it listens on a port."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if program is None:
        pytest.skip("nginx is not installed")
    place = folder / "server.conf"
    place.write_text(settings, "utf-8")
    server = subprocess.Popen(  # noqa: S603 - nginx, as above
        [program, "-e", str(folder / "errors"), "-c", str(place)]
    )
    try:
        _wait(server, port)
        yield
    finally:
        server.terminate()
        server.wait(10)


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    while server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/home.html")
        except ConnectionError:
            continue
        finally:
            connection.close()
        return
    pytest.fail("nginx did not start")
