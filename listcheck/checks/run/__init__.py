"""Checks on the whole run: its sources, its file, its sender."""
