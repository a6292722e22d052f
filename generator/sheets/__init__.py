"""The tasks of a plan as a workbook, for those who know spreadsheets and nothing else."""
