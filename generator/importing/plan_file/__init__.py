"""A draft as a plan file, new or brought up to date."""
