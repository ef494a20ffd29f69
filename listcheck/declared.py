"""What the configuration says of a list's columns, and of the words of their states."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import ConfigDict, model_validator

from listcheck.interest import Strict
from listcheck.vocabulary import word_key


class States(Strict):
    """Words or codes of a status column, in lists and sources, that listcheck does not know."""

    opted_out: tuple[str, ...] = ()
    subscribed: tuple[str, ...] = ()
    bounced: tuple[str, ...] = ()

    @property
    def words(self) -> dict[str, str]:
        """Word (see ``word_key``) to what it means: unsubscribed, subscribed or bounced."""
        told = (
            ("subscribed", self.subscribed),
            ("bounced", self.bounced),
            ("unsubscribed", self.opted_out),
        )
        return {word_key(word): meaning for meaning, words in told for word in words}

    @property
    def twice(self) -> list[str]:
        """Words that stand in several of the lists."""
        every = [word_key(word) for words in (self.opted_out, self.subscribed, self.bounced)
                 for word in dict.fromkeys(words)]  # fmt: skip
        return sorted({word for word in every if every.count(word) > 1})


class Columns(Strict):
    """Explicit mapping of fields to headers, and how day/month dates are read."""

    model_config = ConfigDict(extra="allow", frozen=True)

    date_order: Literal["dmy", "mdy"] | None = None

    @model_validator(mode="after")
    def _headers_are_texts(self) -> Self:
        for name, value in (self.model_extra or {}).items():
            several = value if isinstance(value, list) else [value]
            if not all(isinstance(one, str) for one in several):
                raise ValueError(f'{name}: expected a header, or a list of headers: ["Header"]')
        return self

    @property
    def headers(self) -> dict[str, str | tuple[str, ...]]:
        """Field to header, or to several, as declared."""
        return {
            name: tuple(str(one) for one in value) if isinstance(value, list) else str(value)
            for name, value in (self.model_extra or {}).items()
        }
