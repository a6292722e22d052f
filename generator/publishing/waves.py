"""In what order the files of a site come and go where readers see each of them at once.

A folder that is watched and storage that knows objects only have no link that could be changed in
one step. There pages of two releases stand side by side for a while. The order sees to it that each
of them works: what a page names is there before the page is, and goes after it has gone.

What is under way is written down first, in a journal beside the files: whoever finds one knows that
a run was broken off, and which files may be there because of it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import IntEnum, auto
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError
from generator.publishing.ledger import LEFT_OUT, left_out, refuse_return
from generator.publishing.manifest import MANIFEST, Manifest, as_json, entry_of, parsed
from generator.publishing.naming import LASTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.publishing.manifest import Entry

JOURNAL: Final = "manifest.next.json"
"""All files that may be there while a release is on its way, in the form of a manifest."""
IN_PLACE: Final = "in_place"
"""The fact that the files of a release replace those of the one before, one by one."""
_HOME: Final = "index.html"
_PAGE: Final = ".html"


@dataclass(frozen=True, slots=True)
class Put:
    """A file comes, in the place of what is there."""

    path: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Delete:
    """A file goes."""

    path: str


Wave = tuple[Put | Delete, ...]
"""Steps that may be taken in any order, also at the same time."""


@dataclass(frozen=True, slots=True)
class Transition:
    """The way from what is there to a new release."""

    after: Manifest
    """What is there in the end: the new site, and what pages loaded before may still ask for."""
    journal: Manifest
    """What may be there until then."""
    waves: tuple[Wave, ...]
    """One after the other; none if all is as it should be."""

    @property
    def puts(self) -> list[Put]:
        """All files of the site that come."""
        steps = (step for wave in self.waves for step in wave)
        return [each for each in steps if isinstance(each, Put) and each.path in self.after.files]

    @property
    def deletions(self) -> list[str]:
        """The paths of all files of earlier releases that go."""
        steps = (step for wave in self.waves for step in wave)
        return [each.path for each in steps if isinstance(each, Delete) and each.path != JOURNAL]

    def content(self, path: str) -> bytes | None:
        """Return the content of a file that is none of the site's own."""
        own = {MANIFEST: self.after, JOURNAL: self.journal}
        return as_json(own[path]) if path in own else None


@dataclass(frozen=True, slots=True)
class Published:
    """What a run has done."""

    written: int
    """How many files of the site."""
    deleted: int
    strangers: tuple[str, ...]
    """Paths of what else lies there, and was left alone."""


class _Turn(IntEnum):
    """When a file comes."""

    LASTING = auto()
    """Only pages that come later name it."""
    NEW = auto()
    """Likewise, as far as pages need it."""
    NEW_PAGE = auto()
    """Before the pages that link to it."""
    CHANGED_PAGE = auto()
    CHANGED = auto()
    """It is missing at no time; data, feeds and the search lead to pages that are there by now."""
    HOME = auto()


def listed(*texts: bytes | None) -> Manifest:
    """Return what lists say together, the later over the earlier; a damaged one says nothing."""
    files: dict[str, Entry] = {}
    facts: dict[str, str] = {}
    for text in filter(None, texts):
        with suppress(CannotRunError):
            manifest = parsed(text)
            files.update(manifest.files)
            facts.update(manifest.facts)
    return Manifest(files, facts)


def transition(site: Manifest, owned: Manifest, there: Mapping[str, Entry]) -> Transition:
    """Return how a site comes into a place.

    `owned` are all files that earlier runs may have put there: what manifest and journal list.
    `there` are the files that are there now: at least those that are owned, of the site or a list.

    Raises CannotRunError if something that has been taken down there would come back.
    """
    refuse_return(site, left_out(owned.facts))
    asked = owned.asked_for_after(site)
    if left_out(site.facts) - left_out(owned.facts):
        # What was searched until now holds the words that have been taken down.
        asked = {}
    carried = {
        path: entry
        for path, entry in asked.items()
        if path in there and there[path].content == entry.content
    }
    after = replace(site, facts={**site.facts, IN_PLACE: "yes"}).with_carried(carried)
    # Until all of it is there, what was left out before is what counts.
    facts = {**after.facts, LEFT_OUT: owned.facts.get(LEFT_OUT, "")}
    journal = Manifest({**owned.files, **site.files}, facts)
    said = _put_if_other(MANIFEST, after, there)
    waves = [*filter(None, (*_coming(after, there), said, *_going(owned, after, there)))]
    if waves:
        waves.insert(0, _put_if_other(JOURNAL, journal, there))
    if waves or JOURNAL in there:
        waves.append((Delete(JOURNAL),))
    return Transition(after, journal, tuple(filter(None, waves)))


def _put_if_other(path: str, manifest: Manifest, there: Mapping[str, Entry]) -> Wave:
    entry = entry_of(as_json(manifest))
    return () if there.get(path) == entry else (Put(path, entry),)


def _coming(after: Manifest, there: Mapping[str, Entry]) -> Iterable[Wave]:
    turns: dict[_Turn, list[Put]] = {turn: [] for turn in _Turn}
    for path, entry in sorted(after.files.items()):
        if path not in there or there[path].content != entry.content:
            turns[_turn(path, is_new=path not in there)].append(Put(path, entry))
    return map(tuple, turns.values())


def _turn(path: str, *, is_new: bool) -> _Turn:
    if path == _HOME:
        return _Turn.HOME
    if re.match(LASTING, path):
        return _Turn.LASTING
    if path.endswith(_PAGE):
        return _Turn.NEW_PAGE if is_new else _Turn.CHANGED_PAGE
    return _Turn.NEW if is_new else _Turn.CHANGED


def _going(owned: Manifest, after: Manifest, there: Mapping[str, Entry]) -> Iterable[Wave]:
    """Yield pages before what they name."""
    gone = sorted(owned.files.keys() & there.keys() - after.files.keys())
    yield tuple(Delete(path) for path in gone if path.endswith(_PAGE))
    yield tuple(Delete(path) for path in gone if not path.endswith(_PAGE))
