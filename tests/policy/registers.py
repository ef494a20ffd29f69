"""A made-up register for the tests of the policy stage."""

from __future__ import annotations

from typing import Any

from listcheck.policy import Register


def register(name: str, **changed: Any) -> Register:
    """A register of country XX."""
    return Register.model_validate(
        {
            "id": name,
            "name": name,
            "country": "XX",
            "channel": ["call"],
            "kind": "phone",
            "covers": ["corporate", "individual"],
            "max_age_days": 30,
            "age_source": "none",
            "consent": "overrides",
            "source": {"title": "A register", "url": "https://register.example/"},
        }
        | changed
    )
