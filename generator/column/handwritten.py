"""Reads what people write in content/: pages in Markdown, and the files that they attach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from generator.column.markup import find_harm
from generator.plan.format import Format
from generator.plan.validation import read_item
from generator.plan.values import Line, is_id, is_reserved
from generator.problems import Location, Report, quoted
from generator.source.characters import find_refused
from generator.source.files import ordinary_files, read_text
from generator.source.front_matter import split_front_matter
from generator.source.leaks import find_leaks
from generator.source.syntax import CONFLICT, conflict_in

if TYPE_CHECKING:
    from pathlib import Path

    from generator.column.settings import WrittenLink

MAX_PAGE_BYTES = 128 * 1024
"""Some 40,000 characters: Markdown takes minutes for much more of the wrong kind."""
MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024
ATTACHMENTS_FOLDER = "files"
# What other modules read: these never land in the site as files.
_DATA = re.compile("(?:plans/[^/]+|glossary|waivers|takedowns)[.]yaml")

_ZIP = b"PK\x03\x04"
# What a file of each kind begins with: a program that only calls itself a picture is refused.
_BEGINNINGS = {
    ".pdf": b"%PDF-",
    ".docx": _ZIP,
    ".xlsx": _ZIP,
    ".pptx": _ZIP,
    ".ofd": _ZIP,
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".csv": b"",
}
_ATTACHMENT_NAME = re.compile(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*")


class FrontMatter(Format):
    """What stands between the two lines ``---`` on top of a page."""

    noun = "页面信息"
    placeholder = {"title": "？"}

    title: Line = Field(title="页面标题")
    description: Line | None = Field(None, title="一句话说明，供搜索引擎和分享使用")


@dataclass(frozen=True, slots=True)
class HandwrittenPage:
    """A page that somebody wrote."""

    path: str
    """Path below the content folder."""
    title: str
    description: str | None
    body: str
    """Markdown without front matter."""
    links: tuple[WrittenLink, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Handwritten:
    """What content/ holds for readers; its data files are read elsewhere."""

    pages: tuple[HandwrittenPage, ...] = ()
    attachments: tuple[str, ...] = ()
    """Paths below the content folder."""


def read_handwritten(folder: Path, root: Path, report: Report) -> Handwritten:
    """Read the pages and attachments in `folder`; report what may not be published."""
    pages: list[HandwrittenPage] = []
    attachments: list[str] = []
    spellings: dict[str, str] = {}
    for path, file in ordinary_files(folder, root, report) if folder.is_dir() else ():
        inside = path.relative_to(folder).as_posix()
        other = spellings.setdefault(inside.lower(), inside)
        if other != inside:
            message = f"与 {other} 只有大小写不同，在 Windows 上是同一个文件，请改名"
            report.error(Location(file), "clashing-name", message)
        elif inside.startswith(f"{ATTACHMENTS_FOLDER}/"):
            _check_attachment(path, file, report)
            attachments.append(inside)
        elif inside.endswith(".md"):
            page = _read_page(path, file, inside, report)
            pages += [page] if page else []
        elif not _DATA.fullmatch(inside):
            report.error(Location(file), "unknown-file", f"不会用到这个文件：{_place_for(inside)}")
    return Handwritten(tuple(pages), tuple(attachments))


def _place_for(inside: str) -> str:
    """Return where a file that is in the wrong place probably belongs."""
    if inside.endswith((".yaml", ".yml")):
        return "以前的方案应为 content/plans/编号.yaml，豁免应为 content/waivers.yaml，请改名或移走"
    return f"页面应以 .md 结尾，附件请放进 content/{ATTACHMENTS_FOLDER}/"


def _read_page(path: Path, file: str, inside: str, report: Report) -> HandwrittenPage | None:
    names = inside.removesuffix(".md").split("/")
    if reserved := next(filter(is_reserved, names), None):
        message = f"“{reserved}”是系统保留的名字，请换一个文件名"
        report.error(Location(file), "file-name", message)
    elif not all(map(is_id, names)):
        message = "文件名和文件夹名就是网址，只能用小写字母、数字和单个连字符，如 about.md"
        report.error(Location(file), "file-name", message)
    if path.lstat().st_size > MAX_PAGE_BYTES:
        message = f"页面超过 {MAX_PAGE_BYTES // 1024} KB，请分成几页"
        report.error(Location(file), "too-large", message)
        return None
    text = read_text(path, file, report)
    if text is None:
        return None
    find_refused(text, file, report)
    find_leaks(text, file, report)
    if conflict := conflict_in(text):
        report.error(Location(file, conflict), "conflict-mark", CONFLICT)
        return None
    split = split_front_matter(text, file, report)
    # What is checked is what is published, to the letter.
    body = split.body.strip()
    skipped = split.body[: len(split.body) - len(split.body.lstrip())].count("\n")
    start = Location(file, split.first_line + skipped)
    links = find_harm(body, inside, start, report)
    if split.meta is None:
        return None
    item = read_item(FrontMatter, split.meta, "页面信息", report)
    if item is None:
        return None
    title, description = item.fields.title, item.fields.description
    return HandwrittenPage(inside, title, description, body, links, start)


def _check_attachment(path: Path, file: str, report: Report) -> None:
    end = path.suffix.lower()
    if not all(map(_ATTACHMENT_NAME.fullmatch, file.split("/"))):
        message = "附件名只能用英文字母、数字、点和连字符，如 plan-2021.pdf"
        report.error(Location(file), "file-name", message)
    if end not in _BEGINNINGS:
        kind = f"{quoted(end)}类文件" if end else "没有扩展名的文件"
        message = f"{kind}不能作为附件，可用的有：{'、'.join(_BEGINNINGS)}"
        report.error(Location(file), "attachment-kind", message)
        return
    if path.lstat().st_size > MAX_ATTACHMENT_BYTES:
        message = f"附件超过 {MAX_ATTACHMENT_BYTES // 1024 // 1024} MB，请压缩或拆分"
        report.error(Location(file), "too-large", message)
        return
    if end == ".csv" and (text := read_text(path, file, report)) is not None:
        find_leaks(text, file, report)
    with path.open("rb") as content:
        if not content.read(16).startswith(_BEGINNINGS[end]):
            message = f"文件内容不是 {end} 格式，请用原来的程序另存为 {end} 后再放入"
            report.error(Location(file), "attachment-kind", message)
