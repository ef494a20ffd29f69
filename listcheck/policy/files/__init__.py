"""The shape of the rule files, and how a folder of them is read."""
