"""What many tests need: a small plan, the real one, and a folder that holds a column."""

from __future__ import annotations

import concurrent.futures
import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
import yaml
from playwright.sync_api import Browser, sync_playwright

from generator.cli import main
from generator.plan.loader import read_plan
from generator.plan.model import Plan
from generator.problems import Report

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
DEMO = ROOT / "tests" / "demo"
REAL = ROOT / "tests" / "real"
"""The column as it was shipped first: editors change the one at the top, and no test of this."""
DEMO_IN_FORCE = "2025-10-09"
"""The day since which the plan of the fictional agency has been as it is."""

SETTINGS = """\
site_name: 示例局政务公开工作任务（示例）
docs_dir: content
theme: {name: material, language: zh, font: false}
plugins: [search, disclosure]
markdown_extensions: [attr_list, md_in_html, tables, toc]
"""

# A test must not depend on how busy the machine is.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let ``--regen`` write the golden files anew."""
    parser.addoption("--regen", action="store_true", help="write the golden files anew")


def parse_plan(text: str) -> Plan:
    """Return the plan that a text says, which must be without errors."""
    report = Report()
    plan = read_plan(text, "plan.yaml", report)
    assert not report.has_errors, report.problems
    assert plan is not None
    return plan


def disclosure(*arguments: str | Path) -> int:
    """Run the command line; return its exit code."""
    with pytest.raises(SystemExit) as leaving:
        main([str(argument) for argument in arguments])
    return int(leaving.value.code or 0)


def build(root: Path, site: Path, today: str = "2026-06-01") -> Path:
    """Build the column below `root` strictly into `site`; return `site`."""
    code = disclosure("--root", root, "--today", today, "build", "--strict", "--site-dir", site)
    assert 0 == code
    return site


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of a real plan, as it was issued."""
    folder = tmp_path_factory.mktemp("real")
    return build(copy_real(folder / "column"), folder / "site")


def git(folder: Path, *arguments: str, on: str = "2024-07-01", given: Path | None = None) -> str:
    """Run git as nobody in particular, on a day in China; return what it says.

    It reads what is in the file `given`.
    """
    who = ("-c", "user.name=无名氏", "-c", "user.email=nobody@xugou.example")
    day = f"{on} 09:00 +0800"
    days = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    command = ("git", "-C", str(folder), *who, *arguments)
    done = subprocess.run(  # noqa: S603 - git, with what tests say
        command,
        input=given.read_bytes() if given else b"",
        check=True,
        capture_output=True,
        env=os.environ | days,
    )
    return os.fsdecode(done.stdout).strip()


def copy_real(folder: Path) -> Path:
    """Copy the column of a real plan into a folder; return the folder."""
    others = shutil.ignore_patterns("addresses.txt", "notice.docx")
    return shutil.copytree(REAL, folder, ignore=others, dirs_exist_ok=True)


def copy_demo(folder: Path) -> Path:
    """Copy the fictional agency into a folder that is not there; return the folder."""
    return shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("site", ".site-*"))


@pytest.fixture(scope="session")
def demo_column(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the column of the fictional agency, with the history that its plan tells of."""
    folder = copy_demo(tmp_path_factory.mktemp("column") / "demo")
    plan = folder / "plan.yaml"
    text = plan.read_text("utf-8")
    steps = yaml.safe_load((ROOT / "tests" / "demo-history.yaml").read_text("utf-8"))
    earlier = [(DEMO_IN_FORCE, text)]
    for step in steps:
        for now, before in step["edits"].items():
            assert 1 == text.count(now), now
            text = text.replace(now, before)
        earlier.append((step["until"], text))
    git(folder, "init", "--quiet", "--initial-branch=main")
    for day, version in reversed(earlier):
        plan.write_text(version, "utf-8")
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "--message=plan", on=day)
    return folder


@pytest.fixture(scope="session")
def demo_site(demo_column: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the fictional agency."""
    return build(demo_column, tmp_path_factory.mktemp("demo") / "site", today="2025-12-31")


@pytest.fixture(scope="session")
def small_text() -> str:
    """Return the smallest plan file that has a part of everything."""
    return (CASES / "plan.yaml").read_text("utf-8")


@pytest.fixture(scope="session")
def small_plan(small_text: str) -> Plan:
    """Return that plan."""
    return parse_plan(small_text)


@pytest.fixture(scope="session")
def real_plan() -> Plan:
    """Return a real plan, as it was issued."""
    return parse_plan((REAL / "plan.yaml").read_text("utf-8"))


@pytest.fixture
def column_folder(tmp_path: Path, small_text: str) -> Callable[..., Path]:
    """Return a function that lays out a column: plan.yaml, mkdocs.yml and further files."""

    def lay_out(plan: str = small_text, **files: str) -> Path:
        root = tmp_path / "column"
        (root / "content").mkdir(parents=True)
        (root / "plan.yaml").write_text(plan, "utf-8", newline="")
        (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8", newline="")
        return root

    return lay_out


@pytest.fixture
def demo_folder(tmp_path: Path) -> Path:
    """Return a copy of the fictional agency that a test may change."""
    return copy_demo(tmp_path / "demo")


Serve = Callable[..., str]
"""Serves a folder and returns its address: ``serve(site, prefix="/a/", policy="…")``."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium that is there; no host but this machine can be reached from it."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a web server does: 404.html where there is none, and a policy for all."""

    prefix = "/"
    policy = ""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """Answer, unless the browser has gone on to another page."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def translate_path(self, path: str) -> str:
        """Return the file at an address below the prefix; one that is not there for others."""
        inside = path.startswith(self.prefix)
        return super().translate_path(path[len(self.prefix) - 1 :] if inside else "/~")

    def end_headers(self) -> None:
        """Add the policy."""
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show 404.html."""
        missing = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not missing.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(missing.read_bytes())


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Return a function that serves a folder on this machine."""
    servers = []

    def start(site: Path, prefix: str = "/", policy: str = "") -> str:
        kind = type("Served", (Handler,), {"prefix": prefix, "policy": policy})
        handler = functools.partial(kind, directory=str(site))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}{prefix}"

    yield start
    with concurrent.futures.ThreadPoolExecutor(len(servers) or 1) as pool:
        # Each takes up to half a second to notice.
        list(pool.map(http.server.ThreadingHTTPServer.shutdown, servers))
    for server in servers:
        server.server_close()
