"""Mends what is written the wrong way in a file, where there is but one way to write it.

Characters and blanks at ends of lines are mended wherever they stand: what a file says stays the
same, but for characters that only look like the ones meant. Everything else is mended only where
the file cannot be read as it is, and only if it can be read further then: so a text that happens
to look like a mistake stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.editing.cures import FIELD_CURES, LIST_CURES, WORD_CURES
from generator.editing.indents import indented, is_odd, split_indent, text_lines
from generator.editing.letters import tidy, tidy_page_line
from generator.editing.written import shared_start
from generator.plan.files import is_plan_file
from generator.plan.loader import read_plan
from generator.problems import Location, Problem, Report, Severity, quoted
from generator.source.nodes import Scalar
from generator.source.parser import parse_yaml, unreadable_from
from generator.source.values import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.editing.cures import Cure

GLOSSARY: Final = "content/glossary.yaml"
_BLANKS: Final = {"\t": "〔制表符〕", "\u3000": "〔全角空格〕", "\u00a0": "〔不间断空格〕"}
_END: Final = re.compile("(\r\n|[\r\n])")


@dataclass(frozen=True, slots=True)
class Repair:
    """What has been changed in one line."""

    location: Location
    message: str

    def __str__(self) -> str:
        return f"{self.location}: 已改 {self.message}"


def repaired(text: str, file: str) -> tuple[str, tuple[Repair, ...]]:
    """Return the text of a YAML file or a page mended, and what has been changed, in order.

    `file` is its path from the root of the column, by which its kind is known. Line ends stay.
    """
    parts = _END.split(text)
    lines, ends = parts[::2], [*parts[1::2], ""]
    first, last = (0, len(lines)) if not file.endswith(".md") else _front_matter(lines)
    issued = is_plan_file(file)
    found: list[Repair] = []
    mended: list[str] = []
    for number, line in enumerate(lines):
        mend = tidy if first <= number < last else tidy_page_line
        new, messages = mend(line)
        check = "，请与印发文件核对" if issued and not line.lstrip().startswith("#") else ""
        place = Location(file, number + 1)
        found += (Repair(place, f"{each.words}{check * each.is_seen}") for each in messages)
        mended.append(new)
    found += _rewritten(mended, range(first, last), file)
    text = "".join(f"{line}{end}" for line, end in zip(mended, ends, strict=True))
    return text, tuple(sorted(found, key=lambda repair: repair.location))


def _front_matter(lines: Sequence[str]) -> tuple[int, int]:
    """Return the first line of the front matter, and the first behind it."""
    if lines[0].rstrip() != "---":
        return 0, 0
    ends = (number for number, line in enumerate(lines) if line.rstrip() in ("---", "..."))
    return 1, next((number for number in ends if number), 1)


def _rewritten(lines: list[str], part: range, file: str) -> Iterator[Repair]:
    """Mend `lines` in place within `part`; yield what has been changed."""
    before = lines[part.start : part.stop]
    if not before:
        return
    draft = _Draft(tuple(before), file)
    draft = _settled(_made_readable(draft))
    lines[part.start : part.stop] = draft.lines
    for number, (old, new) in enumerate(zip(before, draft.lines, strict=True), part.start + 1):
        yield from (Repair(Location(file, number), words) for words in _said_changes(old, new))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A file, or the front matter of a page, on the way to be mended."""

    lines: tuple[str, ...]
    file: str

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def cures(self) -> tuple[Cure, ...]:
        return WORD_CURES if self.file == GLOSSARY else FIELD_CURES

    def errors(self) -> tuple[Problem, ...]:
        report = Report()
        if is_plan_file(self.file):
            read_plan(self.text, self.file, report)
        else:
            node = parse_yaml(self.text, self.file, report)
            if isinstance(node, Scalar):
                report.error(node.location, "wrong-type", "没有一个字段")
        return tuple(each for each in report.problems if each.severity is Severity.ERROR)

    def curable(self) -> set[int]:
        """Return the numbers, from 0, of the lines that some cure or another indent changes."""
        texts = text_lines(self.lines)
        return {
            number
            for number, line in enumerate(self.lines)
            if number not in texts and (is_odd(line) or _cured(line, self.cures) != line)
        }

    def cured(self, numbers: Iterable[int], cures: tuple[Cure, ...]) -> _Draft:
        lines = list(self.lines)
        for number in numbers:
            lines[number] = _cured(lines[number], cures)
        return _Draft(tuple(lines), self.file)

    def up_to(self, end: int) -> _Draft:
        """Return what comes before a line, counted from 1."""
        return _Draft(self.lines[: end - 1], self.file)


def _cured(line: str, cures: tuple[Cure, ...]) -> str:
    odd, line = split_indent(line)
    if line.lstrip().startswith("#"):
        return f"{odd}{line}"
    for cure in cures:
        line = cure(line)
    return f"{odd}{line}"


def _made_readable(draft: _Draft) -> _Draft:
    """Return a draft that can be read as YAML, or as far as cures help."""
    while (stop := unreadable_from(draft.text)) is not None:
        better = _readable_further(draft, stop)
        if better is None:
            break
        draft = better
    return draft


