"""Text of a plan is text on the page, whatever it looks like."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.plan.values import verbatim
from tests.built import Built
from tests.conftest import SETTINGS, build

TASKS = 60
ELEMENTS = frozenset(
    ("a", "article", "blockquote", "br", "dd", "details", "div", "dl", "dt", "em", "h1", "h2", "h3")
    + ("h4", "li", "nav", "p", "section", "span", "summary", "table", "tbody", "td", "th", "thead")
    + ("tr", "ul")
)
"""What templates write."""
# Pieces of everything that Markdown, its extensions, HTML, Jinja and YAML give a meaning to.
MARKUP = (
    "<script>alert(1)</script>",
    "<b>",
    "</p>",
    "<!--",
    "-->",
    "&lt;",
    "&#60;",
    "&amp;",
    "<img src=x>",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{#id}",
    "{: .class onclick=x }",
    "[x](javascript:x)",
    "![x](y)",
    "[^1]",
    "[x]: y",
    "*",
    "**",
    "_",
    "__",
    "`",
    "```",
    "~~",
    "==",
    "++",
    "^^",
    "|",
    "---",
    "***",
    "#",
    "# ",
    "> ",
    "- ",
    "+ ",
    "1. ",
    "1)",
    "    ",
    "\t",
    '--8<-- "x"',
    "!!! note",
    "??? x",
    '=== "x"',
    "\\",
    "\\*",
    "\\n",
    "(c)",
    "...",
    '"',
    "'",
    "://",
    "http://a.example",
    "a@b.example",
    ":smile:",
    "$x$",
    "\\(x\\)",
    "*[HTML]: x",
    "%",
    "@",
    "规划",
    "“应公开尽公开”",
    "〔2021〕53号",
    "（一）",
    "\u3000",
    "\xa0",
    "\n",
    "\n\n",
    "\n    ",
    "\n- ",
    "\n# ",
    "\n> ",
    "\n|a|b|\n|-|-|",
    "  \n",
    "é",
    "é",
    "👨\u200d👩\u200d👧",
    "𠀀",
)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("is_table", [True, False])
def test_text_in_is_text_out(seed: int, is_table: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Every text comes out of the built page as it went in, and brings no element with it."""
    written = [random_fields(random.Random(f"{seed}-{number}")) for number in range(TASKS)]
    if is_table:
        for fields in written:
            fields["heading"] = written[0]["heading"]
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (tmp_path / "plan.yaml").write_text(plan_of(written, is_table=is_table), "utf-8")

    site = build(tmp_path, tmp_path / "site")

    full = Built(site / "plan/p/full/index.html")
    for number, fields in enumerate(written):
        page = Built(site / f"plan/p/tasks/t-{number}/index.html")
        topic = Built(site / f"topics/topic-{number}/index.html")
        unit = Built(site / f"departments/unit-{number}/index.html")
        assert fields["title"] == page.text("//h1")
        assert fields["requirement"] == page.text("//h2[@id='requirement']/following::p")
        assert fields["responsibility"] == page.text("//blockquote/p")
        assert [fields["deadline"]] == page.described("完成时限")
        assert [fields["extra"]] == page.described(fields["heading"])
        assert [fields["topic"]] == page.described("主题（本栏目归类）") == topic.texts("//h1")
        assert [fields["unit"]] == page.described("牵头单位") == unit.texts("//h1")
        assert [fields["link"]] == page.described("公开位置（本栏目注明）")
        assert page.text("//h2[@id='amended']/following::li").endswith(f"依据：{fields['basis']}")
        printed = [fields["title"], fields["requirement"], fields["responsibility"]]
        if is_table:
            assert printed == full.texts(f"//tr[@id='task-t-{number}']/td")[:3]
        else:
            said = (f"责任分工：{printed.pop()}", f"{fields['heading']}：{fields['extra']}")
            whole = "".join((*printed, "；".join((*said, f"完成时限：{fields['deadline']}"))))
            clause = full.text(f"//section[@id='task-t-{number}']")
            assert "".join(whole.split()) == "".join(clause.split())
        assert page.text("//title").startswith("【示例】" + fields["title"].replace("\n", ""))
        assert not foreign(page) | foreign(topic) | foreign(unit)
    assert not foreign(full)


HOSTILE = "<b onclick=x>*x*</b> [y](javascript:z) {{ 7*7 }} | &amp; {#i} `c` <!-- k -->"
NAMED_BY_OTHERS = {"id", "name", "responsibility", "responsible", "lead", "supporting", "members"}
OF_A_FORM = {"format", "year", "number", "on", "kind", "url", "deadline", "columns", "extra"} | {
    *("issued_on", "published_at", "disclosure", "until", "successors", "topics", "moved_from"),
    *("withdrawn", "aliases"),
}


