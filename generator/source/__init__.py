"""Text files become values that know where they were written."""
