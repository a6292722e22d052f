"""Turns a department's yearly open-government plan into a disclosure column.

    plan.yaml, content/ -> source -> plan, column -> pages, data -> plugin (MkDocs), cli

Every package knows only those to its left; ``docs/architecture.md`` draws the flow and says
where to change what.
"""
