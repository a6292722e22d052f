"""What changed between two plans, in words, and on what ground."""
