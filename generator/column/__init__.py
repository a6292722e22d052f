"""The column: all plans, the hand-written pages, and what holds across files."""
