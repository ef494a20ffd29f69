"""Output folders and files: whose they are, and how they are published, whole or not at all."""
