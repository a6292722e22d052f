"""Running text as tasks."""
