"""Command that mends the files of a column where there is but one way to mend them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.saving import save_text
from generator.cli.saying import say_each
from generator.cli.workplace import SETTINGS_FILE
from generator.column.settings import CONTENT_FOLDER
from generator.plan.files import PLANS_FOLDER, plan_files
from generator.problems import CannotRunError, Report
from generator.source.files import ordinary_files, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.cli.workplace import Workplace

_KINDS = (".yaml", ".yml", ".md")
_ATTACHMENTS = f"{CONTENT_FOLDER}/files/"
"""What lies there is published as it is."""


@click.command(
    options_metavar="[选项]",
    help="改正只有一种改法的写法错误：字段名后的全角冒号、行首的制表符和全角空格、看似汉字的部首、"
    "行尾的空格等，逐条列出改了什么。不写文件名，就改本栏目的全部 YAML 文件和手写页面。"
    "\n\n例：disclosure fix",
)
@click.argument("files", metavar="[文件]...", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def fix(workplace: Workplace, files: tuple[Path, ...]) -> None:
    """Mend what there is but one way to mend."""
    from generator.editing.repair import repaired  # noqa: PLC0415 - only this command mends

    report, count = Report(), 0
    root = workplace.root
    for path, file in _named(files, root) if files else _all_files(root):
        text = read_text(path, file, report)
        if text is None:
            continue
        mended, repairs = repaired(text, file)
        if repairs:
            save_text(path, mended)
        for repair in repairs:
            click.echo(str(repair))
        count += len(repairs)
    say_each(report.problems)
    if count:
        click.echo(f"已改 {count} 处，请核对后运行 disclosure check。", err=True)
    elif not report.has_errors:
        click.echo("没有能自动修复的地方；有没有别的问题，请运行 disclosure check。", err=True)
    if report.has_errors:
        sys.exit(1)


def _named(files: tuple[Path, ...], root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files that were named, with their paths from the root of the column."""
    for path in files:
        if path.suffix not in _KINDS:
            message = f"{path.name} 不能改：只改以 {'、'.join(_KINDS)} 结尾的文件"
            raise CannotRunError(message)
        place, base = path.parent.resolve() / path.name, root.resolve()
        inside = place.is_relative_to(base)
        yield path, place.relative_to(base).as_posix() if inside else path.as_posix()


def _all_files(root: Path) -> Iterator[tuple[Path, str]]:
    yield from plan_files(root)
    content = root / CONTENT_FOLDER
    for path, file in ordinary_files(content, root, Report()) if content.is_dir() else ():
        if path.suffix in _KINDS and not file.startswith((f"{PLANS_FOLDER}/", _ATTACHMENTS)):
            yield path, file
    if (root / SETTINGS_FILE).is_file():
        yield root / SETTINGS_FILE, SETTINGS_FILE
