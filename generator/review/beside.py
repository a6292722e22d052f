"""What a change does beside the plans: in words, what a reviewer would otherwise overlook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from generator.column.glossary import read_glossary
from generator.column.handwritten import ATTACHMENTS_FOLDER
from generator.column.loader import WAIVERS_FILE
from generator.column.settings import CONTENT_FOLDER
from generator.column.takedowns import TAKEDOWNS_FILE, read_takedowns
from generator.column.waivers import Waiver, read_waivers
from generator.pages import routes
from generator.plan.files import GLOSSARY_FILE
from generator.problems import CannotRunError, Report, quoted
from generator.source.files import read_text
from generator.source.front_matter import split_front_matter
from generator.source.nodes import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

T = TypeVar("T")
_ADDED, _CHANGED, _GONE = "新增", "有改动", "删去"
_LONGEST: Final = 200
"""Characters of a text of the proposal in a sentence."""
_UNTITLED: Final = "没有标题"


def changes_beside(before: Path, after: Path) -> tuple[str, ...]:
    """Return what differs between two columns beside their plans, one sentence each.

    Findings that shall pass come first, then what is taken off the site, pages that go,
    attachments, other pages, and words of the search. What has errors is compared as far as it can
    be read: each sentence is one line.
    """
    return (
        *_waived(before, after),
        *_taken_down(before, after),
        *_files(before, after),
        *_words(before, after),
    )


def _waived(before: Path, after: Path) -> Iterator[str]:
    old, new = (_waivers(root) for root in (before, after))
    for act, waivers in ((_ADDED, _without(new, old)), (_GONE, _without(old, new))):
        for waiver in waivers:
            place, code, reason, who = map(
                _shown, (waiver.place, waiver.code, waiver.reason, waiver.who)
            )
            yield f"豁免（{act}）：{place} 的 {code}，理由“{reason}”，决定人 {who}"


def _waivers(root: Path) -> dict[tuple[str, ...], Waiver]:
    text = _text(root, WAIVERS_FILE)
    return {
        (waiver.place, waiver.code, waiver.reason, waiver.who): waiver
        for waiver in read_waivers(text, WAIVERS_FILE, Report())
    }


def _taken_down(before: Path, after: Path) -> Iterator[str]:
    old, new = (_takedowns(root) for root in (before, after))
    for act, addresses in ((_ADDED, _without(new, old)), (_GONE, _without(old, new))):
        for (address,) in addresses:
            scope = "（整个方案）" if routes.folders_at(address) else ""
            yield f"撤下的网址（{act}）：{_shown(address)}{scope}"


def _takedowns(root: Path) -> dict[tuple[str, ...], tuple[str]]:
    addresses = read_takedowns(_text(root, TAKEDOWNS_FILE), TAKEDOWNS_FILE, Report())
    return {(address,): (address,) for address in addresses}


def _files(before: Path, after: Path) -> Iterator[str]:
    old, new = _listed(before), _listed(after)
    acts = {path: _act(old.get(path), new.get(path)) for path in sorted({*old, *new})}
    for path in sorted(acts, key=lambda path: _urgency(path, acts[path])):
        if acts[path] and path.endswith(".md"):
            title = _title(before if acts[path] == _GONE else after, path)
            yield f"手写页面（{acts[path]}）：{path}（{_shown(title)}）"
        elif acts[path]:
            yield f"附件（{acts[path]}）：{path}"


def _act(old: Path | None, new: Path | None) -> str:
    """Return what has become of a file; nothing if it is the same."""
    if old is None:
        return _ADDED
    if new is None:
        return _GONE
    return "" if old.read_bytes() == new.read_bytes() else _CHANGED


def _urgency(path: str, act: str) -> int:
    """Return a number that is the lower, the less of it is seen on the pages that are affected."""
    if not path.endswith(".md"):
        return 1
    return 0 if act == _GONE else 2


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
            yield f"检索用词（{act}）：{'、'.join(map(_shown, words))}"


def _glossary(root: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    groups = read_glossary(_text(root, GLOSSARY_FILE), GLOSSARY_FILE, Report())
    return {words: words for words in groups}


def _without(some: dict[tuple[str, ...], T], others: dict[tuple[str, ...], T]) -> list[T]:
    return [value for key, value in some.items() if key not in others]


def _shown(text: str) -> str:
    return quoted(text, _LONGEST)[1:-1]


def _text(root: Path, file: str) -> str:
    """Return the text of a file; empty if there is none, or it is refused."""
    try:
        return read_text(root / file, file, Report()) or ""
    except CannotRunError:
        return ""
