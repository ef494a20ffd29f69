"""What the names of a log and of its folders tell of every send in it: day, channel, campaign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


#: How logs and their names call the channels; chats are answered as texts.
CHANNEL_WORDS: Final[dict[str, str]] = {
    "email": "email", "e-mail": "email", "e-mails": "email", "emails": "email", "mail": "email",
    "newsletter": "email", "mailing": "email", "sms": "sms", "text": "sms", "texts": "sms",
    "text message": "sms", "mms": "sms", "chat": "sms", "whatsapp": "sms", "call": "call",
    "calls": "call", "phone": "call", "telephone": "call", "voice": "call", "telefon": "call",
    "phone call": "call", "automated-call": "automated-call", "automated call": "automated-call",
    "automated_call": "automated-call", "robocall": "automated-call",
    "voice broadcast": "automated-call",
}  # fmt: skip
_DAY_KEYS: Final = ("send_time", "send_date", "sent_at", "sent_date", "date", "day", "dt", "ds")
_DATE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-_/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)"
)
#: Words of file names that name no campaign.
_GENERIC: Final = word_set(
    "part parts send sends sent sending log logs export data file chunk split batch event events "
    "message messages delivery deliveries campaign campaigns history list csv parquet xlsx tsv "
    "txt json ndjson jsonl zip gz zst"
)


@dataclass(frozen=True)
class NamedSends:
    """What names tell; None where they are silent. ``day`` is ISO."""

    day: str | None = None
    channel: str | None = None
    campaign: str | None = None
    sender: str | None = None


def named_by(relative: str) -> NamedSends:
    """What a path below the folder that was given tells.

    Parts such as ``date=2024-03-01`` or ``channel=sms`` (as date-partitioned folders have them)
    come first; else a date anywhere in the path, a word for a channel, and what remains of the
    file's name as the campaign. Two different dates tell nothing.
    """
    parts = PurePosixPath(relative).parts
    keyed = dict(_pairs(parts))
    free = "/".join(part for part in parts if "=" not in part)
    days = {"-".join((match[1], match[3], match[4])) for match in _DATE.finditer(free)}
    day = _keyed_day(keyed) or (next(iter(days)) if len(days) == 1 else None)
    words = re.split(r"[^a-z0-9-]+", _DATE.sub(" ", free).lower())
    channels = {CHANNEL_WORDS[word] for word in map(_bare, words) if word in CHANNEL_WORDS}
    named = keyed.get("channel", "").strip().lower()
    return NamedSends(
        day=day if day and _is_day(day) else None,
        channel=CHANNEL_WORDS.get(named)
        or named
        or (channels.pop() if len(channels) == 1 else None),
        campaign=keyed.get("campaign") or _campaign(parts[-1] if parts else ""),
        sender=keyed.get("sender"),
    )


def _bare(word: str) -> str:
    return word.strip("-")


def _pairs(parts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for part in parts[:-1]:
        key, equals, value = part.partition("=")
        if equals and value and value != "__HIVE_DEFAULT_PARTITION__":
            yield key.strip().lower(), unquote(value)


def _keyed_day(keyed: dict[str, str]) -> str | None:
    for key in _DAY_KEYS:
        match = _DATE.search(keyed.get(key, ""))
        if match:
            return f"{match[1]}-{match[3]}-{match[4]}"
    if {"year", "month", "day"} <= set(keyed):
        return f"{keyed['year']}-{keyed['month']:0>2}-{keyed['day']:0>2}"
    return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _campaign(name: str) -> str | None:
    """What a file's name says besides dates, channels, numbers and words that every log has."""
    if "=" in name:
        name = name.rpartition("=")[2]
    words = re.split(r"[^\w]+|_", _DATE.sub(" ", name))
    campaign_words = [
        word
        for word in words
        if word
        and not re.fullmatch(r"\d*|[0-9a-f]{8,}|[a-z]?\d+", word.lower())
        and word.lower() not in _GENERIC
        and word.lower() not in CHANNEL_WORDS
    ]
    return " ".join(campaign_words) or None
