"""One JSON value as a record: its fields as texts, or what is wrong with it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from listcheck.core.part import TEXT_LIMIT

#: Space around a value, a byte order mark among it.
BLANK: Final = b" \t\r\n\xef\xbb\xbf"
#: The one field of records that are plain texts or numbers.
_PLAIN: Final = "column 1"
_PLAINLY: Final = str.isascii
#: An address, or seven digits and more as telephone numbers are written.
_PERSON: Final = re.compile(r"[^\s@\"]@[^\s@\"]+\.|\+?[0-9](?:[ ()/.-]{0,2}[0-9]){6,}")


@dataclass(frozen=True)
class Damaged:
    """A record that cannot be read."""

    reason: str
    text: str


def parsed(text: bytes) -> Any:
    """A JSON value whose numbers are texts, or what is wrong with it; never raises."""
    try:
        written = text.strip(BLANK).decode("utf-8")
        value, end = _DECODER.raw_decode(written)
        if end == len(written):
            return value
        reason = "no JSON"
    except UnicodeDecodeError:
        reason = "not UTF-8"
    except RecursionError:
        reason = "nested too deeply"
    except _TwiceError:
        reason = _TWICE
    except ValueError:
        reason = "no JSON"
    shown = text[: 4 * TEXT_LIMIT].decode("utf-8", "replace").strip("\r\n")
    return Damaged(reason, shown.replace("\0", "\N{SYMBOL FOR NULL}")[:TEXT_LIMIT])


_TWICE: Final = "a field stands twice"


class _TwiceError(ValueError):
    """Of two fields with one name the last would silently win."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _TwiceError
    return made


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_no_number
)


def cells_of(record: object) -> dict[str, str | None] | Damaged:
    """The fields of a record as texts, None where blank; fields of fields by the way to them."""
    fields: dict[str, str | None] = {}
    try:
        if isinstance(record, dict):
            _flatten(record, "", fields)
        elif isinstance(record, str):
            fields[_PLAIN] = record or None
        else:
            return _damaged("neither an object nor a text", record)
        # Most texts are ASCII, and that is told without looking at them.
        if not all(map(_PLAINLY, fields)) or not all(map(_PLAINLY, filter(None, fields.values()))):
            "".join(text for pair in fields.items() for text in pair if text).encode()
    except RecursionError:
        return Damaged("nested too deeply", "")
    except _TwiceError:
        return _damaged(_TWICE, record)
    except _AddressError:
        return _damaged("the name of a field is an address", record)
    except UnicodeEncodeError:
        return _damaged("half of a character (a lone surrogate)", record)
    return fields


def _damaged(reason: str, record: object) -> Damaged:
    """The record with its text, in which addresses are looked for all the same."""
    text = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace").decode()
    return Damaged(reason, text[:TEXT_LIMIT])


class _AddressError(ValueError):
    """Objects are named by people's addresses: no field of this name is another record's."""


def _flatten(record: dict[str, Any], above: str, fields: dict[str, str | None]) -> None:
    for name, value in record.items():
        key = above + name
        if "@" in name and _PERSON.search(name):
            raise _AddressError
        if isinstance(value, dict):
            _flatten(value, f"{key}.", fields)
        elif isinstance(value, list):
            _spread(value, key, fields)
        elif key in fields:
            raise _TwiceError
        else:
            fields[key] = (value or None) if isinstance(value, str) else _text(value)


def _spread(values: list[Any], key: str, fields: dict[str, str | None]) -> None:
    """Lay several people of one record into fields of their own; other arrays are one text."""
    if key in fields:
        raise _TwiceError
    plain = [_text(one) for one in values if not isinstance(one, (dict, list))]
    objects = len(plain) < len(values)
    if len(values) > 1 or objects:
        # The headers of a message name people whom no record is about.
        written = "" if key.lower().endswith("headers") else json.dumps(values, ensure_ascii=False)
        if _PERSON.search(written):
            for number, one in enumerate(values, start=1):
                each = one if isinstance(one, dict) else {"": one}
                _flatten(each, f"{key}.{number}{'.' * isinstance(one, dict)}", fields)
            return
    if objects:
        fields[key] = json.dumps(values, ensure_ascii=False)
    else:
        fields[key] = "; ".join(text for text in plain if text) or None


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "true" if value else "false"
    return None


def is_of_people(value: object) -> bool:
    """Whether an address or a telephone number seems to stand somewhere in a value."""
    return bool(_PERSON.search(json.dumps(value, ensure_ascii=False)))
