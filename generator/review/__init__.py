"""What a reviewer needs of a change that somebody proposes."""
