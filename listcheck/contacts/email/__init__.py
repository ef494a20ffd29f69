"""E-mail addresses and their domains."""
