"""What storage that knows objects only is told of each file of a site, to tell it to browsers.

The rules are those of the settings of nginx; what stands for a whole site there (the policies) has
no place here.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from generator.publishing.naming import LASTING

KEEP: Final = "public, max-age=31536000, immutable"
"""What browsers are told of files whose name changes with what is in them."""
ASK: Final = "no-cache"
"""And of all others: to ask each time whether they have changed."""
_ATTACHMENTS: Final = "files/"
_UNKNOWN: Final = "application/octet-stream"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
# A table of our own: that of the system is another on each.
_KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".ico": "image/vnd.microsoft.icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".gz": "application/gzip",
}


def headers_of(path: str) -> dict[str, str]:
    """Return the headers of a file, as the parameters by which S3 knows them."""
    headers = {
        "ContentType": _KINDS.get(PurePosixPath(path).suffix.lower(), _UNKNOWN),
        "CacheControl": KEEP if re.match(LASTING, path) else ASK,
    }
    if path.startswith(_ATTACHMENTS):
        # Whatever somebody has put into one, a browser runs nothing of it.
        headers["ContentDisposition"] = "attachment"
    return headers
