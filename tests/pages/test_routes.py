"""Addresses and the links between them."""

from __future__ import annotations

import posixpath

import pytest

from generator.pages import routes

PATHS = (
    "index.md",
    "tasks/index.md",
    "departments/office.md",
    "plan/2021/full.md",
    "plan/2021/tasks/1-1-1.md",
    "data/2021/plan.json",
)


@pytest.mark.parametrize("start", PATHS[:-1])
@pytest.mark.parametrize("target", PATHS)
def test_link_and_href_lead_to_the_same_place(start: str, target: str) -> None:
    """A Markdown link joins paths, an HTML link joins addresses: both end at the target."""
    by_path = posixpath.normpath(
        posixpath.join(posixpath.dirname(start), routes.link(target, start=start))
    )
    by_address = posixpath.normpath(
        posixpath.join("/", routes.address(start), routes.href(target, start=start))
    )

    assert target == by_path
    assert f"/{routes.address(target)}".rstrip("/") == by_address.rstrip("/")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", ""),
        ("tasks/index.md", "tasks/"),
        ("plan/2021/tasks/1-1-1.md", "plan/2021/tasks/1-1-1/"),
        ("data/2021/tasks.csv", "data/2021/tasks.csv"),
    ],
)
def test_address(path: str, address: str) -> None:
    """A page has a folder of its own, a file its name."""
    assert address == routes.address(path)


def test_anchor() -> None:
    """An anchor follows the address."""
    assert "full/#task-1" == routes.href("plan/p/full.md", start="plan/p/index.md", anchor="task-1")
