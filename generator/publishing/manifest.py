"""Names every file of a site with its size and checksum, so that anybody can tell it is whole.

The list lies in the site itself, as ``manifest.json``: whoever copied the site, and a citizen who
kept a page of it, can compare. It names all files but itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError, quoted
from generator.publishing.naming import LASTING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MANIFEST: Final = "manifest.json"
AGAIN: Final = "again"
"""The fact that a release is an earlier one, shown once more, and its name."""
_SAFE: Final = re.compile(r"(?!/)(?:(?!\.\.?(?:/|$))[^/\x00-\x1f\\]+(?:/(?!$)|$))+")
_CHECKSUM: Final = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file."""

    size: int
    """Bytes."""
    sha256: str
    carried: bool = False
    """Whether only pages of the release before need it, for readers who have loaded them."""

    @property
    def content(self) -> tuple[int, str]:
        """What tells whether two files are the same."""
        return self.size, self.sha256


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of a site by their path in it."""

    files: Mapping[str, Entry]
    facts: Mapping[str, str] = field(default_factory=dict)
    """What is known of the build: the commit, the path that it is mounted at."""

    @property
    def size(self) -> int:
        """How many bytes all files have together."""
        return sum(entry.size for entry in self.files.values())

    @property
    def checksum(self) -> str:
        """One that stands for all files, wherever and whenever the list was made."""
        lines = (f"{entry.sha256}  {path}\n" for path, entry in sorted(self.files.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def asked_for_after(self, following: Manifest) -> Mapping[str, Entry]:
        """Return the files that pages loaded until now may ask for when another site is shown.

        The same site shown once more ages nothing: what it carries is still asked for.
        """
        own = {path: entry for path, entry in self.files.items() if not entry.carried}
        asked = self.files if own == following.files else own
        return {path: entry for path, entry in asked.items() if re.match(LASTING, path)}

    def with_carried(self, files: Mapping[str, Entry]) -> Manifest:
        """Return it with files that are kept for pages of the release before."""
        kept = {path: replace(entry, carried=True) for path, entry in files.items()}
        return replace(self, files={**kept, **self.files})

    def again(self, name: str) -> Manifest:
        """Return that of a release called `name` for when it is shown once more."""
        own = {path: entry for path, entry in self.files.items() if not entry.carried}
        return Manifest(own, {AGAIN: name, **self.facts})

    def with_files(self, files: Mapping[str, Entry]) -> Manifest:
        """Return it with further files."""
        return replace(self, files={**self.files, **files})


def entry_of(content: bytes) -> Entry:
    """Return how a file with a content stands in the list."""
    return Entry(len(content), hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Difference:
    """What is wrong with a file."""

    path: str
    fault: str

    def __str__(self) -> str:
        return f"{self.path}：{self.fault}"


def survey(site: Path, facts: Mapping[str, str] | None = None) -> Manifest:
    """Return the list of what is in a site now.

    Raises CannotRunError if there is a link or a device, which a site never has, and OSError.
    """
    files = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            message = f"{quoted(name)} 不是普通文件：网站里不能有链接和设备，请重新生成网站"
            raise CannotRunError(message)
        if path.is_file() and name != MANIFEST:
            files[name] = entry_of_file(path)
    return Manifest(files, facts or {})


def entry_of_file(path: Path) -> Entry:
    """Return how a file stands in the list."""
    with path.open("rb") as file:
        return Entry(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def as_json(manifest: Manifest) -> bytes:
    """Return the list as it lies in a site: one file a line, in the order of the paths."""
    files = ",\n".join(
        f"  {json.dumps(path, ensure_ascii=False)}: {json.dumps(_fields(entry))}"
        for path, entry in sorted(manifest.files.items())
    )
    facts = json.dumps(dict(manifest.facts), ensure_ascii=False, sort_keys=True)
    return f'{{"format": 1, "facts": {facts},\n"files": {{\n{files}\n}}}}\n'.encode()


def _fields(entry: Entry) -> dict[str, object]:
    fields: dict[str, object] = {"size": entry.size, "sha256": entry.sha256}
    return fields | {"carried": True} if entry.carried else fields


def read_manifest(site: Path) -> Manifest:
    """Return the list that lies in a site; raises CannotRunError if there is none of sense."""
    try:
        return parsed((site / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        message = (
            f"{quoted(str(site))} 里没有 {MANIFEST}，不知道它是否完整："
            "请用 disclosure build 重新生成网站"
        )
        raise CannotRunError(message) from error


def known_manifest(site: Path) -> Manifest:
    """Return the list that lies in a site; an empty one if there is none of sense."""
    try:
        return read_manifest(site)
    except CannotRunError:
        return Manifest({})


def parsed(text: bytes) -> Manifest:
    """Return what a list says; raises CannotRunError if it makes no sense."""
    try:
        said = json.loads(text)
        files = {path: Entry(**fields) for path, fields in said["files"].items()}
        facts = {str(key): str(value) for key, value in said["facts"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CannotRunError(_UNREADABLE) from error
    if not all(_makes_sense(path, entry) for path, entry in files.items()):
        raise CannotRunError(_UNREADABLE)
    return Manifest(files, facts)


_UNREADABLE: Final = f"{MANIFEST} 读不懂，可能已损坏：请用 disclosure build 重新生成网站"


def _makes_sense(path: str, entry: Entry) -> bool:
    return bool(
        _SAFE.fullmatch(path)
        and path != MANIFEST
        and type(entry.size) is int
        and entry.size >= 0
        and isinstance(entry.sha256, str)
        and _CHECKSUM.fullmatch(entry.sha256)
        and isinstance(entry.carried, bool)
    )


def differences(expected: Manifest, found: Manifest) -> Iterator[Difference]:
    """Yield what is not as it should be, in the order of the paths; a file renamed is said so."""
    lost = {path for path in expected.files if path not in found.files}
    new = {path for path in found.files if path not in expected.files}
    renamed = _renamed(expected, found, lost, new)
    for path in sorted({*expected.files, *new}):
        if path in renamed:
            yield Difference(path, f"被改名为 {renamed[path]}")
        elif path in lost:
            yield Difference(path, "不见了")
        elif path in new and path not in renamed.values():
            yield Difference(path, "不在清单里，是后来加上的")
        elif path in expected.files and expected.files[path].content != found.files[path].content:
            yield Difference(path, "内容和生成时不同")


def examined(site: Path) -> tuple[Manifest, list[Difference]]:
    """Return the list that lies in a site, and what is not as it says.

    Raises CannotRunError as `read_manifest` and `survey`.
    """
    manifest = read_manifest(site)
    return manifest, [*differences(manifest, survey(site))]


def _renamed(expected: Manifest, found: Manifest, lost: set[str], new: set[str]) -> dict[str, str]:
    by_content: dict[tuple[int, str], list[str]] = {}
    for path in sorted(new, reverse=True):
        by_content.setdefault(found.files[path].content, []).append(path)
    renamed = {}
    for path in sorted(lost):
        if others := by_content.get(expected.files[path].content):
            renamed[path] = others.pop()
    return renamed
