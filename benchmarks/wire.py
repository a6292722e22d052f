"""A web server on this machine that compresses what it sends, and remembers how much that was."""

from __future__ import annotations

import functools
import gzip
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class Wire:
    """What has been sent of a site."""

    def __init__(self) -> None:
        self.address = ""
        """Of the site's root, once it is served."""
        self._sent: list[tuple[str, int]] = []

    def note(self, path: str, count: int) -> None:
        """Remember that `count` bytes were sent for a request of `path`."""
        self._sent.append((path, count))

    def forget(self) -> None:
        """Begin to count anew."""
        self._sent.clear()

    def count(self, paths: re.Pattern[str]) -> int:
        """Return the bytes sent for what `paths` matches, as compressed and without headers."""
        return sum(count for path, count in self._sent if paths.search(path))


@contextmanager
def served(site: Path) -> Iterator[Wire]:
    """Serve the folder `site` as long as the context lasts."""
    wire = Wire()
    kind = type("Served", (_Handler,), {"wire": wire})
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(kind, directory=str(site)))
    wire.address = f"http://127.0.0.1:{server.server_port}/"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield wire
    finally:
        server.shutdown()
        server.server_close()


@functools.cache
def _packed(path: Path) -> tuple[bytes, bool]:
    """Return the content of a file and whether it is compressed: only where that makes it less."""
    content = path.read_bytes()
    compressed = gzip.compress(content)
    if len(compressed) < len(content):
        return compressed, True
    return content, False


class _Handler(SimpleHTTPRequestHandler):
    # One connection for many requests, an answer in one piece: else the system's waiting for
    # more would be measured.
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    wire: Wire

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        content, is_compressed = _packed(path)
        self.wire.note(self.path, len(content))
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        if is_compressed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)
