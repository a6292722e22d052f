"""What is published as data: a JSON and a CSV file for each plan, and a page that explains them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.data.document import ADDED_FIELDS, plan_json
from generator.data.table import COLUMNS, tasks_csv
from generator.pages import routes
from generator.pages.page import Asset, Page
from generator.pages.render import render
from generator.plan import format as form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.column.model import Column

_FORMATS: dict[str, type[form.Format]] = {
    "plan": form.PlanFormat,
    "document": form.DocumentFormat,
    "department": form.DepartmentFormat,
    "group": form.GroupFormat,
    "topic": form.TopicFormat,
    "section": form.SectionFormat,
    "theme": form.ThemeFormat,
    "task": form.TaskFormat,
    "link": form.LinkFormat,
    "amendment": form.AmendmentFormat,
    "withdrawal": form.WithdrawalFormat,
}
"""What the page explains, by the name of its anchor."""


def build_data(column: Column) -> Iterator[Asset]:
    """Yield the data files of every plan."""
    for plan in column.plans:
        yield Asset(routes.plan_json(plan), plan_json(plan))
        yield Asset(routes.tasks_csv(plan), tasks_csv(plan))


def data_page(column: Column) -> Page:
    """Return the page that links the data files and explains each of their fields."""
    return Page(
        routes.DATA,
        title="数据",
        description="方案和任务的 JSON、CSV 文件及各字段的说明。",
        kind="data",
        issuer=column.plan.document.issuer,
        place="数据",
        body=render(
            "data.md.jinja",
            path=routes.DATA,
            column=column,
            table_columns=COLUMNS,
            formats=[
                (
                    key,
                    shape.noun,
                    [(name, field.title or "") for name, field in shape.model_fields.items()],
                )
                for key, shape in _FORMATS.items()
            ],
            added=ADDED_FIELDS,
        ),
    )
