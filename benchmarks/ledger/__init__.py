"""Proofs of the opt-out ledger: recorders at the same time, killed ones, a million events."""
