"""Writes the index as small files, of which a browser fetches few.

``meta.json`` is always at the same place; it names the folder of the others, which is called after
their content, so that they may be kept for ever. The pages of facets and the first pages are
written as differences.

* ``grams-N.json``: part of the tree of grams in order, gram to posting (see postings.py). The
  boundary of each part stands in ``meta.json``: the shortest beginning of its first gram that comes
  after all of the part before.
* ``texts-N.json``: the entries of some pages, one after the other (see documents.py). The first
  page of each file stands in ``meta.json``.
* ``long-N.json``: what only the long page of that number among the long ones, which ``meta.json``
  lists, says.
* ``vocabulary.json``: traditional characters, each before its simplified one; the page of each unit
  by its names; groups of words that stand for each other. Asked for where a query is not found.
* ``facets.json``: for each facet and each value of it the pages.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from generator.pages import routes
from generator.pages.page import Asset
from generator.search.documents import (
    LONGEST_LABEL,
    Document,
    Sayings,
    facets,
    in_order,
    places,
)
from generator.search.normalise import normalise
from generator.search.postings import LONGEST, differences, grams
from generator.search.traditional import traditional_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.pages.page import Page
    from generator.search.passages import MainText

FORMAT: Final = 2
"""Of all that is written here; a script that meets another number does not read on."""
_FEW: Final = 24, 512
"""Fewest and most pages that a browser may have to read for one word; in between one in _ONE_IN."""
_ONE_IN: Final = 7
_PIECE: Final = 3_000
"""Characters of a file with several entries, at most."""
_GRAMS_PIECES: Final = 1_000
"""About so many files has the tree of a large index: there they are larger."""
_HASH_LENGTH: Final = 12
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""One for all: ``json.dumps`` makes a new one each time, which takes longer than a gram does."""


def build_search(
    pages: Iterable[Page], texts: Mapping[str, MainText], synonyms: Iterable[Sequence[str]]
) -> Iterator[Asset]:
    """Yield all files of the search over `pages`, given the main text of each by its path.

    The page with the form is not searched, nor what has been withdrawn. `synonyms` are groups of
    words that stand for each other.
    """
    searched = (page for page in pages if page.kind != "search" and not page.is_withdrawn)
    documents = [Document(page, texts[page.path]) for page in searched]
    yield from _build_index(in_order(documents), synonyms)
    # The index that Material's box asks for on every page: an empty one.
    empty = {"config": {"lang": ["en"], "separator": " ", "pipeline": []}, "docs": []}
    yield Asset(routes.SEARCH_STUB, _json(empty).encode())


def _build_index(
    documents: Sequence[Document], synonyms: Iterable[Sequence[str]]
) -> Iterator[Asset]:
    few = min(max(len(documents) // _ONE_IN, _FEW[0]), _FEW[1])
    tree, characters = _tree(documents, few)
    sayings = Sayings(documents)
    entries = ((number, _json(entry)) for number, entry in sayings.entries())
    texts = {
        next(iter(part)): f"[{','.join(part.values())}]".encode() for part in _cut(entries, _PIECE)
    }
    long = dict(sayings.only_on_long())
    files = {f"grams-{n}": part for n, part in enumerate(tree.values())}
    files |= {f"texts-{n}": part for n, part in enumerate(texts.values())}
    files |= {f"long-{n}": _json(said).encode() for n, said in enumerate(long.values())}
    files["facets"] = _json(
        {
            facet: {value: differences(pages) for value, pages in values.items()}
            for facet, values in facets(documents).items()
        }
    ).encode()
    files["vocabulary"] = _json(
        {
            "traditional": "".join(map("".join, traditional_forms(characters).items())),
            "units": _units(documents),
            "synonyms": [[normalise(word) for word in words] for words in synonyms],
        }
    ).encode()
    folder = _folder(files)
    meta = {
        "format": FORMAT,
        "folder": folder,
        "pages": len(documents),
        "few": few,
        "longestGram": LONGEST,
        "longestLabel": LONGEST_LABEL,
        "kinds": _first_of_each_kind(documents),
        "boundaries": [*tree],
        "firstPages": differences(texts),
        "long": [*long],
    }
    yield Asset(routes.SEARCH_META, _json(meta).encode())
    for name, content in files.items():
        yield Asset(routes.search_file(folder, f"{name}.json"), content)


def _tree(documents: Sequence[Document], few: int) -> tuple[dict[str, bytes], set[str]]:
    """Return the parts of the tree of grams as JSON by their boundaries, and all characters."""
    postings = dict(grams(places(documents), few))
    whole = sum(map(len, postings.values()))
    parts: dict[str, bytes] = {}
    boundary = last = ""
    for part in _cut(_in_order(postings), max(_PIECE, whole // _GRAMS_PIECES)):
        if last:
            boundary = _boundary(last, next(iter(part)))
        parts[boundary] = f"{{{_joined(part)}}}".encode()
        last = next(reversed(part))
    return parts, set().union(*postings)


def _in_order(postings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield grams in the order in which JavaScript compares strings."""
    for gram in sorted(postings, key=lambda gram: gram.encode("utf-16-be")):
        yield gram, postings[gram]


def _cut(items: Iterable[tuple[Any, str]], size: int) -> Iterator[dict[Any, str]]:
    """Yield the items in parts, each of which becomes a file.

    None is of more than `size` characters, unless one item alone is.
    """
    part: dict[Any, str] = {}
    filled = 0
    for key, item in items:
        length = len(item) + len(str(key))
        if part and filled + length > size:
            yield part
            part, filled = {}, 0
        part[key] = item
        filled += length
    if part:
        yield part


def _joined(part: Mapping[str, str]) -> str:
    return ",".join(f"{_json(gram)}:{posting}" for gram, posting in part.items())


def _boundary(last: str, first: str) -> str:
    """Return the shortest beginning of `first` that comes after `last`."""
    length = next(index for index in range(len(first)) if first[: index + 1] != last[: index + 1])
    return first[: length + 1]


def _units(documents: Sequence[Document]) -> dict[str, int]:
    """Return the page of each unit by each of its names."""
    return {
        normalise(name): number
        for number, document in enumerate(documents)
        if document.page.kind == "department"
        for name in document.names
    }


def _first_of_each_kind(documents: Sequence[Document]) -> dict[str, int]:
    first: dict[str, int] = {}
    for number, document in enumerate(documents):
        first.setdefault(document.page.kind, number)
    return first


def _folder(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(name.encode())
        digest.update(content)
    return digest.hexdigest()[:_HASH_LENGTH]


def _json(value: object) -> str:
    return _JSON.encode(value)
