"""Connections to a web server that are cut when an answer has not come to its end in time.

Silence alone does not tell: of headers that drip, or answers before the answer without end, there
is a byte again and again, and nobody to count them before the answer is there.
"""

from __future__ import annotations

import http.client
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from urllib3.response import HTTPResponse

PATIENCE: Final = 120.0
"""Seconds in which an answer has to be complete."""


class OverdueError(Exception):
    """The time for an answer is over, and nothing of it can be read."""


class Watch:
    """Cuts a connection after a while."""

    def __init__(self, connected: Any) -> None:  # noqa: ANN401 - a socket, or TLS around one
        # TLS within the TLS of a proxy is no socket, but has one.
        self._socket: socket.socket = getattr(connected, "socket", connected)
        self.is_over = False
        self._timer = threading.Timer(PATIENCE, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """Leave the connection alone."""
        self._timer.cancel()

    def _cut(self) -> None:
        self.is_over = True
        with suppress(OSError):
            # Whoever waits for it is told that it has ended; what else comes is refused.
            self._socket.shutdown(socket.SHUT_RDWR)


class Watched(HTTPConnection):
    """A connection on which every answer is watched from its first byte."""

    watch: Watch

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        """Return the answer, of which only the head has come; `watch` has to be stopped.

        Raises OverdueError if the head takes too long, and whatever HTTPConnection raises.
        """
        self.watch = Watch(self.sock)
        try:
            return super().getresponse()
        except (OSError, http.client.HTTPException) as error:
            self.watch.stop()
            if self.watch.is_over:
                raise OverdueError from error
            raise


class _WatchedTls(Watched, HTTPSConnection):
    pass


class WatchedPool(urllib3.HTTPConnectionPool):
    """Connections that are watched."""

    ConnectionCls = Watched


class WatchedTlsPool(urllib3.HTTPSConnectionPool):
    """The same with TLS."""

    ConnectionCls = _WatchedTls
