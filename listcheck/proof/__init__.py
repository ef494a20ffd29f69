"""Proof of what was checked: the manifest, its signature, and whether it still holds."""
