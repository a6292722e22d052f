"""Finished folders take their place whole or not at all."""
