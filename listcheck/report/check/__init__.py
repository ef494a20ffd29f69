"""The report of a check, for people."""
