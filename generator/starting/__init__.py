"""What a department needs for a column of its own."""
