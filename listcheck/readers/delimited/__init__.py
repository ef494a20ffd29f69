"""Delimited text: where its records begin and end, and which of them are none."""
