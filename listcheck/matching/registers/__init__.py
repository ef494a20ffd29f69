"""Do-not-call and do-not-mail registers: who is listed, in the copy of which day."""
