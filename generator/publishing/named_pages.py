"""Lets the links of a built site name the pages that they lead to, not the folders of these.

So the site can be looked at from a disk and be put where no server knows the page of a folder.
Every page stays where it is.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from generator.pages.built import LEADING_ON

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

PAGE: Final = "index.html"
MISSING: Final = "404.html"
_IN_TAG: Final = r'<[^<>]*?\s(?:href|action|data-page)="'
# Relative addresses only; what stands in the text of a page is not within a tag.
_RELATIVE: Final = re.compile(rf'({_IN_TAG}|{LEADING_ON})([^":?#/][^":?#]*)')
_NAMED: Final = re.compile(rf'<a [^<>]*?href="(?:[^":?#]*/)?{PAGE}'.encode())
# What names the site as a whole, and the data, name nothing but pages of ours.
_OWN: Final = re.compile(
    r"""
    (<link\ rel="canonical"\ href="[^"]*/)(?=")
    | (<loc>[^<]*/)(?=<)
    | (^\s*"address":\ "[^"]*/)(?=")
    | (,plan/[^",\r\n]*/)(?=\r\n)
    """,
    re.VERBOSE | re.MULTILINE,
)
# Attachments are left alone, and the index of the search: scripts do as links of their page do.
_NAMING: Final = re.compile(r".*\.html|feeds/.*|sitemap\.xml|data/.*\.(?:json|csv)")
_COMPRESSED_MAP: Final = "sitemap.xml.gz"
"""MkDocs makes it of the map of the site; compressed forms of what is published are made later."""


def name_pages(site: Path, mounted_at: str) -> None:
    """Let every link of a built site, shown below the path `mounted_at`, name a page."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name in sorted(files):
        content = (site / name).read_bytes()
        named = naming_pages(name, content, files, mounted_at)
        if named != content:
            (site / name).write_bytes(named)
    (site / _COMPRESSED_MAP).unlink(missing_ok=True)


def naming_pages(name: str, content: bytes, files: Container[str], mounted_at: str) -> bytes:
    """Return a file of a site with every address of a folder made that of the page in it.

    `files` are the paths of all files.
    """
    if not _NAMING.fullmatch(name):
        return content
    text = _OWN.sub(rf"\g<0>{PAGE}", content.decode())
    if name.endswith((".html", ".xml")):
        text = _RELATIVE.sub(_named, text)
    if name == MISSING:
        # Shown at any depth, it names the path that the site is mounted at.
        absolute = re.compile(rf'({_IN_TAG}{re.escape(mounted_at)})((?:[^":?#]*/)?)\.?(?=["?#])')
        text = absolute.sub(partial(_named_if_there, files), text)
    return text.encode()


def names_pages(home: bytes) -> bool:
    """Whether the links of a site, of which this is the home page, name pages."""
    return bool(_NAMED.search(home))


def _named(found: re.Match[str]) -> str:
    before, path = found.groups()
    if path.endswith("/"):
        return f"{before}{path}{PAGE}"
    if path.rpartition("/")[2] in (".", ".."):
        return f"{before}{path}/{PAGE}"
    return found[0]


def _named_if_there(files: Container[str], found: re.Match[str]) -> str:
    """Name the page of a folder, unless that is one of the host's."""
    before, path = found.groups()
    return f"{before}{path}{PAGE}" if f"{path}{PAGE}" in files else found[0]
