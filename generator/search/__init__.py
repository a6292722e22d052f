"""What the column's own search knows: exact for every run of characters, small on the wire."""
