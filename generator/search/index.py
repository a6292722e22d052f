"""Writes the index as small files, of which a browser fetches few.

``meta.json`` is always at the same place; it names the folder of the others, which is called after
their content, so that they may be kept for ever:

* ``grams-N.json``: part of the tree of grams in order, gram to posting. A posting is a list of
  places in rising order, each as the difference to the one before. A place is four times
  the number of the page, plus 0 if the gram stands in a few words only, 1 in a sentence, 2 in the
  title or another name of the page.
* ``texts-N.json``: what some pages say, one after the other: address, title and other names, place,
  passages; then which of these passages stand on long pages too.
* ``facets.json``: for each kind of facet and each value of it the pages, as differences.

A long page, such as a full plan, repeats what short pages say; its own entry holds the rest only.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from operator import sub
from typing import TYPE_CHECKING, Any, Final, TypeVar

from generator.pages import routes
from generator.pages.page import KINDS, Asset
from generator.search.normalise import normalise
from generator.search.postings import FEW, LABEL, LEVELS, NAME, TEXT, Posting, build_postings
from generator.search.traditional import traditional_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.pages.page import Page
    from generator.search.passages import MainText

T = TypeVar("T")
U = TypeVar("U")
_LONG: Final = 6_000
"""Characters; a page of more is long."""
_CHARACTERS: Final = 4_000
_LEAST_ENTRY: Final = 30
_LONGEST_LABEL: Final = 12
_LONGEST_NUMBER: Final = 8
"""Characters; a full plan prints the number of a task before its title."""
_HASH_LENGTH: Final = 12


@dataclass(frozen=True)
class Document:
    """A page as the search knows it."""

    page: Page
    says: MainText

    @property
    def title(self) -> str:
        """The main heading."""
        return self.says.title or self.page.title

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The title, and what else the page is called."""
        return tuple(dict.fromkeys((self.title, *filter(None, self.page.names))))

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """All passages, the title among them, each once."""
        written = () if self.says.title else (self.page.title,)
        return tuple(dict.fromkeys((*written, *self.says.passages)))

    @cached_property
    def is_long(self) -> bool:
        """Whether the entry holds only what no short page says."""
        return sum(map(len, self.passages)) > _LONG


def build_search(
    pages: Iterable[Page], texts: Mapping[str, MainText], synonyms: Iterable[Sequence[str]]
) -> Iterator[Asset]:
    """Yield all files of the search over `pages`, given the main text of each by its path.

    The page with the form is not searched. `synonyms` are groups of words that stand for
    each other.
    """
    documents = [Document(page, texts[page.path]) for page in pages if page.kind != "search"]
    yield from _build_index(documents, synonyms)
    # The index that Material's box asks for on every page: an empty one.
    empty = {"config": {"lang": ["en"], "separator": " ", "pipeline": []}, "docs": []}
    yield Asset(routes.SEARCH_STUB, _json(empty))


def _build_index(
    documents: Sequence[Document], synonyms: Iterable[Sequence[str]]
) -> Iterator[Asset]:
    rank = {kind: index for index, kind in enumerate(KINDS)}
    ordered = sorted(documents, key=lambda document: rank[document.page.kind])
    postings = build_postings(_places(ordered))
    grams = list(_cut(_grams(postings), _length_of_posting))
    texts = list(_cut(_entries(ordered), _length_of_entry))
    files = {f"grams-{n}.json": _json(piece) for n, piece in enumerate(grams)}
    files |= {f"texts-{n}.json": _json([*piece.values()]) for n, piece in enumerate(texts)}
    files["facets.json"] = _json(_facets(ordered))
    folder = _folder(files)
    meta = {
        "folder": folder,
        "pages": len(ordered),
        "few": FEW,
        "longestLabel": _LONGEST_LABEL,
        "long": [n for n, document in enumerate(ordered) if document.is_long],
        "kinds": _first_of_each_kind(ordered),
        "grams": [next(iter(piece)) for piece in grams],
        "texts": [next(iter(piece)) for piece in texts],
        "traditional": traditional_forms(gram for gram in _characters(postings)),
        "units": {
            normalise(name): number
            for number, document in enumerate(ordered)
            if document.page.kind == "department"
            for name in filter(None, document.page.names)
        },
        "synonyms": [[normalise(word) for word in words] for words in synonyms],
    }
    yield Asset(routes.SEARCH_META, _json(meta))
    for name, content in files.items():
        yield Asset(routes.search_file(folder, name), content)


