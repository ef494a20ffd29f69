#!/usr/bin/env bash
# Two telephone numbers in one cell, as CRM exports write them ("first;second"), are one valid number
# to phonenumbers: what follows the semicolon, or two commas, counts as an extension of the first, up to
# fifteen digits of it. parse() raises nothing, is_valid_number() says True, and E.164 drops the second
# number without a word. A reader of such cells has to cut them before it parses.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check 'phonenumbers==9.0.43' 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import phonenumbers
from importlib.metadata import version

print("phonenumbers", version("phonenumbers"))
seen = []
for text, region in (
    ("+442079460018;+442079460019", None),
    ("+442079460018;442079460019", None),
    ("020 7946 0018,,02079460019", "GB"),
):
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as problem:
        seen.append("refused")
        print(f"{text!r}: {problem}")
        continue
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    valid = phonenumbers.is_valid_number(number)
    seen.append((written, number.extension, valid))
    print(f"{text!r}: {written}, extension {number.extension!r}, valid {valid}")
expected_last = [
    ("+442079460018", "442079460019", True),
    ("+442079460018", "02079460019", True),
]
assert seen[1:] == expected_last, seen
PY
