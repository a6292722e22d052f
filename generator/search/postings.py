"""Finds, for every run of characters, the pages that hold it.

The index is a tree of grams cut off where few pages are left. Every character and every pair of
neighbours has its list of pages. A gram on more than a few pages is followed by all its
continuations, so that a query is either in the tree to its last character, and then the answer is
exact, or leads to few pages, which are then read. A gram that is always continued in the same way
is left out: its longer form, which begins with it, stands for both. No gram is longer than LONGEST:
of a longer query the pages that hold its beginning and its end are read, however many.

Official texts repeat themselves. Where 息公开 stands only in 信息公开, both are on the same pages
and go on alike: what is found out of one holds for the other, so it is found out once. That halves
the work.

A posting on few pages is written as rising numbers, each as its difference from the one before:
LEVELS times the number of a page plus the level of a passage that holds the gram, so that one page
may be there at several levels. A posting on many pages is a text with a digit for each page up to
the last that holds the gram: the sum of 1, 2 and 4 for its levels. Letters stand for several pages
that do not hold it. Each form is shorter and faster to make where it is used.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import or_, sub
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LONGEST: Final = 32
"""Characters of a gram: what many pages repeat at length is not followed to its end."""
_ALWAYS: Final = 2
"""Characters of a gram that is never left out for being on few pages."""
_END: Final = "\n"

LEVELS: Final = 4
LABEL, TEXT, NAME = range(3)
"""How much a passage says of its page: a few words, a sentence, what the page is called."""
_NONE: Final = {"z": 27, "y": 9, "x": 3}
"""What stands for so many pages that do not hold a gram, the most first."""
_BYTE: Final = 8
"""Bits."""


def grams(texts: Mapping[str, Iterable[int]], few: int) -> Iterator[tuple[str, str]]:
    """Yield the tree for texts in normal form, each with where it stands, as numbers of a posting.

    Each gram comes with its posting as JSON. `few` is how many pages a browser may read to see
    which of them hold a query. A page counts once for each text by which it holds a gram: to count
    it only once takes longer than a somewhat larger tree.

    No gram goes across a blank, for no word of a query holds one.
    """
    return _Tree(texts, few).grams()


def differences(rising: Iterable[int]) -> list[int]:
    """Return how far each number is from the one before, the first from 0."""
    numbers = [*rising]
    return list(map(sub, numbers, [0, *numbers]))


@dataclass(slots=True, eq=False)
class _Node:
    """What is known of all grams that end at the same points of the text."""

    ends: array[int]
    """These points, rising: there stands the character that follows."""
    is_on_many: bool
    """Whether more than a few pages hold it."""
    children: dict[str, _Node] | None = None
    """Each way to go on, by its character; None as long as it is not followed."""
    ended: Sequence[int] = ()
    """If it is followed, points behind the ends of the runs that do not go on."""
    numbers: Sequence[int] = ()
    """The posting if it is on few pages, as differences, once it is asked for."""
    flags: int = 0
    """The posting if it is on many, with a bit for each number, once it is asked for."""
    posting: str = ""
    """Either as JSON, once it is asked for."""

    @property
    def is_left_out(self) -> bool:
        """Whether it always goes on in the same way."""
        return self.children is not None and len(self.children) == 1 and not self.ended


class _Tree:
    def __init__(self, texts: Mapping[str, Iterable[int]], few: int) -> None:
        self._few = few
        last = max((max(places) for places in texts.values()), default=0)
        self._bytes = last // _BYTE + 1
        # Numerals that are there already take a quarter of the time that json needs to make them.
        self._numerals = [*map(str, range(last + 1))]
        # Sets compare two equal numbers faster if they are the same object.
        numbers = [*range(last + 1)]
        runs: defaultdict[str, set[int]] = defaultdict(set)
        for text, at in texts.items():
            places = [*map(numbers.__getitem__, at)]
            for run in text.split():
                runs[run].update(places)
        self._text = _END.join((*runs, ""))
        self._places_before: list[tuple[int, ...]] = [()]
        """For each point of the text the places of the run whose character stands before it."""
        for run, found in runs.items():
            self._places_before += [tuple(found)] * (len(run) + 1)
        self._nodes: dict[tuple[int, int], _Node] = {}

    def grams(self) -> Iterator[tuple[str, str]]:
        """Yield every gram of the tree with its posting."""
        root = _Node(array("I", range(len(self._text))), is_on_many=True)
        for character, node in self._children(root).items():
            yield from self._follow(character, node)

    def _follow(self, gram: str, node: _Node) -> Iterator[tuple[str, str]]:
        """Yield what continues `gram`, and `gram` itself, unless a longer one stands for it."""
        if len(gram) < _ALWAYS or (node.is_on_many and len(gram) < LONGEST):
            for character, child in self._children(node).items():
                yield from self._follow(gram + character, child)
            if node.is_left_out:
                return
        yield gram, self._posting(node)

    def _children(self, node: _Node) -> dict[str, _Node]:
        """Return how `node` goes on."""
        if node.children is None:
            text = self._text
            ways: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
            for end in node.ends:
                ways[text[end]].append(end + 1)
            node.ended = ways.pop(_END, node.ended)
            node.children = {way: self._node(ends, node) for way, ends in ways.items()}
        return node.children

    def _node(self, ends: array[int], before: _Node) -> _Node:
        """Return what is known of a gram that ends at some points and goes on from `before`."""
        # Of two grams that first end at the same point, one is the ending of the other. If there
        # are as many of the one as of the other, there is none without the other.
        key = ends[0], len(ends)
        if key not in self._nodes:
            is_same = len(ends) == len(before.ends)
            self._nodes[key] = _Node(ends, before.is_on_many if is_same else self._is_on_many(ends))
        return self._nodes[key]

    def _is_on_many(self, ends: array[int]) -> bool:
        few = self._few
        return len(ends) > few or sum(map(len, map(self._places_before.__getitem__, ends))) > few

    def _places(self, ends: Sequence[int]) -> set[int]:
        return set().union(*map(self._places_before.__getitem__, ends))

    def _posting(self, node: _Node) -> str:
        """Return the posting of `node` as JSON."""
        if not node.posting and node.is_on_many:
            digits = f"{self._flags(node):x}"[::-1]
            for letter, pages in _NONE.items():
                digits = digits.replace("0" * pages, letter)
            node.posting = f'"{digits}"'
        elif not node.posting:
            numerals = map(self._numerals.__getitem__, self._numbers(node))
            node.posting = f"[{','.join(numerals)}]"
        return node.posting

    def _numbers(self, node: _Node) -> Sequence[int]:
        """Return the posting of a node that is on few pages, as differences."""
        if not node.numbers:
            node.numbers = array("I", differences(sorted(self._places(node.ends))))
        return node.numbers

    def _flags(self, node: _Node) -> int:
        """Return the posting of a node that is on many pages, with a bit for each number.

        It unites those of the children. Bits are united a hundred times as fast as sets, of which
        only small ones are made.
        """
        if not node.flags:
            children = () if node.children is None else node.children.values()
            together = [self._flags(child) for child in children if child.is_on_many]
            apart = self._places(node.ends if node.children is None else node.ended)
            for child in children:
                if not child.is_on_many:
                    apart.update(accumulate(self._numbers(child)))
            if apart:
                together.append(self._as_flags(apart))
            node.flags = reduce(or_, together)
        return node.flags

    def _as_flags(self, places: Iterable[int]) -> int:
        flags = bytearray(self._bytes)
        for place in places:
            flags[place // _BYTE] |= 1 << place % _BYTE
        return int.from_bytes(flags, "little")