def _places(documents: Sequence[Document]) -> Mapping[str, Sequence[int]]:
    """Return every text in normal form with the places where it stands."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        for passage in document.passages:
            level = TEXT if len(passage) > _LONGEST_LABEL else LABEL
            level = NAME if passage in document.names else level
            places[normalise(passage)].append(LEVELS * number + level)
    return places


def _entries(documents: Sequence[Document]) -> Iterator[tuple[int, list[Any]]]:
    """Yield the number of each page with what the browser is told of it."""
    on_long: defaultdict[str, list[int]] = defaultdict(list)
    said: set[str] = set()
    for number, document in enumerate(documents):
        if document.is_long:
            for passage in document.passages:
                for start in range(_LONGEST_NUMBER + 1):
                    on_long[passage[start:]].append(number)
        else:
            said.update(document.passages)
    for number, document in enumerate(documents):
        passages = document.passages
        page = document.page
        entry: list[Any] = [routes.address(page.path), document.names, page.place]
        if document.is_long:
            entry.append([passage for passage in passages if passage not in said])
        else:
            entry.append(passages)
            repeated = _repeated(passages, on_long)
            entry += [repeated] if repeated else []
        yield number, entry


def _repeated(
    passages: Sequence[str], on_long: Mapping[str, Sequence[int]]
) -> dict[int, list[int]]:
    """Return for each long page which of `passages` stand on it too, by their index.

    `on_long` leads from a passage, or from what follows its number, to long pages.
    """
    found: defaultdict[int, list[int]] = defaultdict(list)
    for index, passage in enumerate(passages):
        for number in set(on_long.get(passage, ())):
            found[number].append(index)
    return found


def _grams(postings: Mapping[str, Posting]) -> Iterator[tuple[str, list[int]]]:
    # In the order in which JavaScript compares strings.
    for gram in sorted(postings, key=lambda gram: gram.encode("utf-16-be")):
        yield gram, _differences(_highest(postings[gram]))


def _highest(posting: Posting) -> Iterable[int]:
    """Return of the places on each page that of the highest level."""
    return {place // LEVELS: place for place in sorted(posting)}.values()


def _differences(numbers: Iterable[int]) -> list[int]:
    """Return how far each number is from the one before; the numbers in rising order."""
    rising = sorted(numbers)
    return list(map(sub, rising, (0, *rising)))


def _cut(items: Iterable[tuple[T, U]], weigh: Callable[[U], int]) -> Iterator[dict[T, U]]:
    """Yield the items in pieces, each of which becomes a file."""
    piece: dict[T, U] = {}
    filled = 0
    for key, item in items:
        weight = weigh(item)
        if piece and filled + weight > _CHARACTERS:
            yield piece
            piece, filled = {}, 0
        piece[key] = item
        filled += weight
    if piece:
        yield piece


def _length_of_posting(posting: Sequence[int]) -> int:
    return 5 + 2 * len(posting)


def _length_of_entry(entry: Sequence[Any]) -> int:
    return sum(map(len, entry[3])) + 2 * _LEAST_ENTRY


def _facets(documents: Sequence[Document]) -> dict[str, dict[str, list[int]]]:
    pages: dict[str, dict[str, list[int]]] = {}
    for number, document in enumerate(documents):
        for facet, value in document.page.facets:
            pages.setdefault(facet, {}).setdefault(value, []).append(number)
    return {
        facet: {value: _differences(found) for value, found in values.items()}
        for facet, values in pages.items()
    }


def _first_of_each_kind(documents: Sequence[Document]) -> dict[str, int]:
    first: dict[str, int] = {}
    for number, document in enumerate(documents):
        first.setdefault(document.page.kind, number)
    return first


def _characters(postings: Iterable[str]) -> Iterator[str]:
    for gram in postings:
        yield from gram


def _folder(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(name.encode())
        digest.update(content)
    return digest.hexdigest()[:_HASH_LENGTH]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
