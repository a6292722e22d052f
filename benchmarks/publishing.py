"""``make bench-publish``: whether readers notice that a new release is published.

nginx serves a site while eight readers load the home page, then a task, then the files that the
home page has named, which may be those of a release before; meanwhile twenty releases are published
and one is taken back. Beside it the same load while MkDocs builds into the folder that is served,
as `mkdocs build` does by itself.

* failed: answers other than 200, and connections that broke
"""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.server import PORT, nginx
from benchmarks.sites import REPOSITORY, disclosure
from generator.publishing.manifest import MANIFEST, as_json, survey

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASSETS = re.compile(r"assets/[\w./-]+\.(?:js|css)")
_TASK = "/plan/2021/tasks/1-1-1/"
_READERS = 8
_RELEASES = 20


class Readers:
    """Load pages and what they name again and again; count what is not there."""

    def __init__(self) -> None:
        self.asked = self.failed = 0
        self._is_over = threading.Event()
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read as long as something else goes on."""
        threads = [threading.Thread(target=self._read) for _ in range(_READERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._is_over.set()
            for thread in threads:
                thread.join()

    def _read(self) -> None:
        asked = failed = 0
        while not self._is_over.is_set():
            status, home = _answer("/")
            named = [f"/{path}" for path in sorted({*_ASSETS.findall(home.decode())})]
            answers = [status, *(_answer(path)[0] for path in (_TASK, *named))]
            asked += len(answers)
            failed += sum(each != http.client.OK for each in answers)
        with self._lock:
            self.asked += asked
            self.failed += failed


def _answer(path: str) -> tuple[int, bytes]:
    """Return status and content of what is at a path; 0 if there was no answer."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        site, root = folder / "site", folder / "root"
        disclosure("build", "--site-dir", site)
        _publish(site, root)
        print("                                    requests  failed")
        with nginx(folder, f"include {root}/nginx.conf;"):
            readers = Readers()
            with readers.reading():
                for number in range(_RELEASES):
                    _change(site, number)
                    _publish(site, root)
                disclosure("rollback", "--to", root)
            _print_row("20 releases and one way back", readers)
        with nginx(folder, f"location / {{ root {site}; }}"):
            readers = Readers()
            with readers.reading():
                for _ in range(3):
                    _mkdocs(site)
            _print_row("3 times mkdocs build in place", readers)


def _print_row(what: str, readers: Readers) -> None:
    print(f"{what:34}{readers.asked:10,}{readers.failed:8,}")


def _change(site: Path, number: int) -> None:
    """Let the style and every page that names it be others, as after a new version."""
    (style,) = site.glob("assets/column.*.css")
    renamed = style.with_name(f"column.{number:012x}.css")
    style.write_text(f"{style.read_text('utf-8')}\n/* {number} */\n", "utf-8")
    style.rename(renamed)
    for page in site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace(style.name, renamed.name), "utf-8")
    (site / MANIFEST).write_bytes(as_json(survey(site)))


def _publish(site: Path, root: Path) -> None:
    disclosure("publish", site, "--to", root)


def _mkdocs(site: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, check=True, cwd=REPOSITORY, capture_output=True)  # noqa: S603


if __name__ == "__main__":
    main()
