"""Checks mkdocs.yml before MkDocs reads it.

MkDocs loads it with a loader that can run code and put the environment's secrets into pages; a
tag in it is refused here, as are extensions that would read the text of a plan as markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.column.identity import check_identity
from generator.problems import Location, Problem, Severity, quoted
from generator.source.files import read_text
from generator.source.nodes import Mapping, Node, Scalar, Sequence
from generator.source.parser import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.problems import Report

EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "md_in_html")
"""Markdown extensions under which escaped text was shown to come out as it went in, in the order in
which MkDocs adds them; the first three it adds by itself."""
_OPTIONS = {
    "toc": {"permalink", "permalink_title", "title", "toc_depth"},
    "tables": {"use_align_attribute"},
}
_KNOWN = frozenset(
    {"copyright", "docs_dir", "edit_uri", "extra", "extra_css", "extra_javascript", "nav"}
    | {"markdown_extensions", "not_in_nav", "plugins", "repo_name", "repo_url", "site_author"}
    | {"site_description", "site_name", "site_url", "theme", "use_directory_urls", "validation"}
)
_WHY_NOT = {
    "hooks": "hooks 会运行任意程序，请删去",
    "INHERIT": "INHERIT 会引入未经检查的设置，请把内容写在本文件里",
}
CONTENT_FOLDER = "content"


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link to a file of the column, in a hand-written page or in the menu."""

    target: str
    """Path below the documentation folder."""
    location: Location


def read_settings(path: Path, file: str, report: Report) -> tuple[WrittenLink, ...]:
    """Return the menu that mkdocs.yml adds (nav), and report what in the file is unsafe.

    Unsafe is what could run code, leak secrets or turn text into markup.
    """
    text = read_text(path, file, report)
    node = None if text is None else parse_yaml(text, file, report)
    if not isinstance(node, Mapping):
        return ()
    if "disclosure" not in {name.value for name, _ in _named(node.get("plugins"))}:
        message = "plugins 里没有 disclosure，网站里不会有方案的页面，请补上一行“  - disclosure”"
        report.error(node.at("plugins"), "unsafe-setting", message)
    for check in (_only_known_settings, _only_safe_extensions, _only_own_files):
        for location, message in check(node):
            report.error(location, "unsafe-setting", message)
    if node.get("repo_url") and not node.get("edit_uri"):
        message = (
            "有 repo_url，没有 edit_uri，“编辑本页”会指到 master 分支：请补上一行 edit_uri，"
            "GitHub 写 edit/main/content/，GitLab 写 -/edit/main/content/，"
            "Gitea 写 _edit/main/content/；主分支不叫 main 的，改为它的名称"
        )
        problem = Problem(node.at("repo_url"), "edit-address", message, Severity.WARNING)
        report.add(problem)
    check_identity(node, report)
    return tuple(
        WrittenLink(entry.value, entry.location)
        for entry in _texts(node.get("nav"))
        if "://" not in entry.value
    )


def _texts(node: Node | None) -> Iterator[Scalar]:
    """Yield every text in a list whose entries are texts, or titles with a text or a list."""
    if isinstance(node, Scalar):
        yield node
    elif node is not None:
        inner = node.items if isinstance(node, Sequence) else node.entries.values()
        for entry in inner:
            yield from _texts(entry)


_Fault = tuple[Location, str]


def _only_known_settings(settings: Mapping) -> Iterator[_Fault]:
    for key in settings.entries:
        if key not in _KNOWN:
            known = "、".join(sorted(_KNOWN))
            message = f"不能使用设置{quoted(key)}，请删去；可用的设置：{known}"
            yield settings.at_key(key), _WHY_NOT.get(key, message)


def _only_safe_extensions(settings: Mapping) -> Iterator[_Fault]:
    for extension, options in _named(settings.get("markdown_extensions")):
        if extension.value not in EXTENSIONS:
            message = (
                f"扩展{quoted(extension.value)}会把方案的文字当作标记，请删去；"
                f"可用的扩展：{'、'.join(EXTENSIONS)}"
            )
            yield extension.location, message
        elif not options <= _OPTIONS.get(extension.value, set()):
            known = "、".join(sorted(_OPTIONS.get(extension.value, ()))) or "没有"
            yield extension.location, f"扩展 {extension.value} 可用的选项：{known}，其余请删去"


def _only_own_files(settings: Mapping) -> Iterator[_Fault]:
    folder = settings.get("docs_dir")
    if not isinstance(folder, Scalar) or folder.value != CONTENT_FOLDER:
        message = f"docs_dir 只能写 {CONTENT_FOLDER}：其他文件夹里的内容没有经过检查"
        yield settings.at("docs_dir"), message
    extra = settings.get("extra")
    if isinstance(extra, Mapping):
        for key in extra.entries.keys() - {"agency", "column"}:
            message = f"extra 里不能使用{quoted(key)}，请删去；可用的：agency、column"
            yield extra.at_key(key), message
    if "<" in (settings.value_at("copyright") or ""):
        yield settings.at("copyright"), "copyright 里不能有 HTML 代码，请只写文字"


def _named(node: Node | None) -> Iterator[tuple[Scalar, set[str]]]:
    """Yield the names in a list whose entries are names, or names with options; and the options."""
    entries = node.items if isinstance(node, Sequence) else (node,)
    for entry in entries:
        if isinstance(entry, Scalar):
            yield entry, set()
        elif isinstance(entry, Mapping):
            for name, key in entry.keys.items():
                options = entry.entries[name]
                yield key, set(options.entries) if isinstance(options, Mapping) else set()
