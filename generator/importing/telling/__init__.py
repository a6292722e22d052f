"""What became of a document, for whoever imports it."""
