"""Checks on do-not-call and do-not-mail registers."""
