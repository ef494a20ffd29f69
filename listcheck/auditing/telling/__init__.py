"""What an audit says: counts, late opt-outs, verdicts, summary and manifest."""
