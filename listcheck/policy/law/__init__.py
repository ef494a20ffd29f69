"""The law of a day, resolved and asked for each contact."""
