"""Publishes a site where its files replace those of the one before: in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.saying import remark
from generator.problems import CannotRunError, quoted
from generator.publishing.plain import PlainFolder

if TYPE_CHECKING:
    from pathlib import Path

_MOST_NAMED = 5


def publish_plain(site: Path, folder: Path) -> None:
    """Let a folder hold a site; say what has changed, and what else lies there."""
    done = PlainFolder(folder).publish(site)
    remark(
        f"已公布到 {folder.name}：写入 {done.written} 个文件，删去 {done.deleted} 个，其余没有动。"
    )
    if done.strangers:
        named = "、".join(map(quoted, done.strangers[:_MOST_NAMED]))
        more = "等" if len(done.strangers) > _MOST_NAMED else ""
        remark(
            f"文件夹里另有 {len(done.strangers)} 个文件不是这次公布的，没有动：{named}{more}。"
            "请查明是谁放的，不要的请删去。"
        )


def refuse_plain(folder: Path) -> None:
    """Raise CannotRunError for a folder that holds one site in place, and no releases."""
    if PlainFolder(folder).is_release:
        message = (
            f"{quoted(str(folder))} 是用 publish --plain 公布的，里面只有现在的网站，没有版本："
            "公布请加 --plain；要退回，请用 git 取出以前的内容，重新生成，再用 publish --plain 公布"
        )
        raise CannotRunError(message)
