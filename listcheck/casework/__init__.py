"""People's opt-out requests: recorded, decided, listed, brought in and handed out."""
