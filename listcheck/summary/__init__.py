"""What is told of a run in words: counts, notes, gaps and the next steps."""
