"""The settings with which nginx serves a published site, for inclusion in a ``server``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from generator.pages import routes
from generator.problems import CannotRunError, quoted
from generator.publishing.headers import ASK, KEEP
from generator.publishing.naming import LASTING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

HEADING: Final = "# 由 disclosure publish 写成"
"""How the settings begin: so they are told from those of others."""
_NOT_GRANTED: Final = (
    "accelerometer autoplay camera display-capture encrypted-media geolocation gyroscope"
    " magnetometer microphone midi payment publickey-credentials-get screen-wake-lock usb"
    " xr-spatial-tracking"
)
_SANDBOX: Final = "default-src 'none'; sandbox"
"""For attachments: whatever somebody has put into one, a browser runs nothing of it."""
_TEXTS: Final = (
    "text/css text/plain text/xml text/csv application/javascript application/json"
    " application/xml application/atom+xml"
)
# Where the text is a constant of no length, nginx sends a page that names itself.
_GONE: Final = """\
location {} {{
    add_header Cache-Control no-store always;
    add_header X-Content-Type-Options nosniff always;
    set $nothing "";
    return 410 "$nothing";
}}
"""
# What stands before nginx may be called otherwise, and speak HTTPS; and in full, a redirect leads
# wherever the request says that it has been sent to.
_RELATIVE: Final = "absolute_redirect off;"
# A header that is not there should not put words of the server's into every page.
_INCLUDING: Final = "    ssi on;\n    ssi_silent_errors on;\n"


@dataclass(frozen=True, slots=True)
class FormerAddresses:
    """Addresses of a site at which there was something once."""

    moved: Mapping[str, str] = field(default_factory=dict)
    """Where each leads now."""
    gone: Collection[str] = ()
    """Where nothing may be any more."""


def nginx_settings(
    current: str,
    mounted_at: str,
    policy: str,
    former: FormerAddresses,
    *,
    has_includes: bool,
) -> str:
    """Return the settings for a site that lies in a folder and is shown below a path.

    `current` is the absolute path of the link that names the release in force, `mounted_at` begins
    and ends with a slash, `policy` is the Content-Security-Policy of the site's own pages. `former`
    are addresses below that path. `has_includes` is whether the server is to put the host's header
    and footer into the pages. Raises CannotRunError if a path holds a sign that has no form here.
    """
    current, mounted_at = _sayable(current), _sayable(unquote(mounted_at))
    name = _escaped(re.escape(mounted_at))
    exact = "".join((*_gone(former.gone, mounted_at), *_moved(former, mounted_at)))
    current, shown = _escaped(current), _escaped(mounted_at)
    return f"""\
{HEADING}，随网站更新；在 server 里写 include，改变以后重新加载 nginx。
# 传输加密（HSTS）由整个网站统一设置，这里不写。

{_bare_path(mounted_at)}{exact}# 内容变了文件名也变的：浏览器可以一直留用。
location ~ "^{name}((?:{LASTING}).*)$" {{
    alias "{current}/$1";
{_common(policy, KEEP)}}}

# 附件：下载，不在浏览器里运行。
location ~ "^{name}(files/.*)$" {{
    alias "{current}/$1";
    add_header Content-Disposition attachment always;
{_common(_SANDBOX, ASK)}}}

# 表格：nginx 自带的文件类型里没有 CSV。
location ~ "^{name}(data/.*[.]csv)$" {{
    alias "{current}/$1";
    types {{ }}
    default_type text/csv;
{_common(policy, ASK)}}}

location "{shown}" {{
    alias "{current}/";
    index index.html;
    error_page 404 "{shown}404.html";
{_INCLUDING if has_includes else ""}{_common(policy, ASK)}}}
"""


def _bare_path(mounted_at: str) -> str:
    """Return what leads from the path without its last slash to the site."""
    if mounted_at == "/":
        return ""
    return _leading(mounted_at.rstrip("/"), mounted_at) + "\n"


def _gone(addresses: Collection[str], mounted_at: str) -> Iterator[str]:
    """Yield what answers that something has been taken down: nothing but that."""
    # nginx does not start if a place is named twice.
    for address in dict.fromkeys(addresses):
        inside = routes.folders_at(address)
        places = [f'^~ "{_escaped(mounted_at + each)}"' for each in inside]
        names = [address, address.rstrip("/")] + [f"{address}index.html"] * address.endswith("/")
        places += [f'= "{_escaped(mounted_at + each)}"' for each in names if not inside]
        for place in dict.fromkeys(places):
            yield _GONE.format(place)


def _moved(former: FormerAddresses, mounted_at: str) -> Iterator[str]:
    """Yield what leads from former addresses to present ones, for good, but where all is gone."""
    for address, present in sorted(former.moved.items()):
        for each in dict.fromkeys((address, address.rstrip("/"))):
            if address not in former.gone:
                yield _leading(mounted_at + each, mounted_at + present)


def _leading(former: str, present: str) -> str:
    return (
        f'location = "{_escaped(former)}" {{\n'
        f'    {_RELATIVE}\n    return 301 "{quote(present)}";\n}}\n'
    )


def _sayable(path: str) -> str:
    """Return a path; raises CannotRunError if nginx would take it for something else."""
    if unsayable := re.search(r"[$\\\x00-\x1f\x7f]", path):
        message = f"{quoted(path)} 里的{quoted(unsayable[0])}写不进 nginx 的设置：请换一个路径"
        raise CannotRunError(message)
    return path


def _escaped(text: str) -> str:
    """Return a text as it stands between quotation marks."""
    return text.replace('"', '\\"')


def _common(policy: str, caching: str) -> str:
    """Return what every location says: nginx inherits no header where another one is added."""
    permissions = ", ".join(f"{name}=()" for name in _NOT_GRANTED.split())
    headers = {
        "Cache-Control": caching,
        "Content-Security-Policy": policy,
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": permissions,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "X-Permitted-Cross-Domain-Policies": "none",
    }
    lines = (
        "server_tokens off;",
        _RELATIVE,
        "charset utf-8;",
        f"charset_types {_TEXTS};",
        "gzip_static on;",
        "gzip_vary on;",
        *(f'add_header {name} "{value}" always;' for name, value in headers.items()),
    )
    return "".join(f"    {line}\n" for line in lines)
