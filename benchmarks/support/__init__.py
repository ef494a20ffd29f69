"""What several proofs, and the tests, share: a PostgreSQL server, the place of results."""
