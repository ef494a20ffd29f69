"""Line types, damage, floats, junk and missing numbers."""

from __future__ import annotations

import re
import subprocess
import sys

import phonenumbers
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from listcheck.contacts.phone import numbers as phone
from listcheck.contacts.phone.floats import without_decimals
from listcheck.contacts.phone.metadata import metadata
from listcheck.contacts.phone.numbers import phone_keys, with_phone
from listcheck.contacts.phone.patterns import alternatives, lengths_of
from tests.contacts.reading_numbers import ADDED, Row, examples, frame, one, read, written


@pytest.mark.parametrize(
    ("region", "kind", "line"),
    [
        ("DE", PhoneNumberType.MOBILE, "mobile"),
        ("DE", PhoneNumberType.FIXED_LINE, "fixed"),
        ("DE", PhoneNumberType.PREMIUM_RATE, "other"),
        ("GB", PhoneNumberType.PAGER, "other"),
        ("IT", PhoneNumberType.VOICEMAIL, "other"),
        ("US", PhoneNumberType.MOBILE, None),
        ("CA", PhoneNumberType.FIXED_LINE, None),
    ],
)
def test_line_type(region: str, kind: int, line: str | None) -> None:
    number = phonenumbers.example_number_for_type(region, kind)
    assert number is not None
    found = one(phonenumbers.format_number(number, PhoneNumberFormat.E164))
    assert found["phone_ok"] is True
    assert found["phone_country"] == region
    assert found["line_type"] == line


@pytest.mark.parametrize(
    "text",
    [
        "4.47E+11",
        "4.47701E+11",
        "4,47701E+11",
        "4.47701e11",
        "+4.47701 E+11",
        "4E+11",
        "-447700900123.0",
        # More digits than a float holds, or than stand there.
        "9007199254740993.0",
        "4420794600180001.00",
        "4.4207946E+11",
        "4.42079460018E+12",
        "4.42079460018123E+16",
        "447,700,900,123.00",
        "447.700.900.123,00",
        "########",
        "#NUM!",
        "#VALUE!",
    ],
)
@pytest.mark.parametrize("region", [None, "GB"])
def test_damaged(text: str, region: str | None) -> None:
    found = one(text, region)
    assert found["phone_problem"] == "damaged"
    assert found["phone_ok"] is False
    assert found["phone"] is None
    assert found["phone_type"] is None
    assert found["line_type"] is None


#: How columns of floats write 442079460018, whoever wrote them.
FLOATS = [
    "442079460018.0",  # pandas, Polars
    "442079460018.00",
    "442079460018.000000",  # printf
    "442079460018,0",  # a decimal comma
    "442079460018,00",
    "+442079460018.0",
    "4.42079460018E+11",
    "4.42079460018E11",  # Java
    "4.42079460018e+11",
    "4,42079460018E+11",
    "4.420794600180000000e+11",  # NumPy
    "44.2079460018E10",
    '"442079460018.0"',
    "442079460018.0\u00a0",
    "'4.42079460018E+11",
]


@pytest.mark.parametrize("text", FLOATS)
def test_floats_that_lost_no_digit_are_whole_numbers(text: str) -> None:
    found = one(text, "GB")
    assert found["phone"] == "+442079460018"
    assert found["phone_problem"] is None


@pytest.mark.parametrize(
    ("text", "region", "phone", "problem"),
    [
        ("2079460018.0", "GB", "+442079460018", None),
        ("2.079460018E9", "GB", "+442079460018", None),
        ("02079460018.0", "GB", "+442079460018", None),
        # The zero that the float took is part of the number.
        ("236618300.0", "IT", None, "damaged"),
        ("0236618300.0", "IT", "+390236618300", None),
        # No region says whose it is, as of the whole number.
        ("442079460018.0", None, None, "invalid"),
        ("1234.0", "GB", None, "invalid"),
        # An area code and the rest of a number, and amounts.
        ("020.79460018", "GB", "+442079460018", None),
        ("030.000000", "DE", "+4930000000", None),
        ("442,079,460,018.00", "GB", None, "damaged"),
        ("442079460018.50", "GB", None, "invalid"),
    ],
)
def test_floats_are_read_as_the_whole_numbers_are(
    text: str, region: str | None, phone: str | None, problem: str | None
) -> None:
    found = one(text, region)
    assert (found["phone"], found["phone_problem"]) == (phone, problem)


