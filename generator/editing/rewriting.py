"""Finds which lines of YAML have to be written another way, and writes them so.

What tells is the reading of the whole: lines are mended where it stops, and kept so if it goes on
further; then where it finds errors, and kept so if there are none at these lines any more. Where
lines next to each other may all be at fault they are mended at once: which of them stops the
reading shows only when the others are sound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.editing.cures import FIELD_CURES, LIST_CURES, WORD_CURES
from generator.editing.indents import indented, is_odd, split_indent, text_lines
from generator.plan.files import GLOSSARY_FILE, is_plan_file
from generator.plan.loader import read_plan
from generator.problems import Problem, Report, Severity
from generator.source.nodes import Scalar
from generator.source.parser import parse_yaml, unreadable_from
from generator.source.values import as_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.editing.cures import Cure


def rewritten(lines: Sequence[str], file: str) -> tuple[str, ...]:
    """Return the lines of a YAML file, or of the front matter of a page, mended."""
    draft = _Draft(tuple(lines), file)
    return _settled(_made_readable(draft)).lines


@dataclass(frozen=True, slots=True)
class _Draft:
    """A file on the way to be mended; its lines are counted from 0."""

    lines: tuple[str, ...]
    file: str

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def end(self) -> int:
        """How far it can be read: the number of the line that makes no sense, or of all lines."""
        stop = unreadable_from(self.text)
        return len(self.lines) if stop is None else stop - 1

    def errors(self) -> tuple[Problem, ...]:
        report = Report()
        if is_plan_file(self.file):
            read_plan(self.text, self.file, report)
        else:
            node = parse_yaml(self.text, self.file, report)
            if isinstance(node, Scalar):
                report.error(node.location, "wrong-type", "没有一个字段")
        return tuple(each for each in report.problems if each.severity is Severity.ERROR)


class _Reached(NamedTuple):
    draft: _Draft
    end: int


def _made_readable(draft: _Draft) -> _Draft:
    """Return a draft that can be read as YAML, or as far as cures help."""
    cures = WORD_CURES if draft.file == GLOSSARY_FILE else FIELD_CURES
    end = draft.end
    while end < len(draft.lines):
        # The reading stops behind a faulty line at times.
        better = _best(draft, _last_run(draft, end, cures), cures)
        if better is None or better.end <= end:
            break
        draft, end = better
    return draft


def _settled(draft: _Draft) -> _Draft:
    """Return a readable draft with the lines mended at which there are errors."""
    errors, before = draft.errors(), draft
    if _is_unreadable(errors):
        return draft
    cures = WORD_CURES if draft.file == GLOSSARY_FILE else LIST_CURES
    # All at once where that helps; else those that help, with or without the lines around.
    for numbers in _suspects(draft, errors, cures):
        better = _best(draft, numbers, cures)
        if better is None:
            continue
        left = better.draft.errors()
        still_faulty = {error.location.line - 1 for error in left} & {*numbers}
        if len(left) <= len(errors) and not still_faulty and not _is_unreadable(left):
            draft, errors = better.draft, left
    return draft if draft == before else _settled(draft)


def _is_unreadable(errors: Iterable[Problem]) -> bool:
    return any(error.code in ("yaml-syntax", "conflict-mark") for error in errors)


def _suspects(
    draft: _Draft, errors: Iterable[Problem], cures: tuple[Cure, ...]
) -> Iterator[list[int]]:
    """Yield lines that may have to be mended together for some of the errors to go."""
    texts = text_lines(draft.lines)
    lines = {error.location.line - 1 for error in errors} - texts
    faulty = sorted(number for number in lines if _is_curable(draft.lines[number], cures))
    if faulty:
        yield faulty
    for number in faulty:
        yield _run(draft, number, cures, texts)
        yield [number]


def _last_run(draft: _Draft, end: int, cures: tuple[Cure, ...]) -> list[int]:
    """Return the last curable lines up to line `end` and those next to them."""
    texts = text_lines(draft.lines)
    for number in range(min(end, len(draft.lines) - 1), -1, -1):
        if number not in texts and _is_curable(draft.lines[number], cures):
            return _run(draft, number, cures, texts)
    return []


def _run(draft: _Draft, number: int, cures: tuple[Cure, ...], texts: set[int]) -> list[int]:
    """Return a curable line and those next to it; blank lines, comments, texts do not count."""
    run = [number]
    for others in (range(number - 1, -1, -1), range(number + 1, len(draft.lines))):
        for other in others:
            line = draft.lines[other]
            if _is_curable(line, cures) and other not in texts:
                run.append(other)
            elif line.strip() and not line.lstrip().startswith("#") and other not in texts:
                break
    return sorted(run)


def _is_curable(line: str, cures: tuple[Cure, ...]) -> bool:
    return is_odd(line) or _cured(line, cures) != line


def _cured(line: str, cures: tuple[Cure, ...]) -> str:
    odd, line = split_indent(line)
    if line.lstrip().startswith("#"):
        return f"{odd}{line}"
    for cure in cures:
        line = cure(line)
    return f"{odd}{line}"


def _best(draft: _Draft, numbers: list[int], cures: tuple[Cure, ...]) -> _Reached | None:
    """Return the draft with some lines mended that can be read furthest.

    None if nothing is mended so, or indents can be understood in several ways.
    """
    lines = list(draft.lines)
    for number in numbers:
        lines[number] = _cured(lines[number], cures)
    odd = [number for number in numbers if is_odd(lines[number])]
    made = dict.fromkeys(_Draft(tuple(each), draft.file) for each in indented(lines, odd))
    reached = [_Reached(each, each.end) for each in made if each != draft]
    furthest = max((each.end for each in reached), default=0)
    best = [each for each in reached if each.end == furthest]
    return _only_one(best, odd) if odd and best else next(iter(best), None)


def _only_one(reached: list[_Reached], odd: list[int]) -> _Reached | None:
    """Return the draft with the fewest errors in what can be read of it.

    None if another draft with as few says something else, or there is an error at a line whose
    indent was guessed: where it truly belongs, it may have none.
    """
    heads = [_Draft(draft.lines[:end], draft.file) for draft, end in reached]
    errors = [head.errors() for head in heads]
    fewest = min(map(len, errors))
    best = [at for at, found in enumerate(errors) if len(found) == fewest]
    nodes = [parse_yaml(heads[at].text, heads[at].file, Report()) for at in best]
    readings = [None if node is None else as_value(node) for node in nodes]
    is_one = len(best) == 1 or (None not in readings and readings.count(readings[0]) == len(best))
    is_sound = not any(error.location.line - 1 in odd for error in errors[best[0]])
    return reached[best[0]] if is_one and is_sound else None
