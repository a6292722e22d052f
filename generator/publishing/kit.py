"""A site as one zip, for a CMS that unpacks such a file into a folder of the host's site.

Its links name pages, for the server of a CMS may not know the page of a folder. The same site gives
the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.problems import CannotRunError, quoted
from generator.publishing.compressing import ENDINGS
from generator.publishing.manifest import MANIFEST, as_json, entry_of
from generator.publishing.named_pages import MISSING, naming_pages

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from generator.publishing.manifest import Manifest

_SAFE: Final = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")
_LONGEST: Final = 180
"""Characters of a path: Windows stops at 260, and the folder of the CMS stands before it."""
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say."""
_MODE: Final = 0o100644
_UNIX: Final = 3
_LEVEL: Final = 9


def write_kit(site: Path, manifest: Manifest, file: IO[bytes]) -> Manifest:
    """Write the site that a manifest lists into a zip; return the manifest that lies in it.

    Left out are the page for what is missing, which a CMS has of its own, and compressed forms.
    Raises CannotRunError if a name is one that some CMS or Windows could not store.
    """
    paths = [path for path in sorted(manifest.files) if not _is_left_out(path)]
    for path in paths:
        _refuse_unsafe(path)
    mounted_at = manifest.facts.get("mounted_at", "/")
    packed = {}
    with zipfile.ZipFile(file, "w") as kit:
        for path in paths:
            content = naming_pages(path, (site / path).read_bytes(), manifest.files, mounted_at)
            packed[path] = replace(entry_of(content), carried=manifest.files[path].carried)
            _add(kit, path, content)
        made = replace(manifest, files=packed)
        _add(kit, MANIFEST, as_json(made))
    return made


def _is_left_out(path: str) -> bool:
    return path == MISSING or path.endswith(ENDINGS)


def _refuse_unsafe(path: str) -> None:
    if not _SAFE.fullmatch(path):
        message = f"{quoted(path)} 的名称只能用英文字母、数字、点、横线和下划线，请改名后重新生成"
        raise CannotRunError(message)
    if len(path) > _LONGEST:
        message = f"{quoted(path)} 太长，最多 {_LONGEST} 个字符：请用短一些的名称，重新生成网站"
        raise CannotRunError(message)


def _add(kit: zipfile.ZipFile, path: str, content: bytes) -> None:
    member = zipfile.ZipInfo(path, _MOMENT)
    member.create_system = _UNIX
    member.external_attr = _MODE << 16
    kit.writestr(member, content, zipfile.ZIP_DEFLATED, _LEVEL)
