"""What stands before the tasks."""
