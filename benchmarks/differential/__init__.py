"""Differential runs: listcheck against the library whose rules it follows, on made-up input."""
