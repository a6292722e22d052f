"""Reproducible measurements against stock Material and other search engines."""
