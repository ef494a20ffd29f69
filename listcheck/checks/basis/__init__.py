"""Checks on the legal basis: consent, soft opt-in, legitimate interest."""
