"""What a change does beside the plans: in words, what a reviewer would otherwise overlook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from generator.column.glossary import read_glossary
from generator.column.handwritten import ATTACHMENTS_FOLDER
from generator.column.loader import WAIVERS_FILE
from generator.column.settings import CONTENT_FOLDER
from generator.column.waivers import Waiver, read_waivers
from generator.plan.files import GLOSSARY_FILE
from generator.problems import CannotRunError, Report
from generator.source.files import read_text
from generator.source.front_matter import split_front_matter
from generator.source.nodes import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

T = TypeVar("T")
_ADDED, _CHANGED, _GONE = "新增", "有改动", "删去"
_UNTITLED: Final = "没有标题"


def changes_beside(before: Path, after: Path) -> tuple[str, ...]:
    """Return what differs between two columns beside their plans, one sentence each.

    Findings that shall pass come first, then pages and attachments, then words of the search. What
    has errors is compared as far as it can be read.
    """
    return (*_waived(before, after), *_files(before, after), *_words(before, after))


def _waived(before: Path, after: Path) -> Iterator[str]:
    old, new = (_waivers(root) for root in (before, after))
    for act, waivers in ((_ADDED, _without(new, old)), (_GONE, _without(old, new))):
        for waiver in waivers:
            said = f"{waiver.place} 的 {waiver.code}，理由“{waiver.reason}”，决定人 {waiver.who}"
            yield f"豁免（{act}）：{said}"


def _waivers(root: Path) -> dict[tuple[str, ...], Waiver]:
    text = _text(root, WAIVERS_FILE)
    return {
        (waiver.place, waiver.code, waiver.reason, waiver.who): waiver
        for waiver in read_waivers(text, WAIVERS_FILE, Report())
    }


def _files(before: Path, after: Path) -> Iterator[str]:
    old, new = _listed(before), _listed(after)
    for path in sorted({*old, *new}, key=lambda path: (not path.endswith(".md"), path)):
        is_page = path.endswith(".md")
        if path not in new:
            name = f"（{_title(before, path)}）" if is_page else ""
            yield f"{'手写页面' if is_page else '附件'}（{_GONE}）：{path}{name}"
        elif is_page:
            continue
        elif path not in old:
            yield f"附件（{_ADDED}）：{path}"
        elif old[path].read_bytes() != new[path].read_bytes():
            yield f"附件（{_CHANGED}）：{path}"


def _listed(root: Path) -> dict[str, Path]:
    """Return the hand-written pages and the attachments of a column."""
    folder = root / CONTENT_FOLDER
    paths = {path.relative_to(root).as_posix(): path for path in folder.rglob("*")}
    attachments = f"{CONTENT_FOLDER}/{ATTACHMENTS_FOLDER}/"
    return {
        name: path
        for name, path in paths.items()
        if path.is_file() and (name.startswith(attachments) or name.endswith(".md"))
    }


def _title(root: Path, file: str) -> str:
    meta = split_front_matter(_text(root, file), file, Report()).meta
    title = meta.get("title") if isinstance(meta, Mapping) else None
    return title.value if isinstance(title, Scalar) else _UNTITLED


def _words(before: Path, after: Path) -> Iterator[str]:
    old, new = (_glossary(root) for root in (before, after))
    for act, groups in ((_ADDED, _without(new, old)), (_GONE, _without(old, new))):
        for words in groups:
            yield f"检索用词（{act}）：{'、'.join(words)}"


def _glossary(root: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    groups = read_glossary(_text(root, GLOSSARY_FILE), GLOSSARY_FILE, Report())
    return {words: words for words in groups}


def _without(some: dict[tuple[str, ...], T], others: dict[tuple[str, ...], T]) -> list[T]:
    return [value for key, value in some.items() if key not in others]


def _text(root: Path, file: str) -> str:
    """Return the text of a file; empty if there is none, or it is refused."""
    try:
        return read_text(root / file, file, Report()) or ""
    except CannotRunError:
        return ""
