"""The tree of grams knows for every text on which pages it stands, or a few that are to be read."""

from __future__ import annotations

import bisect

from hypothesis import given
from hypothesis import strategies as st

from generator.search.postings import LEVELS, LONGEST, NAME, grams

FEW = 5
WORDS = st.text("公开政务 ", min_size=1, max_size=12).filter(str.strip)
TEXTS = st.dictionaries(WORDS, st.sets(st.integers(0, 120), min_size=1), min_size=1, max_size=12)
QUERIES = st.text("公开政务", min_size=1, max_size=6)


@given(TEXTS, QUERIES)
def test_every_text_is_found(texts: dict[str, set[int]], query: str) -> None:
    """A query is answered exactly, or by few pages with all of the right ones among them."""
    tree = dict(grams({text: [LEVELS * page for page in at] for text, at in texts.items()}, FEW))
    holding = {page for text, at in texts.items() if query in text for page in at}

    pages, is_exact = look_up(tree, query)

    if is_exact:
        assert holding == pages
    else:
        assert holding <= pages
        assert len(pages) <= FEW


def look_up(tree: dict[str, set[int]], query: str) -> tuple[set[int], bool]:
    """Do in Python what the browser does."""
    known_grams = sorted(tree)
    at = bisect.bisect_left(known_grams, query)
    if at < len(known_grams) and known_grams[at].startswith(query):
        return {place // LEVELS for place in tree[known_grams[at]]}, True
    near = known_grams[max(0, at - 1) : at + 1]
    known = max((beginning(query, gram) for gram in near), key=len)
    if not known[1:]:
        return set(), True
    pages, _ = look_up(tree, known)
    return (pages, False) if len(pages) <= FEW else (set(), True)


def beginning(one: str, other: str) -> str:
    """Return what two texts begin with alike."""
    return next(one[:end] for end in range(len(one), -1, -1) if other.startswith(one[:end]))


def test_levels_are_known() -> None:
    """A posting tells what kind of passage holds the gram."""
    tree = dict(grams({"公开": [0, LEVELS + NAME], "政务公开": [LEVELS]}, FEW))

    assert {0, LEVELS + NAME, LEVELS} == tree["公开"]
    assert {LEVELS} == tree["政务"]


def test_text_that_many_pages_repeat() -> None:
    """The tree does not grow with the square of what many pages have in common."""
    shared = "".join(chr(0x4E00 + n) for n in range(2_000))
    texts = {f"{shared}{chr(0x5E00 + n)}": [LEVELS * n] for n in range(50)}

    tree = dict(grams(texts, FEW))

    assert max(map(len, tree)) <= LONGEST
    assert sum(map(len, tree)) < 50 * len(shared)
