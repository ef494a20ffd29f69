"""JSON exports: records in lines and in documents, damaged ones named, pages refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.core.errors import InputProblem
from listcheck.core.part import TEXT_LIMIT, Part
from listcheck.readers import find_lists, open_list
from listcheck.readers.json_exports import objects as json_records

ANN, BEA = {"email": "ann@x.de", "n": 1}, {"email": "bea@x.de", "n": 2}
BOTH = [("ann@x.de", "1"), ("bea@x.de", "2")]


def opened(folder: Path, text: str | bytes, name: str = "a.json") -> Part:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return open_list(find_lists([str(path)], exports=True)[0], folder / "work")


def rows(part: Part) -> list[tuple[str | None, ...]]:
    return part.frame.drop("row").collect().rows()


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ANN, BEA]),
        json.dumps([ANN, BEA], indent=2),
        f"[{json.dumps(ANN)},\n{json.dumps(BEA)}\n]\n",
        f"[\n{json.dumps(ANN)},\n{json.dumps(BEA)}]",
        f"{json.dumps(ANN)}\n{json.dumps(BEA)}",
        f"\n{json.dumps(ANN)}\r\n\r\n{json.dumps(BEA)}\r\n",
        f"\ufeff{json.dumps(ANN)}\n{json.dumps(BEA)}\n",
        json.dumps({"items": [ANN, BEA], "total": 2}),
        json.dumps({"items": [ANN, BEA]}, indent=1),
        '{"items": [\n' + f"{json.dumps(ANN)},\n{json.dumps(BEA)}\n]" + "}",
        json.dumps({"data": {"items": [ANN, BEA]}}),
        json.dumps({"results": [ANN, BEA], "links": [{"href": "/1", "rel": "self"}]}),
        json.dumps({"items": [ANN, BEA], "NextToken": None, "paging": {"next": "/2"}}),
        json.dumps({"items": [ANN, BEA], "has_more": False, "next": ""}),
        json.dumps({"items": [ANN, BEA], "meta": {"next_cursor": "", "next": None}}),
        json.dumps({"items": [ANN, BEA], "done": True, "next": 0, "has_more": "false"}),
        json.dumps({"items": [ANN, BEA], "tags": ["a", "b"], "meta": {"count": 2}}),
        json.dumps({"status": "ok", "response": {"items": [ANN, BEA], "errors": [{"a": 1}]}}),
    ],
)  # fmt: skip
def test_ways_to_write_the_same_records(text: str, tmp_path: Path) -> None:
    part = opened(tmp_path, text)
    assert part.headers == ("email", "n")
    assert rows(part) == BOTH
    assert part.frame.collect()["row"].to_list() == [1, 2]
    assert (part.records, part.unreadable.height) == (2, 0)


@pytest.mark.parametrize("name", ["a.ndjson", "a.jsonl", "A.JSON", "a.ndjson.gz", "a.json.zst"])
def test_names_and_compression(name: str, tmp_path: Path) -> None:
    text = f"{json.dumps(ANN)}\n{json.dumps(BEA)}\n".encode()
    if name.endswith(".gz"):
        text = gzip.compress(text)
    if name.endswith(".zst"):
        pa = pytest.importorskip("pyarrow")
        text = pa.compress(text, codec="zstd", asbytes=True)
    part = opened(tmp_path, text, name)
    assert rows(part) == BOTH
    assert part.size == len(text)


def test_damaged_lines_cost_themselves(tmp_path: Path) -> None:
    lines = [
        b'{"email":"ann@x.de"}',
        b'{"email":"bea@x.de"',
        b"",
        b'{"email":"c@x.de","email":"d@x.de"}',
        b'{"email":"e\xff@x.de"}',
        b'{"email":"\\ud800@x.de"}',
        b'{"a.b":"1","a":{"b":"2"}}',
        b"true",
        b'{"n":NaN}',
        b'{"n":' + b"[" * 100_000 + b"}",
        b'{"email":"f@x.de"}',
    ]
    part = opened(tmp_path, b"\n".join(lines), "a.ndjson")
    assert rows(part) == [("ann@x.de",), ("f@x.de",)]
    assert part.frame.collect()["row"].to_list() == [1, 10]
    told = part.unreadable.select("row", "line", "reason").rows()
    assert told == [
        (2, 2, "no JSON"),
        (3, 4, "a field stands twice"),
        (4, 5, "not UTF-8"),
        (5, 6, "half of a character (a lone surrogate)"),
        (6, 7, "a field stands twice"),
        (7, 8, "neither an object nor a text"),
        (8, 9, "no JSON"),
        (9, 10, "nested too deeply"),
    ]
    assert part.records == 10
    assert part.unreadable["text"].str.len_chars().max() == TEXT_LIMIT


@pytest.mark.parametrize("first", ['{"email": "ann@x.de"', "nonsense", '["x"'])
def test_a_damaged_first_line(first: str, tmp_path: Path) -> None:
    part = opened(tmp_path, f'{first}\n{{"email":"bea@x.de"}}\n{{"email":"cem@x.de"}}\n')
    assert rows(part) == [("bea@x.de",), ("cem@x.de",)]
    assert part.unreadable["line"].to_list() == [1]


def test_values_keep_what_is_written(tmp_path: Path) -> None:
    record = (
        '{"phone": 4915123456789012345678, "rate": 1.10, "e": 1e3, "yes": true, "no": false,'
        ' "nil": null, "blank": "", "tags": ["a", "b", null], "mixed": [1, {"x": "y"}],'
        ' "none": [], "deep": {}}'
    )
    part = opened(tmp_path, f"[{record}]")
    assert dict(zip(part.headers, rows(part)[0], strict=True)) == {
        "phone": "4915123456789012345678", "rate": "1.10", "e": "1e3", "yes": "true", "no": "false",
        "nil": None, "blank": None, "tags": "a; b", "mixed": '["1", {"x": "y"}]', "none": None,
    }  # fmt: skip


def test_fields_of_fields_are_named_by_the_way_to_them(tmp_path: Path) -> None:
    part = opened(
        tmp_path,
        '{"event":"Send","mail":{"timestamp":"1","to":["ann@x.de"]}}\n'
        '{"event":"Open","open":{"timestamp":"2","ip":"::1"}}\n',
    )
    assert part.headers == (
        "event", "mail.timestamp", "mail.to", "open.timestamp", "open.ip",
    )  # fmt: skip
    assert rows(part) == [("Send", "1", "ann@x.de", None, None), ("Open", None, None, "2", "::1")]


def test_fields_that_come_up_in_a_later_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_records, "_PIECE", 2)
    records = [{"a": n} for n in range(5)] + [{"b": 5}, {"c": 6, "a": 6}]
    part = opened(tmp_path, "\n".join(map(json.dumps, records)))
    assert part.headers == ("a", "b", "c")
    expected = [(str(n), None, None) for n in range(5)] + [(None, "5", None), ("6", None, "6")]
    assert rows(part) == expected
    assert part.frame.collect()["row"].to_list() == list(range(1, 8))
    assert part.frame.select("c2").collect().to_series().null_count() == 6


def test_several_people_of_a_record_have_fields_of_their_own(tmp_path: Path) -> None:
    record = {
        "phones": ["+4915112345678", "+4915112345679"],
        "people": [{"to": "ann@x.de"}, {"to": "bea@x.de", "n": 1}],
        "headers": [{"name": "To", "value": "ann@x.de"}],
        "tags": ["a", "b"],
    }
    part = opened(tmp_path, json.dumps([record]))
    assert dict(zip(part.headers, rows(part)[0], strict=True)) == {
        "phones.1": "+4915112345678", "phones.2": "+4915112345679", "people.1.to": "ann@x.de",
        "people.2.to": "bea@x.de", "people.2.n": "1", "tags": "a; b",
        "headers": '[{"name": "To", "value": "ann@x.de"}]',
    }  # fmt: skip


def test_a_damaged_record_keeps_its_text(tmp_path: Path) -> None:
    lines = '{"email":"ann@x.de","name":"Ann \\ud83d"}\n{"email":"bea@x.de"}\n'
    part = opened(tmp_path, lines, "a.ndjson")
    assert "ann@x.de" in part.unreadable["text"][0]


def test_long_records_are_written_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "_BYTES", 100)
    part = opened(tmp_path, "".join(f'{{"a":"{n:090}"}}\n' for n in range(6)), "a.ndjson")
    assert part.frame.collect()["row"].to_list() == [1, 2, 3, 4, 5, 6]
    assert len(list((tmp_path / "work").glob("*.arrow"))) == 3


def test_plain_texts_are_records(tmp_path: Path) -> None:
    part = opened(tmp_path, '["ann@x.de", 4915123456789]')
    assert part.headers == ("column 1",)
    assert rows(part) == [("ann@x.de",), ("4915123456789",)]


@pytest.mark.parametrize("person", ["ann@x.de", "+49 151 2345"])
def test_one_record_is_no_document(person: str, tmp_path: Path) -> None:
    part = opened(tmp_path, json.dumps({"who": person, "lists": [{"id": 1}, {"id": 2}]}))
    assert part.headers == ("who", "lists")
    assert rows(part)[0][0] == person
    assert part.records == 1


def test_a_stray_value_among_objects_is_named(tmp_path: Path) -> None:
    part = opened(tmp_path, '{"items": [{"email": "ann@x.de"}, null, {"email": "bea@x.de"}]}')
    assert rows(part) == [("ann@x.de",), ("bea@x.de",)]
    assert part.unreadable.select("row", "reason").rows() == [(2, "neither an object nor a text")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no JSON; expected one object a line"),
        ("email\nann@x.de\n", "no JSON; expected one object a line"),
        ("[{]", "no JSON; expected one object a line"),
        ('{"a":\n1}\n{"a":\n2}\n', "no JSON; expected one object a line"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "holds no record"),
        ('{"items": []}', "holds no record"),
        ('"ann@x.de"', "one JSON value"),
        ("17", "one JSON value"),
        ("[null, [1]]", "none of its 2 records can be read; the first: neither"),
        ('{"a":[{"x":1}],"b":[{"x":1}]}', "several lists .a, b."),
        ('{"a@x.de":[{"x":1}],"b@x.de":[{"x":1}]}', "several lists .without plain names."),
        ('{"items":[{"email":"a@x.de"}],"NextToken":"abc"}', "one page of several"),
        ('{"items":[{"email":"a@x.de"}],"has_more":true}', "one page of several"),
        ('{"items":[{"email":"a@x.de"}],"next":"https://x.de/?page=2"}', "one page of several"),
        ('{"items":[{"email":"a@x.de"}],"paging":{"next":{"after":"7"}}}', "one page of several"),
        ('{"results":[{"email":"a@x.de"}],"links":[{"rel":"next"}]}', "one page of several"),
        ('{"items":[{"email":"a@x.de"}],"next":{"after":"7"}}', "one page of several"),
        ('{"items":[{"email":"a@x.de"}],"meta":{"next_cursor":"7"}}', "one page of several"),
        ('{"items":[{"email":"a@x.de"}],"meta":{"hasMore":true}}', "one page of several"),
        ('{"total":2,"items":["a@x.de","b@x.de"]}', "an array of texts"),
        ('{"items":[{"email":"a@x.de"}],"has-more":true}', "one page of several"),
        ('{"items":[{"email":"a@x.de"}],"done":false}', "one page of several"),
        ('{"items":[{"email":"a@x.de"}],"@odata.nextLink":"/2"}', "one page of several"),
        ('{"items":[{"email":"a@x.de"}],"links":{"next":"/2"}}', "one page of several"),
        ('{"ok":"1","r":{"meta":{"next_cursor":"7"},"a":[{"email":"a@x.de"}]}}', "one page of"),
        ('{"account":"a@x.de","has_more":true,"items":[{"email":"a@x.de"}]}', "one page of"),
        ('{"items":[{"email":"a@x.de"}],"TotalCount":253}', "it says that there are 253"),
        ('{"email":"a@x.de","items":[{"email":"b@x.de"}]}', "a person's address or number and an"),
        ('{"contact":"+442071838750","n":[{"n":"+447400123456"}]}', "a person's address or number"),
        ('{"out":["a@x.de","b@x.de"],"bounced":[{"email":"c@x.de"}]}', "several lists .bounced"),
        ('{"s":{"a@x.de":{"by":"x"},"b@x.de":{"by":"x"}}}', "the name of a field is an address"),
    ],
)  # fmt: skip
def test_refusals(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=rf"a\.json: .*{message}") as told:
        opened(tmp_path, text)
    assert "@" not in str(told.value)


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "MAX_DOCUMENT", 200)
    with pytest.raises(InputProblem, match="one JSON document of"):
        opened(tmp_path, json.dumps([ANN] * 20))
    # The same in lines has no such bound, be its first line damaged or not.
    lines = f"{json.dumps(ANN)}\n" * 20
    assert opened(tmp_path, lines).records == 20
    assert opened(tmp_path, f"nonsense\n{lines}").unreadable.height == 1
    monkeypatch.setattr(json_records, "MAX_LINE", 100)
    with pytest.raises(InputProblem, match="line 21 is longer than"):
        opened(tmp_path, lines + json.dumps({"a": "x" * 200}))
    monkeypatch.setattr(json_records, "MAX_FIELDS", 3)
    with pytest.raises(InputProblem, match="more than 3 different fields"):
        opened(tmp_path, "".join(f'{{"k{n}":1}}\n' for n in range(9)))


_SCALARS = (
    st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(codec="utf-8"))
)
_RECORDS = st.dictionaries(st.sampled_from("abcd"), _SCALARS, min_size=1)


def _told(value: object) -> str | None:
    if value is None or value == "":
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


@given(records=st.lists(_RECORDS, min_size=2, max_size=9), piece=st.integers(1, 4))
def test_every_cell_comes_back(
    records: list[dict[str, object]], piece: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_records, "_PIECE", piece)
        folder = tmp_path_factory.mktemp("json")
        part = opened(folder, "\n".join(map(json.dumps, records)), "a.ndjson")
        found = part.frame.collect()
    assert found["row"].to_list() == list(range(1, len(records) + 1))
    for at, header in enumerate(part.headers):
        expected = [_told(record.get(header)) for record in records]
        assert found[f"c{at}"].to_list() == expected
    assert {key for record in records for key in record} == set(part.headers)
    assert found.schema["row"] == pl.UInt32
