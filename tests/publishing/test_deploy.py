"""The server of the container: it needs no rights, and writes into one folder only."""

from __future__ import annotations

import getpass
import http.client
import re
from pathlib import Path

import brotli
import pytest

from tests.conftest import ROOT, disclosure
from tests.mounting.serving import free_port, serving

CONTAINER = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
SETTINGS = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
SITE = "/srv/zfxxgk"
BROTLI = Path("/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf")


@pytest.mark.skipif(not BROTLI.exists(), reason="nginx, or its module for brotli, is not installed")
def test_server_of_the_container(demo_site: Path, tmp_path: Path) -> None:
    """It serves what the image holds, compressed beforehand, below the site's own path."""
    root, writable, port = tmp_path / "site", tmp_path / "tmp", free_port()
    writable.mkdir()
    assert 0 == disclosure("publish", demo_site, "--to", root)
    settings = SETTINGS.replace("/tmp/", f"{writable}/").replace(SITE, str(root))  # noqa: S108
    settings = settings.replace("listen 8080", f"listen 127.0.0.1:{port}")

    with serving(f"user {getpass.getuser()};\n{settings}", tmp_path, port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/zfxxgk/zwgk/", headers={"Accept-Encoding": "br"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()

    assert "br" == answer.getheader("Content-Encoding")
    assert brotli.decompress(body) == demo_site.joinpath("index.html").read_bytes()
    assert {"nginx.pid", "body", "proxy", "fastcgi", "uwsgi", "scgi"} >= {
        path.name for path in writable.iterdir()
    }


def test_image_holds_the_site_alone() -> None:
    """The second stage takes nothing but the site and the settings, and gives up its rights."""
    stage = CONTAINER.split("\nFROM ")[-1]

    assert re.findall(r"^COPY (?:--from=build )?(\S+)", stage, re.MULTILINE) == [
        SITE,
        "deploy/nginx.conf",
    ]
    assert re.search(r"^USER (?!root)\S+$", stage, re.MULTILINE)
    assert f"include {SITE}/nginx.conf;" in SETTINGS
