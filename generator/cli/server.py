"""The settings of the server that shows what is published, beside the releases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.cli.saving import save
from generator.cli.saying import remark
from generator.pages import routes
from generator.pages.built import redirects
from generator.problems import CannotRunError, quoted
from generator.publishing.includes import has_includes
from generator.publishing.ledger import Ledger
from generator.publishing.manifest import read_manifest
from generator.publishing.nginx import HEADING, FormerAddresses, nginx_settings
from generator.publishing.policy import content_policy, inline_in
from generator.publishing.releases import CURRENT

if TYPE_CHECKING:
    from pathlib import Path

_SETTINGS: Final = "nginx.conf"
_FIRST_SETTINGS: Final = (
    'nginx 的设置已写好：请在网站的 server 里写一行 include "{}"; 再重新加载 nginx。'
)
_OTHER_SETTINGS: Final = f"{_SETTINGS} 是 nginx 的设置，有变化：请在服务器上重新加载 nginx。"


def refuse_settings_of_others(root: Path) -> None:
    """Raise CannotRunError if settings that we have not written would be written over."""
    place = root / _SETTINGS
    settings = place.read_bytes().strip() if place.is_file() else b""
    if settings and not settings.startswith(HEADING.encode()):
        message = (
            f"{quoted(str(root))} 里的 {_SETTINGS} 不是 disclosure publish 写的，没有改动："
            "请换一个文件夹公布，或者先移走它"
        )
        raise CannotRunError(message)


def write_settings(root: Path) -> None:
    """Write the server's settings for what is shown beside the releases; say if they are others."""
    current = root / CURRENT
    if not current.is_dir():
        return
    policy = content_policy(inline_in(current))
    mounted_at = read_manifest(current).facts.get("mounted_at", "/")
    entries = Ledger(root).entries
    leading = redirects(current, mounted_at)
    moved = {routes.address(file): routes.address(target) for file, target in leading.items()}
    gone = [address for entry in entries for address in (entry.address, *entry.former)]
    former = FormerAddresses(moved, gone)
    # However the folder was written this time: else the server would have to be reloaded each time.
    place_of_site = (root.resolve() / CURRENT).as_posix()
    settings = nginx_settings(
        place_of_site, mounted_at, policy, former, has_includes=has_includes(current)
    ).encode()
    place = root.resolve() / _SETTINGS
    is_first = not place.is_file()
    if is_first or place.read_bytes() != settings:
        save(place, settings)
        remark(_FIRST_SETTINGS.format(place.as_posix()) if is_first else _OTHER_SETTINGS)
