"""A file of the frame has a name that says what is in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.publishing.naming import lasting_names

if TYPE_CHECKING:
    from pathlib import Path

FRAME = {"assets/column.css": b"a", "assets/search/text.js": b"b", "assets/search/box.js": b"c"}


def test_name_changes_with_the_file() -> None:
    """A style that changed has another name, and nothing else has."""
    before, after = lasting_names(FRAME), lasting_names(FRAME | {"assets/column.css": b"x"})

    assert {"assets/column.css"} == {path for path in FRAME if before[path] != after[path]}
    assert re.fullmatch(r"assets/column\.[0-9a-f]{12}\.css", after["assets/column.css"])


def test_scripts_change_together() -> None:
    """A script loads its neighbours by their own names: all stand in one new folder."""
    before, after = lasting_names(FRAME), lasting_names(FRAME | {"assets/search/box.js": b"x"})

    assert {path for path in FRAME if "search" in path} == {
        path for path in FRAME if before[path] != after[path]
    }
    assert re.fullmatch(r"assets/search\.[0-9a-f]{12}/text\.js", after["assets/search/text.js"])


def test_site_asks_for_what_is_there(real_site: Path) -> None:
    """Each page names the files of the frame as they are published; no other is."""
    there = {
        path.relative_to(real_site).as_posix()
        for path in (real_site / "assets").rglob("*")
        if path.is_file()
    }
    plain = {re.sub(r"\.[0-9a-f]{8,12}(?=[./])", "", path) for path in there}
    home = (real_site / "index.html").read_text("utf-8")

    assert {"assets/column.css", "assets/column.js", "assets/search/worker.js"} <= plain
    assert not [path for path in there if path.endswith(".map") or "lunr" in path]
    assert set(re.findall(r"assets/[\w./-]+", home)) <= there
