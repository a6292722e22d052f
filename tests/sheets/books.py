"""Workbooks as somebody might send them back."""

from __future__ import annotations

import functools
import io
import random
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.editing.written import Written, read_written
from generator.problems import Report
from generator.sheets.drawing import workbook_of
from generator.sheets.opening import open_workbook
from generator.sheets.reading import TASKS, read_filled
from generator.sheets.updating import Update, updated
from tests.conftest import parse_plan

FILE = "plan.xlsx"


def written(text: str) -> Written:
    """Return a plan file that can be changed."""
    plan = read_written(text, "plan.yaml", Report())
    assert plan is not None
    return plan


@functools.cache
def exported(text: str) -> bytes:
    """Return the workbook of a plan file."""
    return workbook_of(parse_plan(text), written(text).fields)


def imported(data: bytes, text: str) -> Update:
    """Return what becomes of a plan file when a workbook is imported."""
    filled = read_filled(open_workbook(data), FILE)
    return updated(written(text), parse_plan(text), filled)


@dataclass
class Table:
    """A workbook in the hands of somebody, its cells named by id and heading."""

    book: Workbook

    @classmethod
    def of(cls, data: bytes) -> Table:
        """Open a file."""
        return cls(openpyxl.load_workbook(io.BytesIO(data)))

    @property
    def sheet(self) -> Worksheet:
        """The sheet with the tasks."""
        return self.book[TASKS]

    @property
    def headings(self) -> dict[str, int]:
        """The column of each heading."""
        return {str(cell.value): number for number, cell in enumerate(self.sheet[1], start=1)}

    def line(self, id_: str) -> int:
        """Return the line of a task."""
        return next(row[0].row for row in self.sheet.iter_rows(min_row=2) if row[0].value == id_)

    def cell(self, id_: str, heading: str) -> Any:  # noqa: ANN401 - as openpyxl has it
        """Return a cell."""
        return self.sheet.cell(self.line(id_), self.headings[heading])

    def write(self, id_: str, heading: str, value: object, shape: str = "@") -> object:
        """Write into a cell; a text stays one, whatever it begins with. Return the cell."""
        cell = self.cell(id_, heading)
        cell.value, cell.number_format = value, shape
        if isinstance(value, str):
            cell.data_type = "s"
        return cell

    def calculate(self, id_: str, heading: str, formula: str) -> None:
        """Write a formula into a cell."""
        self.cell(id_, heading).value = formula

    def add(self, **values: object) -> int:
        """Write a new row; return its line."""
        line = max(row[0].row for row in self.sheet.iter_rows() if row[0].value) + 1
        while any(cell.value for cell in self.sheet[line]):
            line += 1
        for heading, value in values.items():
            cell: Any = self.sheet.cell(line, self.headings[heading])
            cell.value = value
        return line

    def shuffle(self, chance: random.Random) -> None:
        """Sort the rows in some way."""
        rows = [[cell.value for cell in row] for row in self.sheet.iter_rows(min_row=2)]
        rows = [row for row in rows if row[0]]
        chance.shuffle(rows)
        for line, values in enumerate(rows, start=2):
            for number, value in enumerate(values, start=1):
                cell: Any = self.sheet.cell(line, number)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"

    def saved(self) -> bytes:
        """Return the file."""
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()
