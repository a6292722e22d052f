"""Which plan a document holds: of which year, and whether it is one that is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.importing.draft import in_one_line, said
from generator.importing.opening.letter import as_date

if TYPE_CHECKING:
    from generator.importing.draft import PlanDraft
    from generator.plan.model import Plan

_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=年)")
_BRACKETS: Final = r"[〔〕\[\]［］【】（）()\s]"


def year_of(draft: PlanDraft) -> str:
    """Return the year in the title of the plan, else that of the letter; "" if neither says it."""
    return year_in_title(draft) or as_date(said(draft.letter.issued_on))[:4]


def year_in_title(draft: PlanDraft) -> str:
    """Return the year that a title names last, rather not within 《》; "" if none does."""
    for text in map(in_one_line, (draft.title, draft.letter.title)):
        for part in (re.sub("《.*?》", "", text), text):
            if years := _YEAR.findall(part):
                return str(years[-1])
    return ""


def number_of(draft: PlanDraft) -> str:
    """Return the document number of the letter; "" if there is none."""
    return re.sub(r"\s", "", said(draft.letter.number))


def is_of(draft: PlanDraft, plan: Plan) -> bool:
    """Whether a document is that of a plan, in these words or corrected.

    It bears its number, or its title and no other year. One whose title names no year, of a later
    date, is if it has most of its tasks.
    """
    if plan.document.number and _alike(number_of(draft), plan.document.number):
        return True
    year = year_of(draft)
    if in_one_line(draft.title) == plan.title and year in ("", str(plan.year)):
        return True
    return not year_in_title(draft) and 2 * _shared(draft, plan) > len(draft.tasks)


def shares_tasks(draft: PlanDraft, plan: Plan) -> bool:
    """Whether a document has a task of a plan."""
    return _shared(draft, plan) > 0


def _shared(draft: PlanDraft, plan: Plan) -> int:
    """Return how many tasks of a document are those of a plan, word for word but for blanks."""
    there = {_bare(f"{task.title or ''}{task.requirement or ''}") for task in plan.tasks}
    return sum(_bare(said(task.title) + said(task.requirement)) in there for task in draft.tasks)


def _alike(number: str, other: str) -> bool:
    """Whether two document numbers are one, whatever brackets are round their years."""
    return re.sub(_BRACKETS, "", number) == re.sub(_BRACKETS, "", other)


def _bare(text: str) -> str:
    return "".join(text.split())
