"""Which plan a document holds: of which year, and whether it is one that is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.importing.draft import in_one_line, said
from generator.importing.opening.letter import as_date

if TYPE_CHECKING:
    from generator.importing.draft import PlanDraft
    from generator.plan.model import Plan


def year_of(draft: PlanDraft) -> str:
    """Return the year in the title of the plan, else that of the letter; "" if neither says it."""
    for text in (draft.title, draft.letter.title):
        if match := re.search(r"(?:19|20)\d\d(?=年)", in_one_line(text)):
            return match[0]
    return as_date(said(draft.letter.issued_on))[:4]


def number_of(draft: PlanDraft) -> str:
    """Return the document number of the letter; "" if there is none."""
    return re.sub(r"\s", "", said(draft.letter.number))


def is_of(draft: PlanDraft, plan: Plan) -> bool:
    """Whether a document bears the number of a plan, or its title."""
    number = plan.document.number
    return bool(number and number == number_of(draft)) or in_one_line(draft.title) == plan.title
