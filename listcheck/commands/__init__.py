"""One thin module per command that is not a check."""
