"""A reviewer who has unpacked a preview goes through it by clicking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.publishing.preview import openable
from tests.conftest import disclosure

MOVED = "        tasks:\n          - id: 1-1-1\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="tasks/">', '<a href="tasks/index.html">'),
        (
            '<a class="x" href="../../tasks/1/#a">',
            '<a class="x" href="../../tasks/1/index.html#a">',
        ),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a href="../..">', '<a href="../../index.html">'),
        ('<form action="./">', '<form action="./index.html">'),
        ('<a href="../search/?q=a/">', '<a href="../search/index.html?q=a/">'),
        ('<meta content="0; url=../tasks/2/">', '<meta content="0; url=../tasks/2/index.html">'),
        ('<a href="#main">', '<a href="#main">'),
        ('<a href="data/2024/tasks.csv">', '<a href="data/2024/tasks.csv">'),
        ('<a href="https://www.xugou.example/">', '<a href="https://www.xugou.example/">'),
        ('<a href="/zwgk/">', '<a href="/zwgk/">'),
        ('<p>写作 href="tasks/"，</p>', '<p>写作 href="tasks/"，</p>'),
    ],
)
def test_links_name_pages(written: str, expected: str) -> None:
    """Folders are named by their pages; everything else stays to the letter."""
    assert expected == openable(written)


def test_preview_from_a_disk(
    column_folder: Callable[..., Path], small_text: str, browser: Browser
) -> None:
    """From the home page a reviewer clicks on to a task, to its department and back home."""
    root = column_folder(small_text.replace(MOVED, f"{MOVED}            moved_from: [1-1-9]\n"))
    assert 0 == disclosure("--root", root, "--today", "2024-06-01", "build", "--preview")
    page = browser.new_page()

    page.goto((root / "site" / "index.html").as_uri())
    for name in ("任务", "公开规划。", "规划与政策处", "示例局政务公开工作任务（示例）"):
        page.get_by_role("link", name=name, exact=True).first.click()
        assert "预览，供审核用，尚未公布，请勿转发。" == page.inner_text(".preview-notice")
    assert page.url.endswith("/site/index.html")
    page.goto((root / "site" / "plan" / "2024" / "tasks" / "1-1-9" / "index.html").as_uri())
    page.wait_for_url("**/tasks/1-1-1/index.html")
    page.close()
