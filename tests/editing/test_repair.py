"""What has but one cure is cured, and nothing else is touched."""

from __future__ import annotations

import random
import re
import unicodedata
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.editing.repair import repaired
from generator.plan.loader import read_plan
from generator.plan.values import verbatim
from generator.problems import Problem, Report, Severity
from generator.source.parser import parse_yaml
from generator.source.values import Value, as_value
from tests.conftest import CASES, DEMO, REAL
from tests.history.edits import Draft

SMALL = (CASES / "plan.yaml").read_text("utf-8")
REAL_PLAN = (REAL / "plan.yaml").read_text("utf-8")
DEMO_PLAN = (DEMO / "plan.yaml").read_text("utf-8")
TITLE = "title: 公开规划。"
AT_12 = " " * 12


class Slip(NamedTuple):
    """Something that was written the wrong way."""

    written: str
    meant: str
    words: str
    """Part of what is said of the repair."""
    instead_of: str = ""
    """What stands there in the small plan, if it is not what was meant."""


SLIPS = {
    "wide colon": Slip("title：公开规划。", TITLE, "写法：“title：”改为“title: ”"),
    "wide colon, wide blank": Slip("title：　公开规划。", TITLE, "改为“title: ”"),
    "wide colon behind a blank": Slip("title ：公开规划。", TITLE, "改为“title: ”"),
    "wide colon in the first field": Slip("- id：1-1-1", "- id: 1-1-1", "“id：”改为“id: ”"),
    "wide colon before a group": Slip("document：\n", "document:\n", "改为“document:”"),
    "wide blank behind the colon": Slip("title:　公开规划。", TITLE, "改为“title: ”"),
    "no-break blank there": Slip("title:\u00a0公开规划。", TITLE, "改为“title: ”"),
    "wide blank before the colon": Slip("deadline　: 年", "deadline: 年", "“deadline〔全角空格〕”"),
    "no blank behind the colon": Slip("title:公开规划。", TITLE, "改为“title: ”"),
    "wide letters": Slip("ｄｅａｄｌｉｎｅ：年底前", "deadline: 年底前", "“deadline: ”"),
    "no blank behind the dash": Slip("-id: 1-1-2", "- id: 1-1-2", "“-”改为“- ”"),
    "long dash": Slip("— id: 1-1-2", "- id: 1-1-2", "“—”改为“-”"),
    "wide blank behind the dash": Slip("-　id: 1-1-2", "- id: 1-1-2", "改为“- ”"),
    "wide comma in braces": Slip("{id: office，name: 办", "{id: office, name: 办", "“office, ”"),
    "wide colon in braces": Slip("planning, name：规", "planning, name: 规", "“name: ”"),
    "wide colon behind a heading": Slip("{工作任务：title", "{工作任务: title", "“工作任务: ”"),
    "wide brackets": Slip("lead: 【规划与政策处】", "lead: [规划与政策处]", "“[规划与政策处]”"),
    "no brackets": Slip("lead: 规划与政策处", "lead: [规划与政策处]", "改为“[规划与政策处]”"),
    "wide braces": Slip("｛id：office，name：办公室｝", "{id: office, name: 办公室}", "改为"),
    "one wide brace": Slip("name: 办公室｝", "name: 办公室}", "改为"),
    "no blanks in braces": Slip("{id:office,name:办公室}", "{id: office, name: 办公室}", "改为"),
    "zero-width blank": Slip("title: 公开\u200b规划。", TITLE, "（U+200B）：已删去"),
    "blanks at the end": Slip("公开规划。 \t\n", "公开规划。\n", "行尾的空格：已删去"),
    "wide blank at the end": Slip("公开规划。　\n", "公开规划。\n", "行尾的空格：已删去"),
    "tabs": Slip("\t\ttitle: 公开规", f"{AT_12}title: 公开规", "行首的缩进：改为 12 个"),
    "tab behind blanks": Slip("          \ttitle: 公开规", f"{AT_12}title: 公开规", "12 个"),
    "wide blanks": Slip("　　title: 公开规", f"{AT_12}title: 公开规", "行首的缩进：改为 12 个"),
    "wide blank before an entry": Slip("　- {id: office", "  - {id: office", "改为 2 个"),
    "wide blanks below a group": Slip("　　title: 示例局关", "  title: 示例局关", "改为 2 个"),
    "tab and wide colon": Slip("\ttitle：公开规", f"{AT_12}title: 公开规", "改为“title: ”"),
    "radical": Slip("公开⽅案。", "公开方案。", "“⽅”改为“方”，请与印发文件核对", "公开规划。"),
    "compatibility": Slip("公开\uf9b5。", "公开例。", "改为“例”，请与印发文件核对", "公开规划。"),
    "sign of YAML": Slip("title: @规划", 'title: "@规划"', '改为“"@规划"”', TITLE),
    "colon in a text": Slip("title: 公开: 规划", 'title: "公开: 规划"', '改为“"公开', TITLE),
    "several lines": Slip(
        f"- id：1-1-2\n{AT_12}number：2.\n{AT_12}title：公开预算。",
        f"- id: 1-1-2\n{AT_12}number: 2.\n{AT_12}title: 公开预算。",
        "“number：”改为“number: ”",
    ),
    "a whole task with tabs": Slip(
        "\t\t\t\t\t- id: 1-1-2\n\t\t\t\t\t\tnumber: 2.\n\t\t\t\t\t\ttitle: 公开预算。",
        f"          - id: 1-1-2\n{AT_12}number: 2.\n{AT_12}title: 公开预算。",
        "行首的缩进：改为 10 个",
    ),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", SLIPS)
def test_slip(name: str, newline: str) -> None:
    """What was written the wrong way becomes what was meant, and the rest of the file stays."""
    slip = SLIPS[name]
    before = slip.instead_of or slip.meant
    assert 1 == SMALL.count(before)
    right, wrong = (SMALL.replace(before, text) for text in (slip.meant, slip.written))

    mended, repairs = repaired(wrong.replace("\n", newline), "plan.yaml")

    assert right.replace("\n", newline) == mended
    line = SMALL[: SMALL.index(before)].count("\n") + 1
    assert f"plan.yaml:{line}: 已改 " in str(repairs[0])
    assert slip.words in "".join(map(str, repairs))


DEADLINE = "deadline: 年底前"
UNITS = "规划处配合\n            lead: [办公室]\n            supporting: [规划处]"
TWO_UNITS = UNITS.replace("规划处配合", "规划处、各处室配合").replace("[规划处]", "@@")
INSIDE = {
    "wide comma in brackets": (UNITS, TWO_UNITS, "[规划处，各处室]", "[规划处, 各处室]"),
    "wide mark of lists in brackets": (UNITS, TWO_UNITS, "[规划处、各处室]", "[规划处, 各处室]"),
    "wide marks beside a quoted text": (
        DEADLINE,
        f"{DEADLINE}\n{AT_12}withdrawn: @@",
        '{on：2024-05-01，reason："已废止，停：x"}',
        '{on: 2024-05-01, reason: "已废止，停：x"}',
    ),
    "address in Chinese quotes": (
        DEADLINE,
        f"{DEADLINE}\n{AT_12}links:\n{AT_12}  - @@",
        "{title: 甲, url: “https://www.xugou.example/”}",
        '{title: 甲, url: "https://www.xugou.example/"}',
    ),
}


@pytest.mark.parametrize("name", INSIDE)
def test_inside_brackets(name: str) -> None:
    """Between brackets and braces marks become those of YAML; what is quoted stays."""
    there, lines, wrong, right = INSIDE[name]
    assert 1 == SMALL.count(there)
    text = SMALL.replace(there, lines)

    mended, repairs = repaired(text.replace("@@", wrong), "plan.yaml")

    assert text.replace("@@", right) == mended
    assert 1 == len(repairs)


KEPT = {
    "text of several lines": ("requirement: 公开各类规划。", "requirement: |\n{}title：各类规划"),
    "wide blanks in such a text": ("requirement: 公开各类规划。", "requirement: |\n{}　　各类规划"),
    "alias like a field": ("[规划处]}", "[规划处, name：规划处]}"),
    "text in quotation marks": (TITLE, 'title: "公开　 "'),
    "wide marks, digits, letters": (TITLE, "title: ［公开］：１２ＡＢ，（规划）"),
    "radical of its own": (TITLE, "title: 公开⺀规划。"),
    "many blanks": (TITLE, "title:    公开规划。"),
    "comment like a field": ("groups:\n", "# title：公开\ngroups:\n"),
}


@pytest.mark.parametrize("name", KEPT)
def test_kept(name: str) -> None:
    """What only looks like a mistake stays as it is."""
    before, after = KEPT[name]
    text = SMALL.replace(before, after.format(" " * 14) if "\n{}" in after else after)
    assert text != SMALL

    assert (text, ()) == repaired(text, "plan.yaml")


LEFT = {
    "comment or text": (TITLE, "title: 公开规划 # 说明"),
    "fields without braces": ("- {id: office, name: 办公室}", "- id: office, name: 办公室"),
    "field out of line": (f"{AT_12}title: 公开规划。", f"{AT_12} title: 公开规划。"),
    "entry of any of three lists": (
        "            supporting: [规划处]\n",
        "            supporting: [规划处]\n\t- {id: 1-1-3, title: 公开年报。}\n",
    ),
    "text like a field above a fault": (
        "lead: [办公室]\n            supporting: [规划处]",
        "lead:\n              - title：办公室\n            supporting: [规划处",
    ),
    "text like a field in two lines": (
        "requirement: 公开各类规划。",
        "requirement:\n              title：公开\n              各类规划。",
    ),
    "unknown unit in a text": ("lead: [办公室]", "lead: 办公厅、规划处"),
}


@pytest.mark.parametrize("name", LEFT)
def test_left_to_people(name: str) -> None:
    """Where there are several ways to mend a mistake, none is taken."""
    text = SMALL.replace(*LEFT[name])
    assert text != SMALL

    assert (text, ()) == repaired(text, "plan.yaml")


@pytest.mark.parametrize(
    ("file", "written", "meant"),
    [
        ("content/glossary.yaml", "年报：年度报告\n", "年报: 年度报告\n"),
        ("content/glossary.yaml", "公众号：[微信, 微博]\n年报: 年度报告\n", None),
        ("content/waivers.yaml", "waivers:\n  - place：plan.yaml:3\n    code: a\n", None),
        ("mkdocs.yml", "a:\n  - https://甲\nb：乙\nc: 丙\n", None),
        ("mkdocs.yml", "site_name：示例\nnav:\n  - 关于: about.md\n", None),
        ("content/a.md", "---\ntitle：甲\n---\ntitle：甲\n", "---\ntitle: 甲\n---\ntitle：甲\n"),
        (
            "content/a.md",
            "---\ntitle: 甲\n---\n甲  \n乙 \n丙　\n \n⽅\n",
            "---\ntitle: 甲\n---\n甲  \n乙\n丙\n\n方\n",
        ),
        ("content/a.md", "甲\\ \n乙\\  \n丙\\\n丁 \n", "甲\\ \n乙\\  \n丙\\\n丁\n"),
        (
            "content/a.md",
            "---\ntitle：甲\n...\n甲  \nid：1\n---\n",
            "---\ntitle: 甲\n...\n甲  \nid：1\n---\n",
        ),
    ],
)
def test_other_files(file: str, written: str, meant: str | None) -> None:
    """Other files of a column are mended too; a line break of Markdown stays one."""
    expected = written.replace("：", ": ") if meant is None else meant

    mended, repairs = repaired(written, file)

    assert expected == mended
    assert not any("印发文件" in str(repair) for repair in repairs)


def test_text_beside_a_slip() -> None:
    """A text of several lines stays, even where the line below it is mended."""
    right = SMALL.replace(
        "requirement: 公开各类规划。", "requirement: |\n              title：规划"
    )
    wrong = right.replace("responsibility: 规划与", "responsibility：规划与")

    mended, repairs = repaired(wrong, "plan.yaml")

    assert right == mended
    assert 1 == len(repairs)


def test_look_alikes_are_ideographs() -> None:
    """Whatever is taken for another character is taken for one ideograph."""
    for point in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        mended, _ = repaired(f"title: 甲{chr(point)}乙\n", "plan.yaml")

        assert len("title: 甲一乙\n") == len(mended)
        name = unicodedata.name(mended[8], "")
        assert mended[8] == chr(point) or name.startswith("CJK UNIFIED IDEOGRAPH-")


def errors(text: str) -> tuple[Problem, ...]:
    """Return the errors of a plan file."""
    report = Report()
    read_plan(text, "plan.yaml", report)
    return tuple(each for each in report.problems if each.severity is Severity.ERROR)


SLIPPING = (
    lambda line: line.replace(": ", "：", 1) if ": " in line else line,
    lambda line: line.replace(": ", ":", 1) if ": [" not in line and "{" not in line else line,
    lambda line: line.replace(": ", ":　", 1) if "{" not in line else line,
    lambda line: f"{line} ",
    lambda line: f"{line}　\t",
    lambda line: line.replace("方", "⽅"),
    lambda line: line.replace("公", "\u200b公"),
    lambda line: line.replace("- id: ", "-id: "),
    lambda line: line.replace("- id: ", "—　id：") if "{" not in line else line,
)


@given(st.sampled_from([SMALL, REAL_PLAN, DEMO_PLAN]), st.integers(0, 2**32), st.integers(1, 40))
@settings(max_examples=100)
def test_many_slips(text: str, seed: int, times: int) -> None:
    """However many lines of a good plan were written the wrong way, they become what they were."""
    chance = random.Random(seed)
    lines = text.split("\n")
    plain = [at for at, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#"]
    for at in chance.sample(plain, min(times, len(plain))):
        lines[at] = chance.choice(SLIPPING)(lines[at])

    mended, repairs = repaired("\n".join(lines), "plan.yaml")

    assert text == mended
    pairs = enumerate(zip(lines, text.split("\n"), strict=True), start=1)
    changed = [at for at, (wrong, right) in pairs if wrong != right]
    assert changed == sorted({repair.location.line for repair in repairs})


@pytest.mark.parametrize("blank", ["\t", "　", "\u00a0"])
@given(seed=st.integers(0, 2**32), times=st.integers(1, 6))
# The line could be read at several places, with an error at each but the right one.
@example(seed=762912235, times=6)
@example(seed=149, times=6)
# A list with a single entry says the same wherever that stands.
@example(seed=235, times=6)
@settings(max_examples=30)
def test_odd_indents(blank: str, seed: int, times: int) -> None:
    """Lines indented by other blanks come to say what they said, or stay for people to see."""
    chance = random.Random(seed)
    lines = REAL_PLAN.split("\n")
    for at in chance.sample(range(len(lines)), times):
        bare = lines[at].lstrip(" ")
        depth = len(lines[at]) - len(bare)
        if depth and bare:
            lines[at] = f"{blank * max(1, depth // 2)}{bare}"
    odd = {at for at, line in enumerate(lines) if line[:1] == blank}

    mended, _ = repaired("\n".join(lines), "plan.yaml")

    for at, line in enumerate(mended.split("\n")):
        kept = REAL_PLAN.split("\n")[at]
        assert line == kept or (at in odd and line.strip() == kept.strip())
    if not any(line[:1] == blank for line in mended.split("\n")):
        assert values(REAL_PLAN) == values(mended)
    if times == 1:
        assert REAL_PLAN == mended


def values(text: str) -> Value:
    """Return what a plan file says, each text as it is published."""

    def published(value: Value) -> Value:
        if isinstance(value, dict):
            return {verbatim(key): published(each) for key, each in value.items()}
        if isinstance(value, list):
            return [published(each) for each in value]
        return verbatim(value) if isinstance(value, str) else value

    node = parse_yaml(text, "plan.yaml", Report())
    assert node is not None
    return published(as_value(node))


@given(st.integers(0, 2**32), st.integers(0, 30))
@settings(max_examples=60)
def test_what_a_good_plan_says_stays(seed: int, times: int) -> None:
    """Blanks at the ends of lines go, wherever they stand, and the plan says what it said."""
    chance = random.Random(seed)
    text = chance.choice((Draft(chance).text, SMALL, REAL_PLAN, DEMO_PLAN))
    lines = text.split("\n")
    for _ in range(times):
        lines[chance.randrange(len(lines))] += chance.choice((" ", "　", "\u00a0 ", "\t", "  "))
    before = "\n".join(lines)

    after, _ = repaired(before, "plan.yaml")

    if not errors(before):
        assert values(before) == values(after)
        assert not errors(after)
    assert (after, ()) == repaired(after, "plan.yaml")


SIGNS = "：:-—　\u00a0\t \"'[]{}，,#@%*&|>⽅\u200b公a\r\n"


SAID_LATER = {"missing-field", "not-printed", "role-missing", "role-not-printed"}
"""What is said of a task only once it has no other mistakes."""


@given(st.integers(0, 2**32), st.integers(1, 6))
@settings(max_examples=250)
# What nobody sees stood in an indent, or alone before a colon.
@example(seed=9499, times=1)
@example(seed=5336, times=3)
def test_never_worse(seed: int, times: int) -> None:
    """Whatever was typed into a plan, mending it brings no further mistakes, and ends at once."""
    chance = random.Random(seed)
    text = chance.choice((SMALL, DEMO_PLAN))
    for _ in range(times):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice((*SIGNS, "")) + text[at + chance.randrange(3) :]

    after, repairs = repaired(text, "plan.yaml")

    assert bool(repairs) == (after != text)
    assert (after, ()) == repaired(after, "plan.yaml")
    before, now = (
        [each.code for each in errors(one) if each.code not in SAID_LATER] for one in (text, after)
    )
    if "yaml-syntax" not in before:
        assert len(now) <= len(before)
        assert "yaml-syntax" not in now


@pytest.mark.parametrize("before", [0, 8, 12])
@pytest.mark.parametrize("behind", [0, 3, 12])
def test_unseen_character_in_an_indent(before: int, behind: int) -> None:
    """Whatever blanks are left around it, the line comes to stand where it did."""
    line = "            supporting: [规划处]"
    typed = f"{' ' * before}\u200b{' ' * behind}{line.strip()}"

    assert 1 == SMALL.count(line)
    assert SMALL == repaired(SMALL.replace(line, typed), "plan.yaml")[0]


@pytest.mark.parametrize("text", [SMALL, REAL_PLAN, DEMO_PLAN], ids=["small", "real", "demo"])
def test_every_line_wrong(text: str) -> None:
    """A plan written with full-width colons throughout is mended as one with a single slip."""
    wrong = re.sub(r"^( *(?:- )?[a-z_]+):(?: |$)", r"\1：", text, flags=re.MULTILINE)

    assert text == repaired(wrong, "plan.yaml")[0]
