"""Sites of a few files, as `disclosure build` leaves them."""

from __future__ import annotations

from pathlib import Path

from generator.publishing.manifest import MANIFEST, as_json, survey


def make_site(folder: Path, files: dict[str, str]) -> Path:
    """Return a site with such files and its list."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    folder.joinpath(MANIFEST).write_bytes(as_json(survey(folder)))
    return folder
