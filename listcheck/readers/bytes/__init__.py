"""What a file is before it is a list: kind, archive, compression, encoding."""
