"""Writes what changed as text, Markdown for a forge's comment, HTML or JSON."""

from __future__ import annotations

import html
import json
from itertools import groupby
from typing import TYPE_CHECKING, Final

from generator.escaping import escape_comment
from generator.history.compare import Act
from generator.history.elements import Fact, Kind
from generator.history.rewording import Mark
from generator.history.wording import Statement, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.history.difference import Difference

NOTHING: Final = "方案内容没有改动。"
_MARKS: Final = {
    Mark.KEPT: "{}",
    Mark.DELETED: "<del>{}</del>",
    Mark.INSERTED: "<ins>{}</ins>",
}
_HTML_HEAD: Final = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>方案改动</title>
<style>
body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; }
body { font: 1rem/1.8 sans-serif; color: #1a1a1a; background: #fff; }
h2 { font-size: 1.25rem; }
h3 { font-size: 1rem; margin-bottom: 0; }
ul { margin-top: 0; }
del { background: #fbe3e4; color: #8a1014; }
ins { background: #e0f2e4; color: #0b5420; }
</style>
</head>
<body>
<h1>方案改动</h1>
"""


def as_text(differences: Iterable[Difference]) -> str:
    """Return one sentence a line; what a new element says stands indented below."""
    lines = [
        line
        for difference in differences
        for statement in statements(difference)
        for line in (statement.text, *(f"  {detail}" for detail in statement.details))
    ]
    return "\n".join(lines or [NOTHING]) + "\n"


def as_markdown(differences: Iterable[Difference]) -> str:
    """Return a comment for a pull request: each element with its sentences below."""
    lines: list[str] = []
    for difference in differences:
        lines += [f"## {escape_comment(_title(difference))}", ""]
        for heading, said in _by_element(difference):
            lines += [f"### {escape_comment(heading)}", ""]
            for statement in said:
                lines.append(f"- {_marked(statement, escape_comment)}")
                lines += [f"    - {escape_comment(detail)}" for detail in statement.details]
            lines.append("")
    return "\n".join(lines) if lines else f"{NOTHING}\n"


def as_html(differences: Iterable[Difference]) -> str:
    """Return a page that stands for itself, without scripts and without anything from elsewhere."""
    lines: list[str] = []
    for difference in differences:
        lines.append(f"<h2>{html.escape(_title(difference))}</h2>")
        for heading, said in _by_element(difference):
            lines += [f"<h3>{html.escape(heading)}</h3>", "<ul>"]
            for statement in said:
                details = "".join(f"<li>{html.escape(detail)}</li>" for detail in statement.details)
                below = f"<ul>{details}</ul>" if details else ""
                lines.append(f"<li>{_marked(statement, html.escape)}{below}</li>")
            lines.append("</ul>")
    body = "\n".join(lines or [f"<p>{NOTHING}</p>"])
    return f"{_HTML_HEAD}{body}\n</body>\n</html>\n"


def as_json(differences: Iterable[Difference]) -> str:
    """Return a list of changes for programs."""
    changes = [
        _fields(difference, statement)
        for difference in differences
        for statement in statements(difference)
    ]
    return json.dumps(changes, ensure_ascii=False, indent=2) + "\n"


def _title(difference: Difference) -> str:
    plan = difference.plan
    return f"方案 {plan.id} {plan.title}".replace("\n", "")


def _by_element(difference: Difference) -> Iterator[tuple[str, list[Statement]]]:
    """Yield each element with all that is said of it, in order."""
    for heading, said in groupby(statements(difference), _heading):
        yield heading, list(said)


def _heading(statement: Statement) -> str:
    change = statement.change
    is_task_like = change is not None and change.element.kind is not Kind.PLAN
    name = change.element.name if change and is_task_like else ""
    return f"{statement.subject} {name}".rstrip()


def _marked(statement: Statement, escape: Callable[[str], str]) -> str:
    return "".join(_MARKS[piece.mark].format(escape(piece.text)) for piece in statement.pieces)


def _fields(difference: Difference, statement: Statement) -> dict[str, object]:
    change = statement.change
    if change is None:
        act = Act.ADDED if difference.old is None else Act.REMOVED
        return {"plan": difference.plan.id, "act": act, "sentence": statement.text}
    place = change.element.origin.at(*change.path)
    return {
        "plan": difference.plan.id,
        "act": change.act,
        "kind": change.element.kind.name.lower(),
        "id": change.element.id,
        "field": ".".join(change.path),
        "before": _plain(change.before),
        "after": _plain(change.after),
        "sentence": statement.text,
        "file": place.file,
        "line": place.line,
    }


def _plain(fact: Fact | None) -> str | list[str] | None:
    return [entry.shown for entry in fact] if isinstance(fact, tuple) else fact
