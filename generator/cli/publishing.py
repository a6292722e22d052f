"""Commands that show a built site to readers, and take a version back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from generator.cli.in_place import is_storage, publish_plain, publish_stored, refuse_plain
from generator.cli.saving import make_folder
from generator.cli.saying import remark
from generator.cli.server import refuse_settings_of_others, write_settings
from generator.cli.sites import release_name, say_not_completed, sound_manifest
from generator.cli.workplace import at_work
from generator.problems import CannotRunError, quoted
from generator.publishing.coverage import lost_addresses
from generator.publishing.manifest import AGAIN, known_manifest, read_manifest
from generator.publishing.releases import CURRENT, Root
from generator.source.characters import made_visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.publishing.manifest import Manifest
    from generator.publishing.releases import Release

_MOST_SHOWN: Final = 20
_FOLDER: Final = click.Path(path_type=Path)


def _folder(context: click.Context, _: click.Parameter, to: str) -> Path:
    """Return a folder; raises CannotRunError for storage that has none."""
    if is_storage(to):
        raise CannotRunError(_NOT_STORED[str(context.command.name)])
    return Path(to)


_NO_RELEASES: Final = (
    "对象存储里只有现在的网站，没有版本：要退回，请用 git 取出以前的内容，重新生成，"
    "再用 disclosure publish 公布"
)
_NOT_STORED: Final = {
    "rollback": _NO_RELEASES,
    "releases": _NO_RELEASES,
    "takedown": "对象存储里的不能直接撤下：请在 content/takedowns.yaml 写上要撤下的网址，用 "
    "disclosure build 重新生成，再用 disclosure publish 公布，对象会删去；存储桶开了版本控制的，"
    "还要在控制台删去旧版本。写法见 docs/publishing.md",
}
to_root = click.option(
    "--to",
    "folder",
    metavar="文件夹",
    required=True,
    callback=_folder,
    help="公布到哪个文件夹：里面放各个版本，网站服务器指向其中的 current。",
)
_keep = click.option(
    "--keep",
    metavar="个数",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="保留几个版本。",
)


@click.command(
    options_metavar="[选项]",
    help="把生成好的网站公布出去：先逐个文件核对，再一步换上，读者看到的总是完整的网站。"
    "\n\n加 --plain，网站直接放进文件夹（防篡改软件监视的、CMS 的）：不用链接，只动有变化的文件，"
    "先样式、脚本和检索，再网页，首页最后，然后删去不要的。每个网页总是完整的，用到的样式和脚本都在；"
    "更换的那几秒，新旧网页并存。中途停了，再公布一次就接着做完；不留以前的版本。"
    "\n\n写 --to s3://存储桶/前缀，放进对象存储，次序与 --plain 相同；存储的网址和凭据取自"
    "环境变量 AWS_ENDPOINT_URL、AWS_ACCESS_KEY_ID 等。"
    "\n\n例：disclosure publish site --to /srv/zfxxgk",
)
@click.argument("site", metavar="网站", type=_FOLDER)
@click.option(
    "--to",
    metavar="文件夹",
    required=True,
    help="公布到哪个文件夹：里面放各个版本，网站服务器指向其中的 current；或者 s3://存储桶/前缀。",
)
@_keep
@click.option("--plain", is_flag=True, help="直接放进文件夹，不用链接，不留以前的版本。")
@click.pass_context
def publish(context: click.Context, site: Path, to: str, keep: int, *, plain: bool) -> None:
    """Verify, lay out aside, swap; or copy in an order in which every page works."""
    in_storage = is_storage(to)
    in_place = "--plain" if plain else "s3://" if in_storage else ""
    if in_place and context.get_parameter_source("keep") is not ParameterSource.DEFAULT:
        message = f"{in_place} 不留以前的版本，不能用 --keep：请去掉其中一个"
        raise CannotRunError(message)
    if plain and in_storage:
        message = "--plain 用于文件夹，公布到 s3:// 不用写：请去掉"
        raise CannotRunError(message)
    with at_work("正在核对网站……"):
        manifest = sound_manifest(site, "没有公布")
    if in_storage:
        with at_work("正在公布……"):
            publish_stored(site, to)
        say_not_completed(site, "对象存储")
        return
    folder = Path(to)
    make_folder(folder)
    before = known_manifest(folder if plain else folder / CURRENT)
    if plain:
        _refuse_releases(folder)
        with at_work("正在公布……"):
            publish_plain(site, folder)
    else:
        _publish_release(site, folder, manifest, keep)
    _say_lost(lost_addresses(before, manifest))


def _publish_release(site: Path, folder: Path, manifest: Manifest, keep: int) -> None:
    refuse_plain(folder)
    refuse_settings_of_others(folder)
    with at_work("正在公布……"):
        release = Root(folder).publish(site, _new_name(manifest), keep)
    remark(f"已公布版本 {release.name}，{len(manifest.files)} 个文件。")
    write_settings(folder)


def _say_lost(addresses: Sequence[str]) -> None:
    if addresses:
        named = "、".join(addresses[:_MOST_SHOWN]) + "等" * (len(addresses) > _MOST_SHOWN)
        remark(
            f"以前公布的 {len(addresses)} 个网址没有网页了：{named}。别处的链接会失效："
            "改了编号的请写 moved_from，删去、改名的手写页面请恢复原来的文件名。"
        )


def _refuse_releases(folder: Path) -> None:
    if Root(folder).releases:
        message = f"{quoted(str(folder))} 里是公布的各个版本：请去掉 --plain，或者换一个空文件夹"
        raise CannotRunError(message)


@click.command(
    options_metavar="[选项]",
    help="退回以前公布的版本，默认退回前一个。\n\n例：disclosure rollback --to /srv/zfxxgk",
)
@to_root
@_keep
@click.option("--release", "name", metavar="版本", default="", help="退回哪个版本。")
def rollback(folder: Path, keep: int, name: str) -> None:
    """Show an earlier release again."""
    refuse_plain(folder)
    release = Root(folder).roll_back(release_name("again"), keep, name)
    remark(f"已退回版本 {release.name}。")
    write_settings(folder)


@click.command(
    options_metavar="[选项]",
    help="列出保留的版本，现在公布的标有星号。\n\n例：disclosure releases --to /srv/zfxxgk",
)
@to_root
def releases(folder: Path) -> None:
    """List what can be shown."""
    refuse_plain(folder)
    found = Root(folder).releases
    if not found:
        message = f"{quoted(str(folder))} 里没有版本：还没有在这里公布过，请先用 disclosure publish"
        raise CannotRunError(message)
    for release in found:
        click.echo(made_visible(_line(release)))


def _line(release: Release) -> str:
    mark = "*" if release.is_current else " "
    try:
        manifest = read_manifest(release.folder)
    except CannotRunError as error:
        return f"{mark} {release.name}  {error}"
    first = manifest.facts.get(AGAIN)
    again = f"（退回的 {first}）" if first else ""
    size = f"{len(manifest.files)} 个文件，{manifest.size / 1e6:.1f} MB"
    return f"{mark} {release.name}{again}  {size}"


def _new_name(manifest: Manifest) -> str:
    """Return what a release is called: when it was published and which commit it shows."""
    return release_name(manifest.facts.get("commit", "")[:8] or manifest.checksum[:8])
