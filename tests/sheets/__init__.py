"""The workbook of a plan, out and back."""
