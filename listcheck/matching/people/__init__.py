"""People who opted out, and the keys by which lists and sources know them."""
