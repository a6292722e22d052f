"""Writes an edition as ordinary files that any engine for Markdown sites can build."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.problems import CannotRunError, Report
from generator.publishing.swap import made_aside
from generator.source.files import read_text
from generator.source.nodes import Mapping, Node, Scalar, Sequence
from generator.source.parser import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.pages.page import Asset, Page

_MARK = ".disclosure-export"
# These speak of the checkout that the export was made from.
_LEFT_OUT = frozenset(
    {
        "docs_dir",
        "nav",
        "not_in_nav",
        "plugins",
        "theme",
        "edit_uri",
        "repo_url",
        "extra",
        # The links of raw HTML hold only with directory URLs, which every engine makes by itself.
        "use_directory_urls",
    }
)
_REPLACED = frozenset({"disclosure", "search", "material/search"})
"""Plugins of which the export holds the outcome."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What an export holds."""

    pages: Iterable[Page]
    assets: Iterable[Asset]
    copied: dict[str, Path]
    """Path below docs/ to the file that belongs there."""
    frames: Iterable[Path]
    """Folders of the HTML frame, the later over the earlier."""
    settings: str
    """The text of mkdocs.yml."""


def export(contents: Contents, place: Path) -> None:
    """Fill the folder `place` with docs/, overrides/ and mkdocs.yml.

    Raises CannotRunError if `place` holds anything but an earlier export.
    """
    if place.exists() and not _may_be_replaced(place):
        message = f"{place} 里已有别的文件，为免覆盖没有导出：请换一个空文件夹"
        raise CannotRunError(message)
    with made_aside(place) as folder:
        (folder / _MARK).write_text(
            "由 disclosure export 生成，会被下一次导出整个替换。\n", "utf-8"
        )
        docs = folder / "docs"
        for page in contents.pages:
            _write(docs / page.path, page.markdown().encode())
        for asset in contents.assets:
            _write(docs / asset.path, asset.content)
        for path, source in contents.copied.items():
            _write(docs / path, source.read_bytes())
        for frame in contents.frames:
            shutil.copytree(frame, folder / "overrides", dirs_exist_ok=True)
        _write(folder / "mkdocs.yml", contents.settings.encode())


def exported_settings(path: Path, file: str, menu: dict[str, str], updated: str) -> str:
    """Return mkdocs.yml without our plugin, and with what it would add written out."""
    report = Report()
    text = read_text(path, file, report) or ""
    node = parse_yaml(text, file, report)
    if not isinstance(node, Mapping):
        message = f"{file} 不是若干行“字段: 内容”，无法导出"
        raise CannotRunError(message)
    kept = [_written(text, node, key) for key in node.entries if key not in _LEFT_OUT]
    return "".join(
        (
            "docs_dir: docs\n\n",
            "not_in_nav: |\n  /plan/\n  /departments/\n  /topics/\n  /search/\n  /changes/\n\n",
            _theme(text, node),
            _menu(text, node, menu),
            _plugins(text, node),
            _extra(text, node, updated),
            *kept,
        )
    )


def _may_be_replaced(place: Path) -> bool:
    return place.is_dir() and ((place / _MARK).is_file() or not any(place.iterdir()))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _written(text: str, node: Mapping, key: str) -> str:
    """Return a setting with its key just as it was written."""
    start, end = node.keys[key].span.start, node.entries[key].span.end
    return f"{text[start:end].rstrip()}\n\n"


def _theme(text: str, node: Mapping) -> str:
    theme = node.get("theme")
    if not isinstance(theme, Mapping):
        return "theme:\n  name: material\n  custom_dir: overrides\n\n"
    indent = " " * (theme.span.column - 1)
    kept = [
        f"{indent}{_written(text, theme, key).rstrip()}\n"
        for key in theme.entries
        if key != "custom_dir"
    ]
    return f"theme:\n{''.join(kept)}{indent}custom_dir: overrides\n\n"


def _extra(text: str, node: Mapping, updated: str) -> str:
    """Return what the frame of the pages asks for: as written, and what the plugin would add."""
    extra = node.get("extra")
    added = f'updated: "{updated}"', "scope: /"
    if not isinstance(extra, Mapping):
        return f"extra:\n  {added[0]}\n  {added[1]}\n\n"
    indent = " " * (extra.span.column - 1)
    kept = (_written(text, extra, key).rstrip() for key in extra.entries)
    return "extra:\n" + "".join(f"{indent}{line}\n" for line in (*kept, *added)) + "\n"


def _menu(text: str, node: Mapping, menu: dict[str, str]) -> str:
    lines = [f"  - {title}: {path}\n" for title, path in menu.items()]
    lines += [f"  - {line}\n" for line in _entries(text, node.get("nav"))]
    return f"nav:\n{''.join(lines)}\n"


def _plugins(text: str, node: Mapping) -> str:
    lines = [
        f"  - {line}\n"
        for line in _entries(text, node.get("plugins"))
        if line.split(":")[0].strip() not in _REPLACED
    ]
    return f"plugins:\n{''.join(lines)}\n" if lines else "plugins: []\n\n"


def _entries(text: str, node: Node | None) -> Iterator[str]:
    """Yield the entries of a list as they were written, without the dash."""
    for entry in node if isinstance(node, Sequence) else ():
        written = text[entry.span.start : entry.span.end].rstrip()
        indent = entry.span.column - 1
        yield written if isinstance(entry, Scalar) else _outdented(written, indent)


def _outdented(written: str, indent: int) -> str:
    first, *rest = written.split("\n")
    return "\n".join((first, *(f"    {line[indent:]}" for line in rest)))
