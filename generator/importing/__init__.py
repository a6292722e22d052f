"""From the file that an office has to the plan, with an account of every character."""