FORM_ELEMENTS = {
    *(
        "form",
        "p",
        "label",
        "input",
        "button",
        "details",
        "summary",
        "span",
        "div",
        "select",
        "option",
    )
}


def test_every_other_field(demo_folder: Path) -> None:
    """Text of the fields that a task does not have is text on some page too."""
    text = (demo_folder / "plan.yaml").read_text("utf-8")
    plan = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    hostile: list[str] = []
    made_hostile(plan, hostile)
    plan["departments"][0]["kind"] += HOSTILE
    (demo_folder / "plan.yaml").write_text(json.dumps(plan, ensure_ascii=False, indent=1), "utf-8")

    site = build(demo_folder, demo_folder / "site", today="2025-12-31")

    built = map(Built, site.rglob("*.html"))
    pages = [page for page in built if page.all("//article")]
    published = "\n".join(text for page in pages for text in page.texts("//article"))
    for written in (*hostile, plan["departments"][0]["kind"]):
        for line in filter(None, map(str.strip, written.split("\n"))):
            assert line in published, line
    assert not {element for page in pages for element in foreign(page)}


def made_hostile(node: Any, hostile: list[str]) -> None:  # noqa: ANN401 - whatever YAML holds
    """Add markup to every free text below `node`, and note what it is now."""
    entries = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in entries:
        if key in NAMED_BY_OTHERS | OF_A_FORM:
            continue
        if isinstance(value, str):
            node[key] = value.rstrip("\n") + HOSTILE
            hostile.append(node[key])
        else:
            made_hostile(value, hostile)


def random_fields(source: random.Random) -> dict[str, str]:
    """Return a text for every field of a task, with pieces of markup in a random order."""

    def text() -> str:
        pieces = source.choices((*MARKUP, "规划", "a1", "Ⅳ"), k=source.randint(1, 12))
        return verbatim("".join(pieces)) or "文"

    def line() -> str:
        return text().replace("\n", "")

    unit = re.sub("[、，；,;：:]", "", line()) + f"{source.getrandbits(24):x}"
    return {
        "title": text(),
        "requirement": text(),
        "responsibility": f"{unit}牵头",
        "unit": unit,
        "deadline": line(),
        "heading": line(),
        "extra": text(),
        "topic": line(),
        "link": line(),
        "basis": line(),
    }


def foreign(page: Built) -> set[str]:
    """Return the elements in the article of a page that no template wrote.

    The form of the search, which holds names of units and topics, has elements of its own.
    """
    (article,) = page.all("//article")
    forms = page.all("//form[@class='search']")
    in_forms = {element for form in forms for element in form.iter()}
    hits = page.all("//section[@class='hits']/descendant-or-self::*")
    found = {str(element.tag) for element in article.iter() if element not in {*in_forms, *hits}}
    return found - ELEMENTS | {str(element.tag) for element in in_forms} - FORM_ELEMENTS


def plan_of(written: list[dict[str, str]], *, is_table: bool) -> str:
    """Return a plan file with a task for each group of texts, in a table or in running text."""
    columns = {"工作任务": "title", "工作要求": "requirement", "责任部门": "responsibility"}
    columns |= {"完成时限": "deadline", written[0]["heading"]: "extra"}
    tasks = [
        {
            "id": f"t-{number}",
            "title": fields["title"],
            "requirement": fields["requirement"],
            "responsibility": fields["responsibility"],
            "lead": [f"unit-{number}"],
            "deadline": fields["deadline"],
            "extra": {fields["heading"]: fields["extra"]},
            "topics": [f"topic-{number}"],
            "links": [
                {"title": fields["link"], "url": "https://www.xugou.example/?a=1&b=%E4%B8%80"}
            ],
            "amended": [{"on": "2024-01-02", "kind": "调整", "basis": fields["basis"]}],
        }
        for number, fields in enumerate(written)
    ]
    plan = {
        "format": "1",
        "id": "p",
        "year": "2024",
        "title": "示例方案",
        "document": {"title": "示例通知", "issuer": "示例局"},
        "departments": [
            {"id": f"unit-{number}", "name": fields["unit"], "aliases": [f"unit-{number}"]}
            for number, fields in enumerate(written)
        ],
        "topics": [
            {"id": f"topic-{number}", "name": fields["topic"]}
            for number, fields in enumerate(written)
        ],
        "sections": [{"id": "s", "title": "示例部分", "tasks": tasks}],
        **({"columns": columns} if is_table else {}),
    }
    return json.dumps(plan, ensure_ascii=False, indent=1)  # JSON is YAML
