"""A server that includes the settings serves the site as it is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator.publishing.nginx import FormerAddresses, nginx_settings
from generator.publishing.policy import content_policy, inline_in
from tests.conftest import disclosure
from tests.frame.test_frame import policy, scripts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# As https://owasp.org/www-project-secure-headers/ lists them, but for HSTS, the whole host's, and
# Clear-Site-Data, for those who log out.
HEADERS = (
    *("Content-Security-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Opener-Policy"),
    *("Cross-Origin-Resource-Policy", "Permissions-Policy", "Referrer-Policy"),
    *("X-Content-Type-Options", "X-Frame-Options", "X-Permitted-Cross-Domain-Policies"),
    "Cache-Control",
)


def test_policy_is_that_of_the_pages(real_site: Path) -> None:
    """The settings allow what a browser finds inline in the pages, and nothing else."""
    assert scripts(real_site) == inline_in(real_site).scripts
    assert policy(real_site) == content_policy(inline_in(real_site))


@pytest.mark.parametrize("mounted_at", ["/", "/zfxxgk/", "/a/b.c/"])
def test_every_location_has_all_headers(mounted_at: str) -> None:
    """A location inherits no header: each names all of them."""
    settings = nginx_settings(
        "/srv/x/current", mounted_at, "default-src 'none'", FormerAddresses(), has_includes=False
    )

    locations = re.findall(r"^location (?!=).*?^}", settings, re.DOTALL | re.MULTILINE)
    assert 4 == len(locations)
    for location in locations:
        assert all(f"add_header {header} " in location for header in HEADERS)


@pytest.mark.parametrize(
    ("path", "lasts"),
    [
        ("assets/column.0123456789ab.css", True),
        ("assets/search.0123456789ab/box.js", True),
        ("search/0123456789ab/grams-1.json", True),
        ("search/meta.json", False),
        ("search/index.html", False),
        ("assets/images/favicon.png", False),
        ("plan/20210616/tasks/20210616/index.html", False),
    ],
)
def test_what_browsers_keep(path: str, lasts: bool) -> None:  # noqa: FBT001 - a case
    """Only a file whose name says what is in it is kept without asking."""
    settings = nginx_settings(
        "/srv/x/current", "/zfxxgk/", "", FormerAddresses(), has_includes=False
    )

    (pattern,) = re.findall(r'location ~ "(\S+assets\S+)" {', settings)
    assert lasts == bool(re.match(pattern, f"/zfxxgk/{path}"))


def test_completed_pages_are_read_by_the_server(
    column_folder: Callable[..., Path], small_text: str, tmp_path: Path
) -> None:
    """Pages with a directive have no compressed form, which would be sent as it is; others do.

    What a plan says is no directive.
    """
    hostile = '<!--#include virtual="/etc/passwd" -->'
    root = column_folder(small_text.replace("公开规划。", f"公开规划{hostile}。"))
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("extra: {column: {header: /a/head.html, footer: /a/foot.html}}\n")
    assert 0 == disclosure("--root", root, "--today", "2024-06-01", "build")
    assert 0 == disclosure("publish", root / "site", "--to", tmp_path / "root")

    current = tmp_path / "root" / "current"
    pages = [*current.rglob("*.html")]
    assert len(pages) > 10
    for page in pages:
        written = re.findall("<!--#.*?-->", page.read_text("utf-8"))
        wanted = ["/a/head.html", "/a/foot.html"]
        assert [f'<!--#include virtual="{path}" -->' for path in wanted] == written
        assert not page.with_name("index.html.gz").exists()
    assert [*current.glob("assets/*.css.gz")]
    settings_of_server = (tmp_path / "root" / "nginx.conf").read_text("utf-8")
    assert 1 == settings_of_server.count("ssi on;")


def test_pages_without_directives_are_sent_as_they_are(real_site: Path, tmp_path: Path) -> None:
    """A server that has nothing to put in does not look for it."""
    assert 0 == disclosure("publish", real_site, "--to", tmp_path)

    assert (tmp_path / "current" / "index.html.gz").is_file()
    assert "ssi on;" not in (tmp_path / "nginx.conf").read_text("utf-8")
