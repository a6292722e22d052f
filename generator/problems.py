"""What can be wrong, where, and how it is said."""

from __future__ import annotations

import errno
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST_SHOWN = 200
"""How often one code is reported of one file: more have one cause, or it is the wrong file."""


class Severity(StrEnum):
    """How much a problem matters; the value is what an editor reads."""

    ERROR = "错误"
    """The build is refused."""
    WARNING = "警告"
    """The build goes on, but not with ``--strict``."""
    HINT = "提示"
    """Only the agency can supply it; never fails anything."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file, counted from 1 as editors do."""

    file: str
    """Path relative to the root of the repository, with forward slashes."""
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    location: Location
    code: str
    """Stable kebab-case name: for tests, waivers, documentation and searching."""
    message: str
    """One Chinese sentence: what is wrong, and what to write instead."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.location}: {self.severity} [{self.code}] {self.message}"


class Report:
    """Collects every problem of a run, so that an editor sees all of them at once."""

    def __init__(self) -> None:
        self._problems: dict[tuple[str, int, str, str], Problem] = {}
        self._shown: Counter[tuple[str, str]] = Counter()
        self._lines_with_errors: defaultdict[str, set[int]] = defaultdict(set)
        self._places: set[Location] = set()

    def error(self, location: Location, code: str, message: str | Callable[[], str]) -> None:
        """Record what makes the build impossible; a function is called if its words are shown."""
        if self.is_full(location.file, code):
            self.mark(location)
        else:
            self.add(Problem(location, code, message if isinstance(message, str) else message()))

    def add(self, problem: Problem) -> None:
        """Record a problem; twice the same of a line counts once, of very many the first only."""
        place = problem.location
        if problem.severity is Severity.ERROR:
            self.mark(place)
        key = (place.file, place.line, problem.code, problem.message)
        if key in self._problems or self.is_full(place.file, problem.code):
            return
        self._shown[place.file, problem.code] += 1
        if self.is_full(place.file, problem.code):
            message = f"[{problem.code}] 超过 {MOST_SHOWN} 处，其余不再列出，请改正后重新检查"
            problem = Problem(place, "more-problems", message, problem.severity)
        self._problems[key] = problem

    def mark(self, place: Location) -> None:
        """Note that what is wrong at `place` follows from what has been reported elsewhere."""
        self._lines_with_errors[place.file].add(place.line)
        self._places.add(place)

    def is_full(self, file: str, code: str) -> bool:
        """Whether so many problems `code` of `file` are recorded that further ones are not."""
        return self._shown[file, code] > MOST_SHOWN

    def extend(self, problems: Iterable[Problem]) -> None:
        """Record several problems."""
        for problem in problems:
            self.add(problem)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, in the order of the files and lines they stand in."""
        found = self._problems.values()
        return tuple(sorted(found, key=lambda problem: (problem.location, problem.code)))

    @property
    def has_errors(self) -> bool:
        """Whether anything recorded makes the build impossible."""
        return any(problem.severity is Severity.ERROR for problem in self._problems.values())

    def has_error_at(self, place: Location) -> bool:
        """Whether an error lies at the very place: what more is wrong there follows from it."""
        return place in self._places

    def has_error_within(self, first: Location, last_line: int) -> bool:
        """Whether an error lies between `first` and `last_line` of the same file."""
        lines = self._lines_with_errors[first.file]
        return any(line in lines for line in range(first.line, last_line + 1))


class CannotRunError(Exception):
    """The work could not begin or end for a reason outside the input, said in one sentence."""


def why_unreadable(error: OSError) -> str:
    """Return why a file or folder could not be read, in words."""
    if isinstance(error, PermissionError):
        return "没有读取权限，或者正在别的程序里打开"
    return error.strerror or type(error).__name__


def why_unwritable(error: OSError) -> str:
    """Return why a file or folder could not be written, in words."""
    if isinstance(error, FileNotFoundError):
        return "没有它所在的文件夹"
    if isinstance(error, PermissionError):
        return "没有写入权限，或者正在别的程序里打开"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "同名的文件在那里，不是文件夹"
    return "磁盘空间不足" if error.errno == errno.ENOSPC else error.strerror or type(error).__name__


def quoted(text: str, limit: int = 40) -> str:
    """Return `text` in Chinese quotation marks, on one line, printable, and shortened."""
    beginning = text[: limit + 1]
    printable = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in beginning)
    return f"“{printable if len(printable) <= limit else printable[: limit - 1] + '…'}”"


def possessive(owner: str, *steps: str) -> str:
    """Return “任务 1-1-1 的 links 的第 1 项”: blanks stand between Latin and Han only."""
    words = owner
    for step in steps:
        before = " " if words[-1].isascii() else ""
        words += f"{before}的{' ' if step[0].isascii() else ''}{step}"
    return words
