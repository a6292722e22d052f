"""Takes what should never have been published out of a built site, wherever it is repeated."""
