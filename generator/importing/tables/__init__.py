"""Tables as tasks."""
