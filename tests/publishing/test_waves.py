"""Every page works at every moment, in whatever order the steps of a wave are taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publishing.ledger import LEFT_OUT
from generator.publishing.manifest import MANIFEST, Entry, Manifest, entry_of, parsed
from generator.publishing.waves import JOURNAL, Delete, listed, transition

HOME = "index.html"
PAGES = [f"{name}/index.html" for name in "abcd"]
LASTING_FILES = [f"assets/{name}.1234567{name}.js" for name in "abc"]
LASTING_FILES += [f"search/1234567{name}/0.json" for name in "ab"]
OTHERS = ["files/a.pdf", "assets/images/a.png", "data/a.json", "search/meta.json"]
RANDOMS = st.builds(Random, st.integers(0, 2**32))
Files = dict[str, bytes]
"""A page holds the paths that it names, one a line; a lasting file its own path."""


@st.composite
def sites(draw: st.DrawFn) -> Files:
    """Draw a site of which no page names what it does not have."""
    files = {path: path.encode() for path in draw(some_of(LASTING_FILES))}
    files |= {path: draw(st.sampled_from([b"1", b"2"])) for path in draw(some_of(OTHERS))}
    pages = [HOME, *draw(some_of(PAGES))]
    names = some_of([*files, *pages])
    return files | {page: "\n".join(draw(names)).encode() for page in pages}


def some_of(paths: list[str]) -> st.SearchStrategy[list[str]]:
    """Return a strategy for some of these, in their order; one number each is quickly drawn."""
    return st.integers(0, 2 ** len(paths) - 1).map(
        lambda chosen: [path for number, path in enumerate(paths) if chosen >> number & 1]
    )


def named(page: bytes) -> set[str]:
    """Return what a page names."""
    return set(page.decode().split())


@dataclass
class Place:
    """Where sites are published, step by step."""

    files: Files
    random: Random

    def publish(self, site: Files, steps: int = 1000, taken_down: str = "") -> None:
        """Take so many steps of the way to a site, and look around after each."""
        facts = {LEFT_OUT: taken_down} if taken_down else {}
        way = transition(replace(listing(site), facts=facts), self.owned, self.there)
        taken = [step for wave in way.waves for step in self.random.sample(wave, len(wave))]
        for step in taken[:steps]:
            if isinstance(step, Delete):
                del self.files[step.path]
            else:
                content = way.content(step.path)
                self.files[step.path] = site[step.path] if content is None else content
                assert step.entry == entry_of(self.files[step.path])
            self.look_around()

    @property
    def owned(self) -> Manifest:
        """What the lists that lie there name."""
        return listed(self.files.get(MANIFEST), self.files.get(JOURNAL))

    @property
    def there(self) -> dict[str, Entry]:
        """What lies there."""
        return {path: entry_of(content) for path, content in self.files.items()}

    def look_around(self) -> None:
        """Make sure that every page finds what it names, and every way from the home page leads."""
        pages = {path: named(text) for path, text in self.files.items() if path.endswith(".html")}
        for names in pages.values():
            assert {name for name in names if not name.endswith(".html")} <= self.files.keys()
        ahead, reached = {HOME} & pages.keys(), set[str]()
        while ahead:
            reached |= ahead
            linked = {name for page in ahead for name in pages[page] if name.endswith(".html")}
            ahead = linked - reached
            assert ahead <= pages.keys()


def listing(site: Files) -> Manifest:
    """Return the list that a site is built with."""
    return Manifest({path: entry_of(content) for path, content in site.items()})


@settings(max_examples=100, deadline=None)
@given(
    sites(),
    st.lists(st.tuples(sites(), st.integers(0, 12)), max_size=3),
    sites(),
    RANDOMS,
)
def test_every_page_works_at_every_moment(
    first: Files, broken_off: list[tuple[Files, int]], last: Files, random: Random
) -> None:
    """Also if runs are broken off, and others are begun in their place."""
    place = Place({"their.txt": b"1"}, random)
    place.publish(first)
    for site, steps in broken_off:
        place.publish(site, steps)
    place.publish(last)

    carried = {path for path, entry in parsed(place.files[MANIFEST]).files.items() if entry.carried}
    assert place.files.keys() - carried == last.keys() | {MANIFEST, "their.txt"}
    assert last.items() <= place.files.items()
    assert carried <= {*LASTING_FILES}


@settings(max_examples=40, deadline=None)
@given(sites(), sites(), RANDOMS)
def test_what_loaded_pages_ask_for_stays_for_one_release(
    old: Files, new: Files, random: Random
) -> None:
    """A page that was loaded before finds its scripts; after the release after that, no more."""
    place = Place({}, random)
    place.publish(old)
    place.publish(new)
    assert old.keys() & {*LASTING_FILES} <= place.files.keys()

    place.publish(new)
    assert old.keys() & {*LASTING_FILES} <= place.files.keys()

    third = {HOME: b"", "files/third.pdf": b""}
    place.publish(third)
    assert place.files.keys() - {MANIFEST, *third} == new.keys() & {*LASTING_FILES}


@settings(max_examples=40, deadline=None)
@given(sites(), sites(), st.integers(0, 30), RANDOMS)
def test_what_was_taken_down_does_not_stay(
    old: Files, new: Files, steps: int, random: Random
) -> None:
    """The search that pages loaded before ask for holds the words: it goes, whatever happens."""
    place = Place({}, random)
    place.publish(old, taken_down="gone/")
    place.publish(new, steps, taken_down="gone/ left/")
    place.publish(new, taken_down="gone/ left/")

    assert new.keys() | {MANIFEST} == place.files.keys()


@settings(max_examples=40, deadline=None)
@given(sites(), RANDOMS)
def test_what_is_the_same_is_not_touched(site: Files, random: Random) -> None:
    """To publish a site once more takes no step."""
    place = Place({}, random)
    place.publish(site)

    assert () == transition(listing(site), place.owned, place.there).waves
