"""Nobody takes what is shown to reviewers for what has been published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.built import Built
from tests.conftest import disclosure

OFFICIAL = "extra: {agency: {name: 示例局, official: true, site_name: 示例局}}\n"


def test_preview(column_folder: Callable[..., Path]) -> None:
    """Every page of a preview says so, in its title too, and search engines stay away."""
    root = column_folder()
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(OFFICIAL)

    assert 0 == disclosure("--root", root, "--today", "2024-06-01", "build", "--preview")

    pages = [*(root / "site").rglob("*.html")]
    assert len(pages) > 10
    for path in pages:
        page = Built(path)
        assert "预览，供审核用，尚未公布，请勿转发。" == page.text("//*[@class='preview-notice']")
        assert page.text("//title").startswith("【预览】")
        assert ["noindex"] == page.root.xpath("//meta[@name='robots']/@content")


def test_no_preview(column_folder: Callable[..., Path]) -> None:
    """What is published says nothing of the kind."""
    root = column_folder()
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(OFFICIAL)

    assert 0 == disclosure("--root", root, "--today", "2024-06-01", "build")

    page = Built(root / "site" / "index.html")
    assert [] == page.all("//*[@class='preview-notice']")
    assert "预览" not in page.text("//title")
    assert [] == page.all("//meta[@name='robots']")
