"""Measured comparisons: ratios against something else, in the same run."""
