"""Command that takes something down at once and for good."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Final

import click

from generator.cli.in_place import refuse_plain_takedown
from generator.cli.publishing import to_root
from generator.cli.saving import make_folder, save
from generator.cli.saying import remark, say_each
from generator.cli.server import write_settings
from generator.cli.sites import release_name
from generator.cli.workplace import Workplace, at_work
from generator.column.takedowns import TAKEDOWNS_FILE, read_takedowns, with_takedown
from generator.pages import routes
from generator.pages.built import redirects
from generator.pages.links import check_site
from generator.plan.files import PLAN_FILE
from generator.problems import Report
from generator.publishing.ledger import TakenDown
from generator.publishing.manifest import known_manifest
from generator.publishing.releases import Root
from generator.source.files import read_text
from generator.takedown.addresses import address_meant, former_addresses, taken_with
from generator.takedown.cutting import Cut, cut
from generator.today import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SOURCE: Final = (
    "再把 plan.yaml、content/ 里的文字删去：任务不要整项删除，标题改为“（此项已撤下）”，"
    "其余各栏删去，在 amended 写明依据；附件和手写页面删去文件。"
)
_REMAINS: Final = """\
还要做的：
1. 源文件：{source}
2. git：以前的提交里还有这些文字，任何拿得到仓库的人都看得到。请管理员用 git filter-repo
   --replace-text 改写历史并强制推送，请各人重新克隆，再请代码平台清理缓存、合并请求和附件。
3. 服务器：备份、快照、日志，以及其他副本（CMS 文件夹、对象存储）里的，逐一删除。
4. 读者和网络：已打开的网页和浏览器缓存收不回来。内容分发（CDN）请按网址清除缓存；搜索引擎请在
   它们的站长平台按网址提交死链、申请删除快照；微信里转发过的链接仍显示原来的标题，请联系发布者
   删除公众号、群里的链接、截图和转载。
5. 泄露个人信息、秘密的，按规定报告本单位保密、网信部门，并通知本人。"""


@click.command(
    options_metavar="[选项]",
    help="立即撤下一项不该公开的内容：网址答复 410，文字从各个网页、检索、数据和全部保留的版本里"
    "删去，不能退回。\n\n例：disclosure takedown plan/2021/tasks/1-1-1/ --to /srv/zfxxgk "
    "--reason 误含个人信息",
)
@click.argument("address", metavar="网址")
@to_root
@click.option(
    "--reason", metavar="理由", required=True, help="为什么撤下；会留下记录，不要写出撤下的内容。"
)
@click.pass_obj
def takedown(workplace: Workplace, address: str, folder: Path, reason: str) -> None:
    """Cut it out of what is shown, remove all else, and say what remains."""
    refuse_plain_takedown(folder)
    root = Root(folder)
    entry = _entry(root, address, reason)
    if sys.stdin.isatty():
        question = f"撤下 {entry.address}，删去以前的全部版本，不能恢复。确定吗？"
        click.confirm(question, abort=True, err=True)
    mounted_at = _mounted_at(root)
    faults = Report()
    cuts: list[Cut] = []

    def cut_out(site: Path, addresses: set[str]) -> None:
        cuts.append(cut(site, addresses, mounted_at))
        check_site(site, faults, mounted_at=mounted_at)

    try:
        with at_work("正在撤下……"):
            root.take_down(entry, release_name("takedown"), cut_out)
    finally:
        write_settings(folder)
    _say_done(entry, cuts)
    # They do not stop it: what must not be public goes, whatever else is wrong.
    say_each(faults.problems)
    remark(_REMAINS.format(source=_note_in_source(workplace, entry)))


def _entry(root: Root, written: str, reason: str) -> TakenDown:
    """Return what is to be taken down; what has been already, as it was written down then."""
    known = {entry.address: entry for entry in root.ledger.entries}
    files = {
        path.relative_to(release.folder).as_posix(): release.folder
        for release in sorted(root.releases, key=lambda release: release.is_current)
        for path in release.folder.rglob("*")
        if path.is_file()
    }
    mounted_at = _mounted_at(root)
    address = address_meant(written, {*files, *map(routes.file, known)}, mounted_at)
    if address in known:
        return known[address]
    site = files[routes.file(address)]
    leading = redirects(site, mounted_at)
    file = leading.get(routes.file(address), routes.file(address))
    page = (site / file).read_text("utf-8") if file.endswith(".html") else ""
    address = taken_with(routes.address(file), page)
    former = former_addresses(address, leading)
    today = datetime.now(CHINA).date().isoformat()
    return known.get(address) or TakenDown(address, today, reason, former)


def _mounted_at(root: Root) -> str:
    current = root.current
    return known_manifest(current.folder).facts.get("mounted_at", "/") if current else "/"


def _say_done(entry: TakenDown, cuts: Iterable[Cut]) -> None:
    remark(
        f"已撤下 {entry.address}，以前的版本已删去。请马上重新加载网站服务器，网址才会答复 410。"
    )
    for each in cuts:
        remark(f"去掉 {len(each.removed)} 个文件；另有 {len(each.changed)} 个文件里的文字已去掉。")
        if each.elsewhere:
            remark(
                f"这些网页本身也有其中的文字，没有改动，需要的请一并撤下：{'、'.join(each.elsewhere)}"
            )
        if each.unread:
            remark(f"附件的内容没有查看，请核对：{'、'.join(each.unread)}")


def _note_in_source(workplace: Workplace, entry: TakenDown) -> str:
    """Write it down in the column that the command is run for; say what is left to do there."""
    place = workplace.root / TAKEDOWNS_FILE
    report = Report()
    text = (read_text(place, TAKEDOWNS_FILE, report) or "") if place.exists() else ""
    known = read_takedowns(text, TAKEDOWNS_FILE, report) if text else ()
    if report.has_errors or not (workplace.root / PLAN_FILE).is_file():
        lines = with_takedown("", entry.address, entry.on, entry.reason)
        where = f"在专栏的 {TAKEDOWNS_FILE} 里写上下面几行，否则下一次不能公布；"
        return f"{where}{_SOURCE}\n{lines.rstrip()}"
    if entry.address not in known:
        make_folder(place.parent)
        save(place, with_takedown(text, entry.address, entry.on, entry.reason).encode())
    return f"已写入 {TAKEDOWNS_FILE}，请提交；{_SOURCE}"
