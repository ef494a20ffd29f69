"""Checks on opt-outs: of people, of organisations, and of the sources that tell of them."""
