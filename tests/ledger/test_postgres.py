"""The server that tests of the ledger run on, tested before anything is built on it."""

from __future__ import annotations

import pytest


@pytest.mark.postgres
def test_a_server_of_our_own_answers(postgres_url: str) -> None:
    import psycopg

    with psycopg.connect(postgres_url) as connection:
        found = connection.execute("SELECT current_database(), inet_server_addr()::text").fetchone()
    assert found is not None
    assert found[0] == postgres_url.rpartition("/")[2]
    assert found[1].startswith("127.0.0.1")
