"""Command line adapter: ``disclosure``, which is ``python -m generator``. Importer of click, rich.

Problems go to standard output, one a line; everything else that is said goes to standard error.
Exit codes: 0 fine, 1 problems found, 2 cannot run.
"""

from __future__ import annotations

import gc
import gettext
import json
import os
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.edition import Edition, prepare_edition
from generator.pages.links import check_site
from generator.problems import CannotRunError, Problem, Report, Severity, quoted
from generator.publishing.export import Contents, exported_settings
from generator.publishing.export import export as write_export
from generator.publishing.swap import made_aside
from generator.today import find_today

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager

SETTINGS_FILE = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where a command works, and for which day."""

    root: Path
    today: str | None

    def prepare(self, *, strict: bool, form: str = "text", against: str | None = None) -> Edition:
        """Return the edition, having said what is wrong; leaves with 1 if it may not be built."""
        today = find_today(self.today, os.environ, self.root)
        report = Report()
        with _at_work("正在检查……"):
            outcome = prepare_edition(self.root, today)
            report.extend(outcome.problems)
            if against:
                report.extend(self._groundless(against, report))
        _say(report.problems, form)
        is_unsure = strict and _count(report.problems, Severity.WARNING)
        if outcome.edition is None or report.has_errors or is_unsure:
            sys.exit(1)
        return outcome.edition

    def _groundless(self, against: str, report: Report) -> list[Problem]:
        """Return what has changed without a ground since what is published at `against`."""
        from generator.history.ground import groundless  # noqa: PLC0415 - few checks ask for it
        from generator.history.versions import compared, read_version  # noqa: PLC0415

        published = read_version(against, self.root)
        if _count(published.problems, Severity.ERROR):
            message = f"{against} 里已公布的方案有错误，无法核对：{published.problems[0]}"
            raise CannotRunError(message)
        found = compared(published, read_version(".", self.root))
        return list(groundless(found, report))


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]",
    help="把政务公开工作方案（plan.yaml）做成信息公开专栏。\n\n例：disclosure check",
)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="文件夹",
    help="plan.yaml 和 mkdocs.yml 所在的文件夹，默认为当前文件夹。",
)
@click.option("--today", metavar="日期", help="按哪一天生成，如 2021-06-16；默认取本次提交的日期。")
@click.pass_context
def disclosure(context: click.Context, root: Path, today: str | None) -> None:
    """Hold what all commands share."""
    if not root.is_dir():
        message = f"没有文件夹{quoted(str(root))}，请核对 --root"
        raise CannotRunError(message)
    context.obj = Workplace(root, today)


@disclosure.command(
    options_metavar="[选项]",
    help="检查方案和手写页面，列出全部问题。\n\n例：disclosure check --format json",
)
@click.option("--strict", is_flag=True, help="有警告也算不通过。")
@click.option(
    "--against",
    metavar="提交或文件",
    help="另外核对：与已公布的方案（如 origin/main）相比，改动印发文字有没有写明依据。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text 一行一条；json 供程序读取。",
)
@click.pass_obj
def check(workplace: Workplace, *, strict: bool, form: str, against: str | None) -> None:
    """Say everything that is wrong."""
    workplace.prepare(strict=strict, form=form, against=against)


@disclosure.command(
    options_metavar="[选项]",
    help="生成网站；有错误就不生成，原有网站不动。\n\n例：disclosure build --strict",
)
@click.option("--strict", is_flag=True, help="有警告也不生成。")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="网站放在哪个文件夹，默认为 site。",
)
@click.pass_obj
def build(workplace: Workplace, *, strict: bool, site_dir: Path | None) -> None:
    """Build aside, verify, swap."""
    from generator.plugin import build_site  # noqa: PLC0415 - MkDocs takes long to import

    edition = workplace.prepare(strict=strict)
    place = (site_dir or workplace.root / "site").resolve()
    _refuse_precious(place, workplace.root)
    with _at_work("正在生成网站……"), made_aside(place) as aside:
        mounted_at = build_site(workplace.root / SETTINGS_FILE, edition, aside, strict=strict)
        report = Report()
        count = check_site(aside, report, mounted_at=mounted_at)
        if report.has_errors:
            _say(report.problems, "text")
            click.echo("原有网站没有改动。", err=True)
            sys.exit(1)
    click.echo(f"网站已生成：{place.name}，{count} 个网页。", err=True)


def _refuse_precious(place: Path, root: Path) -> None:
    """Raise CannotRunError if a build would take the place of anything but an earlier site."""
    sources = [root.resolve() / name for name in ("content", "overrides", ".git")]
    holds = place.is_dir() and any(place.iterdir()) and not (place / "404.html").is_file()
    if holds or root.resolve().is_relative_to(place) or any(map(place.is_relative_to, sources)):
        message = f"{place.name} 里有别的文件，会被网站替换，没有生成：请换一个空文件夹"
        raise CannotRunError(message)


@disclosure.command(
    options_metavar="[选项]",
    help="把全部页面导出为 Markdown 和 mkdocs.yml，可用其他工具生成网站。"
    "\n\n例：disclosure export ../导出",
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.pass_obj
def export(workplace: Workplace, folder: Path) -> None:
    """Write the pages as ordinary files."""
    from generator.plugin import overrides_folder  # noqa: PLC0415 - MkDocs takes long to import
    from generator.search.index import build_search  # noqa: PLC0415 - so does what it reads
    from generator.search.passages import read_main_text  # noqa: PLC0415
    from generator.search.rendering import render_article  # noqa: PLC0415

    edition = workplace.prepare(strict=False)
    content = workplace.root / "content"
    own_frame = workplace.root / "overrides"
    texts = {page.path: read_main_text(render_article(page)) for page in edition.pages}
    contents = Contents(
        pages=edition.pages,
        assets=(*edition.assets, *build_search(edition.pages, texts, edition.synonyms)),
        copied={path: content / path for path in edition.attachments},
        frames=dict.fromkeys(
            frame for frame in (overrides_folder(), own_frame.absolute()) if frame.is_dir()
        ),
        settings=exported_settings(
            workplace.root / SETTINGS_FILE, SETTINGS_FILE, edition.menu, edition.updated
        ),
    )
    write_export(contents, folder.absolute())
    click.echo(f"已导出 {len(edition.pages)} 个页面：{folder}", err=True)


@disclosure.command(
    options_metavar="[选项]",
    help="输出 plan.yaml 的 JSON Schema，编辑器据此提示字段。"
    "\n\n例：disclosure schema > plan.schema.json",
)
def schema() -> None:
    """Print the JSON Schema of plan.yaml."""
    from generator.plan.format import PlanFormat  # noqa: PLC0415 - nothing else here needs it

    click.echo(json.dumps(PlanFormat.model_json_schema(), ensure_ascii=False, indent=2))


@disclosure.command(
    options_metavar="[选项]",
    help="用文字说明方案改了什么。OLD、NEW 是方案文件、专栏文件夹或 git 提交；"
    "不写 NEW，就与现在的内容比较。\n\n例：disclosure diff main",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default=".")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    help="text 一行一条；markdown 用于评论；html 是网页；json 供程序读取。",
)
@click.pass_obj
def diff(workplace: Workplace, old: str, new: str, form: str) -> None:
    """Say what changed."""
    from generator.history import formats  # noqa: PLC0415 - other commands compare nothing
    from generator.history.versions import compared, read_version  # noqa: PLC0415

    versions = [read_version(where, workplace.root) for where in (old, new)]
    for where, version in zip((old, new), versions, strict=True):
        if _count(version.problems, Severity.ERROR):
            _say(version.problems, "text")
            click.echo(f"{where} 有错误，没有比较：请先改正。", err=True)
            sys.exit(1)
    write = {
        "text": formats.as_text,
        "markdown": formats.as_markdown,
        "html": formats.as_html,
        "json": formats.as_json,
    }[form]
    click.echo(write(compared(*versions)), nl=False)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    _speak_chinese()
    # Plans and pages live until the end: to look through them for garbage finds none.
    gc.freeze()
    gc.set_threshold(50_000)
    try:
        disclosure(arguments, prog_name="disclosure")
    except CannotRunError as error:
        click.echo(f"disclosure：{error}", err=True)
        sys.exit(2)


def _speak_chinese() -> None:
    """Have click say its own words in Chinese, whatever the system's language."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))


def _at_work(words: str) -> AbstractContextManager[object]:
    """Show that something is going on, to a person who watches only."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console  # noqa: PLC0415 - nobody waits for it who does not watch

    return Console(stderr=True).status(words)


def _say(problems: Iterable[Problem], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([_fields(problem) for problem in problems], ensure_ascii=False))
        return
    for problem in problems:
        click.echo(str(problem))
    counts = [f"{count} 处{kind}" for kind in Severity if (count := _count(problems, kind))]
    click.echo(f"发现 {'、'.join(counts)}。" if counts else "没有发现问题。", err=True)


def _fields(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.location.file,
        "line": problem.location.line,
        "column": problem.location.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
    }


def _count(problems: Iterable[Problem], severity: Severity) -> int:
    return sum(problem.severity is severity for problem in problems)
