"""What every other package stands on: files that are written whole, and places that can be."""
