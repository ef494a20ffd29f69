"""The law shown, looked up and compared, for people and for scripts."""
