"""Command that tells whether a site is whole: on a disk, or as a server sends it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.saying import remark
from generator.cli.sites import existing_site, say_differences
from generator.cli.workplace import at_work
from generator.problems import CannotRunError
from generator.publishing.manifest import examined
from generator.publishing.plain import PlainFolder
from generator.publishing.releases import CURRENT
from generator.publishing.storing import without_forms

if TYPE_CHECKING:
    from generator.publishing.manifest import Difference, Manifest
    from generator.publishing.served import Outcome

_ADDED = "服务器上另外加的文件，从网址看不出来：请在服务器上用 disclosure verify 文件夹 核对。"


@click.command(
    options_metavar="[选项]",
    help="核对一个网站的每个文件是否与生成时相同。写网址的，核对服务器送出的内容；加 --against，"
    "与手里的网站比较，否则只与网址上的清单比较，证明不了清单没有一起被改。"
    "\n\n例：disclosure verify /srv/zfxxgk/current"
    "\n\n例：disclosure verify https://www.xugou.example/zfxxgk/ --against site",
)
@click.argument("site", metavar="网站")
@click.option(
    "--against",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="网址上的应当与这个文件夹里的相同：生成的网站，或者公布的版本。",
)
def verify(site: str, against: Path | None) -> None:
    """Tell whether a site is whole."""
    if "://" in site:
        _verify_served(site, against)
        return
    if against:
        message = "--against 只用于网址：请写 http:// 或 https:// 开头的完整网址"
        raise CannotRunError(message)
    with at_work("正在核对……"):
        manifest, found = _examined(Path(site))
    say_differences(found)
    if found:
        remark(
            f"{len(found)} 个文件与清单不符：请查明是谁改动的；多出的不要就删去，其余的重新公布。"
        )
        sys.exit(1)
    remark(f"完整：{len(manifest.files)} 个文件与清单一致。")


def _examined(site: Path) -> tuple[Manifest, list[Difference]]:
    plain = PlainFolder(existing_site(site))
    return plain.examined() if plain.holds_site else examined(site)


def _verify_served(address: str, against: Path | None) -> None:
    from generator.publishing.asking import Server  # noqa: PLC0415 - nothing else asks a server
    from generator.publishing.served import compared, fetched_manifest  # noqa: PLC0415

    server = Server(address)
    with at_work("正在核对……"):
        served = fetched_manifest(server)
        manifest = _trusted(against) if against else served
        if manifest.files != served.files:
            # A release has compressed forms of its own; what browsers get of them is compared.
            manifest = without_forms(manifest)
        content = (lambda path: against.joinpath(path).read_bytes()) if against else None
        outcome = compared(server, manifest, content)
    say_differences(outcome.differences)
    if outcome.answers_for_nothing:
        remark("这个服务器对不存在的网址也答复 200，搜索引擎会误收：请让它答复 404。")
    if outcome.differences:
        cure = "" if against else "页头页脚由服务器插入的，请先加 --against 核对；其余的"
        remark(
            f"{len(outcome.differences)} 个文件与公布的不同：{cure}请重新公布，清除 CDN 缓存，"
            "再核对一次；仍不同的，请查明是谁改动的。"
        )
        sys.exit(1)
    _say_same(server.address, manifest, outcome)
    if against:
        if unknown := without_forms(served).files.keys() - manifest.files.keys():
            remark(
                f"网址上的清单另列有 {len(unknown)} 个文件，不是 {against} 的，没有核对：多半是为"
                "正在看旧网页的读者保留的。要一并核对，--against 请写公布到的文件夹"
                f"（有版本的写其中的 {CURRENT}）。"
            )
    else:
        remark(
            "清单也取自这个网址，所以只说明网站完整，不能证明没有连清单一起被改："
            "要证明，请加 --against 和生成的网站。"
        )
    remark(_ADDED)


def _trusted(site: Path) -> Manifest:
    """Return the list of a site that is what its list says; else says so and leaves with 1."""
    manifest, found = _examined(site)
    if found:
        say_differences(found)
        remark(f"{site} 本身与清单不符，不能用来核对：请重新生成，或换一个文件夹。")
        sys.exit(1)
    return manifest


def _say_same(address: str, manifest: Manifest, outcome: Outcome) -> None:
    remark(f"一致：{address} 送出的 {len(manifest.files)} 个文件都与清单相同。")
    if outcome.filled_in:
        remark(f"其中 {outcome.filled_in} 个网页由服务器插入了页头页脚，插入的内容没有核对。")
