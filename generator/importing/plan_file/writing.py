"""Writes the draft of a plan as the file of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.importing.draft import as_title, in_one_line, said
from generator.importing.opening.letter import as_date
from generator.importing.plan_file.identity import number_of, year_of
from generator.importing.plan_file.units import register
from generator.plan.parties import Role
from generator.plan.responsibility import PrintedRoles, says_role
from generator.source import writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.importing.draft import HeadingDraft, LetterDraft, PlanDraft, TaskDraft, Text
    from generator.importing.plan_file.units import Units
    from generator.source.values import Value

_HEAD: Final = """\
# yaml-language-server: $schema=.vscode/plan.schema.json
# 由印发文件导入，文字与原件一致；请核对后补上主题（topics）。
# 改动后请运行 disclosure check。注释须独占一行。

format: 1
"""
_DISCLOSED: Final = "主动公开"


def as_plan(
    draft: PlanDraft,
    known: Mapping[str, str],
    topics: Sequence[Mapping[str, Value]] = (),
    id_: str = "",
) -> str:
    """Return the text of a plan file, with topics to choose from.

    `known` gives the ids of units that have one, by name. The id of the plan is its year, unless it
    has another.
    """
    year = year_of(draft)
    roles = [_roles(task) for task in draft.tasks]
    named = (name for each in roles for role in Role for name in each.names_as(role))
    units = register(named, known)
    return "".join(
        (
            _HEAD,
            writing.entry("id", id_ or year, 0),
            f"year: {year}".rstrip() + "\n",
            writing.entry("title", in_one_line(draft.title), 0),
            *_optional("text", said(draft.text), 0),
            "\ndocument:\n",
            *_letter(draft),
            *_columns(draft),
            *_registry(units),
            *_topics(topics),
            "\nsections:\n",
            *_sections(draft),
        )
    )


def letter_of(draft: PlanDraft) -> dict[str, str]:
    """Return the fields of the letter; what the document does not say is empty."""
    letter = draft.letter
    return {
        "title": in_one_line(letter.title) or in_one_line(draft.title),
        "number": number_of(draft),
        "issuer": said(letter.issuer),
        "issued_on": as_date(said(letter.issued_on)),
        "addressees": said(letter.addressees),
        "body": said(letter.body),
        "note": said(letter.note),
        "copied_to": said(letter.copied_to),
        "disclosure": _DISCLOSED if _is_disclosed(letter) else "",
    }


def _letter(draft: PlanDraft) -> Iterator[str]:
    for field, text in letter_of(draft).items():
        if text or field == "issuer":
            yield writing.entry(field, text, writing.STEP)


def _is_disclosed(letter: LetterDraft) -> bool:
    return _DISCLOSED in said(letter.note)


def _columns(draft: PlanDraft) -> Iterator[str]:
    if draft.columns:
        columns: dict[str, Value] = {**draft.columns}
        yield f"\n{writing.entry('columns', columns, 0)}"


def _registry(units: Units) -> Iterator[str]:
    for field, entries in (("departments", units.departments), ("groups", units.groups)):
        if entries:
            yield f"\n{field}:\n"
            for name, id_ in entries.items():
                unit: Value = {"id": id_, "name": name}
                yield writing.item(unit, writing.STEP, in_brackets=True)


def _topics(topics: Sequence[Mapping[str, Value]]) -> Iterator[str]:
    if topics:
        yield "\ntopics:\n"
        yield from (writing.item({**topic}, writing.STEP, in_brackets=True) for topic in topics)


def _sections(draft: PlanDraft) -> Iterator[str]:
    for number, section in enumerate(sections_of(draft), start=1):
        yield ("" if number == 1 else "\n") + writing.item(section, writing.STEP)


def sections_of(draft: PlanDraft) -> Iterator[dict[str, Value]]:
    """Yield the fields of each part with all that is in it; ids are those of the places."""
    has_columns = len([held for held in draft.columns.values() if held == "responsibility"]) > 1
    for number, section in enumerate(draft.sections, start=1):
        value = _heading(section, str(number))
        if section.themes:
            value["themes"] = [
                _with_tasks(theme, f"{number}-{at}", has_columns=has_columns)
                for at, theme in enumerate(section.themes, start=1)
            ]
        if section.tasks:
            value |= _tasks(section, str(number), has_columns=has_columns)
        yield value


def _with_tasks(theme: HeadingDraft, id_: str, *, has_columns: bool) -> Value:
    return _heading(theme, id_) | _tasks(theme, id_, has_columns=has_columns)


def _heading(heading: HeadingDraft, id_: str) -> dict[str, Value]:
    texts = {
        "number": in_one_line(heading.number),
        "title": as_title(heading.title),
        "text": said(heading.text),
    }
    said_there: dict[str, Value] = {field: text for field, text in texts.items() if text}
    return {"id": id_, **said_there}


def _tasks(heading: HeadingDraft, id_: str, *, has_columns: bool) -> dict[str, Value]:
    tasks: list[Value] = [
        _task(task, f"{id_}-{at}", has_columns=has_columns)
        for at, task in enumerate(heading.tasks, start=1)
    ]
    return {"tasks": tasks} if tasks else {}


def _task(task: TaskDraft, id_: str, *, has_columns: bool) -> Value:
    roles = _roles(task)
    cells = task.cells
    is_one = not has_columns and len(cells) == 1 and not says_role(next(iter(cells)))
    fields: dict[str, Value] = {
        "number": in_one_line(task.number),
        "title": as_title(task.title),
        "requirement": said(task.requirement),
        "responsibility": next(iter(cells.values())) if is_one else {**cells},
        **{role.value: [*dict.fromkeys(roles.names_as(role))] for role in Role},
        "deadline": _in_turn(task.deadline),
        "extra": {heading: said(text) for heading, text in task.extra.items()},
    }
    return {"id": id_} | {field: value for field, value in fields.items() if value}


def _in_turn(text: Text) -> str:
    """Return texts of several places in one line, each once."""
    return " ".join(dict.fromkeys(in_one_line((extract,)) for extract in text))


def _roles(task: TaskDraft) -> PrintedRoles:
    """Return who has which role; nobody where the wording is not understood."""
    return task.roles or PrintedRoles()


def _optional(field: str, text: str, indent: int) -> tuple[str, ...]:
    return (writing.entry(field, text, indent),) if text else ()
