"""Every way in which offices lay out a plan gives its parts, its tasks and who does them."""

from __future__ import annotations

import textwrap

import pytest

from tests.importing.bodies import BODIES
from tests.importing.columns import COLUMNS
from tests.importing.drawn import drawn
from tests.importing.layouts import HEADINGS, LETTER
from tests.importing.reading import imported
from tests.importing.shown import shown
from tests.importing.texts import TEXTS
from tests.importing.wholes import DOCUMENTS


def lines(expected: str) -> list[str]:
    """Return the lines of an expected plan."""
    return textwrap.dedent(expected).strip().splitlines()


TABLES = HEADINGS | BODIES | COLUMNS


@pytest.mark.parametrize("name", TABLES)
def test_table(name: str) -> None:
    """Each layout of tables is understood, to the last character."""
    blocks, expected = TABLES[name]
    found = imported(drawn(*LETTER, *blocks))

    assert lines(expected) == shown(found.plan)
    assert [] == [extract.text for extract in found.account.unread]
    assert found.text == found.again


@pytest.mark.parametrize("name", TEXTS)
def test_text(name: str) -> None:
    """Each way of writing a plan in running text is understood."""
    paragraphs, expected = TEXTS[name]
    found = imported(drawn(*LETTER, *paragraphs))

    assert lines(expected) == shown(found.plan)
    assert [] == [extract.text for extract in found.account.unread]
    assert found.text == found.again


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document(name: str) -> None:
    """What stands round the tasks finds its place, is left out for a reason, or is reported."""
    blocks, expected, unread = DOCUMENTS[name]
    found = imported(drawn(*blocks))

    assert lines(expected) == shown(found.plan)
    assert [*unread] == [extract.text for extract in found.account.unread]
    assert found.text == found.again
