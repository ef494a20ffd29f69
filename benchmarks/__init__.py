"""Proofs: what listcheck claims of itself, measured or held against something else."""
