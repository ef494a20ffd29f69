"""What the configuration says of a list's columns, and of the words of their states."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Literal, Self

from pydantic import ConfigDict, model_validator

from listcheck.config.interest import Strict
from listcheck.core.errors import UsageProblem
from listcheck.core.fields import FIELDS, NO_FIELDS, OF_SEVERAL
from listcheck.vocabulary import says_out, word_key


class States(Strict):
    """Words or codes of a status column, in lists and sources, that listcheck does not know."""

    opted_out: tuple[str, ...] = ()
    subscribed: tuple[str, ...] = ()
    bounced: tuple[str, ...] = ()

    @property
    def words(self) -> dict[str, str]:
        """Word (see ``word_key``) to what it means: unsubscribed, subscribed or bounced."""
        declared = (
            ("subscribed", self.subscribed),
            ("bounced", self.bounced),
            ("unsubscribed", self.opted_out),
        )
        return {word_key(word): meaning for meaning, words in declared for word in words}

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


def require_words(path: Path, columns: Columns, states: States) -> None:
    """Hold [columns] and [states] to fields that exist and words that mean one thing.

    Raises:
        UsageProblem: another field, several headers where one is meant, or a word that says the
            opposite of what is said of it.
    """
    for name, value in columns.headers.items():
        if name not in FIELDS and name not in NO_FIELDS:
            known = [*FIELDS, *NO_FIELDS, "date_order"]
            raise UsageProblem(f"{path}: [columns] {name}: is no field{nearest(name, known)}")
        if value == ():
            raise UsageProblem(f"{path}: [columns] {name}: names no column; leave the key out")
        if isinstance(value, tuple) and name not in OF_SEVERAL:
            raise UsageProblem(
                f"{path}: [columns] {name}: is one header, found several; several may be given "
                f"for {', '.join(OF_SEVERAL)}"
            )
    turned = [word for word in states.subscribed if says_out(word)]
    if turned:
        raise UsageProblem(
            f"{path}: [states] subscribed: {turned[0]!r} says that somebody opted out; expected a "
            "word that listcheck does not know"
        )
    if states.twice:
        raise UsageProblem(
            f"{path}: [states] {states.twice[0]!r}: stands in several lists; a word means one thing"
        )


def nearest(word: str, known: list[str]) -> str:
    """The nearest known word, as a question; empty where none is near."""
    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
