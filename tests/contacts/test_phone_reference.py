"""Numbers are judged as libphonenumber judges them."""

from __future__ import annotations

import random

import phonenumbers
import polars as pl
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from listcheck.contacts.phone import numbers as phone
from tests.contacts.reading_numbers import FORMATS, Row, differences, examples, read, written


def test_examples_of_every_region_and_type() -> None:
    rows = [row for region, number in examples() for row in written(region, number)]
    assert len(rows) > 15_000
    assert differences(rows) == []


FULL_WIDTH = str.maketrans("0123456789+", "０１２３４５６７８９＋")


def test_examples_as_people_write_them() -> None:
    rows: list[Row] = []
    for region, number in examples()[::3]:
        bare = phonenumbers.national_significant_number(number)
        full = f"+{number.country_code} {bare}"
        near = (full, f"+{number.country_code}-{bare[:3]}-{bare[3:]}", f"0{bare}", bare)
        for text in near:
            tails = (" x12", "x12", " ext. 12", ";ext=12", " ext 1234567")
            rows += [(text + tail, region) for tail in tails]
        rows += [(full.replace(" ", "."), None), (f"+{number.country_code}/{bare}", None)]
        rows += [(full.translate(FULL_WIDTH), region), (bare.translate(FULL_WIDTH), region)]
        rows += [(f"tel:{bare};phone-context=+{number.country_code}", region)]
    assert len(rows) > 10_000
    assert differences(rows) == []


def test_neighbours_of_examples() -> None:
    chance = random.Random(44)
    rows: list[Row] = []
    for region, number in examples()[::2]:
        code, bare = number.country_code, phonenumbers.national_significant_number(number)
        digit = chance.choice("0123456789")
        for digits in (bare + digit, bare[:-1], digit + bare, digit + bare[1:], bare[:2] + "0"):
            rows += [(f"+{code} {digits}", None), (digits, region), ("0" + digits, region)]
            rows += [(f"{code}{digits}", region), (f"+{code} (0){digits}", None)]
    assert differences(rows) == []


def test_two_zeros_after_a_code_without_plus() -> None:
    # phonenumbers drops the trunk zero twice here: once to find the code, once after it.
    rows: list[Row] = [("600079999999", "MY"), ("+600079999999", "MY"), ("60079999999", "MY")]
    assert differences(rows) == []


def test_most_invalid_digits_never_meet_the_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str, region: str | None) -> None:
        raise AssertionError("digits that are certainly no number were judged")

    monkeypatch.setattr(phone, "_judge", refuse)
    rows: list[Row] = [("+44 20 7946 00", None), ("020 7946 00000", "GB"), ("5551234567", "DK")]
    rows += [("+1 055 123 4567", None), ("2079460000", None), ("+49 30", "DE"), ("12", "GB")]
    assert read(rows)["phone_problem"].to_list() == ["invalid"] * len(rows)


def test_examples_are_valid_in_e164() -> None:
    rows: list[Row] = [
        (phonenumbers.format_number(number, PhoneNumberFormat.E164), None)
        for _, number in examples()
    ]
    found = read(rows)
    assert found["phone_ok"].all()
    assert found["phone"].to_list() == found["list.phone"].to_list()
    assert found["phone_problem"].null_count() == len(rows)
    # The whole vocabulary of the contract occurs, and nothing else.
    assert set(found["phone_type"]) == {
        "fixed_line",
        "mobile",
        "fixed_line_or_mobile",
        "toll_free",
        "premium_rate",
        "shared_cost",
        "voip",
        "personal_number",
        "pager",
        "uan",
        "voicemail",
    }


def test_generated_numbers_equal_the_judge() -> None:
    chance = random.Random(20180525)
    known = [row for region, number in examples() for row in written(region, number)]
    regions = [*sorted(phonenumbers.SUPPORTED_REGIONS), None]
    rows: list[Row] = []
    for _ in range(9_000):
        text, region = chance.choice(known)
        signs = list(text or "")
        for _ in range(chance.choice((1, 1, 2))):
            place = chance.randrange(len(signs))
            match chance.randrange(3):
                case 0:
                    signs[place] = chance.choice("0123456789")
                case 1:
                    signs.insert(place, chance.choice("0123456789 -()/."))
                case _ if len(signs) > 1:
                    signs.pop(place)
        rows.append(("".join(signs), chance.choice((region, region, chance.choice(regions)))))
    for _ in range(3_000):
        digits = "".join(chance.choices("0123456789", k=chance.randrange(3, 16)))
        start = chance.choice(("+", "+1", "+44", "", "0", "00", "011", "1", "8"))
        rows.append((start + digits, chance.choice(regions)))
    assert differences(rows) == []


def test_code_without_plus_counts_only_where_the_whole_is_no_number() -> None:
    # Åland shares Finland's code; there phonenumbers takes these for national numbers.
    rows: list[Row] = [("358831507599", "AX"), ("358862173170", "AX"), ("358831507599", "FI")]
    assert read(rows)["phone"].to_list() == [None, None, "+358831507599"]
    assert differences(rows) == []


def test_common_numbers_never_meet_the_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str, region: str | None) -> None:
        raise AssertionError("a common number was judged")

    monkeypatch.setattr(phone, "_judge", refuse)
    regions = (
        "AT BE BG CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL NO PL PT RO SE"
        " SI SK US"
    )
    rows: list[Row] = []
    for region in regions.split():
        for kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE):
            number = phonenumbers.example_number_for_type(region, kind)
            assert number is not None
            rows += [(phonenumbers.format_number(number, form), region) for form in FORMATS]
            rows.append((phonenumbers.national_significant_number(number), region))
    rows += [("+44 (0)20 7946 0000", None), ("0044 20 7946 0000", "DE"), ("0049301234567", None)]
    rows += [("1-416-555-0123", "CA"), ("1 (212) 555-0123", "US"), ("4420 79460000", "GB")]
    found = read(rows)
    assert found.filter(~pl.col("phone_ok")).select("list.phone", "region_hint").rows() == []
