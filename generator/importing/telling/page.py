"""Writes the report of an import as one page that needs nothing else.

All that it says comes from a document of strangers: Jinja escapes every text, and the page's own
policy lets it load and run nothing but the style in it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import jinja2
import markupsafe

from generator.importing.telling.comparison import Comparison, Link
from generator.importing.telling.findings import Confidence
from generator.importing.telling.remarks import Kind, alike
from generator.source.characters import made_visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.telling.findings import Findings
    from generator.importing.telling.remarks import Remark

BEGINNING: Final = "<!doctype html>\n<!-- disclosure import 导入说明 -->\n"
"""How each such page begins, and nothing else."""
_MOST_LINKS: Final = 12
"""To places that say the same; the others are marked where they are."""
_TEMPLATES: Final = "generator.importing.telling"


def as_page(findings: Findings, file: str, target: str) -> str:
    """Return the page on what became of the document in `file`, of which `target` was made."""
    comparison = Comparison(findings)
    style = resources.files(_TEMPLATES).joinpath("templates/report.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    tasks = comparison.all_tasks
    filled = (
        _environment()
        .get_template("report.html.jinja")
        .render(
            file=file,
            target=target,
            style=markupsafe.Markup(style),  # noqa: S704 - our own file
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; "
            "base-uri 'none'; form-action 'none'",
            findings=findings,
            page=comparison,
            most=_MOST_LINKS,
            groups=[
                (same[0], _links(comparison, same), _tasks(same))
                for same in alike(findings.remarks)
            ],
            open_lists=_tasks(
                [remark for remark in findings.remarks if remark.kind is Kind.OPEN_LIST]
            ),
            doubtful=[task for task in tasks if task.confidence is not Confidence.SURE],
            sure=[task for task in tasks if task.confidence is Confidence.SURE],
        )
    )
    return BEGINNING + filled


def is_page(data: bytes) -> bool:
    """Whether a file is such a page, which may be written anew."""
    return data.startswith(BEGINNING.encode())


def _links(comparison: Comparison, remarks: Sequence[Remark]) -> list[Link]:
    """Return what leads to the places of some remarks, each place once."""
    found = {}
    for remark in remarks:
        if remark.piece is not None:
            found[remark.place] = comparison.source(remark.piece)
        elif remark.tasks:
            found[remark.place] = Link(remark.place, f"task-{remark.tasks[0]}")
        else:
            at = "units" if remark.kind in (Kind.ALIAS, Kind.GROUP) else "compare"
            found[remark.place] = Link(remark.place, at)
    return [*found.values()]


def _tasks(remarks: Sequence[Remark]) -> list[Link]:
    numbers = sorted({number for remark in remarks for number in remark.tasks})
    return [Link(f"任务{number}", f"task-{number}") for number in numbers]


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["visible"] = made_visible
    return environment