def _readable_further(draft: _Draft, stop: int) -> _Draft | None:
    """Return a draft that can be read beyond line `stop`; None if there is none, or several.

    Lines next to each other are mended at once: which of them stops the reading shows only when
    the others are sound.
    """
    run = _run_before(stop, draft)
    return _best(draft, run, draft.cures, stop) if run else None


def _best(draft: _Draft, numbers: list[int], cures: tuple[Cure, ...], stop: int) -> _Draft | None:
    """Return the draft with some lines mended that can be read furthest, and beyond line `stop`."""
    odd = [number for number in numbers if is_odd(draft.lines[number])]
    reached: dict[_Draft, int] = {}
    for lines in indented(draft.cured(numbers, cures).lines, odd):
        candidate = _Draft(tuple(lines), draft.file)
        if candidate != draft and candidate not in reached:
            end = unreadable_from(candidate.text)
            reached[candidate] = len(draft.lines) + 1 if end is None else end
    furthest = max(reached.values(), default=0)
    best = [each for each, end in reached.items() if end == furthest > stop]
    return _only_one(best, furthest, odd) if odd and best else next(iter(best), None)


def _only_one(drafts: list[_Draft], end: int, odd: list[int]) -> _Draft | None:
    """Return the draft with the fewest errors before line `end`.

    None if there is one at a line whose indent was guessed, or another draft with as few says
    something else.
    """
    heads = [draft.up_to(end) for draft in drafts]
    errors = [head.errors() for head in heads]
    fewest = min(map(len, errors))
    best = [at for at, found in enumerate(errors) if len(found) == fewest]
    nodes = [parse_yaml(heads[at].text, heads[at].file, Report()) for at in best]
    readings = [None if node is None else said(node) for node in nodes]
    is_one = len(best) == 1 or (None not in readings and readings.count(readings[0]) == len(best))
    guessed = {number + 1 for number in odd}
    is_sound = not any(error.location.line in guessed for error in errors[best[0]])
    return drafts[best[0]] if is_one and is_sound else None


def _run_before(stop: int, draft: _Draft) -> list[int]:
    """Return the last curable lines, from 0, up to line `stop`, and those next to them.

    The reading stops behind a faulty line at times. Blank lines and comments do not count.
    """
    texts = text_lines(draft.lines)
    written = [
        number
        for number, line in enumerate(draft.lines)
        if line.strip() and not line.lstrip().startswith("#") and number not in texts
    ]
    curable = draft.curable()
    before = [at for at, number in enumerate(written) if number < stop]
    at = next((at for at in reversed(before) if written[at] in curable), None)
    if at is None:
        return []
    first = last = at
    while _is_at(written, first - 1, curable):
        first -= 1
    while _is_at(written, last + 1, curable):
        last += 1
    return written[first : last + 1]


def _is_at(written: list[int], at: int, curable: set[int]) -> bool:
    return 0 <= at < len(written) and written[at] in curable


def _settled(draft: _Draft) -> _Draft:
    """Return a readable draft with the lines mended at which errors name a field or a list."""
    errors, before = draft.errors(), draft
    if _is_unreadable(errors):
        return draft
    cures = WORD_CURES if draft.file == GLOSSARY else LIST_CURES
    faulty = sorted(_faulty(draft, errors, cures))
    # All at once where that helps; else those that help.
    for numbers in (faulty, *([number] for number in faulty)):
        candidate = _best(draft, numbers, cures, stop=0)
        if candidate is None:
            continue
        left = candidate.errors()
        still_faulty = {error.location.line - 1 for error in left} & {*numbers}
        if len(left) <= len(errors) and not still_faulty and not _is_unreadable(left):
            draft, errors = candidate, left
    return draft if draft == before else _settled(draft)


def _faulty(draft: _Draft, errors: Iterable[Problem], cures: tuple[Cure, ...]) -> Iterator[int]:
    """Yield the numbers, from 0, of the lines with an error that cures change."""
    texts = text_lines(draft.lines)
    lines = {error.location.line - 1 for error in errors}
    if isinstance(parse_yaml(draft.text, draft.file, Report()), Scalar):
        # Not a single field was seen.
        lines = {*range(len(draft.lines))}
    for number in lines - texts:
        line = draft.lines[number]
        if is_odd(line) or _cured(line, cures) != line:
            yield number


def _is_unreadable(errors: Iterable[Problem]) -> bool:
    return any(error.code == "yaml-syntax" for error in errors)


def _said_changes(old: str, new: str) -> Iterator[str]:
    """Yield in words what has been changed in a line."""
    if is_odd(old) and not is_odd(new):
        blanks = " " * (len(new) - len(new.lstrip(" ")))
        yield f"行首的缩进：改为 {len(blanks)} 个半角空格"
        old = f"{blanks}{split_indent(old)[1]}"
    if old != new:
        before, after = map(_visibly, _differing(old, new))
        yield f"写法：{before}改为{after}"


def _visibly(text: str) -> str:
    for blank, name in _BLANKS.items():
        text = text.replace(blank, name)
    return quoted(text)


def _differing(old: str, new: str) -> tuple[str, str]:
    """Return what differs between two lines, from the beginning of a word."""
    start = shared_start(old, new)
    start = max((old.rfind(sign, 0, start) for sign in " {["), default=-1) + 1
    old, new = old[start:], new[start:]
    end = shared_start(old[::-1], new[::-1])
    return old[: len(old) - end], new[: len(new) - end]
