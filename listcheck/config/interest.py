"""The assessment of legitimate interest, as the sender declares it."""

from __future__ import annotations

import datetime as dt
import re
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Strict(BaseModel):
    """Base of the configuration models: unknown keys are errors, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Assessed(Strict):
    """One test of a legitimate-interest assessment: its result, its day, and the words."""

    result: Literal["pass", "fail"] | None = None
    date: dt.date | None = None
    text: str = ""


#: How words begin that are no purpose but the result of a test, or say that there is none yet.
_FAILED: Final = re.compile(r"(?:fail|no$|none$|nein$|false$|does not|did not)")
_OPEN: Final = re.compile(
    r"(?:$|open$|to ?do|to be |tbd|pending|in progress|unknown|n/a|not |[?-]+$|\.+$)"
)


def _in_words(value: object) -> object:
    """A text alone says that the test was passed, on the day of the whole assessment."""
    if not isinstance(value, str):
        return value
    word = value.strip().rstrip(".!").casefold()
    if _FAILED.match(word):
        return {"result": "fail", "text": value}
    return {} if _OPEN.match(word) else {"result": "pass", "text": value}


Test = Annotated[Assessed, BeforeValidator(_in_words)]


class LegitimateInterest(Strict):
    """The assessment of legitimate interest: all three tests passed, or it does not count.

    A purpose or necessity without a day of its own was assessed with the balancing.
    """

    purpose: Test = Assessed()
    necessity: Test = Assessed()
    balancing: Assessed = Assessed()

    def gaps(self, send_date: date) -> tuple[str, ...]:
        """Tests that are missing, failed, undated or dated after the send, in words."""
        gaps: list[str] = []
        for name in ("purpose", "necessity", "balancing"):
            test: Assessed = getattr(self, name)
            day = test.date or self.balancing.date
            if test.result is None:
                gaps.append(name)
            elif test.result == "fail":
                gaps.append(f"{name} (it failed)")
            elif day is None:
                gaps.append(f"{name} (undated)")
            elif day > send_date:
                gaps.append(f"{name} (dated after the send)")
        return tuple(gaps)
