"""A query finds the pages that hold it, all of them and no others."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.synthetic import synthetic_plan
from tests.conftest import SETTINGS, Serve, build
from tests.search.conftest import Ask
from tests.search.oracle import holding, main_texts, queries


def random_queries(site: Path, count: int, seed: int) -> list[str]:
    """Return words that some pages of a built site hold."""
    return list(queries(main_texts(site), count, seed))


def assert_exact(site: Path, asked: list[str], serve: Serve, ask: Ask) -> None:
    """Require of queries that they find exactly what reading the pages finds."""
    texts = main_texts(site)

    answers = ask(serve(site), asked)

    wrong = {}
    for query, answer in zip(asked, answers, strict=True):
        found = [] if answer["isRelated"] else sorted(answer["addresses"])
        if found != (expected := holding(texts, query)):
            wrong[query] = set(found) ^ set(expected)
    assert not wrong


@pytest.mark.parametrize(
    ("count", "seed"), [(150, 1), pytest.param(2000, 2, marks=pytest.mark.slow)]
)
def test_real_plan(count: int, seed: int, real_site: Path, serve: Serve, ask: Ask) -> None:
    """In the plan that the repository ships."""
    assert_exact(real_site, random_queries(real_site, count, seed), serve, ask)


def test_demo(demo_site: Path, serve: Serve, ask: Ask) -> None:
    """In a column with every feature and several plans."""
    assert_exact(demo_site, random_queries(demo_site, 100, 3), serve, ask)


SHARED = "按照应公开尽公开原则主动公开与民众息息相关的各类信息并做好解读回应"
PLAN = """\
format: 1
id: "2024"
year: 2024
title: 示例方案
document: {title: 示例通知, issuer: 示例局}
departments: [{id: constructor, name: 甲}]
sections:
  - id: "1"
    number: 一、
    tasks:
"""
TASK = "      - {id: t%d, title: 任务%d, requirement: %s, responsibility: 甲牵头, lead: [甲]}\n"


def test_what_many_pages_repeat(tmp_path: Path, serve: Serve, ask: Ask) -> None:
    """Long texts that many pages begin alike are told apart by how they go on."""
    ends = [f"{SHARED}{SHARED[n:]}第{n}项" for n in range(30)]
    tasks = (TASK % (n, n, end) for n, end in enumerate(ends))
    (tmp_path / "content").mkdir()
    (tmp_path / "plan.yaml").write_text(PLAN + "".join(tasks), "utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    site = build(tmp_path, tmp_path / "site")
    texts = main_texts(site)
    asked = [end[start : start + 45] for end in ends for start in (0, 7, 20)]

    answers = ask(serve(site), asked)

    for query, answer in zip(asked, answers, strict=True):
        assert holding(texts, query) == sorted(answer["addresses"])


RARE = [chr(0x20000 + n) for n in range(20)]
"""Characters beyond the basic plane, which JavaScript writes as two."""


def test_long_pages(tmp_path: Path, serve: Serve, ask: Ask) -> None:
    """What only a long page says is found there, and what it repeats of others."""
    tasks = "".join(TASK % (n, n, prose(n, 300)) for n in range(30))
    (tmp_path / "content").mkdir()
    page = f"---\ntitle: 很长的页面\n---\n\n{prose(99, 7_000)}\n"
    (tmp_path / "content" / "long.md").write_text(page, "utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN + tasks, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")

    site = build(tmp_path, tmp_path / "site")

    held = random_queries(site, 150, 5)
    mostly_not_held = [f"{one}{other}一" for one in RARE for other in RARE]
    assert_exact(site, held + mostly_not_held, serve, ask)


def prose(seed: int, length: int) -> str:
    """Return sentences of random characters, some of them beyond the basic plane."""
    chance = random.Random(seed)
    characters = [chr(0x4E00 + n) for n in range(200)] + RARE
    return "".join("。" if n % 40 == 39 else chance.choice(characters) for n in range(length))


@pytest.mark.slow
def test_many_tasks(tmp_path: Path, serve: Serve, ask: Ask) -> None:
    """In 3,000 tasks, where words that stand apart look like one to an index of pairs."""
    (tmp_path / "content").mkdir()
    (tmp_path / "plan.yaml").write_text(synthetic_plan(3000), "utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")

    site = build(tmp_path, tmp_path / "site")

    assert_exact(site, random_queries(site, 600, 4), serve, ask)
