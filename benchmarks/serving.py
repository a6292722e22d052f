"""``make bench-serving``: how fast a site is handed out, and what compressing beforehand is worth.

nginx serves a site with the settings that publishing writes; wrk asks it for one file after the
other with sixteen connections.

* beforehand: the `.br` and `.gz` that a release holds are sent
* each time: they are taken away, and nginx compresses by itself
* not at all: nothing is compressed
* requests in a second, and how long the slowest of a hundred took; KB are those of one answer
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.server import PORT, nginx
from benchmarks.sites import disclosure

_SECONDS = 4
_CONNECTIONS = 16
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
_ON_THE_FLY = "gzip on; gzip_types text/css application/javascript application/json;"


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast one file was handed out."""

    rate: float
    """Requests in a second."""
    p99: float
    """Milliseconds."""
    size: int
    """Bytes of one answer's content."""


def main() -> None:
    """Measure and print."""
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("wrk is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        site, root = folder / "site", folder / "root"
        disclosure("build", "--site-dir", site)
        disclosure("publish", site, "--to", root)
        settings = f"include {root}/nginx.conf;"
        files = _measured(root / "current")
        print(f"{'':12}{'':10}{'':8}{'KB':>8}{'req/s':>10}{'p99 ms':>10}")
        with nginx(folder, settings):
            for encoding in ("br", "gzip"):
                _print_rows("beforehand", wrk, files, encoding)
        for form in (*root.rglob("current/**/*.gz"), *root.rglob("current/**/*.br")):
            form.unlink()
        with nginx(folder, f"{_ON_THE_FLY} {settings}"):
            _print_rows("each time", wrk, files, "gzip")
        with nginx(folder, settings):
            _print_rows("not at all", wrk, files, "identity")


def _measured(site: Path) -> dict[str, str]:
    """Return the paths of the files that are asked for, by what they are."""
    largest = max(site.glob("search/*/*.json"), key=lambda path: path.stat().st_size)
    return {
        "home": "",
        "task": "plan/2021/tasks/1-1-1/",
        "index": largest.relative_to(site).as_posix(),
    }


def _print_rows(what: str, wrk: str, files: dict[str, str], encoding: str) -> None:
    for name, path in files.items():
        speed = _asked(wrk, f"http://127.0.0.1:{PORT}/{path}", encoding)
        figures = f"{speed.size / 1000:8.1f}{speed.rate:10,.0f}{speed.p99:10.2f}"
        print(f"{what:12}{encoding:10}{name:8}{figures}")


def _asked(wrk: str, url: str, encoding: str) -> Speed:
    """Ask for one file as often as it goes; exit if any answer is not 200."""
    header = f"Accept-Encoding: {encoding}"
    command = (wrk, "-t1", f"-c{_CONNECTIONS}", f"-d{_SECONDS}s", "--latency", "-H", header, url)
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        sys.exit(done.stdout)
    rate = float(_found(r"Requests/sec:\s+([\d.]+)", done.stdout)[0])
    slowest, unit = _found(r"99%\s+([\d.]+)(us|ms|s)", done.stdout)
    return Speed(rate, float(slowest) * _UNITS[unit], _size(url, header))


def _found(pattern: str, text: str) -> tuple[str, ...]:
    found = re.search(pattern, text)
    if found is None:
        sys.exit(text)
    return found.groups()


def _size(url: str, header: str) -> int:
    command = ("curl", "--silent", "--header", header, "--output", "/dev/null", url)
    done = subprocess.run(  # noqa: S603
        (*command, "--write-out", "%{size_download}"), check=True, capture_output=True, text=True
    )
    return int(done.stdout)


if __name__ == "__main__":
    main()
