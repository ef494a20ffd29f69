"""The generator of the sample lists: one module a sample, and the invented people in them."""
