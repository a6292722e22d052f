"""A change as those see it who decide about it."""
