"""``rules show``: a country's law on a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from listcheck.lawbook.plain_words import CELLS
from listcheck.policy.law.resolve import active_exceptions
from tests.lawbook.conftest import CHANNELS, COUNTRIES, DAY, RULES, Run, active, section


@pytest.mark.parametrize("day", [DAY, "2018-05-25", "2021-12-31"])
@pytest.mark.parametrize("pack", ["current", "guide"])
@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_shows_all_that_is_in_force(
    run: Run, show: Callable[..., str], country: str, pack: str, day: str
) -> None:
    text = show(country, day, "--pack", pack)
    name = RULES.countries[country].name
    assert text.startswith(f"{name} ({country}) on {day}, pack {pack}\n")
    words = set(re.findall(r"[\w-]+", text))
    on = date.fromisoformat(day)
    for rule in active(country, day, pack):
        assert rule.id in words
        assert all(source.url in text for source in rule.source)
        assert {item.id for item in active_exceptions(rule, on) if item.id} <= words
    if pack == "current":
        expected = {note.id for note in RULES.notes(country) if not note.until or on < note.until}
        assert expected <= words
    for line in text.splitlines():
        assert len(line) <= 100 or re.fullmatch(r" *https?://\S+", line)
    told = run(
        "rules", "show", country, "--send-date", day, "--pack", pack, "--format", "json"
    ).json
    assert {item["id"] for item in told["rules"]} == {
        rule.id for rule in active(country, day, pack)
    }
    for channel in CHANNELS:
        cells = [
            tuple(cell.values()) for group in told["channels"][channel] for cell in group["cells"]
        ]
        assert sorted(cells) == sorted(CELLS), "every kind of contact is told once"


def test_a_group_of_contacts_is_told_in_plain_words(show: Callable[..., str]) -> None:
    text = show("FR")
    messages = section(text, "E-mail and text messages (email, sms)")
    assert (
        "consumers and sole traders, your own list prior consent (opt-in), or the soft" in messages
    )
    assert "companies, no person named (info@) allowed until" in messages
    assert "first party" not in text
    assert section(show("DE"), "Automated calls (automated-call)").startswith("every contact prior")


def test_french_calls_flip_on_their_day(show: Callable[..., str]) -> None:
    before, after = show("FR", "2026-08-10"), show("FR", "2026-08-11")
    calls = section(before, "Calls (call)")
    assert "check FR-BLOCTEL" in calls
    assert "[FR-3]" in calls
    assert "FR-BLOCTEL: Bloctel, lists consumers and sole traders; a copy serves 30 days" in calls
    assert "coming: from 2026-08-11, calls" in section(before, "Changes")
    calls = section(after, "Calls (call)")
    assert "BLOCTEL" not in calls
    assert "consumers and sole traders prior consent (opt-in) [FR-4]" in calls
    assert "existing_agreement = yes, similar_products = yes" in calls
    changes = section(after, "Changes")
    assert changes.startswith("last on 2026-08-11, calls companies [FR-5]: allowed until")
    assert "coming: nothing is known" in changes


def test_what_was_not_applied_is_told_with_its_reason(show: Callable[..., str]) -> None:
    notes = section(show("DE"), "Notes")
    assert "DE-1, email, sms, from 2004-07-08" in notes
    assert "not applied: relaxation, confidence medium: The statute demands" in notes
    assert "EU-1" in notes, "the union's notes belong to its members"
    assert "EU-1" not in show("GB")


def test_an_exception_for_directories_keeps_the_register(show: Callable[..., str]) -> None:
    calls = section(show("IT"), "Calls (call)")
    assert (
        "number_source = directory): allowed until the person objects (opt-out), check IT-RPO"
        in (calls)
    )
    assert "only a consent later than the listing beats it" in calls


def test_an_exception_begins_on_its_day(show: Callable[..., str]) -> None:
    heading = "E-mail and text messages (email, sms)"
    assert "GB-7" not in section(show("GB", "2026-02-04"), heading)
    assert "coming: from 2026-02-05, e-mail and text" in section(
        show("GB", "2026-02-04"), "Changes"
    )
    told = section(show("GB", "2026-02-05"), heading)
    assert "the soft opt-in is open to this sender too [GB-7], from 2026-02-05" in told


def test_what_begins_later_is_coming(show: Callable[..., str]) -> None:
    text = show("US", DAY)
    assert section(text, "Changes").startswith("last: none since 2018-05-25 US-3")
    assert "coming, not applied: begins later: A single revocation" in section(text, "Changes")
    assert "US-3" not in section(text, "Notes")
    later = show("US", "2027-01-31")
    assert "US-3" in section(later, "Notes")
    assert "US-3" not in section(later, "Changes")


def test_clocks_and_own_customers_are_told(show: Callable[..., str]) -> None:
    assert "the soft opt-in counts 24 months after a purchase" in section(
        show("CA"), "E-mail (email)"
    )
    calls = section(show("CA"), "Calls (call)")
    assert "look-up (18 months after a purchase, 6 months after an enquiry)" in calls
    # A change of a register's own terms is a change of the law, too.
    before, after = (
        section(show("SK", day), "Calls (call)") for day in ("2025-11-11", "2025-11-12")
    )
    assert "12 months after its end" not in before
    assert "12 months after its end" in after
    assert "last on 2025-11-12, calls" in section(show("SK"), "Changes")


def test_unanswered_cells_say_why(show: Callable[..., str]) -> None:
    told = section(show("NO"), "Automated calls (automated-call)")
    assert "companies unanswered (The 2018 guide leaves the cell blank" in told
    assert "[NO-automated-call-corporate]" in told


def test_the_guide_is_shown_as_printed(show: Callable[..., str]) -> None:
    text = show("IE", DAY, "--pack", "guide")
    for word in ("IE-NDD", "line_type = mobile", "as printed:", "unanswered", "note:"):
        assert word in text
    assert "notes belong to pack current" in section(text, "Notes")


@pytest.mark.parametrize("day", ["2018-05-24", "2003-12-11"])
def test_no_rule_is_that_old(run: Run, show: Callable[..., str], day: str) -> None:
    text = show("FR", day)
    assert text.endswith("no rule that old: the first is of 2018-05-25\n")
    assert "Rules" not in text
    told = run("rules", "show", "FR", "--send-date", day, "--format", "json").json
    assert told["reason"] == "no rule that old: the first is of 2018-05-25"


def test_show_as_json(run: Run) -> None:
    told = run("rules", "show", "fr", "--send-date", "2026-08-10", "--format", "json").json
    assert (told["country"], told["gdpr"], told["pack"]) == ("FR", True, "current")
    companies, consumers = told["channels"]["call"]
    assert (companies["contacts"], companies["rows"]) == ("companies", ["FR-call-corporate"])
    assert (consumers["basis"], consumers["register"]) == ("opt_out", "FR-BLOCTEL")
    (coming,) = told["changes"]["coming"]
    assert (coming["day"], coming["channel"]) == ("2026-08-11", "call")
    assert coming["rows"] == ["FR-4", "FR-5"]
    assert {"FR-7", "EU-1"} <= {note["id"] for note in told["notes"]}


def test_time_to_act_on_an_opt_out_is_shown_with_its_source(
    run: Run, show: Callable[..., str]
) -> None:
    heading = "Time to act on an opt-out"
    before, after = (section(show("US", day), heading) for day in ("2025-04-10", "2025-04-11"))
    assert "email, from 2004-01-01, confidence high 10 business days after the day of" in before
    assert "15 U.S.C. 7704(a)(4)(A) https://uscode.house.gov/" in before
    assert "call, from 2003-10-01 until 2025-04-11, confidence high 30 days after" in before
    assert "sms, call, automated-call, from 2025-04-11, confidence high 10" in before
    assert "sms, automated-call: no time by statute is known" in before
    assert "30 days" not in after
    assert "no time by statute" not in after
    assert section(show("DE"), heading).startswith("every channel: no time by statute is known")

    told = run("rules", "show", "CA", "--send-date", DAY, "--format", "json").json
    messages, calls = told["opt_out_time"]
    assert messages["channel"] == ["email", "sms"]
    assert (messages["business_days"], messages["from"]) == (10, "2014-07-01")
    assert "until" not in messages
    assert (calls["channel"], calls["days"]) == (["call"], 14)
    assert calls["citations"][0]["url"].startswith("https://crtc.gc.ca/")
