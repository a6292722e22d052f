"""The settings with which nginx serves a published site, for inclusion in a ``server``."""

from __future__ import annotations

from typing import Final

from generator.publishing.naming import LASTING

_NOT_GRANTED: Final = "accelerometer camera geolocation gyroscope magnetometer microphone usb"
_SANDBOX: Final = "default-src 'none'; sandbox"
"""For attachments: whatever somebody has put into one, a browser runs nothing of it."""
_TEXTS: Final = (
    "text/css text/plain text/xml text/csv application/javascript application/json"
    " application/xml application/atom+xml"
)
_ALWAYS: Final = "public, max-age=31536000, immutable"
_ASK: Final = "no-cache"
# A header that is not there should not put words of the server's into every page.
_INCLUDING: Final = "    ssi on;\n    ssi_silent_errors on;\n"


def nginx_settings(current: str, mounted_at: str, policy: str, *, has_includes: bool) -> str:
    """Return the settings for a site that lies in a folder and is shown below a path.

    `current` is the absolute path of the link that names the release in force, `mounted_at` begins
    and ends with a slash, `policy` is the Content-Security-Policy of the site's own pages, and
    `has_includes` is whether the server is to put the host's header and footer into them.
    """
    name = mounted_at.replace(".", r"\.")
    return f"""\
# 由 disclosure publish 写成，随网站更新；在 server 里写 include，改变以后重新加载 nginx。
# 传输加密（HSTS）由整个网站统一设置，这里不写。

{_bare_path(mounted_at)}# 内容变了文件名也变的：浏览器可以一直留用。
location ~ "^{name}((?:{LASTING}).*)$" {{
    alias "{current}/$1";
{_common(policy, _ALWAYS)}}}

# 附件：下载，不在浏览器里运行。
location ~ "^{name}(files/.*)$" {{
    alias "{current}/$1";
    add_header Content-Disposition attachment always;
{_common(_SANDBOX, _ASK)}}}

location {mounted_at} {{
    alias "{current}/";
    index index.html;
    error_page 404 {mounted_at}404.html;
{_INCLUDING if has_includes else ""}{_common(policy, _ASK)}}}
"""


def _bare_path(mounted_at: str) -> str:
    """Return what leads from the path without its last slash to the site."""
    if mounted_at == "/":
        return ""
    return f"location = {mounted_at.rstrip('/')} {{\n    return 301 {mounted_at};\n}}\n\n"


def _common(policy: str, caching: str) -> str:
    """Return what every location says: nginx inherits no header where another one is added."""
    permissions = ", ".join(f"{name}=()" for name in _NOT_GRANTED.split())
    headers = {
        "Cache-Control": caching,
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": permissions,
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "X-Permitted-Cross-Domain-Policies": "none",
    }
    lines = (
        "charset utf-8;",
        f"charset_types {_TEXTS};",
        "gzip_static on;",
        "gzip_vary on;",
        *(f'add_header {name} "{value}" always;' for name, value in headers.items()),
    )
    return "".join(f"    {line}\n" for line in lines)
