"""Reproducible measurements against stock Material."""
