"""``listcheck contact``: one contact, from standard input, and the reasons."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest

from listcheck.campaign.one_contact import fields_of, read_contact
from listcheck.config.settings import Settings
from listcheck.core.errors import InputProblem
from tests.conftest import Ended


def told(text: str, **settings: str) -> dict[str, tuple[object, str]]:
    found = read_contact(fields_of(text), Settings(send_date=date(2026, 11, 22), **settings))  # type: ignore[arg-type]  # a test names any setting
    return {item.name: (item.value, item.why) for item in found}


@pytest.mark.parametrize(
    ("text", "name", "value", "why"),
    [
        ("Info@Acme.DE", "email", "info@acme.de", "lower case"),
        ("info@acme.de", "address_kind", "generic", "'info' is a word for a function"),
        ("info@gmail.com", "address_kind", None, "proves nothing"),
        ("anna.muster@acme.de", "address_kind", "individual", "no part of it"),
        ("x@@y", "email", None, "invalid characters"),
        ("a@b.invalid", "email_ok", False, "no such suffix"),
        ("ann@gmial.com", "typo_of", "gmail.com", "typing error"),
        ("+44 20 7946 0958", "country", "GB", "number's country code"),
        ("4.47E+11", "phone", None, "spreadsheet"),
        ("email = a@acme.com\ncountry = Deutschland", "country", "DE", "column"),
        ("email = a@acme.com\ncompany = Acme Ltd", "subscriber", "corporate", "legal form"),
        ("ann@web.de", "subscriber", "individual", "consumer"),
    ],
)
def test_each_answer_has_its_reason(text: str, name: str, value: object, why: str) -> None:
    found = told(text)[name]
    assert found[0] == value
    assert why in found[1]


def test_the_names_explain_a_person() -> None:
    found = told("email = sales.anna@acme.de\nfirst_name = Anna")
    assert found["address_kind"][0] == "individual"
    assert "the name of the contact" in found["address_kind"][1]


@pytest.mark.parametrize("text", ["", "  \n", "hello", "colour = xyzzy"])
def test_what_is_no_contact_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(InputProblem) as problem:
        fields_of(text)
    assert "standard input" in str(problem.value)
    assert "hello" not in str(problem.value)
    assert "xyzzy" not in str(problem.value)


def test_the_command_reads_standard_input_and_takes_no_address(
    run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(text: str, *arguments: str) -> Ended:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return run("contact", "--format", "json", *arguments)

    done = asked("info@acme.de\n")
    assert done.status == 0
    assert done.json["country"] == {"value": "DE", "why": "the address's country suffix"}
    assert asked("", "info@acme.de").status == 2
    # Traceback or not is looked at by every run in this process.
    assert asked("").status == 3
