"""Commands that check a column and make something of it."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.reports import REPORTS
from generator.cli.saving import save
from generator.cli.saying import remark, say
from generator.cli.workplace import SETTINGS_FILE, Workplace, at_work
from generator.column.loader import SOURCES
from generator.column.settings import CONTENT_FOLDER
from generator.history.git import find_commit, has_history, has_uncommitted
from generator.pages.links import check_site
from generator.pages.page import KINDS
from generator.plan.files import PLAN_FILE
from generator.plan.loader import read_plan
from generator.problems import CannotRunError, Report
from generator.publishing.coverage import check_coverage
from generator.publishing.export import Contents, exported_settings
from generator.publishing.export import export as write_export
from generator.publishing.ledger import LEFT_OUT
from generator.publishing.manifest import MANIFEST, as_json, survey
from generator.publishing.swap import made_aside
from generator.source.files import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.plan.model import Plan


@click.command(
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
    type=click.Choice(["text", *REPORTS]),
    default="text",
    help="text 一行一条；json 供程序读取；github（Gitea 也用）、gitlab、sarif 供代码平台标出行。",
)
@click.option(
    "--watch", is_flag=True, help="方案、手写页面、设置一有改动就重新检查，按 Ctrl-C 结束。"
)
@click.option(
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="把问题写入这个文件（UTF-8），不在屏幕上显示。",
)
@click.pass_obj
def check(  # noqa: PLR0913 - an argument for each option
    workplace: Workplace,
    *,
    strict: bool,
    form: str,
    against: str | None,
    watch: bool,
    output: Path | None,
) -> None:
    """Say everything that is wrong."""
    asked = partial(workplace.check, strict=strict, form=form, against=against, output=output)
    if not watch:
        if asked() is None:
            sys.exit(1)
        return
    if form != "text" or output:
        option = "--output" if output else f"--format {form}"
        message = f"--watch 是给人看的，不能用 {option}：请去掉其中一个"
        raise CannotRunError(message)
    from generator.cli.watching import check_whenever_changed  # noqa: PLC0415 - few checks wait

    check_whenever_changed(
        workplace.root,
        asked,
        partial(click.echo, err=True),
    )


@click.command(
    options_metavar="[选项]",
    help="生成网站；有错误就不生成，原有网站不动。\n\n例：disclosure build --strict",
)
@click.option("--strict", is_flag=True, help="有警告也不生成。")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="网站放在哪个文件夹，默认为 site。",
)
@click.option(
    "--preview", is_flag=True, help="供审核用：每一页写明是预览，搜索引擎不收录，可以从磁盘上打开。"
)
@click.pass_obj
def build(workplace: Workplace, *, strict: bool, site_dir: Path | None, preview: bool) -> None:
    """Build aside, verify, swap."""
    from generator.plugin import build_site  # noqa: PLC0415 - MkDocs takes long to import

    edition = workplace.prepare(strict=strict)
    place = (site_dir or workplace.root / "site").resolve()
    _refuse_precious(place, workplace.root)
    with at_work("正在生成网站……"), made_aside(place) as aside:
        settings = workplace.root / SETTINGS_FILE
        mounted_at = build_site(settings, edition, aside, strict=strict, is_preview=preview)
        report = Report()
        count = check_site(aside, report, mounted_at=mounted_at)
        counted = check_coverage(aside, report, edition.taken_down)
        if report.has_errors:
            say(report.problems, "text")
            click.echo("原有网站没有改动。", err=True)
            sys.exit(1)
        facts = {"commit": _commit(workplace.root), "mounted_at": mounted_at}
        if edition.taken_down:
            facts[LEFT_OUT] = " ".join(sorted(edition.taken_down))
        (aside / MANIFEST).write_bytes(as_json(survey(aside, facts)))
    click.echo(f"网站已生成：{place.name}，{count} 个网页{_in_kinds(counted)}。", err=True)


def _in_kinds(counted: Mapping[str, int]) -> str:
    """Return how many pages of the plan there are, for an editor to compare with the document."""
    words = "，".join(f"{KINDS[kind]} {counted[kind]}" for kind in KINDS if kind in counted)
    return f"（{words}）" if words else ""


def _commit(root: Path) -> str:
    """Return the commit that the sources are, "" if they are in none."""
    if not has_history(root) or has_uncommitted(root, *SOURCES):
        return ""
    return find_commit(root, "HEAD")


def _refuse_precious(place: Path, root: Path) -> None:
    """Raise CannotRunError if a build would take the place of anything but an earlier site."""
    sources = [root.resolve() / name for name in (CONTENT_FOLDER, "overrides", ".git")]
    holds = place.is_dir() and any(place.iterdir()) and not (place / "404.html").is_file()
    if holds or root.resolve().is_relative_to(place) or any(map(place.is_relative_to, sources)):
        message = f"{place.name} 里有别的文件，会被网站替换，没有生成：请换一个空文件夹"
        raise CannotRunError(message)


@click.command(
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
    content = workplace.root / CONTENT_FOLDER
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
    if edition.taken_down:
        addresses = "、".join(edition.taken_down)
        remark(f"导出不去掉已撤下的内容，源文件里没有删去的，这里也有，不要公开：{addresses}")


@click.command(
    options_metavar="[选项]",
    help="输出 plan.yaml 的 JSON Schema，编辑器据此提示、补全和标出错误；"
    "现有方案登记的单位和主题也列在里面。写明文件时写入文件。"
    "\n\n例：disclosure schema .vscode/plan.schema.json",
)
@click.argument("file", metavar="[文件]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def schema(workplace: Workplace, file: Path | None) -> None:
    """Print the JSON Schema of plan.yaml, or write it."""
    from generator.plan.schema import plan_schema  # noqa: PLC0415 - nothing else here needs it

    made = plan_schema(_sound_plan(workplace.root))
    text = json.dumps(made, ensure_ascii=False, indent=2)
    if file is None:
        click.echo(text)
        return
    # A console of Windows would write it in another encoding.
    save(file, f"{text}\n".encode())


def _sound_plan(root: Path) -> Plan | None:
    """Return the plan in force; None if there is none, or one with errors."""
    report = Report()
    try:
        text = read_text(root / PLAN_FILE, PLAN_FILE, report)
    except CannotRunError:
        return None
    plan = None if text is None else read_plan(text, PLAN_FILE, report)
    return None if report.has_errors else plan
