"""An nginx of this machine that serves a measurement, and nobody else."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PORT = 18_097
_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@contextmanager
def nginx(folder: Path, inside: str) -> Iterator[None]:
    """Serve with some settings of a ``server`` until the work is done."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        sys.exit("nginx is not installed")
    brotli = f"load_module {_MODULE};\n" if _MODULE.is_file() else ""
    settings = folder / "server.conf"
    settings.write_text(
        f"{brotli}pid {folder}/pid;\nerror_log {folder}/errors;\ndaemon off;\n"
        "events {}\nhttp {\ninclude /etc/nginx/mime.types;\naccess_log off;\n"
        f"{'brotli_static on;' if brotli else ''}\n"
        f"server {{\nlisten 127.0.0.1:{PORT};\n{inside}\n}}\n}}\n",
        "utf-8",
    )
    server = subprocess.Popen([program, "-c", str(settings)])  # noqa: S603
    try:
        _wait()
        yield
    finally:
        server.terminate()
        server.wait(10)


def _wait() -> None:
    for _ in range(100):
        with suppress(ConnectionError):
            socket.create_connection(("127.0.0.1", PORT), timeout=10).close()
            return
        time.sleep(0.05)
    sys.exit("nginx did not start")
