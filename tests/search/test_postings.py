"""The tree of grams knows for every text on which pages it stands, or a few that are to be read."""

from __future__ import annotations

import bisect

from hypothesis import given
from hypothesis import strategies as st

from generator.search import postings
from generator.search.postings import LEVELS, NAME, build_postings

WORDS = st.text("公开政务 ", min_size=1, max_size=12).filter(str.strip)
TEXTS = st.dictionaries(WORDS, st.sets(st.integers(0, 120), min_size=1), min_size=1, max_size=12)
QUERIES = st.text("公开政务", min_size=1, max_size=6)


@given(TEXTS, QUERIES)
def test_every_text_is_found(texts: dict[str, set[int]], query: str) -> None:
    """A query is answered exactly, or by few pages with all of the right ones among them."""
    tree = build_postings({text: [LEVELS * page for page in at] for text, at in texts.items()})
    holding = {page for text, at in texts.items() if query in text for page in at}

    pages, is_exact = look_up(tree, query)

    if is_exact:
        assert holding == pages
    else:
        assert holding <= pages
        assert len(pages) <= postings.FEW


def look_up(tree: dict[str, set[int]], query: str) -> tuple[set[int], bool]:
    """Do in Python what the browser does."""
    grams = sorted(tree)
    at = bisect.bisect_left(grams, query)
    if at < len(grams) and grams[at].startswith(query):
        return {place // LEVELS for place in tree[grams[at]]}, True
    near = grams[max(0, at - 1) : at + 1]
    known = max((beginning(query, gram) for gram in near), key=len)
    if not known[1:]:
        return set(), True
    pages, _ = look_up(tree, known)
    return (pages, False) if len(pages) <= postings.FEW else (set(), True)


def beginning(one: str, other: str) -> str:
    """Return what two texts begin with alike."""
    return next(one[:end] for end in range(len(one), -1, -1) if other.startswith(one[:end]))


def test_levels_are_known() -> None:
    """A posting tells what kind of passage holds the gram."""
    tree = build_postings({"公开": [0, LEVELS + NAME], "政务公开": [LEVELS]})

    assert {0, LEVELS + NAME, LEVELS} == tree["公开"]
    assert {LEVELS} == tree["政务"]
