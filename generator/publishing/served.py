"""Compares what a server sends below an address with the list of a site.

A file is asked for as it lies there, and as a browser asks for it: a page by its address, texts
compressed, for what stands between a site and its readers keeps these apart. What a server holds
beside the files of the list no answer tells.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from generator.pages import routes
from generator.pages.built import link_onward
from generator.problems import CannotRunError, quoted
from generator.publishing.asking import AT_ONCE, NoAnswerError
from generator.publishing.compressing import is_text
from generator.publishing.includes import fills_in
from generator.publishing.manifest import MANIFEST, Difference, Manifest, parsed
from generator.publishing.named_pages import names_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.publishing.asking import Answer, Server
    from generator.publishing.manifest import Entry

_LONGEST_LIST: Final = 48 * 2**20
_LONGEST_PAGE: Final = 16 * 2**20
"""Bytes of a page, which is kept as a whole: a list that comes from the server may say any size."""
_INSERTED: Final = 2**20
"""Bytes that the host may put into a page."""
_LOST: Final = 20
"""Files without an answer after which the server is no longer asked."""
_SHOWN: Final = 200
_OK: Final = 200
_FAULTS: Final = {
    401: "服务器不给（401，要登录）",
    403: "服务器不给（403）",
    404: "找不到（404）",
    410: "找不到（410）",
    429: "服务器限制访问次数（429）",
}
_OTHER: Final = "内容与公布的不同"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a server sends, compared with a list."""

    differences: tuple[Difference, ...]
    filled_in: int
    """How many pages hold something of the host's where they have a place for it."""
    answers_for_nothing: bool
    """Whether the server answers for what is not there as if it were."""


def fetched_manifest(server: Server) -> Manifest:
    """Return the list that lies below an address; raises CannotRunError if there is none."""
    try:
        answer = server.ask(MANIFEST, _LONGEST_LIST, keep=True)
    except NoAnswerError as error:
        message = f"{server.address} 没有答复：{error}"
        raise CannotRunError(message) from error
    if answer.leads_to:
        message = (
            f"{server.full(MANIFEST)} 转到{quoted(answer.leads_to, _SHOWN)}：请用转到的网址核对"
        )
        raise CannotRunError(message)
    if answer.status != _OK:
        fault = _said_of_status(answer.status)
        message = f"{server.full(MANIFEST)} {fault}：请核对网址，要写到专栏的首页为止"
        raise CannotRunError(message)
    return parsed(answer.content)


