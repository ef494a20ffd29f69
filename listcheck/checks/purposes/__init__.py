"""Checks on purposes other than marketing."""
