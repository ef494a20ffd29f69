"""Send logs: which column is what, which rows are sends, and to whom."""
