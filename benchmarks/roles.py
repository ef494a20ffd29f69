"""Generic or individual: the real expressions over addresses whose answer is known.

    python -m benchmarks.roles [--errors]      (--errors lists the wrong answers of the dev part)

The people, functions, composites and traps stand in ``benchmarks/data/roles/``. Every third
entry is held out: no word may be added to the vocabulary because of it. It is a failure where
fewer than 97 % of the generic addresses are called generic, or 1 % or more of the
individuals are, in either part.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from listcheck.campaign.options import mailboxes_of
from listcheck.contacts.audience.audience import audience_steps
from listcheck.contacts.audience.spelling import fold
from listcheck.contacts.between import ADDRESS_STATE
from listcheck.core.steps import with_steps
from listcheck.policy import load_rules

DATA = Path(__file__).parent / "data" / "roles"
LEAST_RECALL = 0.97
MOST_FALSE = 0.01

#: The other habit of the same people: büro is buero as often as buro.
PAIRS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
#: Languages whose people write ae for ä where the keyboard has no ä.
IN_PAIRS = frozenset({"de", "lb", "da", "no"})

#: Where the people and the functions of a language mostly are; else at a .com.
SUFFIXES = {
    "bg": "bg", "cs": "cz", "da": "dk", "de": "de", "el": "gr", "es": "es", "et": "ee", "fi": "fi",
    "fr": "fr", "ga": "ie", "hr": "hr", "hu": "hu", "it": "it", "lb": "lu", "lt": "lt", "lv": "lv",
    "mt": "mt", "nl": "nl", "no": "no", "pl": "pl", "pt": "pt", "ro": "ro", "sk": "sk", "sl": "si",
    "sv": "se", "tr": "tr",
}  # fmt: skip

Row = dict[str, Any]


def read(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def letters(name: str) -> str:
    """Name as people write it in an address: Müller is mueller, İbrahim is ibrahim."""
    return "".join(letter for letter in fold(name) if letter.isascii() and letter.isalpha())


def unaccented(word: str) -> str:
    """Word without its accents, in the script it is in."""
    apart = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def people() -> Iterator[Row]:
    """Every person in the usual patterns of addresses."""
    for person in read("people"):
        first, last = letters(person["first_name"]), letters(person["last_name"])
        patterns = {
            f"{first}.{last}", f"{first[0]}{last}", f"{first}_{last}", first, last,
            f"{first}.{last}2", f"{last}.{first[0]}", f"{first}{last[0]}", f"{first[0]}.{last}",
            f"{first}-{last}", f"{first}{last}", f"{last}.{first}",
        }  # fmt: skip
        if person["language"] in IN_PAIRS:
            patterns.add(letters(person["last_name"].lower().translate(PAIRS)))
        for local in sorted(patterns):
            yield person | {"local": local, "label": "individual", "set": "people"}


def functions() -> Iterator[Row]:
    """Every function word in its own letters and as typed without them, whole and in parts."""
    for word in read("functions"):
        native = word["word"]
        typed = fold(native) if fold(native).isascii() else unaccented(native)
        spellings = {native, typed}
        if word["language"] in IN_PAIRS:
            spellings.add(fold(native.translate(PAIRS)))
        spellings |= {spelling.replace("-", "") for spelling in spellings}
        for local in sorted(spellings):
            yield word | {"local": local, "label": "generic", "set": "functions"}
        yield word | {"local": f"{typed}2", "label": "generic", "set": "functions"}


def entries() -> Iterator[Row]:
    yield from people()
    yield from functions()
    for composite in read("composites"):
        yield composite | {"language": "mixed", "label": "generic", "set": "composites"}
    for trap in read("traps"):
        yield trap | {"language": "traps", "label": "individual", "set": "traps"}


def labelled(*, with_names: bool) -> pl.DataFrame:
    """Addresses with their answers; a generic one has somebody's name beside it, as lists do.

    Without name columns nobody can tell the post of Karl Post from the post room: such
    traps (``named``) are asked with names only.
    """
    strangers = read("people")
    rows = []
    for at, entry in enumerate(entries()):
        first, last = entry.get("first_name"), entry.get("last_name")
        if entry["label"] == "generic":
            stranger = strangers[at * 7 % len(strangers)]
            first, last = stranger["first_name"], stranger["last_name"]
        elif entry.get("note") == "named" and not with_names:
            continue
        rows.append(
            {key: entry[key] for key in ("part", "set", "language", "label", "local")}
            | {
                "domain": f"acme.{SUFFIXES.get(entry['language'], 'com')}",
                "email_ok": True,
                "consumer_mailbox": False,
                "list.address_kind": None,
                "list.subscriber": None,
                "list.company": None,
                "list.first_name": (first or None) if with_names else None,
                "list.last_name": (last or None) if with_names else None,
                "list.line_is_switchboard": None,
            }
        )
    texts = ("address_kind", "subscriber", "company", "first_name", "last_name")
    schema = {f"list.{name}": pl.String for name in (*texts, "line_is_switchboard")}
    return pl.DataFrame(rows, schema_overrides=schema, infer_schema_length=None)


def answered(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with the answer of the check itself."""
    steps = audience_steps(
        mailboxes_of(load_rules()), calls=False, business_domain=None, legal_forms=frozenset()
    )
    # All of them are addresses that could be read.
    read = pl.lit(None, dtype=pl.String).alias(ADDRESS_STATE.name)
    answers = with_steps(frame.lazy().with_columns(read), steps)
    return answers.collect().with_columns(answer=pl.col("address_kind").fill_null("null"))


