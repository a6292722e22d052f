"""Finds, for every run of characters, the pages that hold it.

The index is a tree of grams cut off where few pages are left. Every character and every pair of
neighbours has its list of pages. A gram on more than a few pages is followed by all its
continuations, so that a query is either in the tree to its last character, and then the answer is
exact, or leads to few pages, which are then read. A gram that is always continued in the same way
is left out: its longer form, which begins with it, stands for both. No gram is longer than LONGEST:
of a longer query the pages that hold its beginning and its end are read, however many.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LONGEST: Final = 32
"""Characters of a gram: what many pages repeat at length is not followed to its end."""
_END: Final = "\n"

LEVELS: Final = 4
LABEL, TEXT, NAME = range(3)
"""How much a passage says of its page: a few words, a sentence, what the page is called."""
Posting = set[int]
"""LEVELS times the number of each page, plus the level of a passage that holds the gram; one page
may be there at several levels."""


def grams(texts: Mapping[str, Iterable[int]], few: int) -> Iterator[tuple[str, Posting]]:
    """Yield the tree for texts in normal form, each with where it stands, as in a posting.

    `few` is how many pages a browser may read to see which of them hold a query.

    No gram goes across a blank, for no word of a query holds one.
    """
    return _Tree(texts, few).grams()


class _Tree:
    def __init__(self, texts: Mapping[str, Iterable[int]], few: int) -> None:
        self._few = few
        runs: defaultdict[str, set[int]] = defaultdict(set)
        for text, places in texts.items():
            for run in text.split():
                runs[run].update(places)
        self._text = _END.join((*runs, ""))
        self._places = list(runs.values())
        self._run_at: list[int] = []
        for index, run in enumerate(runs):
            self._run_at += [index] * (len(run) + 1)

    def grams(self) -> Iterator[tuple[str, Posting]]:
        """Yield every gram of the tree with its posting."""
        starts: defaultdict[str, list[int]] = defaultdict(list)
        text = self._text
        for start, pair in enumerate(map("".join, pairwise(text))):
            starts[pair].append(start)
        pairs_of: defaultdict[str, list[str]] = defaultdict(list)
        for pair in starts:
            if pair[0] != _END:
                pairs_of[pair[0]].append(pair)
        for character, pairs in pairs_of.items():
            postings = {pair: self._posting(starts[pair]) for pair in pairs}
            if len(pairs) > 1 or pairs[0][1] == _END:
                yield character, set().union(*postings.values())
            for pair, posting in postings.items():
                if pair[1] != _END:
                    yield from self._below(pair, starts[pair], posting)

    def _below(
        self, gram: str, starts: list[int], posting: Posting
    ) -> Iterator[tuple[str, Posting]]:
        """Yield `gram`, unless a longer one stands for it, and what continues it."""
        waiting = [(gram, starts, posting)]
        while waiting:
            gram, starts, posting = waiting.pop()
            if len(posting) <= self._few or len(gram) >= LONGEST:
                yield gram, posting
                continue
            children = self._continued(gram, starts)
            if len(children) == 1 and _END not in children:
                waiting.append((gram + next(iter(children)), starts, posting))
                continue
            yield gram, posting
            for character, continued in children.items():
                if character != _END:
                    waiting.append((gram + character, continued, self._posting(continued)))

    def _continued(self, gram: str, starts: list[int]) -> dict[str, list[int]]:
        """Return where `gram` is continued by which character."""
        text, length = self._text, len(gram)
        children: defaultdict[str, list[int]] = defaultdict(list)
        for start in starts:
            children[text[start + length]].append(start)
        return children

    def _posting(self, starts: list[int]) -> Posting:
        if len(starts) == 1:
            return self._places[self._run_at[starts[0]]]
        runs = set(map(self._run_at.__getitem__, starts))
        return set().union(*map(self._places.__getitem__, runs))