def test_floats_of_every_region_equal_their_whole_numbers() -> None:
    rows: list[Row] = []
    for region, number in examples():
        bare = phonenumbers.national_significant_number(number)
        for digits in (f"{number.country_code}{bare}", bare):
            rows += [(digits + tail, region) for tail in (".0", ",00")]
            if digits[0] != "0" and len(digits) > 1:
                rows.append((f"{digits[0]}.{digits[1:]}E+{len(digits) - 1}", region))
    digits = [
        re.sub(r"[.,]0+$", "", text) if "E" not in text else text.partition("E")[0].replace(".", "")
        for text, _ in rows
        if text is not None
    ]
    plain: list[Row] = [(text, region) for text, (_, region) in zip(digits, rows, strict=True)]
    names = ["phone", "phone_type", "phone_country", "phone_problem"]
    assert len(rows) > 5_000
    assert read(rows).select(names).equals(read(plain).select(names))


def test_floats_of_common_numbers_never_meet_the_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str, region: str | None) -> None:
        raise AssertionError("a common number was judged")

    monkeypatch.setattr(phone, "_judge", refuse)
    assert read([(text, "GB") for text in FLOATS])["phone_ok"].all()


@given(st.integers(1, 10**15 - 1))
def test_a_double_of_up_to_fifteen_digits_is_its_whole_number(number: int) -> None:
    values = pl.Series([float(number)])
    texts = [values.cast(pl.String).item(), f"{float(number):.1f}", f"{float(number):.16e}"]
    assert without_decimals(pl.Series("n", texts)).to_list() == [str(number)] * 3


def test_a_lost_zero_is_damage_where_it_is_part_of_the_number() -> None:
    rows: list[Row] = [
        ("236618300", "IT"),  # 02 3661 8300: Italy dials the zero from everywhere
        ("0236618300", "IT"),
        ("2079460000", "GB"),  # 020 7946 0000: the zero is only dialled
        ("236618300", None),
        ("1144207946000", "US"),  # 011 44 20 7946 000 is no number either
        ("11442079460000", "US"),  # 011 44 20 7946 0000
    ]
    problems = ["damaged", None, None, "invalid", "invalid", "damaged"]
    assert read(rows)["phone_problem"].to_list() == problems
    assert phonenumbers.is_valid_number(phonenumbers.parse("0236618300", "IT"))


@pytest.mark.parametrize(
    "text", ["+44.7400.123456", "07400.123.400", "07400 123456 ext. 10", "+44 7400 123000"]
)
def test_dots_and_zeros_alone_are_no_damage(text: str) -> None:
    assert one(text, "GB")["phone_problem"] is None


@pytest.mark.parametrize("text", [None, "", " ", "\u00a0", "\u200b", '""', "'"])
def test_missing(text: str | None) -> None:
    found = one(text, "GB")
    assert found["phone_problem"] == "missing"
    assert found["phone_ok"] is False
    assert found["phone"] is None


@pytest.mark.parametrize(
    "text",
    [
        "'+442079460000",
        '="+442079460000"',
        '"+44 20 7946 0000"',
        "tel:+44-20-7946-0000",
        "TEL: +44 20 7946 0000",
        "\u200e+44 20 7946 0000\u200f",
        "\ufeff+44\u00a020\u00a07946\u00a00000",
        "+44\u202f20\u20097946\t0000 ",
        "+44\u200b2079460000",
        "(+44) 20/7946-0000",
        "+44 (0) 20 7946 0000",
        "00 44 20 7946 0000",
        "+44 20 7946 0000 ext. 12",
        "+44 20 7946 0000x12",
        "tel:+44-20-7946-0000;ext=12",
        "\uff0b442079460000",
        "+44 \u0662\u0660 7946 0000",
    ],
)
@pytest.mark.parametrize("region", [None, "GB", "DE"])
def test_junk_around_a_number(text: str, region: str | None) -> None:
    found = one(text, region)
    assert found["phone"] == "+442079460000"
    assert found["phone_type"] == "fixed_line"
    assert found["phone_country"] == "GB"
    assert found["phone_problem"] is None


@pytest.mark.parametrize(
    "text", ["12", "n/a", "+44 20 7946 00", "+999 1234567", "+442079460000" + " " * 300 + "1"]
)
def test_invalid(text: str) -> None:
    found = one(text, "GB")
    assert found["phone_problem"] == "invalid"
    assert found["phone"] is None
    assert found["phone_country"] is None


def test_hint_comes_before_default_region() -> None:
    rows: list[Row] = [("030 123456", None), ("020 7946 0000", "GB"), ("030 123456", "AQ")]
    # Antarctica is a country without a numbering plan: no other country stands in for it.
    assert read(rows, "DE")["phone"].to_list() == ["+4930123456", "+442079460000", None]


def test_no_region_reads_only_international_text() -> None:
    assert read([("020 7946 0000", None), ("+44 20 7946 0000", None)])["phone"].to_list() == [
        None,
        "+442079460000",
    ]


