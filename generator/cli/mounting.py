"""Commands that hand a column over to the CMS of the site in which it is shown."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import click

from generator.cli.saving import save
from generator.cli.saying import hand_over, remark
from generator.cli.sites import say_not_completed, sound_manifest
from generator.cli.workplace import SETTINGS_FILE, Workplace, at_work
from generator.column.loader import read_column
from generator.pages.article import Site
from generator.pages.article import article as write_article
from generator.problems import CannotRunError, Report
from generator.publishing.kit import write_kit
from generator.publishing.named_pages import PAGE
from generator.source.files import read_text
from generator.source.nodes import Mapping
from generator.source.parser import parse_yaml

_FILE: Final = click.Path(path_type=Path, dir_okay=False)
_NO: Final = ("false", "no", "off")
"""As MkDocs reads them."""


@click.command(
    options_metavar="[选项]",
    help="把生成好的网站装进一个 zip，供 CMS 导入专题文件夹：链接都写到 index.html，"
    "放在哪个文件夹都可以。\n\n例：disclosure kit site -o column.zip",
)
@click.argument("site", metavar="网站", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="文件", required=True, type=_FILE, help="写成哪个 zip 文件。"
)
def kit(site: Path, output: Path) -> None:
    """Verify, let links name pages, pack."""
    with at_work("正在核对网站……"):
        manifest = sound_manifest(site, "没有打包")
    with at_work("正在打包……"):
        packed = io.BytesIO()
        files = write_kit(site, manifest, packed)
    save(output, packed.getvalue())
    size = f"{len(packed.getvalue()) / 1e6:.1f} MB，解开后 {files.size / 1e6:.1f} MB"
    remark(f"已写入 {output.name}：{len(files.files) + 1} 个文件，{size}。")
    say_not_completed(site, "没有 SSI 的 CMS ")


@click.command(
    options_metavar="",
    help="把现行方案的全文写成一个朴素的网页，用于粘贴到 CMS 的文章里：没有样式和脚本，"
    "写明来源和更新时间；mkdocs.yml 里有 site_url 的，各项任务链接到专栏。"
    "\n\n例：disclosure article 粘贴用.html",
)
@click.argument("output", metavar="文件", type=_FILE)
@click.pass_obj
def article(workplace: Workplace, output: Path) -> None:
    """Write the plan in force as one plain page."""
    edition = workplace.prepare(strict=False)
    column = read_column(workplace.root, workplace.day.day).column
    if column is None:
        message = "方案在检查以后又改动了：请再运行一次"
        raise CannotRunError(message)
    text = write_article(column, _site(workplace.root / SETTINGS_FILE), edition.updated)
    hand_over(text.encode(), output)


def _site(settings: Path) -> Site:
    """Return what mkdocs.yml, which has been checked, says of the site."""
    text = read_text(settings, settings.name, Report()) or ""
    node = parse_yaml(text, settings.name, Report())
    if not isinstance(node, Mapping):
        return Site(url="", page_name="", is_official=False)
    url = node.value_at("site_url") or ""
    names_pages = (node.value_at("use_directory_urls") or "").lower() in _NO
    return Site(
        url=f"{url.rstrip('/')}/" if url else "",
        page_name=PAGE if names_pages else "",
        is_official=node.value_at("extra", "agency", "official") == "true",
    )
