"""What the search is told of each page."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from generator.pages import routes
from generator.pages.page import KINDS
from generator.search.normalise import normalise
from generator.search.postings import LABEL, LEVELS, NAME, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.pages.page import Page
    from generator.search.passages import MainText

LONGEST_LABEL: Final = 12
"""Characters; what is longer says something."""
_LONG: Final = 3_000
"""Characters; a page of more is long."""
_LONGEST_NUMBER: Final = 8
"""Characters; a full plan prints the number of a task before its title."""


@dataclass(frozen=True)
class Document:
    """A page as the search knows it."""

    page: Page
    says: MainText

    @property
    def title(self) -> str:
        """The main heading."""
        return "".join(self.says.title) or self.page.title

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The title, each line of it, and what else the page is called."""
        others = filter(None, self.page.names)
        return tuple(dict.fromkeys((self.title, *self.says.title, *others)))

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """All passages, the lines of the title among them, each once."""
        written = () if self.says.title else (self.page.title,)
        return tuple(dict.fromkeys((*written, *self.says.passages)))

    @cached_property
    def is_long(self) -> bool:
        """Whether the page, such as a full plan, is too long to be read in one piece."""
        return sum(map(len, self.passages)) > _LONG


def in_order(documents: Iterable[Document]) -> list[Document]:
    """Return documents by kind: a page's place in this list is its number."""
    rank = {kind: index for index, kind in enumerate(KINDS)}
    return sorted(documents, key=lambda document: rank[document.page.kind])


def places(documents: Sequence[Document]) -> Mapping[str, Sequence[int]]:
    """Return every text in normal form with where it stands, as in a posting."""
    # Of so many numbers, lists would take ten times the memory, and the time to look through it.
    pages: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    named: defaultdict[str, set[int]] = defaultdict(set)
    for number, document in enumerate(documents):
        for passage in document.passages:
            pages[passage].append(number)
        for name in document.names:
            named[name].add(number)
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for passage, numbers in pages.items():
        level = TEXT if len(passage) > LONGEST_LABEL else LABEL
        names = named.get(passage, ())
        found[normalise(passage)].extend(
            [LEVELS * number + (NAME if number in names else level) for number in numbers]
        )
    return found


class Sayings:
    """Which pages say what; long pages mostly repeat what short ones say."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._on_short: set[str] = set()
        for document in documents:
            if not document.is_long:
                self._on_short.update(document.passages)
        self._on_long: defaultdict[str, list[int]] = defaultdict(list)
        """A passage of short pages to the long pages on which it stands, be it behind a number."""
        for number, document in enumerate(documents):
            if document.is_long:
                for passage in self._known(document.passages):
                    self._on_long[passage].append(number)

    def _known(self, passages: Iterable[str]) -> set[str]:
        """Return what some passages of a long page, each without its number, have of short ones."""
        ends = (passage[at:] for passage in passages for at in range(_LONGEST_NUMBER + 1))
        return self._on_short.intersection(ends)

    def entries(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the number of each page with its address, names, place and passages.

        Behind that stands for each long page which of the passages stand there too. The passages
        of a long page itself are not in its entry.
        """
        for number, document in enumerate(self._documents):
            page = document.page
            passages = () if document.is_long else document.passages
            entry = [routes.address(page.path), document.names, page.place, passages]
            repeated = self._repeated(passages)
            yield number, [*entry, repeated] if repeated else entry

    def only_on_long(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number of each long page with what no short page says."""
        for number, document in enumerate(self._documents):
            if document.is_long:
                own = [passage for passage in document.passages if passage not in self._on_short]
                yield number, own

    def _repeated(self, passages: Sequence[str]) -> dict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index, passage in enumerate(passages):
            for number in self._on_long.get(passage, ()):
                found[number].append(index)
        return found


def facets(documents: Sequence[Document]) -> dict[str, dict[str, list[int]]]:
    """Return for each facet and each value of it the numbers of the pages."""
    pages: dict[str, dict[str, list[int]]] = {}
    for number, document in enumerate(documents):
        for facet, value in document.page.facets:
            pages.setdefault(facet, {}).setdefault(value, []).append(number)
    return pages
