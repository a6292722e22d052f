"""The column becomes files for spreadsheets and programs."""
