"""Files of a column mended and added to, every other line kept."""
