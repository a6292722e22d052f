"""Files of offices as pieces."""
