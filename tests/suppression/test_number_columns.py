"""Which columns of a source hold telephone numbers: moments, ids and amounts are none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from listcheck.suppression.number_columns import kind_of
from tests.conftest import Ended
from tests.support.campaigns import codes, rows, summary, write

Run = Callable[..., Ended]
#: All of them valid: a moment of November 2025 as British, an id as Danish, an amount as German.
LIST = (
    "phone,country\n01763 600000,GB\n20 12 34 56,DK\n030 123456,DE\n+442079460018,GB\n"
    "+46 8 123 456 78,SE\n"
)


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        (
            "number",
            (
                "phone|Phone Number|Mobile|Handy-Nr.|Rufnummer|Telefon privat|numéro de téléphone|"
                "Número de teléfono|cellulare|telefoonnummer|Numer telefonu|telemóvel|mobilnummer|"
                "mobiltelefon|puhelinnumero|telefonní číslo|mobil|telefonszám|număr de telefon|"
                "телефон|"
                "Αριθμός τηλεφώνου|telefoninumber|tālrunis|telefonas|telefonska številka|"
                "broj telefona|"
                "msisdn|number|Nummer|wa_id|SMS|Contact number|customer contact no|Phone 2"
            ),
        ),
        (
            "moment",
            (
                "timestamp|Timestamp (UTC)|createdAt|unsubscribed_at|event.time|ts|Zeitstempel|"
                "Erstellungsdatum|Abmeldedatum|horodatage|date de désinscription|fecha|ora|"
                "tijdstip|"
                "data|czas|hora|tidsstämpel|dato|tidspunkt|aikaleima|datum|čas|időpont|timp|дата|"
                "Ημερομηνία|kuupäev|datums|laikas|vrijeme|phone verified at"
            ),
        ),
        (
            "other",
            (
                "Record ID|recordId|id|uuid|order_no|Order number|Kundennummer|Bestellnr.|"
                "Rechnungsnr|"
                "numéro de client|Numer zamówienia|číslo objednávky|postnummer|Postleitzahl|PLZ|"
                "Code postal|zip|ZIP+4|postcode|PSČ|irányítószám|IP|IP address|Amount|Betrag|"
                "montant|"
                "importe|bedrag|kwota|belopp|beløb|summa|částka|összeg|сума|ποσό|iznos|count|Anzahl|"
                "age|duration|phone_id|Phone Country Code"
            ),
        ),
        (None, "column 1|email|e-mail|value|to|recipient|who|customer|listed|opt|Unnamed: 0|a"),
    ],
)
def test_what_headers_say(kind: str | None, headers: str) -> None:
    told = {header: kind_of(header) for header in headers.split("|")}
    assert {header: found for header, found in told.items() if found != kind} == {}


def dropped_by(run: Run, sources: Sequence[str]) -> list[list[int]]:
    """For each of several sources of one run, the contacts that it is the reason to drop."""
    write(Path("list.csv"), LIST)
    names = [f"source {at}.csv" for at in range(len(sources))]
    for name, text in zip(names, sources, strict=True):
        write(Path(name), text)
    given = [f"--suppress={name}@2026-11-20" for name in names]
    ended = run("list.csv", "--channel", "sms", *given, "-o", "o")
    assert ended.status in (0, 1), ended.err
    found: dict[str, list[int]] = {name: [] for name in names}
    for line in rows(Path("o/violations.csv")):
        if line["code"] == "LC201":
            assert line["verdict"] == "drop"
            for name in re.findall(r"source [0-9]+\.csv", line["message"]):
                found[name].append(int(line["row"]))
    return list(found.values())


def dropped(run: Run, source: str, name: str = "source.csv") -> list[int]:
    write(Path("list.csv"), LIST)
    write(Path(name), source)
    ended = run("list.csv", "--channel", "sms", "--suppress", f"{name}@2026-11-20", "-o", "o")
    assert ended.status in (0, 1), ended.err
    return [row for row, found in codes(Path("o")).items() if "LC201:drop" in found]


#: Headers and cells of which no number is anybody's.
OTHERS = (
    ("timestamp", "1763600000"), ("created", "1763600000.25"), ("ts", "1763600000000"),
    ("unsubscribed_at", "1763600000"), ("Zeitstempel", "1763600000"), ("date", "20121231"),
    ("Record ID", "1763600000"), ("id", "20123456"), ("Kundennummer", "30123456"),
    ("order_no", "20123456"), ("PLZ", "030123456"), ("zip", "20123-4560"),
    ("Betrag", "30123456"), ("amount", "2012345.60"), ("count", "20123456"),
    ("duration", "20123456"), ("ip", "20.12.34.56"),
    # Cells alone.
    ("x1", "1763600000123"), ("x1", "30123,45"), ("x1", "20.123.45.6"), ("x1", "20123-4560"),
)  # fmt: skip


def test_moments_ids_and_amounts_beside_people_are_nobodys_numbers(run: Run) -> None:
    told = dropped_by(
        run,
        [
            f'email,{header}\nzoe@other-1.se,"{cell}"\nyan@other-1.se,"{cell}"\n'
            for header, cell in OTHERS
        ],
    )
    assert [case for case, lines in zip(OTHERS, told, strict=True) if lines] == []
    assert "LC201" not in {line["code"] for line in rows(Path("o/violations.csv"))}
    found = summary(Path("o"))
    assert not [note for note in found["notes"] if "hold people" in note]
    assert "LC214" not in {line["code"] for line in found["findings"]}


def test_moments_of_an_event_log(run: Run) -> None:
    events = [
        {
            "email": "zoe@other-1.se",
            "event": "unsubscribe",
            "timestamp": 1763600000,
            "sg": 20123456,
        },
        {"email": "yan@other-1.se", "event": "unsubscribe", "timestamp": 1763600000},
    ]
    text = "".join(json.dumps(event) + "\n" for event in events)
    # A field that nothing tells anything of is read: an opt-out too many costs less.
    assert dropped(run, text, "events.ndjson") == [2]


#: A source, and which contacts it drops.
IN_DOUBT = (
    # The source's only column, whatever its header says.
    ("id\n442079460018\n20123456\n", [2, 4]),
    ("timestamp\n1763600000\n", [1]),
    ("order_no,name\n442079460018,Ann\n", [4]),
    ("1763600000\n442079460018\n", [1, 4]),
    ("column 1\n442079460018\n", [4]),
    # Headers of numbers, and headers that say nothing, beside addresses.
    ("email,phone\nzoe@other-1.se,01763600000\n", [1]),
    ("email,msisdn\nzoe@other-1.se,1763600000\n", [1]),
    ("email,value\nzoe@other-1.se,1763600000\n", [1]),
    ("email,to\nzoe@other-1.se,20.12.34.56\n", [2]),
    # Cells in international form are numbers under any header.
    ("email,id\nzoe@other-1.se,+442079460018\n", [4]),
    ("email,code\nzoe@other-1.se,+44 20 7946 0018\n", [4]),
    # Not like a moment at all.
    ("email,data\nzoe@other-1.se,442079460018\n", [4]),
    ("email,unsubscribed\nzoe@other-1.se,442079460018\n", [4]),
)


def test_what_is_in_doubt_is_read_as_numbers(run: Run) -> None:
    told = dropped_by(run, [text for text, _ in IN_DOUBT])
    assert [(text, lines) for (text, _), lines in zip(IN_DOUBT, told, strict=True)] == list(
        IN_DOUBT
    )


def test_ids_do_not_stand_in_for_numbers_that_cannot_be_read(run: Run) -> None:
    write(Path("list.csv"), LIST)
    write(Path("source.csv"), "id,phone\n20123456,4.42E+11\n20123457,4.42E+11\n")
    ended = run("list.csv", "--channel", "sms", "--suppress", "source.csv@2026-11-20", "-o", "o")
    assert ended.status == 3
    assert "holds no address, no telephone number" in ended.err


@pytest.mark.parametrize(
    "text",
    ["number,date added\n02079460018,1763600000\n", "id,number\n1763600000,02079460018\n",
     "timestamp;phone\n1763600000;+442079460018\n"],
)  # fmt: skip
def test_registers(run: Run, text: str) -> None:
    write(Path("list.csv"), LIST)
    write(Path("tps.csv"), text)
    copies = [f"--register={name}=tps.csv@2026-11-20" for name in ("TPS", "CTPS")]
    run("list.csv", "--channel", "call", "--party", "first", "--send-date", "2026-11-22",
        "-o", "o", *copies)  # fmt: skip
    found = codes(Path("o"))
    assert [row for row, own in found.items() if "LC401:drop" in own] == [4]


def test_several_numbers_in_a_cell_all_count(run: Run) -> None:
    cells = [
        "+442079460018, +4681 2345678", "+442079460018 / +46812345678", "+442079460018;0812345678",
        "020 7946 0018\n08-123 456 78", "Ann Berg +44 20 7946 0018 (home) 0046 8 12345678",
        "020 7946 0018 or 08/123 456 78",
    ]  # fmt: skip
    sources = {
        (beside, cell): f'{beside},phone\n{person},"{cell}"\n'
        for beside, person in (("id", "17"), ("email", "zoe@other-1.se"))
        for cell in cells
    }
    told = dropped_by(run, list(sources.values()))
    assert dict(zip(sources, told, strict=True)) == {case: [4, 5] for case in sources}
    assert not [line for line in summary(Path("o"))["findings"] if line["code"] == "LC214"]


def test_numbers_within_other_texts_are_nobodys(run: Run) -> None:
    source = "email,note\nzoe@other-1.se,order 20123456 of 1763600000\n"
    assert dropped(run, source) == []


def test_what_several_people_of_a_cell_are_about_counts_for_all(run: Run) -> None:
    source = 'phone,channel\n"+442079460018, +46812345678",email\n+4930123456,sms\n'
    assert dropped(run, source) == [3]
