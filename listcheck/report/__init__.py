"""What a run says: its summary in every format, for people and for machines."""