def test_global_services_have_no_country() -> None:
    found = one("+80012345678", "DE")
    assert found["phone_type"] == "toll_free"
    assert found["phone_country"] is None


def test_columns_types_and_untouched_input() -> None:
    known = frame([("+442079460000", "GB"), (None, None), ("x", None)]).with_columns(row=7)
    lazy = with_phone(known)
    assert dict(lazy.collect_schema()) == {**known.collect_schema(), **ADDED}
    found = lazy.collect()
    assert dict(found.schema) == dict(lazy.collect_schema())
    assert found["phone_ok"].null_count() == 0
    assert found.select("list.phone", "region_hint", "row").equals(known.collect())
    assert dict(with_phone(frame([])).collect().schema) == dict(found.drop("row").schema)


def test_streaming_engine_equals_memory_engine() -> None:
    rows: list[Row] = [row for region, number in examples() for row in written(region, number)]
    rows += [(None, None), ("4.47E+11", "GB"), ("no number", "DE")]
    lazy = with_phone(frame(rows * 3), default_region="DE")
    streamed = lazy.collect(engine="streaming")
    assert streamed.equals(lazy.collect(engine="in-memory"))


def test_phone_keys() -> None:
    values = pl.Series("register", ["2079460000", "02079460000", "+49 30 123456", None, "x", ""])
    expected = ["+442079460000", "+442079460000", "+4930123456", None, None, None]
    keys = phone_keys(values, "GB")
    assert keys.to_list() == expected
    assert keys.name == "register"
    assert keys.dtype == pl.String
    assert phone_keys(pl.Series([2025550123, None]), "US").to_list() == ["+12025550123", None]
    assert phone_keys(pl.Series(["+442079460000", "0044 2079460000"]), None).to_list() == [
        "+442079460000",
        "+442079460000",
    ]
    assert phone_keys(pl.Series([], dtype=pl.String), "GB").to_list() == []


def test_phone_keys_in_several_pieces() -> None:
    values = pl.Series("listed", ["2079460000", "x", "+4930123456", "0207 946 0001", None])
    many = pl.concat([values] * 60_000)
    few = phone_keys(values, "GB")
    assert few.name == "listed"
    assert phone_keys(many, "GB").equals(pl.concat([few] * 60_000))


def test_a_value_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def judge(text: str, region: str | None) -> phone._Judgement:
        asked.append(text)
        return phone._Judgement(None, None, None)

    monkeypatch.setattr(phone, "_judge", judge)
    phone_keys(pl.Series(["ring me", "ring me", "ring me", "later", "ring me"] * 50_000), "GB")
    assert sorted(asked) == ["later", "ring me"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.text(max_size=30), st.from_regex(r"[0-9+()\- .Ee]{0,20}")),
            st.sampled_from([None, "GB", "US", "IT", "AR", "XX", ""]),
        ),
        max_size=8,
    )
)
def test_any_text_is_read(rows: list[Row]) -> None:
    found = read(rows)
    assert found.height == len(rows)
    ok = found["phone_ok"].to_list()
    for name in ("phone", "phone_type"):
        assert found[name].is_not_null().to_list() == ok
    assert found["phone_problem"].is_null().to_list() == ok
    assert set(found["phone_problem"]) <= {"missing", "damaged", "invalid", None}


def test_lengths_of_a_pattern() -> None:
    assert lengths_of(r"[1-357-9]\d{9}|[18]\d{8}|8\d{6}") == {7, 9, 10}
    assert lengths_of(r"(?:12|3(?:4|56)?)\d{2,3}") == {3, 4, 5, 6}
    with pytest.raises(ValueError, match="unknown construct"):
        lengths_of(r"\d+")


def test_alternatives_of_a_prefix() -> None:
    assert alternatives("0|180020") == (["0", "180020"], [])
    assert alternatives("[08]") == (["0", "8"], [])
    assert alternatives("(183[12])|0") == (["0"], ["1831", "1832"])
    assert alternatives("0|80?") == (["0"], ["8"])
    assert alternatives(r"([2-9]\d{6})$|1") == (["1"], [""])
    assert alternatives(None) == ([], [])


def test_metadata_is_understood() -> None:
    """A release of phonenumbers that this code cannot read would only be slow: notice."""
    known = metadata()
    codes = set(known.dialling.filter(pl.col("code").is_not_null())["region"])
    assert {"AT", "CA", "DE", "ES", "FI", "FR", "GB", "IT", "LT", "LU", "NL", "US"} <= codes
    assert known.first.general.count("|") > 200


def test_import_loads_no_metadata() -> None:
    code = (
        "import sys, listcheck.contacts.phone.numbers\n"
        "assert not any(name.startswith('phonenumbers') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
