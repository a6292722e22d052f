"""Runs programs as whole processes and says what they took. Only where wait4 is: not on Windows."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import astuple, dataclass
from threading import TIMEOUT_MAX, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_KIBIBYTES_PER_MEBIBYTE = 1024


@dataclass(frozen=True, slots=True)
class Command:
    """A program, and where it runs."""

    arguments: Sequence[str]
    folder: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took, its own child processes included."""

    cpu: float
    """Seconds, of the user and of the system."""
    wall: float
    """Seconds."""
    memory: float
    """MiB at the peak."""


class FailedError(Exception):
    """A program that was to be measured did not succeed."""

    def __init__(self, command: Command, said: str) -> None:
        super().__init__(f"{' '.join(command.arguments)}\n{said}")


class TooLongError(Exception):
    """A program that was to be measured had to be stopped."""


def run(command: Command, at_most: float = TIMEOUT_MAX) -> Cost:
    """Run `command` to its end.

    Raises FailedError with its words if it fails, TooLongError after `at_most` seconds.
    """
    log = command.folder / "benchmark.log"
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own programs
            command.arguments,
            cwd=command.folder,
            env=command.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        watch = Timer(at_most, process.kill)
        watch.daemon = True
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        watch.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and wall >= at_most:
        raise TooLongError
    if process.returncode:
        raise FailedError(command, log.read_text("utf-8"))
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / _KIBIBYTES_PER_MEBIBYTE)


def run_in_turn(commands: Sequence[Command], rounds: int) -> list[list[Cost]]:
    """Run all `commands` in each round, so that a busy moment hits all alike.

    Returns the costs of each command. A round before, which fills caches, does not count.
    """
    for command in commands:
        run(command)
    costs = [[run(command) for command in commands] for _ in range(rounds)]
    return [list(of_one) for of_one in zip(*costs, strict=True)]


def medians(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(statistics.median(figures) for figures in _figures(costs)))


def ratios(costs: Sequence[Cost], baseline: Sequence[Cost]) -> Cost:
    """Return the median of the ratios within a round, for each figure."""
    pairs = zip(_figures(costs), _figures(baseline), strict=True)
    return Cost(
        *(
            statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
            for ours, theirs in pairs
        )
    )


def _figures(costs: Sequence[Cost]) -> list[tuple[float, ...]]:
    return list(zip(*map(astuple, costs), strict=True))
