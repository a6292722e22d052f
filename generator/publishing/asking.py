"""Asks a web server for files, as far as it can be trusted: not at all.

However long it makes us wait, whatever it sends instead, wherever it leads: each answer has an end.
"""

from __future__ import annotations

import hashlib
import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

import urllib3

from generator.problems import CannotRunError, quoted
from generator.publishing import watching
from generator.publishing.manifest import Entry
from generator.publishing.watching import OverdueError, Watched, WatchedPool, WatchedTlsPool

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE: Final = 4
"""Requests at the same time: somebody else's server has readers."""
_SILENCE: Final = 20.0
"""Seconds without a byte after which a server is taken for dead."""
_PIECE: Final = 65_536
_OVERHEAD: Final = 1024
"""Bytes by which the compressed form of a file may be longer than the file."""
_DAMAGED: Final = "答复有错误，读不出来"
_GZIP: Final = 16 + zlib.MAX_WBITS


class NoAnswerError(Exception):
    """A server could not be asked, or did not answer to the end; says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server has sent."""

    status: int
    entry: Entry
    """Size and checksum of the content, up to a byte more than was wanted."""
    content: bytes
    """The same, where it was to be kept."""
    leads_to: str = ""
    """The address in full that it leads on to."""


class Server:
    """Who answers below an address: `http` or `https`, ending with a slash."""

    def __init__(self, address: str) -> None:
        """Raise CannotRunError unless the address is such that a site can lie there."""
        self.address = _base(address)
        parts = urlsplit(self.address)
        proxy = None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme)
        headers = {"User-Agent": "disclosure"}
        self._pool: urllib3.PoolManager = (
            urllib3.ProxyManager(proxy, maxsize=AT_ONCE, headers=headers)
            if proxy
            else urllib3.PoolManager(maxsize=AT_ONCE, headers=headers)
        )
        self._pool.pool_classes_by_scheme = {"http": WatchedPool, "https": WatchedTlsPool}

    def full(self, path: str) -> str:
        """Return the address in full of a path below it."""
        return self.address + quote(path)

    def ask(self, path: str, most: int, *, packed: bool = False, keep: bool = False) -> Answer:
        """Return the answer for a path, which is no longer followed after `most` bytes.

        `packed` allows the server to compress it, as browsers do; what counts is what it unpacks
        to. No redirect is followed. Raises NoAnswerError.
        """
        asked, accepted = self.full(path), "gzip" if packed else "identity"
        end = time.monotonic() + watching.PATIENCE
        try:
            response = self._pool.request(
                "GET",
                asked,
                headers={**self._pool.headers, "Accept-Encoding": accepted},
                redirect=False,
                # A connection that was kept open may have been closed meanwhile.
                retries=urllib3.Retry(connect=0, read=1, redirect=0, status=0, other=0),
                timeout=urllib3.Timeout(_SILENCE),
                preload_content=False,
                decode_content=False,
            )
            connection = response.connection
            try:
                answer = _read(response, asked, most, keep=keep)
            finally:
                # What is left of it is not waited for.
                response.close()
                if isinstance(connection, Watched):
                    connection.watch.stop()
        except OverdueError as error:
            raise NoAnswerError(_why_late()) from error
        except urllib3.exceptions.HTTPError as error:
            why = _why(error) if time.monotonic() < end else _why_late()
            raise NoAnswerError(why) from error
        except (zlib.error, ValueError) as error:
            raise NoAnswerError(_DAMAGED) from error
        if time.monotonic() > end:
            raise NoAnswerError(_why_late())
        return answer


def _base(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port  # asked for, for both may be none
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        message = f"{quoted(address)} 不是可以核对的网址：请写 http:// 或 https:// 开头的完整网址"
        raise CannotRunError(message)
    if "@" in parts.netloc or parts.query or parts.fragment:
        message = "网址里不能有帐号、“?”和“#”：请只写网站的网址"
        raise CannotRunError(message)
    path = parts.path.removesuffix("index.html")
    return urlunsplit((parts.scheme, parts.netloc, f"{path.rstrip('/')}/", "", ""))


def _read(response: urllib3.BaseHTTPResponse, asked: str, most: int, *, keep: bool) -> Answer:
    said, digest, kept = 0, hashlib.sha256(), list[bytes]()
    for piece in _unpacked(response, asked, most):
        said += len(piece)
        digest.update(piece)
        if keep:
            kept.append(piece)
    location = response.headers.get("Location")
    leads_to = urljoin(asked, location) if location else ""
    return Answer(response.status, Entry(said, digest.hexdigest()), b"".join(kept), leads_to)


def _unpacked(response: urllib3.BaseHTTPResponse, asked: str, most: int) -> Iterator[bytes]:
    """Yield what an answer unpacks to, piece by piece, one byte over `most` at the utmost."""
    wanted = most + 1
    coding = response.headers.get("Content-Encoding", "").lower()
    # Some servers say of a packed file that it is the packed form of another.
    if coding not in ("gzip", "x-gzip") or asked.endswith(".gz"):
        yield from _sent(response, wanted)
        return
    unpacking = zlib.decompressobj(_GZIP)
    for piece in _sent(response, wanted + _OVERHEAD):
        rest = piece
        while rest and wanted:
            made = unpacking.decompress(rest, min(wanted, _PIECE))
            rest = unpacking.unconsumed_tail
            wanted -= len(made)
            yield made
        if not wanted:
            return


def _sent(response: urllib3.BaseHTTPResponse, most: int) -> Iterator[bytes]:
    while most and (piece := response.read1(min(most, _PIECE), decode_content=False)):
        most -= len(piece)
        yield piece


def _why_late() -> str:
    return f"{watching.PATIENCE:.0f} 秒没有答复完"


def _why(error: urllib3.exceptions.HTTPError) -> str:
    """Return why there is no answer, in words."""
    cause = error.reason if isinstance(error, urllib3.exceptions.MaxRetryError) else error
    reasons = {
        urllib3.exceptions.NameResolutionError: "没有这个域名，或者查不到",
        urllib3.exceptions.ProxyError: "连不上代理服务器",
        urllib3.exceptions.NewConnectionError: "连不上服务器",
        urllib3.exceptions.TimeoutError: f"{_SILENCE:.0f} 秒没有答复",
        urllib3.exceptions.SSLError: "证书不受信任，或者加密协商失败",
    }
    return next((words for kind, words in reasons.items() if isinstance(cause, kind)), "连接中断")
