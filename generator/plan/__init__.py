"""A yearly plan: its file format, its model, and the rules it must obey."""
