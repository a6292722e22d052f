"""``make bench``: what our build costs, as a ratio to stock Material with the same Markdown.

Trust the ratios, which come from one run on one machine; seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
from importlib import metadata
from pathlib import Path

from benchmarks.measuring import Cost, medians, ratios, run_in_turn
from benchmarks.sites import REPOSITORY, Comparison, largest_task_page, pages, prepare
from benchmarks.synthetic import synthetic_plan

_ENGINES = ("mkdocs", "mkdocs-material", "jieba")
_TASKS = 1_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round instead of several")
    quick = parser.parse_args().quick
    print(f"Python {platform.python_version()},", ", ".join(map(_release, _ENGINES)))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        real = (REPOSITORY / "plan.yaml").read_text("utf-8")
        print("\nThe real plan; stock Material with all pages in its menu")
        _compare(prepare(folder / "real", real, stock_nav_is_short=False), 1 if quick else 7)
        print(f"\n{_TASKS:,} synthetic tasks; stock Material with a short menu")
        synthetic = synthetic_plan(_TASKS)
        _compare(prepare(folder / "large", synthetic, stock_nav_is_short=True), 1 if quick else 3)


def _compare(of: Comparison, rounds: int) -> None:
    """Print what each way to build costs, and how many times as much as the stock build."""
    ours, plain, stock = run_in_turn((of.ours, of.plain, of.stock), rounds)
    print(f"{f'medians of {rounds}':32}{'cpu s':>10}{'wall s':>10}{'peak MiB':>10}")
    print(_row("disclosure build --strict", medians(ours)))
    print(_row("mkdocs build --strict, plugin", medians(plain)))
    print(_row("mkdocs build --strict, stock", medians(stock)))
    print(_row("disclosure / stock", ratios(ours, stock)))
    print(_row("plugin / stock", ratios(plain, stock)))
    print(f"pages: {len(pages(of.site)):,}; stock: {len(pages(of.stock_site)):,}")
    print(f"longest task page: {largest_task_page(of.site):,} bytes of HTML", flush=True)


def _release(package: str) -> str:
    return f"{package} {metadata.version(package)}"


def _row(name: str, cost: Cost) -> str:
    return f"{name:32}{cost.cpu:10.2f}{cost.wall:10.2f}{cost.memory:10.2f}"


if __name__ == "__main__":
    main()
