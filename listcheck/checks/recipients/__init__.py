"""Checks on the recipient: the address, the number, the country."""
