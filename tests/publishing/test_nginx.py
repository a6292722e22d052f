"""A server that includes the settings serves the site as it is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator.publishing.nginx import nginx_settings
from generator.publishing.policy import content_policy, inline_scripts
from tests.frame.test_frame import policy, scripts

if TYPE_CHECKING:
    from pathlib import Path

# As https://owasp.org/www-project-secure-headers/ lists them, but for HSTS, the whole host's.
HEADERS = (
    *("Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"),
    *("Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options"),
    *("X-Permitted-Cross-Domain-Policies", "Cache-Control"),
)


def test_policy_is_that_of_the_pages(real_site: Path) -> None:
    """The settings allow what a browser finds inline in the pages, and nothing else."""
    assert scripts(real_site) == inline_scripts(real_site)
    assert policy(real_site) == content_policy(inline_scripts(real_site))


@pytest.mark.parametrize("mounted_at", ["/", "/zfxxgk/", "/a/b.c/"])
def test_every_location_has_all_headers(mounted_at: str) -> None:
    """A location inherits no header: each names all of them."""
    settings = nginx_settings("/srv/x/current", mounted_at, "default-src 'none'")

    locations = re.findall(r"^location (?!=).*?^}", settings, re.DOTALL | re.MULTILINE)
    assert 3 == len(locations)
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
    settings = nginx_settings("/srv/x/current", "/zfxxgk/", "")

    (pattern,) = re.findall(r'location ~ "(\S+assets\S+)" {', settings)
    assert lasts == bool(re.match(pattern, f"/zfxxgk/{path}"))
