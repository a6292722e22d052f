"""What the words of a plan mean: headings, numbers, labels, duties."""