def table(frame: pl.DataFrame, *by: str) -> None:
    """Print how often each label got each answer."""
    counts = [(pl.col("answer") == kind).sum().alias(kind) for kind in KINDS]
    lines = frame.group_by(*by, "label").agg(*counts).sort(*by, "label")
    print(" ".join(f"{name:<11}" for name in (*by, "label", *KINDS)))
    for line in lines.iter_rows():
        print(" ".join(f"{value!s:<11}" for value in line))


KINDS = ("generic", "individual", "null")


def figures(frame: pl.DataFrame) -> tuple[float, float]:
    """Share of the generic and of the individual addresses that are called generic."""
    shares = []
    for label in ("generic", "individual"):
        answers = frame.filter(pl.col("label") == label)["answer"]
        shares.append(float((answers == "generic").sum()) / len(answers))
    return shares[0], shares[1]


def whole(*, shown: bool = False) -> None:
    """Print the tables, and fail where an aim is missed."""
    failed = False
    for with_names in (False, True):
        frame = answered(labelled(with_names=with_names))
        print(f"\n{'With' if with_names else 'Without'} name columns, {len(frame):,} addresses\n")
        table(frame, "part")
        print()
        table(frame, "set")
        print()
        table(frame, "language")
        print()
        for part in ("dev", "held-out"):
            recall, wrong = figures(frame.filter(pl.col("part") == part))
            missed = recall < LEAST_RECALL or wrong >= MOST_FALSE
            failed |= missed
            print(
                f"{part:<9} recall on generic {recall:.2%} (aim {LEAST_RECALL:.0%}), "
                f"individuals called generic {wrong:.3%} (aim < {MOST_FALSE:.0%})"
                f"{': MISSED' if missed else ''}"
            )
        if shown:
            errors(frame.filter(pl.col("part") == "dev"))
    if failed:
        raise SystemExit("an aim is missed; see --errors")


def short() -> None:
    """The whole of it: it takes seconds."""
    whole()


def errors(frame: pl.DataFrame) -> None:
    """Print what is neither labelled nor answered alike."""
    wrong = frame.filter(
        (pl.col("answer") != pl.col("label"))
        & ((pl.col("label") == "generic") | (pl.col("answer") == "generic"))
    )
    for key, rows in wrong.group_by("label", "answer", "language", maintain_order=True):
        print(*key, "|", *rows["local"])


if __name__ == "__main__":
    whole(shown="--errors" in sys.argv[1:])