def compared(
    server: Server, manifest: Manifest, published: Callable[[str], bytes] | None
) -> Outcome:
    """Return what is not served as the list says.

    `published` gives the content of a file where it is at hand. Raises CannotRunError if the server
    stops answering.
    """
    examination = _Examination(server, manifest, published)
    verdicts: list[_Verdict] = []
    with ThreadPoolExecutor(AT_ONCE) as asking:
        for verdict in asking.map(examination.of, manifest.files):
            verdicts.append(verdict)
            if sum(each.is_lost for each in verdicts) == _LOST:
                asking.shutdown(cancel_futures=True)
                message = f"{server.address} 有 {_LOST} 个文件{verdict.fault}，不再核对：请过后再试"
                raise CannotRunError(message)
    found = (Difference(each.name, each.fault) for each in verdicts if each.fault)
    filled_in = sum(each.is_filled_in for each in verdicts)
    return Outcome(tuple(found), filled_in, examination.for_nothing is not None)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What became of one file."""

    name: str
    fault: str = ""
    is_lost: bool = False
    """Whether the server has not answered."""
    is_filled_in: bool = False


class _Examination:
    """What is asked of a server, and what its answers mean."""

    def __init__(
        self, server: Server, manifest: Manifest, published: Callable[[str], bytes] | None
    ) -> None:
        self._server = server
        self._manifest = manifest
        self._published = published
        self.for_nothing = self._content_for_nothing()
        self._has_folders = self._names_folders()

    def of(self, path: str) -> _Verdict:
        """Return what is wrong with a file as it lies there, else with what a browser gets."""
        verdict = self._verdict(path, lambda: self._file(path))
        if verdict.fault or not is_text(path):
            return verdict
        address = routes.address(path) if self._has_folders else path
        if address == path:
            name = f"{path}（压缩的）"
        else:
            name = f"{path}（网址 {self._server.full(address)}）"
        again = self._verdict(path, lambda: self._for_browser(path, address), name)
        return again if again.fault else verdict

    def _content_for_nothing(self) -> Entry | None:
        """Return what the server sends with success for an address at which nothing can be."""
        path = f"{self._manifest.checksum[:12]}/index.html"
        try:
            answer = self._server.ask(path, _INSERTED)
        except NoAnswerError:
            return None
        return answer.entry if answer.status == _OK else None

    def _names_folders(self) -> bool:
        """Whether links of the site name folders, not the pages in them."""
        try:
            home = self._server.ask("index.html", self._most("index.html"), keep=True)
        except NoAnswerError:
            return False
        return not names_pages(home.content)

    def _most(self, path: str) -> int:
        entry = self._manifest.files.get(path)
        size = entry.size if entry else 0
        return min(size, _LONGEST_PAGE) + _INSERTED if path.endswith(".html") else size

    def _file(self, path: str) -> Answer:
        is_page, most = path.endswith(".html"), self._most(path)
        answer = self._server.ask(path, most, keep=is_page)
        address = routes.address(path)
        if address != path and answer.leads_to == self._server.full(address):
            # Some hosts know a page by its address only.
            return self._server.ask(address, most, keep=is_page)
        return answer

    def _for_browser(self, path: str, address: str) -> Answer:
        answer = self._server.ask(
            address, self._most(path), packed=True, keep=path.endswith(".html")
        )
        if answer.leads_to and address != path:
            page = self._file(path)
            if answer.leads_to == _leads_on(page.content, self._server.full(address)):
                # The server does for a page that has moved what else the page does itself.
                return page
        return answer

    def _verdict(self, path: str, asked: Callable[[], Answer], name: str = "") -> _Verdict:
        name = name or path
        try:
            answer = asked()
        except NoAnswerError as error:
            return _Verdict(name, f"没有答复（{error}）", is_lost=True)
        if answer.leads_to:
            return _Verdict(name, self._said_of_redirect(answer.leads_to))
        if answer.status != _OK:
            return _Verdict(name, _said_of_status(answer.status))
        if answer.entry.content == self._manifest.files[path].content:
            return _Verdict(name)
        if answer.entry == self.for_nothing:
            return _Verdict(name, "找不到：服务器答复 200，内容却与问一个不存在的网址时相同")
        return self._of_content(path, name, answer.content)

    def _of_content(self, path: str, name: str, sent: bytes) -> _Verdict:
        if not path.endswith(".html"):
            return _Verdict(name, _OTHER)
        if self._published is None:
            return _Verdict(name, f"{_OTHER}（页头页脚由服务器插入的，请加 --against 核对）")
        page = self._published(path)
        if fills_in(page, sent):
            return _Verdict(name, is_filled_in=True)
        return _Verdict(name, _said_of_page(page, sent))

    def _said_of_redirect(self, leads_to: str) -> str:
        is_ours = urlsplit(leads_to).netloc == urlsplit(self._server.address).netloc
        return f"转到{'' if is_ours else '别的网站'}{quoted(leads_to, _SHOWN)}"


def _leads_on(page: bytes, address: str) -> str:
    """Return the address in full that a page leads on to at once; nothing if it does not."""
    link = link_onward(page.decode("utf-8", "replace"))
    return urljoin(address, link) if link else ""


def _said_of_status(status: int) -> str:
    return _FAULTS.get(status, f"服务器答复 {status}")


def _said_of_page(page: bytes, sent: bytes) -> str:
    """Return how a page differs from the one that is sent."""
    common = next((at for at, (a, b) in enumerate(zip(page, sent, strict=False)) if a != b), 0)
    if len(sent) > len(page) and sent.endswith(page[common:]):
        line = page.count(b"\n", 0, common) + 1
        return (
            f"第 {line} 行多出 {len(sent) - len(page)} 字节，其余相同："
            "是服务器、CDN 插入的，还是被人篡改的，请看网页源代码"
        )
    return _OTHER
