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
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

LONGEST: Final = 32
"""Characters of a gram: what many pages repeat at length is not followed to its end."""
_ALWAYS: Final = 2
"""Characters of a gram that is never left out for being on few pages."""
_END: Final = "\n"

LEVELS: Final = 4
LABEL, TEXT, NAME = range(3)
"""How much a passage says of its page: a few words, a sentence, what the page is called."""
Posting = set[int]
"""LEVELS times the number of each page, plus the level of a passage that holds the gram; one page
may be there at several levels."""


def grams(texts: Mapping[str, Iterable[int]], few: int) -> Iterator[tuple[str, Posting]]:
    """Yield the tree for texts in normal form, each with where it stands, as in a posting.

    `few` is how many pages a browser may read to see which of them hold a query. A page counts
    once for each text by which it holds a gram: to count it only once takes longer than a somewhat
    larger tree.

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
        self._places_at: list[Posting] = []
        """For each character of the text the places of the run in which it stands."""
        for run, places in runs.items():
            self._places_at += [places] * (len(run) + 1)

    def grams(self) -> Iterator[tuple[str, Posting]]:
        """Yield every gram of the tree with its posting."""
        for character, starts in self._continued("", range(len(self._text))).items():
            if character != _END:
                yield from self._follow(character, starts)

    def _follow(
        self, gram: str, starts: Sequence[int]
    ) -> Generator[tuple[str, Posting], None, Posting]:
        """Yield what continues `gram`, and `gram` itself, unless a longer one stands for it.

        Returns the posting of `gram`.
        """
        if len(gram) < _ALWAYS or (len(gram) < LONGEST and self._is_on_many(starts)):
            children = self._continued(gram, starts)
            ended = children.pop(_END, [])
            postings = []
            for character, at in children.items():
                postings.append((yield from self._follow(gram + character, at)))
            if len(postings) == 1 and not ended:
                return postings[0]
            posting = self._posting(ended).union(*postings)
        else:
            posting = self._posting(starts)
        yield gram, posting
        return posting

    def _continued(self, gram: str, starts: Sequence[int]) -> dict[str, list[int]]:
        """Return where `gram` is continued by which character."""
        text, length = self._text, len(gram)
        children: defaultdict[str, list[int]] = defaultdict(list)
        for start in starts:
            children[text[start + length]].append(start)
        return children

    def _is_on_many(self, starts: Sequence[int]) -> bool:
        few = self._few
        return len(starts) > few or sum(map(len, map(self._places_at.__getitem__, starts))) > few

    def _posting(self, starts: Sequence[int]) -> Posting:
        return set().union(*map(self._places_at.__getitem__, starts))
