"""Plain MkDocs with our plugin."""

from __future__ import annotations

import html
import json
import logging
from collections.abc import Callable
from pathlib import Path

import material
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from tests.conftest import DEMO, disclosure, git

MATERIAL = Path(material.__file__).parent / "templates"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the day as a build server would."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767139200")


def mkdocs_build(root: Path) -> Path:
    """Run ``mkdocs build --strict``; return the site folder."""
    config = load_config(str(root / "mkdocs.yml"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return root / "site"


def test_demo_builds_without_a_warning(demo_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """``mkdocs build --strict`` builds every page, and nothing is warned of."""
    with caplog.at_level(logging.WARNING, logger="mkdocs"):
        site = mkdocs_build(demo_folder)

    assert [] == [record.getMessage() for record in caplog.records]
    assert (site / "plan/2025-2/tasks/1-1-1/index.html").is_file()


def test_bad_plan_leaves_the_site(
    column_folder: Callable[..., Path], small_text: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A bad plan is refused with all problems before the site folder is emptied."""
    root = column_folder(small_text)
    site = mkdocs_build(root)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    bad = small_text.replace("lead: [办公室]", "leed: [办公室]").replace("2024-03-01", "2024-03-32")
    (root / "plan.yaml").write_text(bad, "utf-8")

    with pytest.raises(Abort), caplog.at_level(logging.ERROR, logger="mkdocs"):
        mkdocs_build(root)

    assert ["bad-date", "unknown-field"] == sorted(
        line.split("[")[1].split("]")[0] for line in caplog.text.splitlines() if " 错误 [" in line
    )
    assert before == {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_change_may_be_dated_today(
    column_folder: Callable[..., Path], small_text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in no commit yet is judged by the present day, else by that of the commit."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    root = column_folder()
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=plan", on="2024-02-29")

    with pytest.raises(Abort):
        mkdocs_build(root)
    (root / "plan.yaml").write_text(f"{small_text}# 改\n", "utf-8")

    assert (mkdocs_build(root) / "index.html").is_file()


def test_warnings_are_fatal_if_strict(column_folder: Callable[..., Path], small_text: str) -> None:
    """What ``check`` only warns of stops a strict build."""
    root = column_folder(small_text.replace("示例函〔2024〕1号", "示例函[2024]1号"))

    with pytest.raises(Abort, match="1 warnings"):
        mkdocs_build(root)


def test_data_is_no_page(column_folder: Callable[..., Path]) -> None:
    """Earlier plans, glossary and waivers never land in the site as files; attachments do."""
    root = column_folder(
        **{"content/glossary.yaml": "年报: 年度报告", "content/files/a.csv": "甲,乙"},
    )

    site = mkdocs_build(root)

    assert not list(site.rglob("*.yaml"))
    assert "甲,乙" == (site / "files" / "a.csv").read_text("utf-8")


def test_edit_lines(demo_folder: Path) -> None:
    """The edit link of a page leads to the very line of the plan that is behind it."""
    site = mkdocs_build(demo_folder)
    lines = (demo_folder / "plan.yaml").read_text("utf-8").splitlines()

    page = (site / "plan/2025-2/tasks/1-2-1/index.html").read_text("utf-8")

    line = 1 + next(i for i, text in enumerate(lines) if "id: 1-2-1" in text)
    assert f'href="https://git.xugou.example/zwgk/column/edit/main/plan.yaml#L{line}"' in page


def test_edit_line_of_handwritten_page(demo_folder: Path) -> None:
    """The edit link of a hand-written page leads to its file in content/."""
    site = mkdocs_build(demo_folder)

    page = (site / "history/index.html").read_text("utf-8")

    assert "https://git.xugou.example/zwgk/column/edit/main/content/history.md#L" in page


def test_preview_says_where_a_page_is_written(
    column_folder: Callable[..., Path],
) -> None:
    """Without a repository to link to, previews name the place; published sites do not."""
    root = column_folder()
    config = load_config(str(root / "mkdocs.yml"), strict=True)

    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    preview = (root / "site/plan/2024/tasks/1-1-1/index.html").read_text("utf-8")
    published = (mkdocs_build(root) / "plan/2024/tasks/1-1-1/index.html").read_text("utf-8")

    assert "预览：本页写在 plan.yaml#L" in preview
    assert "plan.yaml" not in published


def test_preview_outlives_a_bad_change(
    column_folder: Callable[..., Path], small_text: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A running preview shows what it showed and says what is wrong, until that is mended."""
    root = column_folder()
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    pages = []
    for text in (small_text, small_text.replace("lead: [办公室]", "lead: [<b>]"), small_text):
        (root / "plan.yaml").write_text(text, "utf-8")
        build(config)
        pages.append((root / "site/plan/2024/tasks/1-1-2/index.html").read_text("utf-8"))

    assert [False, True, False] == ["预览：改动有" in page for page in pages]
    assert "预览：改动有 1 处错误，下面仍是改动前的内容。" in pages[1]
    assert "未登记的单位“&lt;b&gt;”" in pages[1]
    assert "公开预算。" in pages[1]
    assert "[unknown-unit]" in caplog.text


def test_material_indexes_nothing(column_folder: Callable[..., Path], small_text: str) -> None:
    """Material shows what its index says as HTML; it finds nothing, the title stays text."""
    title = "公开<img src=q onerror=alert(1)>规划。"
    root = column_folder(
        small_text.replace("title: 公开规划。", f"title: {title}"),
        **{"content/about.md": f"---\ntitle: {title}\n---\n\n正文\n\n# 标题\n"},
    )

    site = mkdocs_build(root)

    assert [] == json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    assert f"<title>【示例】{html.escape(title, quote=False)}" in (
        site / "about" / "index.html"
    ).read_text("utf-8")


def test_serve_watches_plan_and_content(column_folder: Callable[..., Path]) -> None:
    """``mkdocs serve`` builds anew when the plan or a hand-written page changes."""
    root = column_folder()
    config = load_config(str(root / "mkdocs.yml"))

    config = config.plugins.on_config(config)

    assert {str(root / "plan.yaml"), str(root / "content")} <= set(config.watch)


def test_frame_comes_from_the_package(column_folder: Callable[..., Path]) -> None:
    """A site without overrides of its own has our frame; its own custom_dir comes before it."""
    root = column_folder(**{"frame/main.html": "{% extends 'base.html' %}"})
    settings = (root / "mkdocs.yml").read_text("utf-8")
    ours = load_config(str(root / "mkdocs.yml"))
    (root / "mkdocs.yml").write_text(
        settings.replace("{name: material,", "{name: material, custom_dir: frame,"), "utf-8"
    )
    own = load_config(str(root / "mkdocs.yml"))

    first = [Path(config.plugins.on_config(config).theme.dirs[0]).name for config in (ours, own)]

    assert ["overrides", "frame"] == first


def test_demo_is_recognisably_fictional() -> None:
    """Nobody may take the fictional agency for a real one."""
    for path in (*DEMO.rglob("*.yaml"), DEMO / "mkdocs.yml"):
        assert "虚构" in path.read_text("utf-8"), path


@pytest.mark.parametrize(
    ("template", "piece"),
    [
        ("partials/search.html", 'data-md-component="search-query"'),
        ("base.html", '"search": "assets/javascripts/workers/search.'),
    ],
)
def test_theme_with_another_search_box(
    template: str, piece: str, demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A theme that ours cannot stand behind is refused, instead of a box that finds nothing."""
    own = demo_folder / "overrides" / template
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text((MATERIAL / template).read_text("utf-8").replace(piece, ""), "utf-8")

    code = disclosure("--root", demo_folder, "--today", "2025-12-31", "build", "--strict")

    assert 2 == code
    assert f"主题的 {template} 里没有 {piece}，本栏目的检索接不上" in capsys.readouterr().err
