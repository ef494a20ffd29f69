"""One JSON value as a record: its fields as texts, or what is wrong with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from listcheck.sources.part import TEXT_LIMIT

#: Space around a value, a byte order mark among it.
BLANK: Final = b" \t\r\n\xef\xbb\xbf"
#: The one field of records that are plain texts or numbers.
_PLAIN: Final = "column 1"
_PLAINLY: Final = str.isascii


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
    """The fields of a record as texts, None where blank."""
    found: dict[str, str | None] = {}
    try:
        if isinstance(record, dict):
            _flatten(record, "", found)
        elif isinstance(record, str):
            found[_PLAIN] = record or None
        else:
            return Damaged("neither an object nor a text", json.dumps(record)[:TEXT_LIMIT])
        # Most texts are ASCII, and that is told without looking at them.
        if not all(map(_PLAINLY, found)) or not all(map(_PLAINLY, filter(None, found.values()))):
            "".join(text for pair in found.items() for text in pair if text).encode()
    except RecursionError:
        return Damaged("nested too deeply", "")
    except _TwiceError:
        return Damaged(_TWICE, "")
    except UnicodeEncodeError:
        return Damaged("half of a character (a lone surrogate)", "")
    return found


def _flatten(record: dict[str, Any], above: str, found: dict[str, str | None]) -> None:
    for name, value in record.items():
        key = above + name
        if isinstance(value, dict):
            _flatten(value, f"{key}.", found)
        elif key in found:
            raise _TwiceError
        else:
            found[key] = (value or None) if isinstance(value, str) else _text(value)


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        plain = [_text(one) for one in value if not isinstance(one, (dict, list))]
        if len(plain) < len(value):
            return json.dumps(value, ensure_ascii=False)
        return "; ".join(text for text in plain if text) or None
    return None
