"""Reads back from the index of a built site what the search was told of each page."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from generator.pages import routes
from generator.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class WrittenIndex:
    """The index that lies in a site; raises OSError and ValueError if it is not as it was made."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._meta = json.loads((site / routes.SEARCH_META).read_bytes())

    @property
    def synonyms(self) -> list[list[str]]:
        """Groups of words that stand for each other."""
        groups: list[list[str]] = self._file("vocabulary")["synonyms"]
        return groups

    def pages(self) -> Iterator[Page]:
        """Yield each page, by which it can be found again: without its text."""
        facets = self._facets()
        first = self._meta["kinds"]
        parts = range(len(self._meta["firstPages"]))
        entries = (entry for part in parts for entry in self._file(f"texts-{part}"))
        for number, (address, names, place, *_) in enumerate(entries):
            yield Page(
                f"{address}index.md",
                title=names[0],
                description="",
                kind=max((at, kind) for kind, at in first.items() if at <= number)[1],
                body="",
                place=place,
                names=tuple(names),
                facets=tuple(facets.get(number, ())),
            )

    def _facets(self) -> dict[int, list[tuple[str, str]]]:
        found: dict[int, list[tuple[str, str]]] = {}
        for facet, values in self._file("facets").items():
            for value, differences in values.items():
                for number in accumulate(differences):
                    found.setdefault(number, []).append((facet, value))
        return found

    def _file(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        path = routes.search_file(self._meta["folder"], f"{name}.json")
        return json.loads((self._site / path).read_bytes())
