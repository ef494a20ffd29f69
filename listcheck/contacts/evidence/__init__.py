"""What a list says of opt-outs, consent and relationships, as typed columns."""
