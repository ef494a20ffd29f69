"""Organisations that opted out, and what a contact has in common with one."""
