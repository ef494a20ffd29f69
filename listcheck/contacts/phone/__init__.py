"""Telephone numbers, as libphonenumber judges them."""
