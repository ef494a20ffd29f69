"""One JSON document: which array in it holds the records, and whether that is all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from listcheck.core.errors import InputProblem
from listcheck.core.several_headers import SEVERAL, is_one_of_several
from listcheck.readers.json_exports.values import is_of_people
from listcheck.vocabulary import folded

_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z_-]{0,40}")
#: Arrays of a document that are about it and hold no records.
_ASIDE: Final = frozenset({"links", "_links", "errors", "warnings"})
#: Fields of a document that say that it is one page of several.
_MORE: Final = frozenset(
    {"next", "nextpage", "nextlink", "nexttoken", "nextpagetoken", "nextcursor", "nextpageurl",
     "nextpageuri", "nextrecordsurl", "odatanextlink", "hasmore", "morerecords", "hasnext",
     "hasnextpage", "istruncated"}
)  # fmt: skip
_TOTALS: Final = frozenset(
    {"count", "total", "totalcount", "totalitems", "totalresults", "totalrecords", "totalsize"}
)
#: Further names of fields with a person's address or number.
_PERSONAL: Final = frozenset({"address", "recipient", "to", "who", "msisdn", "number", "contact"})
_MISSED: Final = "fetch all pages, for whoever is missing would count as not opted out"


def records_of(document: object, name: str) -> Iterable[object]:
    """The records of a document: itself an array, or an object with one array of objects.

    Raises:
        InputProblem: no records, several arrays of them, or not all of them.
    """
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        raise InputProblem(f"{name}: one JSON value, expected an array of objects")
    arrays = {
        key: value
        for key, value in document.items()
        if isinstance(value, list) and value and key.lower() not in _ASIDE
    }
    about = {key: value for key, value in document.items() if key not in arrays}
    if any(_tells_more(key, value) for key, value in about.items()):
        raise InputProblem(f"{name}: one page of several, it says that more follow: {_MISSED}")
    chosen = _chosen(document, arrays, name)
    if chosen is None:
        return _without_array(document, arrays, name)
    total = max((_total(key, value) for key, value in about.items()), default=0)
    if total > len(chosen):
        raise InputProblem(
            f"{name}: {len(chosen):,} records, and it says that there are {total:,}: {_MISSED}"
        )
    return chosen


def _chosen(document: dict[str, Any], arrays: dict[str, list[Any]], name: str) -> list[Any] | None:
    """The one array of objects; None where there is none, or the document is itself a record."""
    objects = [key for key in arrays if any(isinstance(one, dict) for one in arrays[key])]
    people = [key for key in arrays if is_of_people(arrays[key])]
    is_record = any(_is_own(key, value) for key, value in document.items())
    if people and is_record:
        raise InputProblem(
            f"{name}: an object with a person's address or number and an array of others beside: "
            "save the array that is meant as a file of its own"
        )
    if len(people) > 1 or (len(objects) > 1 and not people):
        # Somebody's address may stand for a name: only plain words are told.
        named = ", ".join(sorted(key for key in people or objects if _WORD.fullmatch(key))[:5])
        raise InputProblem(
            f"{name}: holds several lists ({named or 'without plain names'}): save the one that "
            "is meant as a file of its own (jq '.name')"
        )
    candidates = [] if is_record else people or objects
    return arrays[candidates[0]] if candidates and candidates[0] in objects else None


def _without_array(
    document: dict[str, Any], arrays: dict[str, list[Any]], name: str
) -> Iterable[object]:
    if any(_is_own(key, value) for key, value in document.items()):
        return [document]
    if arrays:
        raise InputProblem(
            f"{name}: an object with an array of texts, not of objects: save the array as a file "
            "of its own (jq '.name')"
        )
    inner = [value for value in document.values() if isinstance(value, dict)]
    others = [value for value in document.values() if not isinstance(value, dict)]
    if len(inner) == 1 and not is_of_people(others):
        return records_of(inner[0], name)
    # What is left has no array that holds anything.
    return [] if any(isinstance(value, list) for value in others) else [document]


def _is_own(key: str, value: object) -> bool:
    """Whether a field of a document is a person's address or number: then it is a record."""
    is_personal = folded(key) in _PERSONAL or any(
        is_one_of_several(one, folded(key)) for one in SEVERAL
    )
    return isinstance(value, str) and is_personal and is_of_people(value)


def _tells_more(key: str, value: object, above: str = "") -> bool:
    """Whether a field about a document says that it is one page of several."""
    if isinstance(value, dict):
        inner = any(_tells_more(name, one, folded(key)) for name, one in value.items())
        return inner or (folded(key) == "next" and bool(value))
    if isinstance(value, list):
        return any(isinstance(one, dict) and one.get("rel") == "next" for one in value)
    if folded(key) == "done":
        return value is False
    if folded(key) == "next" and above == "paging":
        return False  # an address of the next page stands there on the last one too
    return folded(key) in _MORE and value not in (None, False, "", "0", "false")


def _total(key: str, value: object) -> int:
    """How many records a field about a document says that there are; 0: it says nothing."""
    if isinstance(value, dict):
        return max((_total(name, inner) for name, inner in value.items()), default=0)
    plain = isinstance(value, str) and value.isdecimal() and len(value) < 10
    return int(str(value)) if plain and folded(key) in _TOTALS else 0
