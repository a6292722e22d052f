"""A web server that serves a folder, but for what a test has it answer."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar

Reply = Callable[["Handler"], None]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, texts compressed for whoever takes them."""

    protocol_version = "HTTP/1.1"
    replies: ClassVar[dict[str, Reply]]
    asked: ClassVar[list[str]]

    def do_GET(self) -> None:
        """Answer as the test says, else with a file."""
        self.asked.append(self.path)
        reply = self.replies.get(self.path)
        if reply:
            reply(self)
        else:
            self.serve_file()

    def serve_file(self) -> None:
        """Answer with a file."""
        path = Path(self.translate_path(self.path))
        if self.path.endswith("/"):
            path /= "index.html"
        if path.is_file():
            self.answer(path.read_bytes())
        else:
            self.answer(b"nothing here", HTTPStatus.NOT_FOUND)

    def answer(self, content: bytes, status: HTTPStatus = HTTPStatus.OK, **headers: str) -> None:
        """Answer with a content, compressed if that is wanted."""
        packed = "gzip" in self.headers["Accept-Encoding"]
        if packed:
            content = gzip.compress(content)
            headers["Content-Encoding"] = "gzip"
        self.send(content, status, **headers)

    def send(self, content: bytes, status: HTTPStatus = HTTPStatus.OK, **headers: str) -> None:
        """Answer with these bytes."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """Answer, unless who asked has heard enough."""
        with contextlib.suppress(ConnectionError):
            super().handle()


@dataclass
class Site:
    """Where a server serves a folder."""

    address: str
    replies: dict[str, Reply]
    asked: list[str] = field(default_factory=list)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Serve a folder for a while."""
    asked: list[str] = []
    replies: dict[str, Reply] = {}

    class Here(Handler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(folder))  # type: ignore[arg-type]

    Here.asked, Here.replies = asked, replies
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Here)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}/", replies, asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
