"""Publishes a site where its files replace those of the one before: in a folder, in storage."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from generator.cli.saying import remark
from generator.problems import CannotRunError, quoted
from generator.publishing.plain import PlainFolder
from generator.today import CHINA

if TYPE_CHECKING:
    from pathlib import Path

    from generator.publishing.waves import Published

_MOST_NAMED: Final = 5
_STORAGE: Final = "s3://"
_STORED_AT: Final = re.compile(
    r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]+)(?P<prefix>(?:/(?!\.\.?(?:/|$))[^/\x00-\x1f\x7f\\?#]+)*)/?"
)


def publish_plain(site: Path, folder: Path) -> None:
    """Let a folder hold a site; say what has changed, and what else lies there."""
    done = PlainFolder(folder).publish(site)
    _say_done(done, folder.name, f"文件夹里另有 {len(done.strangers)} 个文件")


def is_storage(to: str) -> bool:
    """Whether a place is not a folder but an address of object storage."""
    return to.startswith(_STORAGE)


def publish_stored(site: Path, address: str) -> None:
    """Let object storage hold a site; say what has changed, and what else lies there."""
    where = _STORED_AT.fullmatch(address)
    if where is None:
        # It is not repeated: somebody may have written a password into it.
        message = "--to 里的地址不对：请写成 s3://存储桶/前缀，不要写帐号和网址"
        raise CannotRunError(message)
    try:
        from generator.publishing.bucket import Bucket, RefusedError  # noqa: PLC0415 - an extra
        from generator.publishing.objects import StoredSite  # noqa: PLC0415
    except ModuleNotFoundError as error:
        message = (
            "公布到对象存储要用 boto3，没有安装：请先运行 "
            'python -m pip install "disclosure-column[s3]"'
        )
        raise CannotRunError(message) from error
    prefix = where["prefix"].removeprefix("/")
    prefix += "/" * bool(prefix)
    shown = f"s3://{where['bucket']}/{prefix}"
    try:
        bucket = Bucket(where["bucket"], prefix)
    except RefusedError as error:
        message = f"{shown} {error}；公布的网站没有改动"
        raise CannotRunError(message) from error
    done = StoredSite(bucket, shown).publish(site, f"{datetime.now(CHINA):%Y-%m-%d %H:%M}")
    _say_done(done, shown, f"这个前缀下另有 {len(done.strangers)} 个对象")


def _say_done(done: Published, where: str, others: str) -> None:
    remark(f"已公布到 {where}：写入 {done.written} 个文件，删去 {done.deleted} 个，其余没有动。")
    if done.strangers:
        named = "、".join(map(quoted, done.strangers[:_MOST_NAMED]))
        more = "等" if len(done.strangers) > _MOST_NAMED else ""
        remark(f"{others}不是这次公布的，没有动：{named}{more}。请查明是谁放的，不要的请删去。")


def refuse_plain_takedown(folder: Path) -> None:
    """Raise CannotRunError for such a folder, with how something is taken down there."""
    if PlainFolder(folder).holds_site:
        message = (
            f"{quoted(str(folder))} 是用 publish --plain 公布的，不能直接撤下：请在 "
            "content/takedowns.yaml 写上要撤下的网址，用 disclosure build 重新生成，"
            "再用 publish --plain 公布。写法见 docs/publishing.md"
        )
        raise CannotRunError(message)


def refuse_plain(folder: Path) -> None:
    """Raise CannotRunError for a folder that holds one site in place, and no releases."""
    if PlainFolder(folder).holds_site:
        message = (
            f"{quoted(str(folder))} 是用 publish --plain 公布的，里面只有现在的网站，没有版本："
            "公布请加 --plain；要退回，请用 git 取出以前的内容，重新生成，再用 publish --plain 公布"
        )
        raise CannotRunError(message)
