"""The tree of grams knows for every text on which pages it stands, or a few that are to be read."""

from __future__ import annotations

import bisect
import json
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.postings import LABEL, LEVELS, LONGEST, NAME, TEXT, grams

FEW = 5
WORDS = st.text("公开政务 ", min_size=1, max_size=12).filter(str.strip)
TEXTS = st.dictionaries(WORDS, st.sets(st.integers(0, 120), min_size=1), min_size=1, max_size=12)
QUERIES = st.text("公开政务", min_size=1, max_size=6)

Places = set[tuple[int, int]]
"""Numbers of pages, each with a level."""


@given(TEXTS, QUERIES)
def test_every_text_is_found(texts: dict[str, set[int]], query: str) -> None:
    """A query is answered exactly, or by few pages with all of the right ones among them."""
    holding = {page for text, at in texts.items() if query in text for page in at}

    pages, is_exact = look_up(tree_of(texts), query)

    if is_exact:
        assert holding == pages
    else:
        assert holding <= pages
        assert len(pages) <= FEW


@given(st.data())
def test_what_is_repeated_at_length(data: st.DataObject) -> None:
    """Texts that are alike for longer than a gram may be are found as well."""
    shared = "公开" * LONGEST
    beginnings = data.draw(st.lists(st.text("政务", max_size=2), min_size=1, max_size=4))
    texts = {f"{beginning}{shared}{n}": {n, n + 20} for n, beginning in enumerate(beginnings)}
    query = data.draw(st.sampled_from([*texts])) if data.draw(st.booleans()) else shared
    query = query[data.draw(st.integers(0, 2 * LONGEST - 2)) :][: data.draw(st.integers(1, 99))]
    holding = {page for text, at in texts.items() if query in text for page in at}

    pages, is_exact = look_up(tree_of(texts), query)

    assert holding == pages if is_exact else holding <= pages


def tree_of(texts: dict[str, set[int]]) -> dict[str, Places]:
    """Return the tree for texts with the pages on which each stands."""
    placed = {text: [LEVELS * page + LABEL for page in at] for text, at in texts.items()}
    return {gram: places(posting) for gram, posting in grams(placed, FEW)}


def places(posting: str) -> Places:
    """Read a posting in either form."""
    numbers = json.loads(posting)
    if isinstance(numbers, str):
        zeros = str.maketrans({"x": "0" * 3, "y": "0" * 9, "z": "0" * 27})
        digits = enumerate(numbers.translate(zeros))
        return {(page, n) for page, digit in digits for n in range(LEVELS) if int(digit) >> n & 1}
    return {divmod(place, LEVELS) for place in accumulate(numbers)}


def look_up(tree: dict[str, Places], query: str) -> tuple[set[int], bool]:
    """Do in Python what the browser does."""
    known_grams = sorted(tree)
    at = bisect.bisect_left(known_grams, query)
    if at < len(known_grams) and known_grams[at].startswith(query):
        return {page for page, _ in tree[known_grams[at]]}, True
    near = known_grams[max(0, at - 1) : at + 1]
    known = max((beginning(query, gram) for gram in near), key=len)
    if not known[1:]:
        return set(), True
    pages, _ = look_up(tree, known)
    is_followed = len(pages) > FEW and len(known) < LONGEST
    return (set(), True) if is_followed else (pages, False)


def beginning(one: str, other: str) -> str:
    """Return what two texts begin with alike."""
    return next(one[:end] for end in range(len(one), -1, -1) if other.startswith(one[:end]))


@pytest.mark.parametrize("few", [FEW, 0])
def test_levels_are_known(few: int) -> None:
    """A posting tells what kind of passage holds the gram, be it on few pages or on many."""
    here = [LEVELS + LABEL, LEVELS + NAME, LEVELS * 30 + TEXT]
    texts = {"公开": here, "政务公开": [LEVELS * 29 + LABEL]}

    tree = {gram: places(posting) for gram, posting in grams(texts, few)}

    assert {(1, LABEL), (1, NAME), (29, LABEL), (30, TEXT)} == tree["公开"]
    assert {(29, LABEL)} == tree[next(gram for gram in tree if gram.startswith("政务"))]


def test_text_that_many_pages_repeat() -> None:
    """The tree does not grow with the square of what many pages have in common."""
    shared = "".join(chr(0x4E00 + n) for n in range(2_000))
    texts = {f"{shared}{chr(0x5E00 + n)}": [LEVELS * n] for n in range(50)}

    tree = dict(grams(texts, FEW))

    assert max(map(len, tree)) <= LONGEST
    assert sum(map(len, tree)) < 50 * len(shared)
